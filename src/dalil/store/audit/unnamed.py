"""Step 9, for what no entry names: a head that the log's own key signed binds the log, wherever it stands.

A log that was rolled back no longer names the cosignatures and time-stamps of the entries that are gone;
where whoever cut it left their files, these convict it.
"""

import os
from collections.abc import Iterator

from dalil.core.custody import merkle, note
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.note import NoteMalformed, VerifierKey
from dalil.core.digest import Digest
from dalil.core.finding import Finding, Severity
from dalil.store import keys, plain
from dalil.store.audit.log import LogFound
from dalil.store.audit.standing import names_in, standing
from dalil.store.layout import Layout


def check(layout: Layout, found: LogFound, key: VerifierKey | None) -> Iterator[Finding]:
    """Findings about time-stamps that no entry names, and about every signed head beside the log."""
    yield from _stamps(layout, found)
    if key is None or found.head is None or merkle.root(found.hashes) != found.head.root:
        return  # what is here is not known well enough to hold another head against it
    for folder in (layout.cosigned, layout.timestamps):
        for path, _ in standing(folder):
            head = _signed(path, key)
            if head is not None:
                yield from _held(layout, path, head, found)


def _held(layout: Layout, path: str, head: Checkpoint, found: LogFound) -> Iterator[Finding]:
    subject = os.path.relpath(path, layout.root)
    if head.size > len(found.hashes) and not _grown(layout, head):
        said = f"the log's key signed for {head.size} entries here, and the log has {len(found.hashes)}"
        yield Finding("log-rolled-back", subject, Severity.UNSOUND, said)
    elif head.size <= len(found.hashes) and merkle.root(found.hashes[: head.size]) != head.root:
        said = f"the first {head.size} entries of the log are not those that its key signed for here"
        yield Finding("log-rewritten", subject, Severity.UNSOUND, said)


def _stamps(layout: Layout, found: LogFound) -> Iterator[Finding]:
    """Folders of time-stamps that no proven entry names."""
    bodies = [event.body for _, event in found.events if event.type == "timestamp-attached"]
    named = {f"{body['size']}.{str(body['token'])[:16]}" for body in bodies}
    for name in sorted(set(names_in(layout.timestamps)) - named):
        path = os.path.join(layout.timestamps, name)
        subject = os.path.relpath(path, layout.root)
        token = os.path.join(path, "token.tsr")
        if os.path.lexists(token) and _digest16(token) not in name.split("."):
            said = "no entry names it, and its token is not its name's"
            yield Finding("attachment-changed", subject, Severity.UNSOUND, said)
        else:
            said = "no entry names it: left by an interrupted command"
            yield Finding("attachment-unclaimed", subject, Severity.NOTE, said)


def _digest16(path: str) -> str | None:
    try:
        return Digest.of(plain.content_of(path)).hex[:16]
    except OSError:
        return None


def _signed(path: str, key: VerifierKey) -> Checkpoint | None:
    """The head in a file, where it is one of this log's key; None for a token, a root, or half a file."""
    if path.endswith((".tsr", ".pem")):
        return None
    try:
        signed = note.parse(plain.content_of(path))
        head = Checkpoint.parse(signed.text)
    except (OSError, NoteMalformed):
        return None
    return head if signed.signed_by(key, keys.verify) and head.origin == key.name else None


def _grown(layout: Layout, head: Checkpoint) -> bool:
    """Whether the log grew beyond ``head`` while it was read: then another command attached that one."""
    try:
        now = Checkpoint.parse(note.parse(plain.content_of(layout.checkpoint)).text)
    except (OSError, NoteMalformed):
        return False
    return now.size >= head.size
