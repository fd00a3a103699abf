#!/usr/bin/env bash
# Makes .env beside docker-compose.yml, or the file that is named, out of .env.example, with a random secret wherever that has none.
# One that is there keeps what it has, for its secrets are those of the volumes, and gets what a later version needs beside it.
set -euo pipefail
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
file=${1:-$root/.env}
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

[[ -e $file ]] && made=false || made=true
while IFS= read -r line; do
  $made || { [[ $line =~ ^[A-Z_]+= ]] && ! grep -q "^${BASH_REMATCH[0]}" "$file"; } || continue
  case $line in
    *_KEY= | *_PASSWORD=) [[ $line == \#* ]] || line+=$([[ $line == *_KEY= ]] && key || random 32) ;;
  esac
  echo "$line"
done <"$root/.env.example" >"$file.new"
if $made; then
  mv "$file.new" "$file"
  echo "Made $file with secrets of its own. The first key of the door is LONGSHORE_ADMIN_KEY there."
else
  [[ -z $(tail -c 1 "$file") ]] || echo >>"$file"
  cat "$file.new" >>"$file"
  echo "$file was there. Added: $(cut -d= -f1 "$file.new" | xargs)"
  rm "$file.new"
fi
