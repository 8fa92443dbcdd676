"""Step 9: time-stamps and cosignatures beside the log are those that it names, and they verify."""

import os
from collections.abc import Iterator

from dalil.core.custody import merkle, note
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.note import NoteMalformed
from dalil.core.digest import Digest
from dalil.core.event import Event
from dalil.core.finding import Finding, Severity
from dalil.store import keys, timestamps
from dalil.store.audit.log import LogFound
from dalil.store.keys import KeyMissing
from dalil.store.layout import Layout
from dalil.store.timestamps import TimestampRefused


def check(layout: Layout, found: LogFound) -> Iterator[Finding]:
    """Findings about every attachment that an entry names."""
    for index, event in found.events:
        if event.type == "timestamp-attached":
            yield from _timestamp(layout, index, event)
        elif event.type == "cosignature-attached":
            yield from _cosignature(layout, index, event, found)


def _timestamp(layout: Layout, index: int, event: Event) -> Iterator[Finding]:
    stem = timestamps.stem(layout, _size(event), str(event.body["token"]))
    subject = os.path.relpath(stem, layout.root)
    try:
        timestamps.verify(stem, event)
    except TimestampRefused as refusal:
        said = f"entry {index}: {refusal.sentence}"
        yield Finding("timestamp-unsound", subject, Severity.UNSOUND, said)


def _cosignature(layout: Layout, index: int, event: Event, found: LogFound) -> Iterator[Finding]:
    digest = str(event.body["note"])
    path = os.path.join(layout.cosigned, f"{_size(event)}.{digest[:16]}")
    subject = os.path.relpath(path, layout.root)
    try:
        with open(path, "rb") as file:
            content = file.read()
        signed = note.parse(content)
        head = Checkpoint.parse(signed.text)
        partners = keys.partners(layout)
    except (OSError, NoteMalformed, KeyMissing) as wrong:
        yield Finding("cosignature-unsound", subject, Severity.UNSOUND, f"entry {index}: {wrong}")
        return
    key = next((each for each in partners if str(each) == event.body["cosigner"]), None)
    good = (
        Digest.of(content).hex == digest
        and key is not None
        and signed.signed_by(key, keys.verify) is True
        and head.size <= len(found.hashes)
        and merkle.root(found.hashes[: head.size]) == head.root
    )
    if not good:
        said = f"entry {index}: changed, by an unknown partner, or not over a prefix of this log"
        yield Finding("cosignature-unsound", subject, Severity.UNSOUND, said)


def _size(event: Event) -> int:
    size = event.body["size"]
    assert isinstance(size, int), "an attachment's event names a size"
    return size
