#!/usr/bin/env bash
# Builds the image of the Dockerfile and tries it, with docker, podman or buildah, whichever answers `info` first; where none
# does, it says so and passes. Run by hand, as it takes minutes. Prints "ok - …" or "not ok - …" per check; fails when one
# failed.
#
# Where the base image cannot be pulled, scripts/container/stand-in-base.sh makes one, which is kept for the next run.
set -uo pipefail
cd "$(dirname "$0")/.."
source scripts/container/engine.sh
if [ -z "$engine" ]; then
  echo 'skipped - no docker, podman or buildah answers `info`'
  exit 0
fi
source scripts/container/containers.sh

image=braze-cohort-emulator:smoke
token=only-for-tests
port=$(node -p 'const its = net.createServer().listen(0); const { port } = its.address(); its.close(); port')
url=http://127.0.0.1:$port
folder=$(mktemp -d)
trap 'clean_up; rm -rf "$folder"' EXIT

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
equals() { [ "$1" = "$2" ] || { echo "  '$1' is not '$2'" && return 1; }; }
contains() { [[ $1 == *"$2"* ]] || { echo "  '$1' lacks '$2'" && return 1; }; }
fails() { ! "$@"; }

base=$(sed -n 's/^ARG BASE=//p' Dockerfile)
arguments=()
if ! pull_image "$base"; then
  stand_ins=(localhost/braze-emulator-base-stand-in:"${base#*:}" localhost/braze-emulator-build-stand-in:"${base#*:}")
  arguments=(--build-arg "BASE=${stand_ins[0]}" --build-arg "BUILD_BASE=${stand_ins[1]}")
  echo "$base cannot be pulled; built on ${stand_ins[0]} instead"
  has_image "${stand_ins[1]}" || scripts/container/stand-in-base.sh "${stand_ins[@]}" || exit 1
fi
echo "== build, with $engine"
if build_image "$image" ${arguments[@]+"${arguments[@]}"} >"$folder/build" 2>&1; then
  echo 'ok - the image builds'
else
  tail -30 "$folder/build"
  echo 'not ok - the image builds'
  exit 1
fi
prepare

echo '== what is in it'
check 'it runs as a user that is not root, named by its number' equals "$(image_config "$image" User) $(in_image id -u)" '"1000:1000" 1000'
check 'that user may write to /data and to nothing of /app' in_image sh -c \
  'test -w /data && ! find /app -writable ! -type l | grep -q .'
check 'it holds nothing but what runs' equals \
  "$(in_image sh -c 'cd /app && echo $(ls -A | LC_ALL=C sort)')" 'LICENSE dist node_modules openapi package.json schema.sql'
check 'no sources and no tests' equals \
  "$(in_image find /app -not -path '*/node_modules/*' \( -name '*.ts' -not -name '*.d.ts' -o -name '*.test.*' -o -name '.*' \))" ''
check 'the packages are those of the lock file without the ones for development' equals \
  "$(in_image sh -c 'echo $(ls /app/node_modules | LC_ALL=C sort)')" "$(node -p '
    const { packages } = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
    const shipped = Object.keys(packages).filter((its) => its !== "" && !packages[its].dev && !packages[its].devOptional);
    [...new Set(shipped.map((its) => its.split("/")[1]))].sort().join(" ")')"
check 'the base image leaves no command behind' contains 'null []' "$(image_config "$image" Cmd)"
check '/data is a volume' equals "$(image_config "$image" Volumes)" '{"/data":{}}'

echo '== commands'
said=$(run_command)
check 'without an admin token the start ends with 2' equals $? 2
check 'and says what is missing, in one line' equals "$said" \
  'To listen on 0.0.0.0, which is not a loopback address, an admin token is required (--admin-token; adminToken in code)'
check 'config shows the address and the database' contains \
  "$(run_command config --json | tr -d ' \n')" '"/data/emulator.db"'
check 'exec runs a command of the image with an emulator' contains "$(
  run_command exec -- node -e 'fetch(process.env.BRAZE_REST_ENDPOINT + "/_emulator/v1/ready").then(its => console.log(its.status))'
)" 200
run_command exec -- sh -c 'exit 7' >/dev/null
check 'and passes its exit code on' equals $? 7

echo '== a server'
health=$(image_config "$image" Healthcheck.Test | node -p 'JSON.parse(fs.readFileSync(0)).slice(1).join(" ")')
is_healthy() { in_server sh -c "$health"; }
becomes_healthy() {
  for _ in {1..20}; do is_healthy 2>/dev/null && return; done
  is_healthy || { server_log && return 1; }
}
members() {
  curl -sS "$url/_emulator/v1/workspaces/ws_quickstart/cohorts/hightouch/vip/members" -H "Authorization: Bearer $1"
}
check 'without a server the health check fails' fails in_image env BRAZE_EMULATOR_PORT="$port" sh -c "$health" 2>/dev/null
start_server
check 'the health check succeeds, on the port that is set' becomes_healthy
check 'a cohort can be filled from outside' contains "$(
  curl -sS "$url/partners/hightouch/cohorts/users" -H 'Content-Type: application/json' -d '{
    "partner_api_key": "11111111-aaaa-4aaa-8aaa-111111111111",
    "client_secret": "22222222-bbbb-4bbb-8bbb-222222222222",
    "cohort_id": "vip",
    "cohort_changes": [{ "user_ids": ["cust-1"] }]
  }'
)" '"success"'
check 'the control API refuses another token' contains "$(members other)" admin_token_required
check 'and shows the member to who has it' contains "$(members $token)" '"external_id":"cust-1"'
stop_server
check 'SIGTERM ends it with 143' equals "$exit_code" 143
check 'the write-ahead log is truncated' on_volume sh -c 'test -s /data/emulator.db && ! test -s /data/emulator.db-wal'

echo '== another server, on the same volume'
start_server
check 'it is healthy' becomes_healthy
check 'the member is still there' contains "$(members $token)" '"external_id":"cust-1"'
stop_server
check 'SIGTERM ends it with 143' equals "$exit_code" 143

echo "size: $(image_size "$image"), of which $(in_image du -sm --apparent-size /app | cut -f1) MB are ours"
[ "$failures" -eq 0 ]
