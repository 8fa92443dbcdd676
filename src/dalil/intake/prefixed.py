"""Prefixed: a ZIP behind a program that unpacks it, told from the end of the file (APPNOTE 6.3.10 §4.3.16).

Only programs and unknown bytes are asked: a picture or a paper with a ZIP behind it stays what it is.
"""

import struct
from typing import Final

_END: Final = struct.Struct("<4sHHHHIIH")
_CENTRAL_BYTES: Final = 46
_WIDE: Final = frozenset({0xFFFF, 0xFFFFFFFF})
"""In place of a number that Zip64 states elsewhere."""
_WIDE_LOCATOR_BYTES: Final = 20


def ends_in_zip(tail: bytes, *, size_bytes: int) -> bool:
    """Whether the last bytes hold the end of a ZIP's directory whose own numbers fit the file.

    The directory must begin with an entry where it lies in ``tail``; where it is longer, nothing but the
    stated comment may follow its end. An archive of no members is nothing to open.
    """
    place = len(tail)
    while (place := tail.rfind(b"PK\5\6", 0, place)) >= 0:
        if place + _END.size <= len(tail) and _fits(tail, place, size_bytes):
            return True
    return False


def _fits(tail: bytes, place: int, size_bytes: int) -> bool:
    _, disk, first_disk, here, count, length, offset, comment_bytes = _END.unpack_from(tail, place)
    closed = place + _END.size + comment_bytes == len(tail)
    if _WIDE & {count, length, offset}:  # the locator of the wide numbers stands just before
        return closed and tail[max(0, place - _WIDE_LOCATOR_BYTES) : place].startswith(b"PK\6\7")
    end = size_bytes - len(tail) + place
    if (disk, first_disk, here) != (0, 0, count) or not 0 < count * _CENTRAL_BYTES <= length:
        return False
    if length + offset > end:
        return False
    start = place - length
    return tail[start : start + 4] == b"PK\1\2" if start >= 0 else closed
