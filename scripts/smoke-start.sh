#!/usr/bin/env bash
# Runs `npm start` in this clone as the README says, but on a free port, and waits until the server is ready. Fails when it
# does not become ready.
set -uo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkfifo "$folder/out"

set -m # a process group of its own, which a signal reaches as a whole: npm alone would not pass it on
npm start -- --port 0 --quiet >"$folder/out" 2>"$folder/log" &
server=$!
set +m
exec 3<"$folder/out"
url=
# npm prints what it runs before the command prints the address.
while [ -z "$url" ] && read -r -t 120 line <&3; do
  case $line in http://*) url=$line ;; esac
done
npx --no-install braze-cohort-emulator wait --url "$url" --timeout 10
ready=$?
kill -TERM -- "-$server"
wait "$server"
[ "$ready" -eq 0 ] || { cat "$folder/log" && exit 1; }
