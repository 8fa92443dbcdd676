"""The directory at the end of a ZIP file, Zip64 and prefixed too (APPNOTE 6.3.10 §4.3.12 to §4.3.16)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import numpy as np

from dalil.core import limits
from dalil.intake.containers.member import ContainerUnsupported, read_exactly, size_of
from dalil.intake.containers.zip_entry import CENTRAL_BYTES, LOCAL_BYTES, ZipEntry, central

_END: Final = struct.Struct("<4sHHHHIIH")
_END_MARK: Final = b"PK\x05\x06"
_END64_LOCATOR: Final = struct.Struct("<4sIQI")
_END64: Final = struct.Struct("<4sQHHIIQQQQ")
_COMMENT_BYTES_MAX: Final = 65_535


@dataclass(frozen=True, slots=True)
class ZipDirectory:
    """The directory's bytes, and how far everything is shifted by what stands before the archive."""

    content: bytes
    shift: int
    count: int

    def entries(self) -> Iterator[ZipEntry]:
        """Yield each record in the directory's order. Raises: ValueError where it is damaged."""
        start = 0
        for _ in range(self.count):
            entry = central(self.content, start)
            start += entry.length
            yield entry


def find_directory(file: BinaryIO) -> ZipDirectory | None:
    """Return the directory, or None when there is none or it does not fit the file.

    Raises: ContainerUnsupported for an archive in several volumes or a directory beyond all bounds.
    """
    size = size_of(file)
    tail_start = max(0, size - _END.size - _COMMENT_BYTES_MAX)
    file.seek(tail_start)
    tail = file.read(size - tail_start)
    place = len(tail)
    while (place := tail.rfind(_END_MARK, 0, place)) >= 0:
        if place + _END.size <= len(tail):
            found = _directory_at(file, tail, place=place, tail_start=tail_start)
            if found is not None:
                return found
    return None


def _directory_at(file: BinaryIO, tail: bytes, *, place: int, tail_start: int) -> ZipDirectory | None:
    """The directory that the end record at ``place`` of ``tail`` speaks of, when that is plausible."""
    _, disk, first_disk, here, count, length, offset, comment_bytes = _END.unpack_from(tail, place)
    if place + _END.size + comment_bytes > len(tail):
        return None
    end = tail_start + place
    if (wide := _wide_end(file, end)) is not None:
        disk, first_disk, here, count, length, offset, end = wide
    start = end - length
    if start < 0 or offset > start or count * CENTRAL_BYTES > length:
        return None
    if disk != 0 or first_disk != 0 or here != count:
        raise ContainerUnsupported(detail="it is one volume of several")
    if length > limits.CONTAINER_DIRECTORY_BYTES_MAX:
        raise ContainerUnsupported(detail="its directory is larger than any that is read")
    file.seek(start)
    return ZipDirectory(read_exactly(file, length, what="its directory"), start - offset, count)


def _wide_end(file: BinaryIO, end: int) -> tuple[int, int, int, int, int, int, int] | None:
    """Zip64: the end record that a locator just before the old one points to."""
    if end < _END64_LOCATOR.size + _END64.size:
        return None
    file.seek(end - _END64_LOCATOR.size)
    mark, _disk, offset, _disks = _END64_LOCATOR.unpack(file.read(_END64_LOCATOR.size))
    if mark != b"PK\x06\x07":
        return None
    # A prefix shifts the stated offset; the record usually ends where the locator begins.
    for start in (offset, end - _END64_LOCATOR.size - _END64.size):
        file.seek(min(start, end))
        record = file.read(_END64.size)
        if len(record) == _END64.size and record[:4] == b"PK\x06\x06":
            _, _, _, _, disk, first_disk, here, count, length, offset = _END64.unpack(record)
            return disk, first_disk, here, count, length, offset, start
    return None


def overlapping(directory: ZipDirectory) -> frozenset[int]:
    """Ordinals of entries whose packed bytes run into another entry's (Fifield, A better zip bomb, 2019).

    Local headers' extra fields are not counted, so an honest archive never shows one.
    Raises: ValueError where the directory is damaged.
    """
    if directory.count == 0:
        return frozenset()
    starts = np.zeros(directory.count, dtype=np.uint64)
    ends = np.zeros(directory.count, dtype=np.uint64)
    for ordinal, entry in enumerate(directory.entries()):
        starts[ordinal] = min(entry.offset, 2**62)
        ends[ordinal] = min(entry.offset + LOCAL_BYTES + len(entry.name) + entry.packed_bytes, 2**63)
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], ends[order]
    reach = np.maximum.accumulate(ends)
    into_next = np.append(ends[:-1] > starts[1:], False)
    from_before = np.append(False, reach[:-1] > starts[1:])
    return frozenset(int(ordinal) for ordinal in order[into_next | from_before])
