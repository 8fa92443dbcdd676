"""Steps 2 to 5: the log is whole, signed, this vault's, and an extension of what others saw of it."""

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from dalil.core.custody import merkle, note
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.note import NoteMalformed
from dalil.core.event import Event
from dalil.core.finding import Finding, Severity
from dalil.core.limits import TILES_MISSING_MAX
from dalil.store import keys, plain
from dalil.store.audit import tree
from dalil.store.audit.identity import Identity
from dalil.store.audit.standing import standing
from dalil.store.journal import tile_paths
from dalil.store.layout import Layout
from dalil.store.tiles import WIDTH


@dataclass(slots=True)
class LogFound:
    """What was read of the log, for the later steps."""

    head: Checkpoint | None = None
    hashes: list[bytes] = field(default_factory=list)
    events: list[tuple[int, Event]] = field(default_factory=list)


def check(layout: Layout, known: Identity, kept: bytes | None) -> Generator[Finding, None, LogFound]:
    """Findings about the log, and what could be read of it."""
    found = LogFound()
    found.head = yield from _head(layout, known)  # (2)
    if found.head is None:
        return found
    if not (yield from _believable(layout, found.head)):
        return found
    found.hashes = yield from tree.check(layout, found.head, found.events)  # (3)
    yield from _creation(known, found)  # (4)
    yield from _strangers(layout, found.head)
    if kept is not None:
        yield from _prefix(kept, known, found)  # (5)
    return found


def _head(layout: Layout, known: Identity) -> Generator[Finding, None, Checkpoint | None]:
    name = "log/checkpoint"
    try:
        content = plain.content_of(layout.checkpoint)
        signed = note.parse(content)
        head = Checkpoint.parse(signed.text)
    except OSError as wrong:
        yield Finding("checkpoint-missing", name, Severity.UNSOUND, f"it cannot be read ({wrong.strerror})")
        return None
    except NoteMalformed as refusal:
        yield Finding("checkpoint-malformed", name, Severity.UNSOUND, refusal.sentence)
        return None
    if bytes(signed) != content or len(signed.signatures) != 1:
        said = "it is not a checkpoint with exactly one signature, as it was written"
        yield Finding("checkpoint-unsigned", name, Severity.UNSOUND, said)
        return None
    if known.key is not None and not signed.signed_by(known.key, keys.verify):
        said = "the signature is not that of the vault's key over these bytes"
        yield Finding("checkpoint-unsigned", name, Severity.UNSOUND, said)
        return None
    names = {
        known.key.name if known.key else head.origin,
        known.config.origin if known.config else head.origin,
    }
    if names != {head.origin}:
        said = f"checkpoint, key and configuration name different logs: {head.origin}, {sorted(names)}"
        yield Finding("checkpoint-foreign", name, Severity.UNSOUND, said)
    return head


def _believable(layout: Layout, head: Checkpoint) -> Generator[Finding, None, bool]:
    """Whether enough bundles of entries stand there to look for each that the checkpoint's size asks for."""
    name = "log/tile/entries"
    there = sum(1 for _ in standing(os.path.join(layout.root, name)))
    if -(-head.size // WIDTH) <= there + TILES_MISSING_MAX:
        return True
    said = f"the checkpoint covers {head.size} entries, and {there} files with entries are here"
    yield Finding("log-tile-missing", name, Severity.UNSOUND, said)
    return False


def _creation(known: Identity, found: LogFound) -> Iterator[Finding]:
    first = found.events[0] if found.events else None
    if first is None or first[0] != 0 or first[1].type != "vault-created":
        said = "the first entry is not the creation of a vault"
        yield Finding("log-without-creation", "entry 0", Severity.UNSOUND, said)
        return
    body = first[1].body
    if known.config_digest is not None and body["config"] != known.config_digest.hex:
        said = "its bytes are not those that the first entry names"
        yield Finding("config-changed", "dalil.toml", Severity.UNSOUND, said)
    if known.key is not None and body["key"] != str(known.key):
        said = "it is not the key that the first entry names"
        yield Finding("key-changed", "keys/log.vkey", Severity.UNSOUND, said)


def _strangers(layout: Layout, head: Checkpoint) -> Iterator[Finding]:
    wanted = tile_paths(layout, head.size)
    for folder, _, names in os.walk(os.path.join(layout.log, "tile")):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), layout.root)
            if path not in wanted:
                said = "no part of the signed log: left by an interrupted write, or put there"
                yield Finding("log-tile-extra", path, Severity.NOTE, said)


def _prefix(kept: bytes, known: Identity, found: LogFound) -> Iterator[Finding]:
    name = "the checkpoint in hand"
    try:
        signed = note.parse(kept)
        older = Checkpoint.parse(signed.text)
    except NoteMalformed as refusal:
        yield Finding("checkpoint-malformed", name, Severity.UNSOUND, refusal.sentence)
        return
    if known.key is None:
        return  # who cannot know the log's key has been told so
    if not signed.signed_by(known.key, keys.verify):
        said = "it is not signed by this vault's key"
        yield Finding("checkpoint-foreign", name, Severity.UNSOUND, said)
    elif older.size > len(found.hashes):
        said = (
            f"it covers {older.size} entries, the log here has {len(found.hashes)}: the log was rolled back"
        )
        yield Finding("log-rolled-back", "log", Severity.UNSOUND, said)
    elif merkle.root(found.hashes[: older.size]) != older.root:
        said = f"the first {older.size} entries here are not those that it signs for: the log was rewritten"
        yield Finding("log-rewritten", "log", Severity.UNSOUND, said)
