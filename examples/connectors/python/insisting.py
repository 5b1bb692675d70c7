"""The same connector with the address of Braze built in, as many have it: for certify --intercept."""

import os
import runpy

os.environ["BRAZE_REST_ENDPOINT"] = "https://rest.iad-01.braze.com"
runpy.run_path(os.path.join(os.path.dirname(__file__), "sync.py"))
