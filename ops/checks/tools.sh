# Programs in Go for the checks, each built once into the cache; to be sourced.
# A check ends with 3 when it can't have them: nothing is wrong then, and nothing was checked.
. ops/checks/said.sh
tools=${XDG_CACHE_HOME:-$HOME/.cache}/longshore/tools
mkdir -p "$tools"
export GOTOOLCHAIN=local
kubernetes=1.37.2

command -v go >/dev/null || not_checked "This check builds its programs with Go 1.26 or later, and there is no go in PATH: install it."

# A folder in $tools, and what fills it: whole, or not there
once() {
  local folder=$tools/$1
  shift
  [[ -d $folder ]] || {
    rm -rf "$folder.part"
    "$@" "$folder.part"
    mv "$folder.part" "$folder"
  }
}

# package@version, into PATH
tool() {
  once "${1##*/}" tool_into "$1"
  PATH=$tools/${1##*/}:$PATH
}

tool_into() { # package@version, folder
  echo "building ${1##*/}"
  GOBIN=$2 nice -n 10 go install "$1" || not_checked "Go could not build ${1##*/}: are its registries reached?"
}

# A folder of ops/checks, into PATH: once for each state of its sources
own() {
  local name
  name=$1-$(cat "ops/checks/$1"/* | cksum | tr ' ' -)
  once "$name" own_into "$1"
  PATH=$tools/$name:$PATH
}

own_into() { # folder of ops/checks, folder
  echo "building $1"
  (cd "ops/checks/$1" && go mod download) || not_checked "Go could not fetch what $1 needs: are its registries reached?"
  (cd "ops/checks/$1" && nice -n 10 go build -ldflags "-s -w -X k8s.io/component-base/version.gitVersion=v$kubernetes" -o "$2/$1" .)
}

# module@version: prints the folder of its sources
sources() {
  (cd / && go mod download -json "$1") | sed -n 's/^\t"Dir": "\(.*\)",\{0,1\}$/\1/p'
}

# Definitions of others' kinds that the chart has objects of
httproutes() {
  echo "$(sources sigs.k8s.io/gateway-api@v1.4.1)/config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"
}

servicemonitors() {
  echo "$(sources github.com/prometheus-operator/prometheus-operator@v0.85.0)/example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml"
}
