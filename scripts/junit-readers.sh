#!/usr/bin/env bash
# Reports of `verify` and `certify`, with failures in them, are read by Debian's python3-junitparser: counts, names and
# messages are those that the command printed. Where that package is not and cannot be installed, it is skipped, and says so.
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
key=$(curl -fsS "$url/_emulator/v1/workspaces/ws_shop" | sed 's/.*"data_import_keys":\[{"key":"\([^"]*\)".*/\1/')
# It adds and removes somebody in one request, of a cohort that was never named.
curl -fsS "$url/partners/hightouch/cohorts/users" -H 'Content-Type: application/json' -d '{
  "partner_api_key": "11111111-aaaa-4aaa-8aaa-111111111111", "client_secret": "'"$key"'",
  "cohort_id": "<b> & \"c\"", "cohort_changes": [{"user_ids": ["cust-1"]}, {"user_ids": ["cust-1"], "should_remove": true}]
}' >answer
code=0
node "$emulator" verify expectations.yaml --junit verify.xml --json >verify.json || code=$?
[ "$code" -eq 1 ]
code=0
node "$emulator" certify --only clean_full_sync,removals --junit certify.xml --json certify.json -- \
  sh -c 'echo "<nothing> & \"nobody\""; exit 3' >printed 2>&1 || code=$?
[ "$code" -eq 4 ]
/usr/bin/python3 - <<'END'
import json
from junitparser import JUnitXml


def told(case):
    return [result.text for result in case.result if type(result).__name__ == 'Failure']


def counts(report):
    return report.tests, report.failures, report.errors


def visible(text):
    return text.replace('\x1b', '\\u001b')


printed = json.load(open('verify.json'))
[run] = printed['runs']
report = JUnitXml.fromfile('verify.xml')
expectations, contract = list(report)
rules = run['contract']['rules']
assert counts(report) == (len(run['results']) + len(rules), printed['failed'], 0), counts(report)
assert [told(case) for case in expectations] == [
    [] if its['passed'] else [visible(its['message'])] for its in run['results']
], list(expectations)
for case, rule in zip(contract, rules, strict=True):
    assert case.name == f"{rule['id']}: {rule['title']}", case
    failed = rule['verdict'] == 'broken' and rule['severity'] == 'error'
    assert len(told(case)) == (1 if failed else 0), case
    assert all(breach['message'] in told(case)[0] for breach in rule['breaches'] if failed), told(case)
assert contract.skipped == sum(rule['verdict'] == 'not_judged' for rule in rules) > 0
assert contract.failures >= 2, contract.failures
print('verify: junitparser reads', report.tests, 'tests and', report.failures, 'failures with their messages')

printed = json.load(open('certify.json'))
report = JUnitXml.fromfile('certify.xml')
suites = list(report)
assert [suite.name for suite in suites] == [its['id'] for its in printed['scenarios']], suites
failures = 0
for suite, its in zip(suites, printed['scenarios'], strict=True):
    parts = its['syncs'] + its['members']
    for case, part in zip(list(suite), parts):
        text = '\n'.join(part['problems'])
        assert (told(case) != []) == (text != ''), (case, text)
        assert text == '' or told(case)[0].startswith(text), (told(case), text)
        failures += text != ''
    assert len(list(suite)) == len(parts) + len(its['contract']['rules']) == suite.tests
assert counts(report)[1:] == (failures, 0) and failures > 0, counts(report)
assert any('<nothing> & "nobody"' in text for suite in suites for case in suite for text in told(case))
print('certify: junitparser reads', report.tests, 'tests and', report.failures, 'failures with their messages')
END
