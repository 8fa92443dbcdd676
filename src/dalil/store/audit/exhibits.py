"""Step 8: every file in the store is its name, and everything that must be there is."""

import hashlib
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from dalil.core.finding import Finding, Severity
from dalil.core.limits import MIB
from dalil.store import plain
from dalil.store.audit.standing import standing
from dalil.store.layout import Layout

_NAME: Final = re.compile(r"[0-9a-f]{64}\Z")
_AHEAD: Final = 64
"""Files handed to the hashing threads at a time."""


def check(layout: Layout, named: dict[str, str], progress: object) -> Iterator[Finding]:
    """Findings about the whole store. ``named``: digest → what names it; it is used up on the way."""
    assert callable(progress), "progress is told step, done and of"
    total, done = len(named), 0
    missing = dict(named)
    with ThreadPoolExecutor(max_workers=2) as pool:
        for batch in _batches(layout):
            for (path, name), found in zip(batch, pool.map(_hash, [path for path, _ in batch]), strict=True):
                done += 1
                progress("exhibits", done, total)
                yield from _one(layout, path, name, found, missing)
    for digest, by in sorted(missing.items()):
        said = f"{by} names it, and it is not there"
        yield Finding("exhibit-missing", f"store/{digest[:2]}/{digest}", Severity.UNSOUND, said)


def _one(
    layout: Layout, path: str, name: str, found: str | OSError, missing: dict[str, str]
) -> Iterator[Finding]:
    subject = os.path.relpath(path, layout.root)
    place = os.path.join(layout.store, name[:2], name)
    if not _NAME.match(name) or path != place:
        said = "no file of a store has this name or stands here"
        yield Finding("store-stranger", subject, Severity.UNSOUND, said)
        return
    by = missing.pop(name, None)
    if isinstance(found, OSError):
        said = f"it cannot be read ({found.strerror})"
        yield Finding("exhibit-unreadable", subject, Severity.UNSOUND, said)
    elif found != name:
        said = f"its bytes have the digest {found[:12]}…"
        yield Finding("exhibit-changed", subject, Severity.UNSOUND, said)
    elif by is None:
        said = "no entry names it yet: an acquisition was interrupted; the same command takes it up again"
        yield Finding("exhibit-unclaimed", subject, Severity.NOTE, said)


def _batches(layout: Layout) -> Iterator[list[tuple[str, str]]]:
    batch: list[tuple[str, str]] = []
    for each in standing(layout.store):
        batch.append(each)
        if len(batch) == _AHEAD:
            yield batch
            batch = []
    yield batch


def _hash(path: str) -> str | OSError:
    state = hashlib.sha256()
    try:
        with open(plain.open_plain(path), "rb", buffering=0) as file:
            while chunk := file.read(MIB):
                state.update(chunk)
    except OSError as wrong:
        return wrong
    return state.hexdigest()
