#!/usr/bin/env bash
# Packs the package, installs it in an empty project as a user would (better-sqlite3 compiles, about two minutes), and
# runs the command and the library from there. Prints "ok - …" or "not ok - …" per check; fails when one failed.
set -uo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
server=
cleanup() {
  [ -n "$server" ] && kill -KILL "$server" 2>/dev/null
  rm -rf "$folder"
}
trap cleanup EXIT

failures=0
check() { # check NAME COMMAND…
  local name=$1
  shift
  if "$@"; then
    echo "ok - $name"
  else
    echo "not ok - $name"
    failures=$((failures + 1))
  fi
}
contains() { [[ $1 == *"$2"* ]]; }

npm pack --silent --pack-destination "$folder" >"$folder/pack.log" || exit 1
check 'publint finds nothing' npx --no-install publint run --strict "$folder"/*.tgz
check 'arethetypeswrong finds nothing' npx --no-install attw --profile esm-only --quiet "$folder"/*.tgz
check 'the declarations compile without skipLibCheck' node scripts/check-declarations.mjs
check 'a hundred emulators leave neither handles nor memory' node scripts/check-library.mjs

# As with pnpm 10, or where scripts are off.
mkdir "$folder/uncompiled"
echo '{"private":true}' >"$folder/uncompiled/package.json"
npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$folder/uncompiled" "$folder"/*.tgz
said=$(node "$folder/uncompiled/node_modules/.bin/braze-cohort-emulator" --port 0 2>&1)
check 'without a compiled module it ends with 3' test $? -eq 3
check 'and says what to run' contains "$said" 'run `npm rebuild better-sqlite3`'

mkdir "$folder/project"
cd "$folder/project" || exit 1
echo '{"private":true,"type":"module","allowScripts":{"better-sqlite3":true}}' >package.json
check 'the package installs in an empty project' npm install --no-audit --no-fund "$folder"/*.tgz
check 'the package brings the pages' ls node_modules/braze-cohort-emulator/{README,CHANGELOG,docs/guides/faults}.md

mkfifo "$folder/address"
npx --no-install braze-cohort-emulator --version >/dev/null || exit 1
# Not through npx, which would stand between the server and the signal.
node node_modules/.bin/braze-cohort-emulator --port 0 >"$folder/address" 2>"$folder/log" &
server=$!
read -r -t 30 url <"$folder/address"
check 'the first line is the address' contains "$url" http://127.0.0.1:
check 'the server is ready' contains "$(curl -sS "$url/_emulator/v1/ready")" '"ready"'
check 'the server has its OpenAPI documents' contains "$(
  curl -sS "$url/_emulator/v1/openapi.json" "$url/_emulator/v1/braze.openapi.json" | grep -o '"openapi":"3.1' | wc -l
)" 2
check 'a cohort can be filled' contains "$(
  curl -sS "$url/partners/hightouch/cohorts/users" -H 'Content-Type: application/json' -d '{
    "partner_api_key": "11111111-aaaa-4aaa-8aaa-111111111111",
    "client_secret": "22222222-bbbb-4bbb-8bbb-222222222222",
    "cohort_id": "vip",
    "cohort_changes": [{ "user_ids": ["cust-1"] }]
  }'
)" '"success"'
kill -TERM "$server"
wait "$server"
check 'SIGTERM ends it with 143' test $? -eq 143
server=

check 'the library starts a server' contains "$(
  node --input-type=module -e "
    import { startEmulator } from 'braze-cohort-emulator';
    const emulator = await startEmulator();
    const { rest_endpoint } = emulator.createWorkspace({ users: [{ external_id: 'cust-1' }] });
    console.log((await fetch(rest_endpoint + '/_emulator/v1/ready')).status);
    await emulator.stop();"
)" 200
check 'a call to Braze is intercepted' contains "$(
  node --input-type=module -e "
    import { startEmulator } from 'braze-cohort-emulator';
    import { interceptBraze } from 'braze-cohort-emulator/intercept';
    const emulator = await startEmulator();
    const interception = interceptBraze(emulator, { others: 'block' });
    console.log((await fetch('https://rest.iad-01.braze.com/segments/list')).status);
    interception.stop();
    await emulator.stop();"
)" 401

exit $((failures > 0))
