#!/usr/bin/env bash
# docker-compose.yml at a real Docker engine: up, a document in, an answer with a citation out, down, up, still there. In a project, volumes and
# a .env of its own, which it removes. Images are those of ./longshore images; the official ones of Kafka and PostgreSQL are asked for, and where
# no registry is reached, stand-ins are built out of what one machine runs. Takes some five minutes.
#   ops/checks/compose.sh [port]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ops/checks/said.sh

docker info >/dev/null 2>&1 || not_checked "No Docker engine answers."
docker compose version >/dev/null 2>&1 || not_checked "Docker has no plugin for Compose (2.24 or later)."
command -v curl >/dev/null || not_checked "There is no curl."
[[ -d ${XDG_CACHE_HOME:-$HOME/.cache}/longshore/models/embedder ]] || not_checked "There is no model: ./longshore models fetch embedder."

work=$(mktemp -d)
chmod 711 "$work"
export LONGSHORE_HOME=$work LONGSHORE_KEY
compose=(docker compose --project-name longshore-check --env-file "$work/.env" --file docker-compose.yml)
echo "${1:-9560}" >"$work/port"
ops/compose/secrets.sh "$work/.env"
sed -i "s/^LONGSHORE_PORT=.*/LONGSHORE_PORT=${1:-9560}/" "$work/.env"
LONGSHORE_KEY=$(sed -n 's/^LONGSHORE_ADMIN_KEY=//p' "$work/.env")

finish() {
  "${compose[@]}" down --volumes --timeout 20 >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT

for image in $("${compose[@]}" config --images | sort -u); do
  docker image inspect "$image" >/dev/null 2>&1 && continue
  case $image in
    longshore/*) not_checked "There is no image $image: ./longshore images." ;;
    *) timeout 300 docker pull --quiet "$image" 2>/dev/null || stand_ins=true ;;
  esac
done
if [[ -n ${stand_ins-} ]]; then
  echo "No registry is reached: Kafka and PostgreSQL are stand-ins."
  ops/checks/compose/stand-ins.sh
  compose+=(--file ops/checks/compose/stand-ins.yml)
fi

unnamed() { # volumes that nobody uses and nobody could find again
  docker volume ls --quiet --filter dangling=true | grep -E '^[0-9a-f]{64}$' | sort || true
}

up() {
  local began=$SECONDS
  "${compose[@]}" up --detach --quiet-pull --wait --wait-timeout 600 >"$work/up" 2>&1 ||
    fail "not all is up: $(tail -20 "$work/up"; "${compose[@]}" ps --all; "${compose[@]}" logs --tail 5)"
  echo "figure: $1, seconds	$((SECONDS - began))"
}

asked() {
  ./longshore ask "What does the spare anchor weigh?" --collection compose | tee "$work/answer"
  grep -q '840 kilograms' "$work/answer" && grep -q 'anchor.txt, characters' "$work/answer" || fail "no answer with its citation"
}

unnamed >"$work/unnamed"
up "first up"
open=$("${compose[@]}" ps --format '{{.Ports}}' | grep -o '[0-9.:]*->' || true)
[[ $open == "127.0.0.1:${1:-9560}->" ]] || fail "more than the door is open: $open"
[[ $(curl -s -o "$work/body" -w '%{http_code}' "http://127.0.0.1:${1:-9560}/api/v1/collections") == 401 ]] || fail "the door lets in who shows no key"
[[ $(curl -s -o "$work/body" -w '%{http_code}' "http://127.0.0.1:${1:-9560}/actuator/health") == 404 ]] || fail "the door shows /actuator"
for container in $("${compose[@]}" ps --quiet gateway ingest memory embedder reranker generator model-server); do
  [[ $(docker inspect --format '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}' "$container") == "10001:10001 true" ]] ||
    fail "$container is root, or writes where it likes"
done

echo 'The spare anchor weighs 840 kilograms. It lies on the quay.' >"$work/anchor.txt"
./longshore ingest "$work/anchor.txt" samples/handbook.md --collection compose
asked
docker stats --no-stream --format 'figure: memory of {{.Name}}	{{.MemUsage}}' $("${compose[@]}" ps --quiet)

"${compose[@]}" logs --no-color >"$work/logs" 2>&1
secrets=0
while IFS='=' read -r name secret; do
  [[ $name =~ ^[A-Z_]+_(KEY|PASSWORD)$ ]] || continue
  secrets=$((secrets + 1))
  ! grep -qF "$secret" "$work/logs" || fail "$name is in the logs"
done <"$work/.env"
((secrets == 14)) || fail "$secrets secrets were looked for in the logs"

"${compose[@]}" down >"$work/down" 2>&1 || fail "not all is down: $(tail -5 "$work/down")"
left=$(unnamed | comm -13 "$work/unnamed" - | wc -l)
((left == 0)) || fail "$left volumes without a name are left"
up "second up, with data"
asked
end_of compose
