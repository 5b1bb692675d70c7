"""Brings an audience to a Braze cohort: one run is one sync. Python with the standard library alone.

It keeps no state: it is given what changed since its last sync that succeeded.
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request

ENDPOINT = os.environ["BRAZE_REST_ENDPOINT"]
SLEEP_URL = os.environ.get("BRAZE_EMULATOR_SLEEP_URL")
BATCH = 1000
ATTEMPTS = 6


def sleep(seconds):
    """Waits; in a test somebody may sleep in our place."""
    if SLEEP_URL is None:
        time.sleep(seconds)
        return
    request = urllib.request.Request(f"{SLEEP_URL}?seconds={seconds}", method="POST")
    urllib.request.urlopen(request, timeout=20).close()


def send(path, fields):
    """Sends a request until Braze has taken it."""
    body = {
        "partner_api_key": os.environ["BRAZE_PARTNER_API_KEY"],
        "client_secret": os.environ["BRAZE_DATA_IMPORT_KEY"],
        **fields,
    }
    headers = {"Content-Type": "application/json", "User-Agent": "partner-ExampleOrg"}
    url = f"{ENDPOINT}/partners/{os.environ['BRAZE_PARTNER']}/cohorts{path}"
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    for attempt in range(ATTEMPTS):
        wait = 2**attempt
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                text = answer.read() or b"{}"
            try:
                errors = json.loads(text).get("errors")
            except ValueError:
                errors = None
                reason = "an answer that is not of Braze"
            else:
                if errors:
                    sys.exit(f"Braze did not take everything: {errors}")
                return
        except urllib.error.HTTPError as error:
            reason = f"{error.code} {error.read()[:200]!r}"
            if error.code == 429:
                wait = int(error.headers.get("X-RateLimit-Retry-After") or wait)
            elif error.code != 423 and error.code < 500:
                sys.exit(f"Braze refused it: {reason}")
        except (OSError, http.client.HTTPException) as error:
            reason = f"no answer ({error!r})"
        print(f"{reason}; attempt {attempt + 1}", file=sys.stderr)
        if attempt < ATTEMPTS - 1:
            sleep(wait)
    sys.exit("Given up")


def identifier(person):
    """What Braze knows somebody by: a list of the request, and what is put into it."""
    if "external_id" in person:
        return "user_ids", person["external_id"]
    if "alias_name" in person:
        alias = {name: person[name] for name in ("alias_label", "alias_name")}
        return "aliases", alias
    return "device_ids", person["device_id"]


def batches(people, removes):
    """Changes that each fit into a request."""
    for start in range(0, len(people), BATCH):
        change = {"should_remove": True} if removes else {}
        for person in people[start : start + BATCH]:
            kind, value = identifier(person)
            change.setdefault(kind, []).append(value)
        yield change


def main():
    with open(os.environ["BRAZE_EMULATOR_CHANGES_NDJSON"], encoding="utf-8") as lines:
        changes = [json.loads(line) for line in lines]
    cohort = {"cohort_id": os.environ["BRAZE_COHORT_ID"]}
    named = {
        "name": os.environ["BRAZE_COHORT_NAME"],
        "created_at": os.environ["BRAZE_COHORT_CREATED_AT"],
    }
    send("", {**cohort, **named})
    left = [its for its in changes if its["change"] == "remove"]
    others = [its for its in changes if its["change"] != "remove"]
    for change in [*batches(left, True), *batches(others, False)]:
        send("/users", {**cohort, "cohort_changes": [change]})


main()
