"""Runs in the rivals' environment: reads forms from standard input, prints the ten closest of each."""

import json
import sys

from anyascii import anyascii
from rapidfuzz import fuzz, process

told = json.load(sys.stdin)
pool = [anyascii(form).lower() for form in told["pool"]]
found = {}
for form in told["asked"]:
    best = process.extract(anyascii(form).lower(), pool, scorer=fuzz.ratio, limit=10)
    found[form] = [told["pool"][at] for _, _, at in best]
json.dump(found, sys.stdout)
