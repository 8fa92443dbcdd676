"""Step 6: payloads are there and are their names, or were erased by an event."""

import os
import re
from collections.abc import Iterable, Iterator
from typing import Final

from dalil.core.digest import Digest
from dalil.core.event import Event
from dalil.core.finding import Finding, Severity
from dalil.store import plain
from dalil.store.audit.standing import standing
from dalil.store.layout import Layout

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def check(layout: Layout, events: Iterable[tuple[int, Event]]) -> Iterator[Finding]:
    """Findings about every payload that an entry names and everything else below the folder."""
    named: dict[str, int] = {}
    erased: dict[str, int] = {}
    for index, event in events:
        named |= {digest.hex: index for digest in event.payloads}
        if event.type == "payload-erased":
            erased[str(event.body["payload"])] = index
    for digest, index in sorted(named.items()):
        yield from _named(layout, digest, index, erased)
    for path, name in standing(layout.payloads):
        if name not in named or path != layout.payload(Digest(name)):
            yield from _other(layout, path, name, erased)


def _named(layout: Layout, digest: str, index: int, erased: dict[str, int]) -> Iterator[Finding]:
    """What stands in the payload's own place, and nowhere else: only there it is read."""
    path = layout.payload(Digest(digest))
    subject, there = os.path.relpath(path, layout.root), os.path.lexists(path)
    if digest in erased and there:
        said = f"entry {erased[digest]} says that it was erased, and it is still there"
        yield Finding("payload-not-erased", subject, Severity.UNSOUND, said)
    elif digest in erased:
        said = f"erased by entry {erased[digest]}, as consent was withdrawn or its time had ended"
        yield Finding("payload-erased", subject, Severity.NOTE, said)
    elif not there:
        said = f"entry {index} names it, and it is not there"
        yield Finding("payload-missing", subject, Severity.UNSOUND, said)
    else:
        yield from _bytes(path, subject, digest)


def _other(layout: Layout, path: str, name: str, erased: dict[str, int]) -> Iterator[Finding]:
    """What no entry names, or what stands elsewhere than the payload of that name."""
    subject = os.path.relpath(path, layout.root)
    if name in erased:
        said = f"entry {erased[name]} says that it was erased, and it is still here"
        yield Finding("payload-not-erased", subject, Severity.UNSOUND, said)
        return
    wrong = [*_bytes(path, subject, name)] if _DIGEST.fullmatch(name) else []
    yield from wrong
    if not wrong:
        said = "no entry names it, here: left by an interrupted command, or put there"
        yield Finding("payload-unclaimed", subject, Severity.NOTE, said)


def _bytes(path: str, subject: str, digest: str) -> Iterator[Finding]:
    """What is wrong with the bytes of a payload: they are others, or nobody may read them."""
    try:
        content = plain.content_of(path)
    except OSError as wrong:
        if wrong.errno in plain.NOT_PLAIN:
            yield Finding("payload-changed", subject, Severity.UNSOUND, "it is no plain file")
        else:
            said = f"it cannot be read ({wrong.strerror})"
            yield Finding("payload-unreadable", subject, Severity.UNSOUND, said)
        return
    if Digest.of(content).hex != digest:
        yield Finding("payload-changed", subject, Severity.UNSOUND, "its bytes are not its name's")
