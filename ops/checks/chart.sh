#!/usr/bin/env bash
# Checks helm/longshore without a cluster: lint, every variant rendered and held against the schemas of Kubernetes, Gateway API and Prometheus'
# operator, kube-score without a critical finding, each service let out to what it needs and nowhere else, and wrong values refused in words. `./longshore verify --full` runs it.
#   ops/checks/chart.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ops/checks/tools.sh

own schemas
tool helm.sh/helm/v3/cmd/helm@v3.22.0
tool github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0
tool github.com/zegl/kube-score/cmd/kube-score@v1.20.0

chart=helm/longshore
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

render() { # values and further arguments of helm
  helm template longshore $chart --namespace try --kube-version $kubernetes "$@"
}

make_schemas() { # a folder
  schemas "$1" "$(sources k8s.io/kubernetes@v$kubernetes)/api/openapi-spec/swagger.json" "$(httproutes)" "$(servicemonitors)"
}

# What is left out, and why: images have a fixed tag or digest, so they are pulled where they are missing (Always would need the registry at each
# start); /tmp is bounded by its volume and the root can't be written; cores are shared, memory is not.
readonly ignored=(--ignore-test container-image-pull-policy --ignore-test container-ephemeral-storage-request-and-limit --ignore-container-cpu-limit)

variant() { # a file of values, the folder of schemas
  local name=${1##*/} out=$work/${1##*/} score=$work/${1##*/}.score
  name=${name%-values.yaml}
  helm lint --strict --quiet --kube-version $kubernetes $chart --values "$1" || complain "$name: lint"
  render --values "$1" >"$out" || { complain "$name: template"; return; }
  ! grep -E '^ *- name: [A-Z_]+\.' "$out" || complain "$name: a dot in a variable's name"
  # Strimzi's resources have no schema in any package; apiserver.sh and the operator look at them
  kubeconform -strict -summary -skip KafkaTopic,KafkaUser -schema-location "$2/{{.ResourceKind}}{{.KindSuffix}}.json" "$out" >"$out.conform" ||
    { cat "$out.conform"; complain "$name: kubeconform"; }
  diff <(sed -n "s/^$name\t//p" ops/checks/chart-reach.tsv) <(reach "$out") || complain "$name: may reach more or less than it should (ops/checks/chart-reach.tsv)"
  local own # what a variant leaves to its platform
  read -ra own < <(sed -n 's/^# kube-score: *//p' "$1") || true
  kube-score score --output-format ci "${ignored[@]}" "${own[@]/#/--ignore-test=}" - <"$out" >"$score" || true
  [[ -s $score ]] || complain "$name: kube-score said nothing"
  grep '^\[CRITICAL\]' "$score" && complain "$name: kube-score"
  echo "$name: $(sed 's/ - / /' "$out.conform" | tail -1), $(grep -c '^\[WARNING\]' "$score") warnings"
}

reach() { # rendered objects: each policy, and the ports that it lets out, with @ and the values of its peers where it says to whom; * is any port
  awk 'function rule_ends(n, i) {
      n = rule ? split(ports ? ports : " *", port, " ") : 0
      for (i = 1; i <= n; i++) print name, port[i] peers
      rule = to = 0
      ports = peers = ""
    }
    /^---/ { rule_ends(); kind = out = "" }
    /^kind: / { kind = $2 }
    kind == "NetworkPolicy" && /^  name: / { name = $2 }
    kind == "NetworkPolicy" && /^  egress:/ { out = 1; next }
    !out { next }
    /^    - / { rule_ends(); rule = 1 }
    /^ +(- )?(to|ports):/ { to = /to:/; if (to) peers = "@"; next }
    match($0, /port: [0-9]+/) { ports = ports " " substr($0, RSTART + 6, RLENGTH - 6) }
    to { of = $NF; peers = peers (/^ +- [a-z]+[A-Z]/ && peers != "@" ? "|" : "") (of ~ /:$/ ? "" : (peers ~ /[@|]$/ ? "" : "+") of) }
    END { rule_ends() }' "$1" | sort -u | sort -s -k1,1 -k2,2n |
    awk '{ ports[$1] = ports[$1] " " $2 } END { for (name in ports) print name ports[name] }' | sort
}

wrong() { # what helm is told and what it must answer, by tabs; production-values.yaml is right
  local count=0 given words said
  while IFS=$'\t' read -r given words; do
    [[ -n $given && $given != \#* ]] || continue
    count=$((count + 1))
    # shellcheck disable=SC2086 # several arguments
    if said=$(render --values $chart/ci/production-values.yaml $given 2>&1); then
      complain "taken: $given"
    elif ! grep -Eq -- "$words" <<<"$said" || grep -Eq 'nil pointer|wrong type|can.t evaluate' <<<"$said"; then
      complain "refused, but not by '$words': $given"
      echo "$said" >&2
    fi
  done <ops/checks/chart-wrong-values.tsv
  echo "$count wrong values refused"
  ((count >= 20)) || complain "fewer than 20 wrong values"
}

known=$(basename "$(dirname "$(command -v schemas)")")-$kubernetes
once "$known" make_schemas
for values in $chart/ci/*-values.yaml; do
  variant "$values" "$tools/$known"
done
render --values $chart/ci/production-values.yaml >/dev/null || complain "production-values.yaml has to be right"
wrong
end_of chart
