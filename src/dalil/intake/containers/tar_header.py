"""TAR headers: one block of 512 bytes, and the records that may precede it.

POSIX.1-2017 pax ("ustar Interchange Format", "pax Extended Header"), GNU tar manual appendix D, star(5).
Names are raw bytes; ``hdrcharset`` changes nothing, since nothing is decoded.
"""

import re
from dataclasses import dataclass
from typing import Final

BLOCK_BYTES: Final = 512
_SIGNED_MIN: Final = 0x80
_HIGH: Final = bytes(range(_SIGNED_MIN, 256))
_DECIMAL: Final = re.compile(rb"(-?)([0-9]{1,18})(?:\.([0-9]*))?\Z")

Records = list[tuple[bytes, bytes]]
"""pax records in their order; a key may come more than once."""


@dataclass(frozen=True, slots=True)
class TarHeader:
    """One header block. ``rest`` are its bytes from 345 on, which formats use differently."""

    name: bytes
    mode: int
    size_bytes: int
    mtime_s: int
    type: bytes
    target: bytes
    rest: bytes
    gnu: bool


def parse_header(block: bytes) -> TarHeader:
    """Parse a block. Raises: ValueError when its checksum or a number is wrong."""
    if not _checksum_holds(block):
        raise ValueError("a header's checksum is wrong")
    gnu = block[257:265] == b"ustar  \0"
    name = _text(block[0:100])
    if block[257:262] == b"ustar" and not gnu:
        # star(5) ends its blocks with "tar" and keeps two times in the last part of the prefix.
        prefix = _text(block[345:476] if block[508:512] == b"tar\0" else block[345:500])
        name = prefix + b"/" + name if prefix else name
    return TarHeader(
        name=name,
        mode=number(block[100:108]) & 0o7777,
        size_bytes=number(block[124:136]),
        mtime_s=number(block[136:148]),
        type=block[156:157],
        target=_text(block[157:257]),
        rest=block[345:],
        gnu=gnu,
    )


def number(field: bytes) -> int:
    """An octal number, or one in base 256 when its first bit is set (GNU, star; negative too).

    Raises: ValueError.
    """
    if field[0] & _SIGNED_MIN:
        width = 8 * len(field) - 1
        value = int.from_bytes(field, "big") & ((1 << width) - 1)
        negative = value >> (width - 1)
        return value - (1 << width) if negative else value
    digits = field.split(b"\0", 1)[0].strip()
    if digits.translate(None, b"01234567"):
        raise ValueError("a header's number is not octal")
    return int(digits or b"0", 8)


def parse_records(content: bytes) -> Records:
    """Parse pax records: a length, a blank, ``key=value``, a line feed. Raises: ValueError."""
    records: Records = []
    start = 0
    while start < len(content) and content[start] != 0:
        blank = content.find(b" ", start, start + 20)
        digits = content[start:blank]
        if blank < 0 or not digits.isdigit():
            raise ValueError("a pax record has no length")
        end = start + int(digits)
        key, equals, value = content[blank + 1 : end].partition(b"=")
        if end > len(content) or not equals or not value.endswith(b"\n"):
            raise ValueError("a pax record is malformed")
        records.append((key, value[:-1]))
        start = end
    return records


def nanoseconds(value: bytes) -> int | None:
    """Exact nanoseconds of a decimal number of seconds; None when it is none."""
    match = _DECIMAL.match(value)
    if match is None:
        return None
    sign, whole, part = match[1], match[2], match[3] or b""
    moment = int(whole) * 10**9 + int(part[:9].ljust(9, b"0"))
    return -moment if sign else moment


def _checksum_holds(block: bytes) -> bool:
    """The sum counts its own field as blanks; old programs added signed bytes."""
    try:
        stated = number(block[148:156])
    except ValueError:
        return False
    total = sum(block) - sum(block[148:156]) + 8 * 32
    return stated in (total, total - 256 * _high_bytes(block[:148] + block[156:]))


def _high_bytes(content: bytes) -> int:
    """How many bytes old programs took for negative numbers."""
    return len(content) - len(content.translate(None, _HIGH))


def _text(field: bytes) -> bytes:
    return field.split(b"\0", 1)[0]
