"""Claims: what a file says about itself. Each fact is *claimed*: kept as raw text with the tag it stood in.

Cameras' clocks are wrong by years, programs rewrite tags, and both can be forged. Nothing here is believed;
``core`` holds claims against folders and labels and lists where they contradict.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.moment import ClaimedTime

TEXT_CHARACTERS_MAX: Final = 1_000
"""Of one claim's text; longer ones are comments and binary rubbish, shortened with the note ``shortened``."""
FIELDS: Final = (
    "captured_at",
    "digitized_at",
    "modified_at",
    "gps_at",
    "make",
    "model",
    "serial",
    "lens_serial",
    "owner",
    "artist",
    "copyright",
    "description",
    "software",
    "unique_id",
    "orientation",
    "width",
    "height",
    "gps_latitude",
    "gps_longitude",
    "gps_altitude",
)
"""Every field that a claim may have. Times are wall-clock times, without a zone unless ``offset`` has one."""
TIME_FIELDS: Final = ("captured_at", "digitized_at", "modified_at")


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact: ``raw`` as it was written, in the tag ``tag``.

    ``subseconds`` and ``offset`` stand beside times; ``micro`` is a coordinate in millionths of a degree, or
    an altitude in millionths of a metre. ``notes``: ``impossible`` for a time that no calendar has,
    ``not-text`` where bytes were no UTF-8, ``shortened``.
    """

    raw: str
    tag: str
    subseconds: str = ""
    offset: str = ""
    micro: int | None = None
    notes: tuple[str, ...] = ()

    def to_record(self) -> Record:
        """Return the canonical record; what is empty is left out."""
        record: Record = {"raw": self.raw, "tag": self.tag}
        for key, text in (("subseconds", self.subseconds), ("offset", self.offset)):
            if text:
                record[key] = text
        if self.micro is not None:
            record["micro"] = self.micro
        if self.notes:
            record["notes"] = list(self.notes)
        return record


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture inside the file. ``offset`` is None where it does not stand there in one piece."""

    offset: int | None
    size_bytes: int
    digest: Digest

    def to_record(self) -> Record:
        """Return the canonical record."""
        return {"offset": self.offset, "size_bytes": self.size_bytes, "digest": self.digest.hex}


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of one file, by field; ``reader`` is the program and version that read them."""

    reader: str
    fields: Mapping[str, Claim] = field(default_factory=dict)
    tags_count: int = 0
    thumbnail: Thumbnail | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        assert set(self.fields) <= set(FIELDS), f"unknown claims {set(self.fields) - set(FIELDS)}"

    def to_record(self) -> Record:
        """Return the canonical record: a key for each field, and ``tags``, ``thumbnail``, ``notes``."""
        record: Record = {name: claim.to_record() for name, claim in self.fields.items()}
        record["reader"] = self.reader
        record["tags"] = self.tags_count
        if self.thumbnail is not None:
            record["thumbnail"] = self.thumbnail.to_record()
        if self.notes:
            record["notes"] = list(self.notes)
        return record


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two readers of the same bytes do not agree on; None where one did not see it."""

    field: str
    first: str | None
    second: str | None

    def to_record(self) -> Record:
        """Return the canonical record."""
        first: Json = self.first
        second: Json = self.second
        return {"field": self.field, "first": first, "second": second}


def claim(raw: str | bytes, tag: str, *, is_time: bool = False) -> Claim:
    """Make a claim of what stood in ``tag``."""
    notes = []
    if isinstance(raw, bytes):
        text = raw.decode("utf-8", errors="replace")
        notes += ["not-text"] if text.encode() != raw else []
    else:
        text = raw.encode("utf-8", errors="replace").decode("utf-8")
    text = text.rstrip("\0")
    if is_time and ClaimedTime.read(text, "camera") is None:
        notes.append("impossible")
    if len(text) > TEXT_CHARACTERS_MAX:
        text = text[:TEXT_CHARACTERS_MAX]
        notes.append("shortened")
    return Claim(text, tag, notes=tuple(notes))


def differences(first: Claims, second: Claims) -> tuple[Difference, ...]:
    """List the fields that two readers see differently, or that only one of them sees.

    Blanks at the ends, the spelling of numbers and the last millionth of a coordinate make no difference.
    """
    found = []
    for name in FIELDS:
        one, other = first.fields.get(name), second.fields.get(name)
        if one is None and other is None:
            continue
        if one is None or other is None or not _agree(one, other):
            found.append(Difference(name, one.raw if one else None, other.raw if other else None))
    return tuple(found)


_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}(\.0+)?\Z", re.ASCII)


def _agree(one: Claim, other: Claim) -> bool:
    if one.micro is not None and other.micro is not None:
        return abs(one.micro - other.micro) <= 2  # noqa: PLR2004 - rounding of both
    return _plain(one.raw) == _plain(other.raw)


def _plain(text: str) -> str:
    stripped = text.strip(" \t\r\n\0")
    return str(int(stripped.split(".")[0])) if _WHOLE.match(stripped) else stripped
