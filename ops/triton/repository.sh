#!/usr/bin/env bash
# Makes a model repository for a Triton out of ours (`./longshore up` makes that in ~/.cache/longshore/models): the encoders' files are copied.
#   ops/triton/repository.sh FROM INTO            for a Triton with the back end of ONNX Runtime
#   ops/triton/repository.sh --python FROM INTO   for one with only the Python back end, and the package onnxruntime
# Add `ops/triton/generator` and `ops/triton/scorer` by hand, where the machine can serve them (README.md).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=
[[ ${1:-} != --python ]] || { python=1; shift; }
from=${1:?FROM, a model repository of ours} into=${2:?INTO, a folder}

found=
for config in "$from"/*/config.pbtxt; do
  grep -q '^backend: "onnxruntime"' "$config" 2>/dev/null || continue
  name=$(basename "$(dirname "$config")")
  found=1
  mkdir -p "$into/$name/1"
  cp --recursive --dereference --reflink=auto "$from/$name/1/." "$into/$name/1/" # into a container or a volume nothing outside goes along
  # questions before everything else, as the clients ask
  { cat "$config" && echo 'dynamic_batching { priority_levels: 2 default_priority_level: 2 }'; } >"$into/$name/config.pbtxt"
  [[ -z $python ]] || {
    cp "$here/encoder/model.py" "$into/$name/1/"
    sed -i 's/^backend: "onnxruntime"/backend: "python"/; /^default_model_filename/d' "$into/$name/config.pbtxt"
  }
  echo "$into/$name"
done
[[ -n $found ]] || { echo "There is no encoder in $from: ./longshore up makes one." >&2; exit 1; }
