"""FAT12, FAT16 and FAT32: local times and short names as their directory entries hold them.

Microsoft FAT specification, sections 3 (BIOS parameter block) and 6 (directory structure).
"""

import calendar
from typing import Final

from dalil.intake.containers.disk_dialect import Dialect
from dalil.intake.containers.disk_image import Entry, Image

_ENTRY_BYTES: Final = 32
_FIRST_ADDRESS: Final = 3
"""The Sleuth Kit numbers entries from here: 2 is the root folder."""
_LABEL: Final = b" (Volume Label Entry)"
_LOWER_BASE, _LOWER_SUFFIX = 0x08, 0x10


class FatDialect(Dialect):
    """A FAT file system. Entries are found by the library's numbers, which count them from the data area."""

    def __init__(self, image: Image, *, start: int) -> None:
        super().__init__(image, start=start)
        boot = image.at(start, 512)
        self._sector_bytes = int.from_bytes(boot[11:13], "little") or 512
        reserved, tables = int.from_bytes(boot[14:16], "little"), boot[16]
        table_sectors = int.from_bytes(boot[22:24], "little") or int.from_bytes(boot[36:40], "little")
        self._data = (reserved + tables * table_sectors) * self._sector_bytes

    def is_internal(self, entry: Entry) -> bool:
        """The library shows the volume's label as a file of a name that no short entry can have."""
        name = entry.info.name
        label = bytes(name.name).endswith(_LABEL) and not bytes(name.shrt_name or b"")
        return label or super().is_internal(entry)

    def name(self, entry: Entry, parent: int) -> tuple[bytes, bool]:
        """A short name beyond ASCII is its raw bytes: no code page is assumed."""
        name, exact = super().name(entry, parent)
        if exact or bytes(entry.info.name.shrt_name or b""):
            return name, exact
        return _short_name(self._record(entry)) or name, True

    def times(self, entry: Entry) -> dict[str, int]:
        """Local times: two seconds' grain, ten milliseconds for creation, a day for access."""
        record = self._record(entry)
        if len(record) < _ENTRY_BYTES:
            return {}
        words = [int.from_bytes(record[place : place + 2], "little") for place in range(14, 26, 2)]
        created_time, created_date, accessed_date, _, time, date = words
        found = {
            "modified-local": _moment(date, time),
            "created-local": _moment(created_date, created_time, hundredths=record[13]),
            "accessed-local": _moment(accessed_date, 0),
        }
        return {word: moment for word, moment in found.items() if moment is not None}

    def _record(self, entry: Entry) -> bytes:
        place = self._data + (int(entry.info.meta.addr) - _FIRST_ADDRESS) * _ENTRY_BYTES
        return self.image.at(self.start + place, _ENTRY_BYTES) if place >= self._data else b""


def _short_name(record: bytes) -> bytes:
    if len(record) < _ENTRY_BYTES:
        return b""
    base, suffix = record[0:8].rstrip(b" "), record[8:11].rstrip(b" ")
    if base[:1] == b"\x05":  # stands for 0xE5, which marks what was deleted
        base = b"\xe5" + base[1:]
    base = base.lower() if record[12] & _LOWER_BASE else base
    suffix = suffix.lower() if record[12] & _LOWER_SUFFIX else suffix
    return base + b"." + suffix if suffix else base


def _moment(date: int, time: int, *, hundredths: int = 0) -> int | None:
    """DOS words as nanoseconds, counted as though they were UTC; None when they are no date."""
    year, month, day = 1980 + (date >> 9), date >> 5 & 15, date & 31
    hour, minute, second = time >> 11, time >> 5 & 63, (time & 31) * 2
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):  # noqa: PLR2004 - months
        return None
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 - a clock
        return None
    seconds = calendar.timegm((year, month, day, hour, minute, second))
    return seconds * 10**9 + min(hundredths, 199) * 10**7
