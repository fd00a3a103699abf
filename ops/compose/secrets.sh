#!/usr/bin/env bash
# Makes .env beside docker-compose.yml, or the file that is named, out of .env.example, with a random secret wherever that has none. Once.
set -euo pipefail
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
file=${1:-$root/.env}
[[ ! -e $file ]] || { echo "$file is there: its secrets are those of the volumes, so it is left as it is." >&2; exit 1; }
umask 077

digits=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz

random() { # of so many letters and digits
  local text
  text=$(head -c 4096 /dev/urandom | LC_ALL=C tr -dc 0-9A-Za-z)
  echo "${text:0:$1}"
}

key() { # an API key, with the checksum of contracts.ApiKey
  local text left sum=
  text=lsk_$(random 8)_$(random 32)
  left=$(printf %s "$text" | gzip -c | tail -c 8 | od -An -N4 -tu4)
  for _ in 1 2 3 4 5 6; do
    sum=${digits:left % 62:1}$sum
    left=$((left / 62))
  done
  echo "$text$sum"
}

while IFS= read -r line; do
  case $line in
    *_KEY= | *_PASSWORD=) [[ $line == \#* ]] || line+=$([[ $line == *_KEY= ]] && key || random 32) ;;
  esac
  echo "$line"
done <"$root/.env.example" >"$file.new"
mv "$file.new" "$file"
echo "Made $file with secrets of its own. The first key of the door is LONGSHORE_ADMIN_KEY there."
