"""Audit: re-derive everything from files and a public key; return findings, change nothing.

The argument, in order; each step uses only what the steps before it proved:

1. ``dalil.toml`` and the public key can be read.                                    (identity)
2. The checkpoint is well-formed and signed by that key, for this log.               (log)
3. The entries hash to the tiles, and the tiles to the signed root.                  (log)
4. The first entry is the vault's creation and names this configuration and key.     (log)
5. A checkpoint that someone else kept is a prefix of this log.                      (log)
6. Every payload that an entry names is there and is its name, or was erased.        (payloads)
7. Every manifest has its digest, its root and its balance; every fact blob is there. (blobs)
8. Every file in the store has the digest it is named by; every exhibit is there.    (exhibits)
9. Time-stamps and cosignatures are those that the log names, and verify; no head that
   the log's key signed, and that was left beside it, is more than is here.            (attachments)
"""

from collections.abc import Callable, Iterator

from dalil.core.custody.note import VerifierKey
from dalil.core.finding import Finding
from dalil.store.audit import attachments, blobs, exhibits, identity, log, payloads, standing
from dalil.store.layout import Layout

Progress = Callable[[str, int, int], None]
"""``progress(step, done, of)``."""


def audit(
    layout: Layout,
    *,
    kept_checkpoint: bytes | None = None,
    key: VerifierKey | None = None,
    progress: Progress | None = None,
) -> list[Finding]:
    """Every finding about the vault, in the order of the argument. Never raises for what it finds.

    ``key``: the log's, as its keeper gave it; without it the vault's own is gone by.
    """
    return list(_argue(layout, kept_checkpoint, key, progress or _nobody))


def _argue(
    layout: Layout, kept: bytes | None, key: VerifierKey | None, progress: Progress
) -> Iterator[Finding]:
    yield from standing.check(layout)  # what cannot be listed cannot be argued about
    known = yield from identity.check(layout, key)  # (1)
    found = yield from log.check(layout, known, kept)  # (2)-(5)
    yield from payloads.check(layout, found.events)  # (6)
    named = yield from blobs.check(layout, found.events)  # (7)
    yield from exhibits.check(layout, named, progress)  # (8)
    yield from attachments.check(layout, found, known.key)  # (9)


def _nobody(_step: str, _done: int, _of: int) -> None:
    """Nobody watches."""
