"""Step 9: time-stamps and cosignatures beside the log are those that it names, and they verify."""

import os
from collections.abc import Iterator

from dalil.core.custody import merkle, note
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.note import NoteMalformed, VerifierKey
from dalil.core.digest import Digest
from dalil.core.event import Event
from dalil.core.finding import Finding, Severity
from dalil.store import keys, plain, timestamps
from dalil.store.audit import unnamed
from dalil.store.audit.identity import read_key
from dalil.store.audit.log import LogFound
from dalil.store.audit.standing import names_in
from dalil.store.disk import UNFINISHED
from dalil.store.keys import KeyMissing
from dalil.store.layout import Layout
from dalil.store.timestamps import PARTS, TimestampRefused


def check(layout: Layout, found: LogFound, key: VerifierKey | None) -> Iterator[Finding]:
    """Findings about every attachment, whether an entry names it or not, and about partners' keys."""
    for index, event in found.events:
        if event.type == "timestamp-attached":
            yield from _timestamp(layout, index, event, found)
        elif event.type == "cosignature-attached":
            yield from _cosignature(layout, index, event, found)
    yield from _unnamed(layout, found)
    yield from unnamed.check(layout, found, key)


def _unnamed(layout: Layout, found: LogFound) -> Iterator[Finding]:
    """Cosigned checkpoints and partners' keys that no proven entry names: at least they are their names."""
    bodies = [event.body for _, event in found.events if event.type == "cosignature-attached"]
    named = {f"{body['size']}.{str(body['note'])[:16]}" for body in bodies}
    named |= {os.path.basename(keys.partner_path(layout, str(body["cosigner"]))) for body in bodies}
    for folder, newline in ((layout.cosigned, b""), (layout.partner_keys, b"\n")):
        for name in names_in(folder):
            content = _content(os.path.join(folder, name)) or b""
            subject = os.path.relpath(os.path.join(folder, name), layout.root)
            if name in named:
                continue
            half_written = name.endswith(UNFINISHED)
            if not half_written and Digest.of(content.removesuffix(newline)).hex[:16] not in name.split("."):
                said = "no entry names it, and its bytes are not its name's"
                yield Finding("attachment-changed", subject, Severity.UNSOUND, said)
            else:
                said = "no entry names it: left by an interrupted command"
                yield Finding("attachment-unclaimed", subject, Severity.NOTE, said)


def _timestamp(layout: Layout, index: int, event: Event, found: LogFound) -> Iterator[Finding]:
    stem = timestamps.stem(layout, _size(event), str(event.body["token"]))
    parts: dict[str, bytes] = {}
    for key, name in PARTS.items():
        path = os.path.join(stem, name)
        content = _content(path)
        if content is None or Digest.of(content).hex != event.body[key]:
            said = f"entry {index}: it is not the file that was attached"
            yield Finding("timestamp-unsound", os.path.relpath(path, layout.root), Severity.UNSOUND, said)
        else:
            parts[key] = content
    if len(parts) < len(PARTS):
        return
    subject = os.path.relpath(stem, layout.root)
    try:
        moment = timestamps.check(parts["token"], parts["checkpoint"], parts["authority"])
        stamped = Checkpoint.parse(note.parse(parts["checkpoint"]).text)
    except (TimestampRefused, NoteMalformed) as refusal:
        said = f"entry {index}: {refusal.sentence}"
        yield Finding("timestamp-unsound", subject, Severity.UNSOUND, said)
        return
    if not _prefix(stamped, found):
        said = f"entry {index}: what was stamped is no earlier head of this log"
        yield Finding("timestamp-unsound", subject, Severity.UNSOUND, said)
        return
    said = f"the first {stamped.size} entries stood at {moment}, says an authority that roots.pem vouches for"
    yield Finding("timestamp-sound", subject, Severity.NOTE, said)


def _cosignature(layout: Layout, index: int, event: Event, found: LogFound) -> Iterator[Finding]:
    digest = str(event.body["note"])
    path = os.path.join(layout.cosigned, f"{_size(event)}.{digest[:16]}")
    try:
        content = _content(path) or b""
        signed = note.parse(content)
        head = Checkpoint.parse(signed.text)
        key = VerifierKey.parse(str(event.body["cosigner"]))
        good = Digest.of(content).hex == digest and signed.signed_by(key, keys.verify) is True
        good = good and _prefix(head, found)
    except NoteMalformed:
        good = False
    subject = os.path.relpath(path, layout.root)
    if good:
        said = f"{key.name} cosigned the first {head.size} entries"
        yield Finding("cosignature-sound", subject, Severity.NOTE, said)
    else:
        said = f"entry {index}: missing, changed, or not over an earlier head of this log"
        yield Finding("cosignature-unsound", subject, Severity.UNSOUND, said)
    yield from _partner(layout, index, str(event.body["cosigner"]))


def _partner(layout: Layout, index: int, cosigner: str) -> Iterator[Finding]:
    """The partner's key stands beside the vault's own, as it was when it was attached."""
    path = keys.partner_path(layout, cosigner)
    try:
        key, as_written = read_key(path)
    except KeyMissing:
        key, as_written = None, False
    if str(key) != cosigner or not as_written:
        said = f"entry {index}: it is not the key of the partner who cosigned"
        yield Finding("partner-key-changed", os.path.relpath(path, layout.root), Severity.UNSOUND, said)


def _prefix(head: Checkpoint, found: LogFound) -> bool:
    return head.size <= len(found.hashes) and merkle.root(found.hashes[: head.size]) == head.root


def _content(path: str) -> bytes | None:
    """Bytes of a plain file; None where there is none to read."""
    try:
        return plain.content_of(path)
    except OSError:
        return None


def _size(event: Event) -> int:
    """The size in the event; -1, which no log has, where a stranger wrote something else."""
    size = event.body["size"]
    return size if isinstance(size, int) else -1
