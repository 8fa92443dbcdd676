"""Zip entries: what one record of a ZIP's directory says (APPNOTE 6.3.10 §4.3.7, §4.3.12, §4.5).

Names are the raw bytes of the record. No code page is assumed: Arabic archives of Windows carry 720, 864 or
1256 and do not say which.
"""

import calendar
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

CENTRAL: Final = b"PK\x01\x02"
LOCAL: Final = b"PK\x03\x04"
CENTRAL_BYTES: Final = 46
LOCAL_BYTES: Final = 30
_CENTRAL: Final = struct.Struct("<4sBBHHHHHIIIHHHHHII")
_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_UNKNOWN_32: Final = 0xFFFFFFFF
_NTFS_EPOCH_100NS: Final = 116_444_736_000_000_000
"""1601-01-01 to 1970-01-01 in units of 100 ns (MS-DTYP §2.3.3)."""

FLAG_ENCRYPTED: Final = 0x1
FLAG_DESCRIPTOR: Final = 0x8
FLAG_STRONG: Final = 0x40
FLAG_MASKED: Final = 0x2000
METHOD_AES: Final = 99


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One record. ``host`` is the system that wrote it (3 Unix, 0 DOS, 10 NTFS); unknown in local headers."""

    name: bytes
    host: int | None
    flags: int
    method: int
    moment: tuple[int, int]
    """DOS time and date words."""
    crc: int
    packed_bytes: int
    size_bytes: int
    attributes: int
    offset: int
    extra: bytes
    length: int
    """Bytes of the record itself."""

    @property
    def encrypted(self) -> bool:
        """True when content (or the whole directory) is encrypted."""
        return bool(self.flags & (FLAG_ENCRYPTED | FLAG_STRONG | FLAG_MASKED)) or self.method == METHOD_AES


def central(content: bytes, start: int) -> ZipEntry:
    """Parse the central record at ``start``. Raises: ValueError when it is cut or is none."""
    if content[start : start + 4] != CENTRAL or len(content) < start + CENTRAL_BYTES:
        raise ValueError("a record is missing from its directory")
    values = _CENTRAL.unpack_from(content, start)
    (_, _version, host, _needs, flags, method, time, date, crc, packed, size) = values[:11]
    (name_bytes, extra_bytes, comment_bytes, _disk, _internal, attributes, offset) = values[11:]
    name_end = start + CENTRAL_BYTES + name_bytes
    length = CENTRAL_BYTES + name_bytes + extra_bytes + comment_bytes
    if start + length > len(content):
        raise ValueError("a record runs over its directory's end")
    extra = content[name_end : name_end + extra_bytes]
    size, packed, offset = _wide(extra, size, packed, offset)
    return ZipEntry(
        name=content[start + CENTRAL_BYTES : name_end],
        host=host,
        flags=flags,
        method=method,
        moment=(time, date),
        crc=crc,
        packed_bytes=packed,
        size_bytes=size,
        attributes=attributes,
        offset=offset,
        extra=extra,
        length=length,
    )


def local(content: bytes, offset: int) -> ZipEntry:
    """Parse a local header that begins ``content``; name and extra as far as ``content`` holds them.

    Raises: ValueError when there is none.
    """
    if content[:4] != LOCAL or len(content) < LOCAL_BYTES:
        raise ValueError("its local header is missing")
    values = _LOCAL.unpack_from(content)
    (_, _needs, flags, method, time, date, crc, packed, size, name_bytes, extra_bytes) = values
    extra = content[LOCAL_BYTES + name_bytes : LOCAL_BYTES + name_bytes + extra_bytes]
    size, packed, _ = _wide(extra, size, packed, 0)
    return ZipEntry(
        name=content[LOCAL_BYTES : LOCAL_BYTES + name_bytes],
        host=None,
        flags=flags,
        method=method,
        moment=(time, date),
        crc=crc,
        packed_bytes=packed,
        size_bytes=size,
        attributes=0,
        offset=offset,
        extra=extra,
        length=LOCAL_BYTES + name_bytes + extra_bytes,
    )


def extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (identifier, content) of each whole extra field; a cut last one is left out."""
    start = 0
    while start + 4 <= len(extra):
        identifier, length = struct.unpack_from("<HH", extra, start)
        if start + 4 + length > len(extra):
            return
        yield identifier, extra[start + 4 : start + 4 + length]
        start += 4 + length


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Zip64 (§4.5.3): 64-bit values stand in the extra field, in order, for those that did not fit."""
    wide = iter(())
    for identifier, content in extra_fields(extra):
        if identifier == 1:
            count = len(content) // 8
            wide = iter(struct.unpack_from(f"<{count}Q", content))
            break
    return (
        next(wide, size) if size == _UNKNOWN_32 else size,
        next(wide, packed) if packed == _UNKNOWN_32 else packed,
        next(wide, offset) if offset == _UNKNOWN_32 else offset,
    )


def unicode_name(entry: ZipEntry) -> bytes | None:
    """Info-ZIP's UTF-8 name (§4.6.9), when it belongs to the name that stands in the record."""
    for identifier, content in extra_fields(entry.extra):
        fits = len(content) > 5 and content[0] == 1  # noqa: PLR2004 - version, then CRC-32, then the name
        if identifier == 0x7075 and fits and int.from_bytes(content[1:5], "little") == zlib.crc32(entry.name):  # noqa: PLR2004 - the field
            return content[5:]
    return None


