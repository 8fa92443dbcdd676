"""Waiting for a page: asked from outside, for the pages' own policy forbids them to evaluate text."""

import time

LIMIT_SECONDS = 60


def wait_until(page, condition):
    """Wait until ``condition``, a JavaScript expression, is true in ``page``."""
    ends = time.monotonic() + LIMIT_SECONDS
    while not page.evaluate(condition):
        assert time.monotonic() < ends, condition
        time.sleep(0.05)
