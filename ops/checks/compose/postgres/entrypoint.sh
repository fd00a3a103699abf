#!/bin/bash
# What the official image does at its first start: a cluster with a password, and POSTGRES_DB. Connections of others need a password.
set -euo pipefail
data=/var/lib/postgresql/18/docker
if [[ ! -e $data/PG_VERSION ]]; then
  initdb --pgdata=$data --username=postgres --encoding=UTF8 --locale=C --auth=scram-sha-256 --pwfile=<(echo "$POSTGRES_PASSWORD")
  echo 'host all all all scram-sha-256' >>$data/pg_hba.conf
  echo "create database $POSTGRES_DB" | postgres --single -D $data postgres
fi
exec "$@" -D $data -c listen_addresses='*' -c unix_socket_directories=/tmp
