#!/bin/sh
# Brings an audience to a Braze cohort: one run is one sync. A POSIX shell with curl, sed and awk.
# It keeps no state: it is given what changed since its last sync that succeeded.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Waits; in a test somebody may sleep in our place.
pause() {
  if [ -n "${BRAZE_EMULATOR_SLEEP_URL:-}" ]; then
    curl -fsS -o "$work/slept" -X POST "$BRAZE_EMULATOR_SLEEP_URL?seconds=$1"
  else
    sleep "$1"
  fi
}

# A text as JSON writes it.
json() { printf %s "$1" | sed 's/[\\"]/\\&/g; s/.*/"&"/'; }

# send PATH FIELDS: sends a request until Braze has taken it.
send() {
  printf '{"partner_api_key":%s,"client_secret":%s,"cohort_id":%s,%s}' \
    "$(json "$BRAZE_PARTNER_API_KEY")" "$(json "$BRAZE_DATA_IMPORT_KEY")" "$(json "$BRAZE_COHORT_ID")" "$2" >"$work/body"
  wait=1
  for attempt in 1 2 3 4 5 6; do
    status=$(curl -sS --max-time 20 -o "$work/answer" -D "$work/headers" -w '%{http_code}' \
      -H 'Content-Type: application/json' -A partner-ExampleOrg --data-binary "@$work/body" \
      "$BRAZE_REST_ENDPOINT/partners/$BRAZE_PARTNER/cohorts$1") || status=none
    case $status in
      2*)
        grep -q '"errors":\[.' "$work/answer" || return 0
        break
        ;;
      429)
        asked=$(sed -n 's/^[Xx]-[Rr]ate[Ll]imit-[Rr]etry-[Aa]fter: *\([0-9]*\).*/\1/p' "$work/headers")
        pause "${asked:-$wait}"
        ;;
      423 | 5* | none) [ "$attempt" = 6 ] || pause "$wait" ;;
      *) break ;;
    esac
    wait=$((wait * 2))
  done
  echo "Braze did not take it: $status $(head -c 200 "$work/answer" 2>/dev/null)" >&2
  exit 1
}

# Lines of NDJSON to cohort_changes: an id stays as JSON wrote it, so no text is unescaped here.
changes_of() {
  awk -v removes="$1" '
    function field(name) {
      return match($0, "\"" name "\":\"([^\"\\\\]|\\\\.)*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : ""
    }
    function add(list, item) { lists[list] = lists[list] (lists[list] == "" ? "" : ",") item }
    {
      if ((id = field("external_id")) != "") add("user_ids", id)
      else if ((id = field("alias_name")) != "") add("aliases", "{\"alias_label\":" field("alias_label") ",\"alias_name\":" id "}")
      else add("device_ids", field("device_id"))
    }
    END {
      printf "\"cohort_changes\":[{"
      for (list in lists) printf "\"%s\":[%s],", list, lists[list]
      printf "\"should_remove\":%s}]", removes
    }'
}

send '' "\"name\":$(json "$BRAZE_COHORT_NAME"),\"created_at\":$(json "$BRAZE_COHORT_CREATED_AT")"
grep '^{"change":"remove"' "$BRAZE_EMULATOR_CHANGES_NDJSON" | split -l 1000 - "$work/remove-"
grep -v '^{"change":"remove"' "$BRAZE_EMULATOR_CHANGES_NDJSON" | split -l 1000 - "$work/add-"
for part in "$work"/remove-* "$work"/add-*; do
  [ -f "$part" ] || continue
  case $part in */remove-*) removes=true ;; *) removes=false ;; esac
  send /users "$(changes_of $removes <"$part")"
done
