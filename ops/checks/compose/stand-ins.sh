#!/usr/bin/env bash
# Builds stand-ins of the official images of Kafka and PostgreSQL from what one machine runs: ops/broker's jars and ops/local's PostgreSQL.
set -euo pipefail
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
root=$(realpath "$here/../../..")
postgres=$(find "${XDG_CACHE_HOME:-$HOME/.cache}/longshore" -maxdepth 1 -name 'postgres-18*' | head -n 1)
[[ -n $postgres && -d $root/ops/broker/target/lib ]] || { echo "Run ./longshore up once: it fetches PostgreSQL and Kafka." >&2; exit 3; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! docker image inspect longshore/base:local >/dev/null 2>&1; then
  "$root/ops/images/base.sh" "$work/base.tar"
  docker load --quiet --input "$work/base.tar"
fi
cp -r "$here/kafka" "$here/postgres" "$work"
mkdir "$work"/{kafka,postgres}/{data,tmp}
chmod 1777 "$work"/{kafka,postgres}/{data,tmp}
cp -r "$root/ops/broker/target/lib" "$work/kafka/libs"
cp -r "$postgres" "$work/postgres/postgres"
cp /usr/bin/{chown,chmod,getent,rm} "$work/postgres"
cp "$(ldd "$postgres"/*/*/bin/postgres | awk '/libz/ { print $3 }')" "$work/postgres/libz.so.1"
echo 'postgres:x:999:999::/var/lib/postgresql:/bin/bash' >"$work/postgres/passwd"
for image in kafka postgres; do
  DOCKER_BUILDKIT=0 docker build --quiet --tag "longshore-check/$image:local" "$work/$image"
done
