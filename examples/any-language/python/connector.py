"""A small connector, with the standard library alone. Its address is Braze's own, and it cannot be told another."""

import json
import urllib.error
import urllib.request

URL = "https://rest.iad-01.braze.com/partners/hightouch/cohorts/users"
ATTEMPTS = 3


def change(keys, cohort_id, **cohort_change):
    """Adds people to a cohort, or removes them. Tries again when Braze fails."""
    body = {**keys, "cohort_id": cohort_id, "cohort_changes": [cohort_change]}
    request = urllib.request.Request(
        URL, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            if error.code < 500 or attempt == ATTEMPTS:
                raise