def times_of(extras: bytes, moment: tuple[int, int]) -> Mapping[str, int]:
    """Every time that extra fields and the DOS words state, in nanoseconds; ``modified-local`` has no zone.

    Where NTFS and Unix times stand together, the finer NTFS one is ``modified`` and the other is kept when
    it says something else.
    """
    times: dict[str, int] = {}
    for identifier, content in extra_fields(extras):
        if identifier == _UNIX_TIMES and content:
            times |= _unix_times(content)
        elif identifier == _NTFS_TIMES and len(content) >= 32:  # noqa: PLR2004 - three times of 8 bytes in one attribute
            found = _ntfs_times(content)
            unix = times.get("modified")
            if unix is not None and found.get("modified", unix) // 10**9 != unix // 10**9:
                times["modified-unix"] = unix
            times |= found
    dos = _dos_time(*moment)
    return times if dos is None else {**times, "modified-local": dos}


_UNIX_TIMES: Final = 0x5455
_NTFS_TIMES: Final = 0x000A


def _unix_times(content: bytes) -> dict[str, int]:
    """Extended timestamps: a byte of flags, then seconds in 32 bits for each flag."""
    times, start = {}, 1
    for bit, name in ((1, "modified"), (2, "accessed"), (4, "created")):
        if content[0] & bit and start + 4 <= len(content):
            times[name] = int.from_bytes(content[start : start + 4], "little", signed=True) * 10**9
            start += 4
    return times


def _ntfs_times(content: bytes) -> dict[str, int]:
    """§4.5.5: four reserved bytes, then attribute 1 with three times since 1601 in units of 100 ns."""
    tag, length = struct.unpack_from("<HH", content, 4)
    if (tag, length) != (1, 24):
        return {}
    values = struct.unpack_from("<3Q", content, 8)
    return {
        name: (value - _NTFS_EPOCH_100NS) * 100
        for name, value in zip(("modified", "accessed", "created"), values, strict=True)
        if value
    }


def _dos_time(time: int, date: int) -> int | None:
    """Local time of two seconds' grain, counted as though it were UTC; None when it is no date."""
    year, month, day = 1980 + (date >> 9), date >> 5 & 15, date & 31
    hour, minute, second = time >> 11, time >> 5 & 63, (time & 31) * 2
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):  # noqa: PLR2004 - months
        return None
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 - a clock
        return None
    return calendar.timegm((year, month, day, hour, minute, second)) * 10**9
