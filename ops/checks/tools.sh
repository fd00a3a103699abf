# Programs in Go for the checks, each built once into the cache; to be sourced.
tools=${XDG_CACHE_HOME:-$HOME/.cache}/longshore/tools
mkdir -p "$tools"
export GOTOOLCHAIN=local

command -v go >/dev/null || {
  echo "This check builds its programs with Go 1.26 or later, and there is no go in PATH: install it (https://go.dev/dl). Nothing was checked." >&2
  exit 3
}

# package@version: builds it where it isn't there yet, and puts it into PATH
tool() {
  local folder=$tools/${1##*/}
  [[ -d $folder ]] || { # as a whole or not at all
    echo "building ${1##*/}"
    GOBIN=$folder.part nice -n 10 go install "$1"
    mv "$folder.part" "$folder"
  }
  PATH=$folder:$PATH
}

# module@version: prints the folder of its sources
sources() {
  (cd / && go mod download -json "$1") | sed -n 's/^\t"Dir": "\(.*\)",\{0,1\}$/\1/p'
}
