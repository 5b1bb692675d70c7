#!/bin/sh
# A connector in a few lines: sync.sh COHORT CHANGE sends one change of a cohort, and tries again when Braze fails.
body=$(printf '{"partner_api_key":"%s","client_secret":"%s","cohort_id":"%s","cohort_changes":[%s]}' \
  "$BRAZE_PARTNER_API_KEY" "$BRAZE_DATA_IMPORT_KEY" "$1" "$2")
exec curl -sS --fail --retry 2 --retry-delay 1 -H 'Content-Type: application/json' -d "$body" \
  "$BRAZE_REST_ENDPOINT/partners/hightouch/cohorts/users"
