"""Plain PNG: a picture and nothing beside it. Serves the PNG specification (ISO/IEC 15948), clause 5.

What a jailed worker sends is served to a browser only if it is this: the chunks that hold pixels, in order,
whole, within a stated size. A text, a time, a place or bytes after the end have no chunk to stand in.
"""

import struct
import zlib
from typing import Final

from dalil.core.errors import Refusal

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_ORDER: Final = {b"IHDR": 0, b"PLTE": 1, b"IDAT": 2, b"IEND": 3}
_HEAD_BYTES: Final = 13
_FRAME_BYTES: Final = 12
"""Length, type and check sum of a chunk."""


class PictureNotPlain(Refusal):
    """What came back from looking at the exhibit is no plain picture: {detail}."""

    code = "picture-not-plain"
    exit_status = 67
    remedy = "It is not shown. The exhibit may be made to attack its reader. Report it with this sentence."


def check_plain_png(content: bytes, *, side_px_max: int) -> None:
    """Check that ``content`` is a plain PNG of at most ``side_px_max`` pixels on each side.

    Does not unpack the pixels. Raises: PictureNotPlain.
    """
    if not content.startswith(_SIGNATURE):
        raise PictureNotPlain(detail="it does not begin as a PNG")
    rest, before = memoryview(content)[len(_SIGNATURE) :], -1
    while rest:
        kind, data, rest = _chunk(rest)
        place = _ORDER.get(kind, -1)
        if place < before or (place == before and kind != b"IDAT") or before == _ORDER[b"IEND"]:
            raise PictureNotPlain(detail=f"a chunk {kind!r} where none may be")
        if kind == b"IHDR":
            _check_head(data, side_px_max)
        elif before < 0:
            raise PictureNotPlain(detail="it has no head")
        before = place
    if before != _ORDER[b"IEND"]:
        raise PictureNotPlain(detail="it has no end")


def _chunk(rest: memoryview) -> tuple[bytes, bytes, memoryview]:
    """The first chunk's type and data, and what follows it."""
    if len(rest) < _FRAME_BYTES:
        raise PictureNotPlain(detail="a chunk is cut short")
    length, kind = struct.unpack(">I4s", rest[:8])
    if len(rest) < _FRAME_BYTES + length:
        raise PictureNotPlain(detail="a chunk is cut short")
    data = bytes(rest[8 : 8 + length])
    (told,) = struct.unpack(">I", rest[8 + length : _FRAME_BYTES + length])
    if zlib.crc32(kind + data) != told:
        raise PictureNotPlain(detail="a check sum is wrong")
    return kind, data, rest[_FRAME_BYTES + length :]


def _check_head(data: bytes, side_px_max: int) -> None:
    if len(data) != _HEAD_BYTES:
        raise PictureNotPlain(detail="its head is too short or too long")
    width, height = struct.unpack(">II", data[:8])
    if not (1 <= width <= side_px_max and 1 <= height <= side_px_max):
        raise PictureNotPlain(detail=f"{width} × {height} pixels")
