"""Collector: Python's search for cycles, put off while much is built that stays.

Every so many new things it looks through all there are; a list of 160,000 names has none to find, and a sixth
of the time that reading it takes would go there.
"""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def put_off() -> Iterator[None]:
    """No search while the context lasts. Within another one it changes nothing."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
