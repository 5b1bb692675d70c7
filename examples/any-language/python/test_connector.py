import os
import unittest

from connector import change

KEYS = {
    "partner_api_key": os.environ["BRAZE_PARTNER_API_KEY"],
    "client_secret": os.environ["BRAZE_DATA_IMPORT_KEY"],
}


class ConnectorTest(unittest.TestCase):
    """What Braze holds afterwards is looked at by `exec --verify`."""

    def test_adds_by_every_identifier(self):
        alias = {"alias_label": "loyalty_id", "alias_name": "L-2"}
        change(KEYS, "added", user_ids=["cust-1"], aliases=[alias], device_ids=["device-3"])

    def test_removes(self):
        change(KEYS, "removed", user_ids=["cust-2"], should_remove=True)

    def test_somebody_unknown_is_no_error(self):
        self.assertEqual(change(KEYS, "unknown", user_ids=["cust-1", "nobody"]), 201)

    def test_tries_again_after_a_500(self):
        self.assertEqual(change(KEYS, "retried", user_ids=["cust-2"]), 201)


if __name__ == "__main__":
    unittest.main()
