#!/usr/bin/env bash
# Shows helm/longshore to a real kube-apiserver: every variant installed, upgraded, rolled back, tested and uninstalled, each object taken by the server, and a pod of
# each template by PodSecurity's profile "restricted". No pod runs: this script says of jobs that they are done. Ten minutes of a core the first time
# (the server is built), then a minute. Needs Go.
#   ops/checks/apiserver.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ops/checks/tools.sh

tool helm.sh/helm/v3/cmd/helm@v3.22.0
own apiserver

chart=helm/longshore
port=${APISERVER_PORT:-21800}
work=$(mktemp -d)
began=$(date +%s%N)
export KUBECONFIG=$work/kubeconfig
server=
finisher=

cleanup() {
  local one
  for one in $finisher $server; do
    { kill "$one" && wait "$one"; } 2>/dev/null || true
  done
  rm -rf "$work"
}
trap cleanup EXIT

seconds() { # since a time in nanoseconds
  awk -v from="$1" -v to="$(date +%s%N)" 'BEGIN { printf "%.1f s", (to - from) / 1e9 }'
}

hands() { # a command of ops/checks/apiserver, its further arguments
  apiserver "$1" "$KUBECONFIG" "$namespace" "${@:2}" 2> >(grep -v 'is deprecated' >&2)
}

start() {
  apiserver serve "$work" "$port" >"$work/server.log" 2>&1 &
  server=$!
  until curl -ksf "https://127.0.0.1:$port/readyz" >/dev/null; do
    kill -0 "$server" 2>/dev/null && (($(date +%s%N) - began < 300 * 10 ** 9)) || { tail -5 "$work/server.log" >&2; exit 1; }
    sleep 0.2
  done
  echo "apiserver: ready after $(seconds "$began"), $(($(awk '/VmRSS/ { print $2 }' "/proc/$server/status") / 1024)) MB"
}

objects() { # all that are there but what happened and what Helm keeps of each revision
  hands list | grep -v -E '^(Event |Secret sh\.helm\.release\.)'
}

release() { # values and arguments of helm: through a release's whole life
  local name=$1 installed pods left
  shift
  namespace=try-$name
  began=$(date +%s%N)
  hands namespace
  apiserver finish "$KUBECONFIG" "$namespace" >"$work/$name.done" & # not by a function: it would be a shell that is ended
  finisher=$!
  helm install longshore $chart "$@" >"$work/$name.notes"
  pods=$(hands pods)
  installed=$(objects)
  [[ $(helm upgrade longshore $chart "$@" --set image.tag=next,services.gateway.replicas=3) == *"REVISION: 2"* ]]
  [[ $(hands pods) != "$pods" ]] || fail "$name: the upgrade changed no pod"
  [[ $(helm rollback longshore 1) == *"Rollback was a success"* ]]
  diff <(echo "$pods") <(hands pods) || fail "$name: pods after the rollback aren't those of before the upgrade"
  diff <(echo "$installed") <(objects) || fail "$name: objects after the rollback aren't those of before the upgrade"
  [[ -z $(grep ^job "$work/$name.done" | sort | uniq -c | grep -v '^ *3 ') ]] || fail "$name: not each job ran three times: $(sort "$work/$name.done")"
  helm test longshore >"$work/$name.test" || { cat "$work/$name.test" "$work/$name.done" >&2; exit 1; }
  helm uninstall longshore >/dev/null
  kill "$finisher"
  wait "$finisher"
  finisher=
  left=$(hands list | grep -v -E '^(Event |KafkaTopic |ServiceAccount default$)' || true) # topics are kept
  [[ -z $left ]] || fail "left behind by $name: $left"
  echo "$name: $(grep -c . <<<"$installed") objects, $(grep -c . <<<"$pods") kinds of pods admitted, $(grep -c ^job "$work/$name.done") jobs, $(grep -c ^test "$work/$name.done") test, nothing left, $(seconds "$began")"
}

start
namespace=default hands crd "$(httproutes)" "$(servicemonitors)" ops/checks/apiserver/kafka*.yaml
namespace=default hands priority important # of production-values.yaml
for values in $chart/ci/*-values.yaml; do
  name=$(basename "${values%-values.yaml}")
  export HELM_NAMESPACE=try-$name
  release "$name" --values "$values"
done
end_of apiserver
