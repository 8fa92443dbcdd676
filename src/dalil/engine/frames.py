"""Frames: how a jail and its worker speak over a pipe.

Serves docs/spec/jail.md §6. One frame is a kind (one byte), a length (four bytes, big-endian) and that many
bytes. Records are canonical JSON, never pickled objects: whoever has seen hostile bytes may only send data.
"""

import os
import re
import struct
from enum import Enum
from typing import Final, NamedTuple

from dalil.core.canonical import Record, decode_record
from dalil.core.errors import REGISTRY, BodyRefusal, Refusal

_HEAD: Final = struct.Struct(">cI")
_FACT_CHARACTERS_MAX: Final = 500
_NAME: Final = re.compile(r"(?!self\Z)[a-z][a-z0-9_]{0,40}")


class Kind(Enum):
    """What a frame holds."""

    RECORD = b"J"
    """A record: a request's header, or one answer."""
    BYTES = b"B"
    """Raw bytes: a request's payload, or one answer."""
    END = b"E"
    """The answer is whole; empty."""
    REFUSAL = b"R"
    """The entry refused: ``{"code", "facts"}``."""
    CRASH = b"X"
    """The entry failed in a way it does not name: ``{"how"}``."""
    READY = b"H"
    """The spawner has loaded everything: the protections that a worker gets."""
    EXITED = b"W"
    """The spawner saw the worker end: ``{"status", "cpu_milliseconds"}``."""


_KINDS: Final = frozenset(kind.value for kind in Kind)


class Frame(NamedTuple):
    """One frame as received."""

    kind: Kind
    content: bytes


class FrameError(Exception):
    """Bytes that are no frame, or a longer one than agreed; the message says which."""


class FrameReader:
    """Cuts a stream of bytes into frames, whatever pieces it arrives in."""

    def __init__(self, frame_bytes_max: int) -> None:
        self._frame_bytes_max = frame_bytes_max
        self._held = bytearray()

    def feed(self, piece: bytes) -> list[Frame]:
        """Take ``piece`` and return the frames that are now whole.

        Raises: FrameError for an unknown kind, or a length above the agreed one as soon as it is seen.
        """
        self._held += piece
        frames, at = [], 0
        while (end := self._end_of_frame(at)) <= len(self._held):
            kind, start = Kind(bytes(self._held[at : at + 1])), at + _HEAD.size
            frames.append(Frame(kind, bytes(memoryview(self._held)[start:end])))
            at = end
        del self._held[:at]
        return frames

    @property
    def empty(self) -> bool:
        """True when no part of a frame is waiting for its rest."""
        return not self._held

    def _end_of_frame(self, at: int) -> int:
        """Where the frame that starts ``at`` ends; the end of its head while that is not whole."""
        if len(self._held) < at + _HEAD.size:
            return at + _HEAD.size
        kind, length = _HEAD.unpack_from(self._held, at)
        if kind not in _KINDS:
            raise FrameError(f"a frame of unknown kind {kind!r}")
        if length > self._frame_bytes_max:
            raise FrameError(f"a frame of {length} bytes where {self._frame_bytes_max} are agreed")
        return at + _HEAD.size + int(length)


def head(kind: Kind, length: int) -> bytes:
    """The five bytes in front of a frame's content."""
    return _HEAD.pack(kind.value, length)


def write(descriptor: int, kind: Kind, content: bytes | memoryview = b"") -> None:
    """Write one whole frame to a blocking descriptor."""
    small = len(content) < 1 << 12
    for part in (
        (head(kind, len(content)) + bytes(content),) if small else (head(kind, len(content)), content)
    ):
        left = memoryview(part)
        while left:
            left = left[os.write(descriptor, left) :]


def read(descriptor: int) -> Frame | None:
    """Read one whole frame from a blocking descriptor; None at its end. Only for a trusted sender."""
    start = _read_exactly(descriptor, _HEAD.size)
    if start is None:
        return None
    kind, length = _HEAD.unpack(start)
    content = _read_exactly(descriptor, length)
    return None if content is None else Frame(Kind(kind), content)


def refusal_to_record(refusal: Refusal) -> Record:
    """The record in which ``refusal`` crosses the pipe: numbers stay numbers, all else is bounded text."""
    facts: Record = {}
    for name, fact in sorted(refusal.facts.items()):
        facts[name] = fact if fact is None or isinstance(fact, bool | int) else _text(fact)
    return {"code": refusal.code, "facts": facts}


def refusal_from_record(content: bytes) -> Refusal:
    """The refusal of its own class that :func:`refusal_to_record` wrote.

    Raises: BodyRefusal for anything else, a code unknown here and one that ends a run included.
    """
    record = decode_record(content)
    code, facts = record.get("code"), record.get("facts")
    if not isinstance(code, str) or not isinstance(facts, dict) or set(record) != {"code", "facts"}:
        raise BodyRefusal(detail="not a refusal")
    if code not in REGISTRY:
        raise BodyRefusal(detail=f"a refusal with the unknown code {code[:80]!r}")
    if REGISTRY[code].ends_run:
        raise BodyRefusal(detail=f"a refusal that is not a worker's to make: {code}")
    for name, fact in facts.items():
        bounded = (
            fact is None
            or isinstance(fact, int)
            or (isinstance(fact, str) and len(fact) <= _FACT_CHARACTERS_MAX)
        )
        if not _NAME.fullmatch(name) or not bounded:
            raise BodyRefusal(detail=f"a refusal with the malformed fact {name[:80]!r}")
    return REGISTRY[code](**facts)


def _text(fact: object) -> str:
    raw = str(fact)[:_FACT_CHARACTERS_MAX]
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in raw)


def _read_exactly(descriptor: int, count: int) -> bytes | None:
    pieces, missing = [], count
    while missing:
        piece = os.read(descriptor, min(missing, 1 << 20))
        if not piece:
            return None
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
