"""Item: one thing met in a source or a container, before anything is decided about it.

Its path, link target and other names are bytes, exactly as they were met. Nothing is ever written under
them: the store names files by digest. Serves DESIGN §5 (paths are bytes) and promise 1 (nothing is lost
silently: what cannot be taken is an item with a refusal).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

from dalil.core import limits
from dalil.core.canonical import INTEGER_MAX, Json, Record
from dalil.core.errors import REGISTRY, BodyRefusal, Refusal
from dalil.core.pathname import from_fields, to_fields

_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]{0,29})\Z")
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
_FACT: Final = re.compile(r"[a-z_]{1,40}\Z")
_DRIVE: Final = re.compile(rb"[A-Za-z]:")


class ItemKind(StrEnum):
    """What an item is in its source, as its directory entry says."""

    FILE = "file"
    DIRECTORY = "directory"
    LINK = "link"
    """A symbolic link, or a hard link inside a container; ``target`` holds where to. Never followed."""
    OTHER = "other"
    """A device, FIFO, socket, or an entry that could not be looked at. Always refused."""


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One entry. Times are nanoseconds since 1970-01-01T00:00:00Z, negative before and unbounded after.

    ``path`` is relative to the source or to the container's root. ``mtime_ns`` is an instant; a time without
    a zone (ZIP, FAT) stands in ``times`` under a name ending in ``-local``, counted as though it were UTC.
    ``names`` holds the other names of the same entry by name tree, ``notes`` what is odd about it in words.
    ``identity`` (device, inode) lives only as long as a walk and is never recorded.
    Two items are equal when their records are.
    """

    path: bytes
    kind: ItemKind
    size_bytes: int | None = None
    mtime_ns: int | None = None
    times: Mapping[str, int] = field(default_factory=dict)
    mode: int | None = None
    target: bytes | None = None
    names: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    refusal: Refusal | None = None
    identity: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        for raw in (self.path, self.target or b"", *self.names.values()):
            if len(raw) > limits.PATH_BYTES_MAX:
                raise BodyRefusal(detail=f"a name has {len(raw)} bytes, more than {limits.PATH_BYTES_MAX}")
        if self.size_bytes is not None and not 0 <= self.size_bytes <= INTEGER_MAX:
            raise BodyRefusal(detail=f"{self.size_bytes} is not a size")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and self.to_record() == other.to_record()

    def __hash__(self) -> int:
        return hash((self.path, self.kind))

    def to_record(self) -> Record:
        """Return the canonical record; unknown facts are left out."""
        record: Record = {"kind": self.kind.value, **to_fields("path", self.path)}
        if self.size_bytes is not None:
            record["size_bytes"] = self.size_bytes
        if self.mtime_ns is not None:
            record["mtime_ns"] = str(self.mtime_ns)
        if self.times:
            record["times"] = {name: str(moment) for name, moment in self.times.items()}
        if self.mode is not None:
            record["mode"] = self.mode
        if self.target is not None:
            record |= to_fields("target", self.target)
        if self.names:
            record["names"] = {tree: to_fields("name", raw) for tree, raw in self.names.items()}
        if self.notes:
            record["notes"] = list(self.notes)
        if self.refusal is not None:
            record["refusal"] = refusal_to_record(self.refusal)
        return record

    @classmethod
    def from_record(cls, untrusted: Record) -> Self:
        """Rebuild an item from a record that another process wrote, checking every field.

        Raises: BodyRefusal when a field is missing, ill-typed or out of bounds.
        """
        kind = untrusted.get("kind")
        if kind not in set(ItemKind):
            raise BodyRefusal(detail="kind is not known")
        refusal = untrusted.get("refusal")
        return cls(
            path=from_fields("path", untrusted),
            kind=ItemKind(str(kind)),
            size_bytes=_natural(untrusted.get("size_bytes")),
            mtime_ns=_moment(untrusted.get("mtime_ns")),
            times={_word(key): _present(value) for key, value in _fields(untrusted, "times").items()},
            mode=_natural(untrusted.get("mode")),
            target=from_fields("target", untrusted) if "target" in untrusted else None,
            names={_word(key): _name(value) for key, value in _fields(untrusted, "names").items()},
            notes=_notes(untrusted.get("notes")),
            refusal=None if refusal is None else refusal_from_record(refusal),
        )


def unsafe(path: bytes) -> bool:
    """True when ``path`` would lead out of a folder, or not into one, if someone wrote files under it.

    Dalil does not; the note ``unsafe-name`` tells those who extract with other programs.
    """
    parts = re.split(rb"[/\\]", path)
    return parts[0] == b"" or b".." in parts or b"\0" in path or _DRIVE.match(path) is not None


def naming_notes(path: bytes) -> tuple[str, ...]:
    """Words on a member's name: ``unsafe-name``, ``backslash-name``."""
    words = [("unsafe-name", unsafe(path)), ("backslash-name", b"\\" in path)]
    return tuple(word for word, holds in words if holds)


def refusal_to_record(refusal: Refusal) -> Record:
    """Write a refusal with its facts as text."""
    facts: Record = {key: _plain(str(value)) for key, value in refusal.facts.items()}
    return {"code": refusal.code, "facts": facts}


def refusal_from_record(untrusted: Json) -> Refusal:
    """Rebuild a refusal of a known code. Raises: BodyRefusal for anything else."""
    if not isinstance(untrusted, dict):
        raise BodyRefusal(detail="a refusal is not an object")
    refusal_class = REGISTRY.get(str(untrusted.get("code")))
    if refusal_class is None:
        raise BodyRefusal(detail="a refusal has an unknown code")
    facts = _fields(untrusted, "facts")
    if len(facts) > limits.REFUSAL_FACTS_MAX or not all(_FACT.match(key) for key in facts):
        raise BodyRefusal(detail="a refusal's facts are malformed")
    return refusal_class(**{key: str(value)[: limits.TEXT_CHARACTERS_MAX] for key, value in facts.items()})


def _plain(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode("utf-8")[: limits.TEXT_CHARACTERS_MAX]


def _fields(untrusted: Record, key: str) -> Record:
    value = untrusted.get(key, {})
    if not isinstance(value, dict) or len(value) > limits.ITEM_FIELDS_MAX:
        raise BodyRefusal(detail=f"{key} is malformed")
    return value


def _word(value: Json) -> str:
    if not isinstance(value, str) or not _WORD.match(value):
        raise BodyRefusal(detail="a key is not a plain word")
    return value


def _notes(value: Json) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > limits.ITEM_FIELDS_MAX:
        raise BodyRefusal(detail="notes are malformed")
    return tuple(_word(note) for note in value)


def _name(value: Json) -> bytes:
    if not isinstance(value, dict):
        raise BodyRefusal(detail="a name is malformed")
    return from_fields("name", value)


def _natural(value: Json) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= INTEGER_MAX:
        raise BodyRefusal(detail="a number is out of bounds")
    return value


def _present(value: Json) -> int:
    if not isinstance(value, str) or not _DECIMAL.match(value):
        raise BodyRefusal(detail="a time is not a decimal number of nanoseconds")
    return int(value)


def _moment(value: Json) -> int | None:
    return None if value is None else _present(value)
