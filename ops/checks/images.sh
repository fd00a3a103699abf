#!/usr/bin/env bash
# Builds the images twice and looks into them: who runs in them, what they hold and don't, that the same commit gives the same digest; with a
# Docker engine, also that each starts as nobody in particular on a read-only root. Where no base is given, one is made (a Debian or Ubuntu).
#   ops/checks/images.sh [BASE [NAME...]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ops/checks/said.sh

base=${1:-target/images/base.tar}
[[ $base != *.tar || -e $base ]] || ops/images/base.sh "$base"
services=("${@:2}")
((${#services[@]})) || services=(gateway ingest-svc memory-svc embedder-svc reranker-svc generator-svc model-server)
largest_mb=400 # unpacked, with the base
work=$(mktemp -d)

cleanup() {
  [[ ! -s $work/containers ]] || docker rm --force $(<"$work/containers") >/dev/null
  [[ ! -d $work/home ]] || LONGSHORE_HOME=$work/home ./longshore down >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

has() { # image, part of its configuration
  grep -qF -- "$2" "$work/$1/config.json" || complain "$1 has no $2"
}

look_into() {
  local image=$work/$1 layer
  mkdir -p "$image/root"
  tar -xf "target/images/$1.tar" -C "$image"
  for layer in $(grep -o '"[^"]*\.tar\.gz"' "$image/manifest.json" | tr -d '"'); do
    tar -xzf "$image/$layer" -C "$image/root" --warning=no-unknown-keyword
  done
  has "$1" '"User":"10001:10001"'
  has "$1" '-XX:+ExitOnOutOfMemoryError'
  has "$1" "\"org.opencontainers.image.revision\":\"$(git rev-parse HEAD)"
  ! grep -iE 'password|secret|adminkey' "$image/config.json" || complain "$1 is told a secret"
  grep -q '"bomFormat" : "CycloneDX"' "$image/root/app/sbom/application.cdx.json" || complain "$1 has no list of what is inside"
  [[ -z $(find "$image/root" \( -name '*.gguf' -o -name '*.onnx' -o -name .git -o -name '.env' -o -name 'id_*' -o -name '*.pem' -path '*/app/*' \) -print -quit) ]] ||
    complain "$1 holds a model, a key or a checkout"
  [[ -z $(find "$image/root/app" -perm /022 -print -quit) ]] || complain "$1 has files that others may write"
  local mb
  mb=$(du -sm "$image/root" | cut -f1)
  ((mb <= largest_mb)) || complain "$1 has $mb MB"
  echo "figure: image $1	$mb MB unpacked, $(($(stat -c %s "target/images/$1.tar") >> 20)) MB as a file, $(grep -c '"bom-ref"' "$image/root/app/sbom/application.cdx.json") parts listed"
  rm -rf "$image/root"
}

name() {
  grep -o '"RepoTags":\["[^"]*"' "$work/$1/manifest.json" | cut -d'"' -f4
}

# as nobody in particular, on a root that can't be written
container=(docker run --network host --read-only --tmpfs /tmp:exec --cap-drop ALL --security-opt no-new-privileges --memory 768m)

start() { # image, settings
  local image=$1
  shift
  "${container[@]}" --detach "$@" "$(name "$image")" | tee -a "$work/containers"
}

healthy() { # port: as a health check inside of a container asks
  (exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET /actuator/health/liveness HTTP/1.0\r\n\r\n' >&3 && read -r _ status _ <&3 && [[ $status == 200 ]]) 2>/dev/null
}

serves() {
  docker logs "$1" 2>&1 | grep -q 'Serving on port'
}

until_good() { # container, command: within five minutes
  local id=$1
  shift
  for _ in $(seq 300); do
    ! "$@" || return 0
    [[ $(docker inspect --format '{{.State.Running}}' "$id") == true ]] || break
    sleep 1
  done
  docker logs "$id" 2>&1 | tail -n 5 >&2
  return 1
}

cost() { # container: what its program has taken until now
  docker exec "$1" bash -c 'read -ra stat </proc/1/stat && while read -r name kb _; do [[ $name != VmRSS: ]] || echo "$((stat[13] + stat[14])) $((kb >> 10))"; done </proc/1/status' |
    while read -r ticks mb; do echo "$((ticks / 100)).$((ticks / 10 % 10)) s of processor, $mb MB"; done
}

user() { # of the broker
  export LONGSHORE_KAFKA_USER=$1 LONGSHORE_KAFKA_PASSWORD
  LONGSHORE_KAFKA_PASSWORD=$(sed -n "s/^$1=//p" "$LONGSHORE_HOME/accounts")
}

run_memory_svc() {
  local port=9570 id settings
  export LONGSHORE_HOME=$work/home
  mkdir -p "$LONGSHORE_HOME"
  echo $port >"$LONGSHORE_HOME/port"
  ./longshore start kafka
  ./longshore start postgres
  export SERVER_PORT=$((port + 2)) LONGSHORE_KAFKA=127.0.0.1:$((port + 7)) LONGSHORE_KAFKA_PROTOCOL=SASL_PLAINTEXT LONGSHORE_KAFKA_MECHANISM=PLAIN \
    LONGSHORE_TOPICS_CREATE=false LONGSHORE_POSTGRES=jdbc:postgresql://127.0.0.1:$((port + 9))/longshore
  settings=($(printf -- '--env %s ' SERVER_PORT LONGSHORE_KAFKA LONGSHORE_KAFKA_{PROTOCOL,MECHANISM,USER,PASSWORD} LONGSHORE_TOPICS_CREATE LONGSHORE_POSTGRES))
  user longshore
  "${container[@]}" --rm "${settings[@]}" "$(name memory-svc)" topics acls >"$work/jobs" 2>&1 || complain "the jobs failed: $(tail -n 3 "$work/jobs")"
  user memory-svc
  id=$(start memory-svc "${settings[@]}")
  if until_good "$id" healthy $((port + 2)); then
    echo "figure: memory-svc in a container	alive after $(docker logs "$id" 2>&1 | grep -o 'Started MemoryApplication in [0-9.]* seconds' | grep -o '[0-9.]*') s, $(cost "$id"), as uid $(docker exec "$id" bash -c 'echo $UID')"
    ! docker exec "$id" bash -c ': >/app/x' 2>/dev/null || complain "the root can be written"
    docker stop "$id" >/dev/null
    [[ $(docker inspect --format '{{.State.ExitCode}}' "$id") == 143 ]] || complain "memory-svc did not end by itself"
  else
    complain "memory-svc is not alive"
  fi
}

run_model_server() { # on a repository without a model
  local id
  mkdir "$work/models"
  id=$(start model-server --env LONGSHORE_MODELS_ADDRESS=127.0.0.1:9576 --volume "$work/models:/models:ro")
  if until_good "$id" serves "$id"; then
    echo "figure: model-server in a container, without a model	$(cost "$id")"
  else
    complain "the model server serves nothing"
  fi
}

build() {
  ./longshore images "${services[@]}" --tar --base "$base" | tee "$work/$1"
}

build first
for service in "${services[@]}"; do
  look_into "$service"
done
touch pom.xml # another build of the same commit
build second >/dev/null
cmp "$work/first" "$work/second" || complain "the same commit gave other digests"
if docker version >/dev/null 2>&1; then
  for service in memory-svc model-server; do
    [[ " ${services[*]} " == *" $service "* ]] || continue
    docker load --quiet --input "target/images/$service.tar" >/dev/null
    "run_${service//-/_}"
  done
else
  echo "No Docker engine answers: nothing was started."
fi
end_of images
