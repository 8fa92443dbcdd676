"""Step 6: payloads are there and are their names, or were erased by an event."""

import os
import re
from collections.abc import Iterable, Iterator
from typing import Final

from dalil.core.digest import Digest
from dalil.core.event import Event
from dalil.core.finding import Finding, Severity
from dalil.store import plain
from dalil.store.layout import Layout

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def check(layout: Layout, events: Iterable[tuple[int, Event]]) -> Iterator[Finding]:
    """Findings about every payload that an entry names and every file in the folder."""
    named: dict[str, int] = {}
    erased: dict[str, int] = {}
    for index, event in events:
        named |= {digest.hex: index for digest in event.payloads}
        if event.type == "payload-erased":
            erased[str(event.body["payload"])] = index
    present = _present(layout)
    for digest, index in sorted(named.items()):
        path = present.pop(digest, None)
        subject = f"payloads/{digest[:2]}/{digest}"
        if path is None and digest in erased:
            said = f"erased by entry {erased[digest]}, as consent was withdrawn or its time had ended"
            yield Finding("payload-erased", subject, Severity.NOTE, said)
        elif path is None:
            said = f"entry {index} names it, and it is not there"
            yield Finding("payload-missing", subject, Severity.UNSOUND, said)
        elif digest in erased:
            said = f"entry {erased[digest]} says that it was erased, and it is still there"
            yield Finding("payload-not-erased", subject, Severity.UNSOUND, said)
        elif _digest_of(path) != digest:
            yield Finding("payload-changed", subject, Severity.UNSOUND, "its bytes are not its name's")
    for name, path in sorted(present.items()):
        if _DIGEST.fullmatch(name) and _digest_of(path) != name:
            subject = os.path.relpath(path, layout.root)
            yield Finding("payload-changed", subject, Severity.UNSOUND, "its bytes are not its name's")
            continue
        said = "no entry names it: left by an interrupted command, or put there"
        yield Finding("payload-unclaimed", os.path.relpath(path, layout.root), Severity.NOTE, said)


def _present(layout: Layout) -> dict[str, str]:
    """Files of the payload folder by name."""
    return {
        name: os.path.join(folder, name) for folder, _, names in os.walk(layout.payloads) for name in names
    }


def _digest_of(path: str) -> str:
    """Digest of a payload; empty where no plain file stands, or one that nobody may read."""
    try:
        return Digest.of(plain.content_of(path)).hex
    except OSError:
        return ""
