#!/usr/bin/env bash
# The whole local stack with its blobs in a real S3 server (versitygw over a folder), by TLS with an authority of its own: a document in, an answer with a citation out, a sweep that
# takes what nobody names and nothing else, a deletion after which the bucket is empty. Takes some five minutes.
#   ops/checks/s3.sh [port]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ops/checks/tools.sh
tool "github.com/versity/versitygw/cmd/versitygw@$(sed -n 's/.*VERSION = "\(v.*\)";/\1/p' services/lib/testing/src/main/java/io/longshore/testing/S3Server.java)"

port=${1:-9540}
work=$(mktemp -d)
bucket=$work/buckets/blobs
api=http://127.0.0.1:$port/api/v1
export LONGSHORE_HOME=$work/home
export LONGSHORE_S3_ENDPOINT=https://127.0.0.1:$((port + 15)) LONGSHORE_S3_BUCKET=blobs LONGSHORE_S3_PREFIX=longshore LONGSHORE_S3_CA=$work/ca.pem
export LONGSHORE_S3_ACCESS_KEY=check LONGSHORE_S3_SECRET_KEY
LONGSHORE_S3_SECRET_KEY=$(head -c 18 /dev/urandom | base64)
export LONGSHORE_ORPHANS_EVERY=1m LONGSHORE_ORPHANS_GRACE=1m

finish() {
  ./longshore down >/dev/null 2>&1 || true
  kill "$server" 2>/dev/null || true
  rm -rf "$work"
}

eventually() { # seconds, a command
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 1
  done
}

objects() { find "$bucket" -type f ! -path "$bucket/longshore/installation" | wc -l; }
none() { [[ $(objects) == 0 ]]; }
gone() { [[ ! -e $1 && ! -e $2 ]]; }
answers() { curl -s --cacert "$work/ca.pem" -o "$work/answer" "$LONGSHORE_S3_ENDPOINT"; }

certificate() { # a name, and arguments of openssl
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.pem" "${@:2}" 2>/dev/null
}

mkdir -p "$bucket" "$work/metadata"
certificate ca
certificate server -CA "$work/ca.pem" -CAkey "$work/ca.key" -addext subjectAltName=IP:127.0.0.1
ROOT_ACCESS_KEY_ID=$LONGSHORE_S3_ACCESS_KEY ROOT_SECRET_ACCESS_KEY=$LONGSHORE_S3_SECRET_KEY \
  versitygw --port "${LONGSHORE_S3_ENDPOINT#https://}" --cert "$work/server.pem" --key "$work/server.key" --keep-alive --quiet posix --sidecar "$work/metadata" "$work/buckets" >"$work/versitygw.log" 2>&1 &
server=$!
trap finish EXIT
eventually 30 answers || fail "versitygw doesn't answer: $(tail -3 "$work/versitygw.log")"

./longshore up --port "$port"
# the second one is large only in its file, so that it goes as parts
head -c 20000000 /dev/zero | tr '\0' ' ' | sed '1s/^/<html><body><p>The lighthouse keeper of Tarnholm counts forty-one lamps.<\/p><!--/; $s/$/--><\/body><\/html>/' >"$work/lamps.html"
./longshore ingest samples/handbook.md "$work/lamps.html" --collection s3
echo "figure: objects of two documents	$(objects)"
[[ $(find "$bucket" -size +15M | wc -l) == 1 ]] || fail "the large file is not in the bucket"
[[ -z $(find "$LONGSHORE_HOME" -path '*blobs*' -type f) ]] || fail "blobs lie in the directory too"
! grep -rqF "$LONGSHORE_S3_SECRET_KEY" "$LONGSHORE_HOME" || fail "the secret is in a file: $(grep -rlF "$LONGSHORE_S3_SECRET_KEY" "$LONGSHORE_HOME")"

./longshore ask "How many lamps does the lighthouse keeper of Tarnholm count?" --collection s3 | tee "$work/answer"
grep -q 'forty-one' "$work/answer" && grep -q 'lamps.html' "$work/answer" || fail "no answer with its citation"

before=$(objects)
orphan=$bucket/longshore/1/$(echo orphan | sha256sum | cut -d' ' -f1)
stale=$bucket/longshore/incoming/never-copied
mkdir -p "${stale%/*}"
echo orphan >"$orphan"
echo stale >"$stale"
find "$bucket" -type f -exec touch -d '1 hour ago' {} +
eventually 180 gone "$orphan" "$stale" || fail "the sweep left what nobody names"
[[ $(objects) == "$before" ]] || fail "the sweep took what is named: $before objects before, now $(objects)"

for id in $(curl -sf "$api/documents" | grep -o '"id":"[^"]*"' | cut -d'"' -f4); do
  ./longshore delete "$id"
  eventually 60 ./longshore verify-erased "$id" >"$work/erased" || fail "something is left: $(cat "$work/erased")"
done
eventually 30 none || fail "$(objects) objects are left after the deletion"
echo "figure: objects after their deletion	0"
end_of s3
