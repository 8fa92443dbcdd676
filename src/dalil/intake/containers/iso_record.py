"""Directory records and volume descriptors of ISO 9660 images (ECMA-119 §8.4, §8.5, §9.1; Joliet)."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from dalil.core import limits
from dalil.intake.containers.member import ContainerDamaged

SECTOR_BYTES: Final = 2048
_FIRST_DESCRIPTOR: Final = 16
_DESCRIPTORS_MAX: Final = 64
_RECORD_BYTES_MIN: Final = 34
_JOLIET: Final = (b"%/@", b"%/C", b"%/E")
_PRIMARY, _SUPPLEMENTARY, _TERMINATOR = 1, 2, 255
DIRECTORY: Final = 0x02
ASSOCIATED: Final = 0x04
MULTI_EXTENT: Final = 0x80


@dataclass(frozen=True, slots=True)
class Record:
    """One directory record. ``start`` is where its bytes begin, in bytes from the image's start."""

    name: bytes
    start: int
    size_bytes: int
    moment_ns: int | None
    flags: int
    interleaved: bool
    system_use: bytes

    @property
    def is_directory(self) -> bool:
        """True for a folder."""
        return bool(self.flags & DIRECTORY)


@dataclass(frozen=True, slots=True)
class Volume:
    """One tree of names: ``iso9660``, ``joliet`` or ``iso9660-1999``."""

    tree: str
    block_bytes: int
    root: Record

    def text(self, name: bytes) -> bytes:
        """A record's name as UTF-8 where it is UCS-2, otherwise as it is. Unpaired halves are kept."""
        if self.tree != "joliet":
            return name
        return name.decode("utf-16-be", errors="surrogatepass" if len(name) % 2 == 0 else "replace").encode(
            "utf-8", errors="surrogatepass"
        )


def read_volumes(file: BinaryIO) -> tuple[list[Volume], bool]:
    """Return the image's name trees, the primary one first, and whether it has a UDF tree besides.

    Raises: ContainerDamaged when there is no primary volume descriptor.
    """
    volumes: list[Volume] = []
    udf = False
    for number in range(_FIRST_DESCRIPTOR, _FIRST_DESCRIPTOR + _DESCRIPTORS_MAX):
        file.seek(number * SECTOR_BYTES)
        sector = file.read(SECTOR_BYTES)
        mark = sector[1:6]
        udf = udf or mark in (b"NSR02", b"NSR03")
        if len(sector) < SECTOR_BYTES or mark not in (b"CD001", b"BEA01", b"NSR02", b"NSR03", b"TEA01"):
            break
        if mark == b"CD001" and (volume := _volume(sector)) is not None:
            volumes.append(volume)
    if not volumes or volumes[0].tree != "iso9660":
        raise ContainerDamaged(detail="its volume descriptor is missing")
    return volumes, udf


def _volume(sector: bytes) -> Volume | None:
    """The tree that a descriptor announces, or None. Raises: ContainerDamaged."""
    if sector[0] not in (_PRIMARY, _SUPPLEMENTARY):
        return None
    block_bytes = int.from_bytes(sector[128:130], "little")
    if block_bytes not in (512, 1024, 2048):
        raise ContainerDamaged(detail="its block size is impossible")
    root = parse_record(sector[156:190], block_bytes)
    if root is None:
        raise ContainerDamaged(detail="its root folder's record is malformed")
    if sector[0] == _PRIMARY:
        return Volume("iso9660", block_bytes, root)
    if sector[88:91] in _JOLIET:
        return Volume("joliet", block_bytes, root)
    return Volume("iso9660-1999", block_bytes, root) if sector[6] == 2 else None  # noqa: PLR2004 - version


def parse_record(content: bytes, block_bytes: int) -> Record | None:
    """Parse one record; None when it is malformed."""
    if len(content) < _RECORD_BYTES_MIN or content[0] < _RECORD_BYTES_MIN or content[0] > len(content):
        return None
    name_end = 33 + content[32]
    if name_end > content[0]:
        return None
    padded = name_end + 1 - content[32] % 2
    return Record(
        name=content[33:name_end],
        start=(int.from_bytes(content[2:6], "little") + content[1]) * block_bytes,
        size_bytes=int.from_bytes(content[10:14], "little"),
        moment_ns=short_moment(content[18:25]),
        flags=content[25],
        interleaved=content[26] != 0,
        system_use=content[padded : content[0]],
    )


def read_folder(file: BinaryIO, record: Record, volume: Volume) -> Iterator[Record]:
    """Yield the records of a folder, its own and its parent's first.

    Raises: ValueError when one is malformed or the folder runs over the image's end.
    """
    if record.size_bytes > limits.CONTAINER_DIRECTORY_BYTES_MAX:
        raise ValueError("a folder is larger than any that is read")
    for start in range(record.start, record.start + record.size_bytes, SECTOR_BYTES):
        file.seek(start)
        sector = file.read(min(SECTOR_BYTES, record.start + record.size_bytes - start))
        place = 0
        # Records do not cross a sector; a zero length ends the sector, not the folder (§6.8.1.1).
        while place < len(sector) and sector[place]:
            found = parse_record(sector[place:], volume.block_bytes)
            if found is None:
                raise ValueError("a record is malformed")
            yield found
            place += sector[place]
        if not sector:
            raise ValueError("a folder runs over the image's end")


def short_moment(field: bytes) -> int | None:
    """§9.1.5: seven bytes, the last one the zone in quarters of an hour; None when it is no date."""
    if len(field) < 7 or not any(field[:6]):  # noqa: PLR2004 - the field
        return None
    quarters = field[6] - 256 if field[6] > 127 else field[6]  # noqa: PLR2004 - signed
    return _instant((1900 + field[0], *field[1:6]), 0, quarters)


def long_moment(field: bytes) -> int | None:
    """§8.4.26.1: sixteen digits and the zone; None when it is no date."""
    if len(field) < 17 or not field[:16].isdigit() or field[:16] == b"0" * 16:  # noqa: PLR2004 - the field
        return None
    parts = (int(field[0:4]), *(int(field[start : start + 2]) for start in range(4, 14, 2)))
    quarters = field[16] - 256 if field[16] > 127 else field[16]  # noqa: PLR2004 - signed
    return _instant(parts, int(field[14:16]), quarters)


def _instant(parts: tuple[int, ...], hundredths: int, quarters: int) -> int | None:
    year, month, day, hour, minute, second = parts
    if not (year > 0 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):  # noqa: PLR2004 - months
        return None
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 - a clock
        return None
    seconds = calendar.timegm((year, month, day, hour, minute, second)) - quarters * 900
    return seconds * 10**9 + hundredths * 10**7
