#!/usr/bin/env bash
# A report of `verify`, with failures in it, is read by Debian's python3-junitparser: counts, names and messages are those
# that the command printed. Where that package is not and cannot be installed, it is skipped, and says so.
set -euo pipefail
cd "$(dirname "$0")/.."

has_parser() { /usr/bin/python3 -c 'import junitparser' 2>/dev/null; }
folder=$(mktemp -d)
server=
cleanup() {
  [ -n "$server" ] && kill "$server" 2>/dev/null
  rm -rf "$folder"
}
trap cleanup EXIT
if ! has_parser && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  (apt-get update && apt-get install -y --no-install-recommends python3-junitparser) >"$folder/apt" 2>&1 ||
    tail -5 "$folder/apt"
fi
if ! has_parser; then
  echo 'skipped: python3-junitparser is not installed'
  exit 0
fi

emulator="$PWD/dist/cli/main.js"
cd "$folder"
node "$emulator" init >/dev/null
mkfifo address
node "$emulator" start --port 0 --seed braze-seed.yaml --no-quickstart --quiet >address &
server=$!
read -r -t 30 url <address
export BRAZE_EMULATOR_URL=$url
cat >expectations.yaml <<'END'
version: 1
cohorts:
  - partner: hightouch
    cohort_id: "vip"
    members: [cust-1, "<cust> & \"2\" \x1b \U0001F642"]
    size: 2
no_refusals: true
END
code=0
node "$emulator" verify expectations.yaml --junit report.xml --json >results.json || code=$?
[ "$code" -eq 1 ]
/usr/bin/python3 - <<'END'
import json
from junitparser import JUnitXml

printed = json.load(open('results.json'))
report = JUnitXml.fromfile('report.xml')
assert (report.tests, report.failures, report.errors) == (3, 1, 0), report
suites = list(report)
assert [(its.name, its.tests, its.failures) for its in suites] == [('expectations.yaml', 3, 1)], suites
for case, its in zip(suites[0], printed['results'], strict=True):
    assert case.name == its['name'], case
    failures = [(result.type, result.text) for result in case.result]
    message = its['message'] and its['message'].replace('\x1b', '\\u001b')
    assert failures == ([] if its['passed'] else [('expectation', message)]), failures
print('junitparser reads', report.tests, 'tests and', report.failures, 'failure with its message')
END
