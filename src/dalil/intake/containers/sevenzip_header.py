"""The header of a 7z archive, after the format's description (7zFormat.txt of the LZMA SDK).

Own reader, because py7zr turns backslashes in names into slashes and unpacks by pushing, not by asking.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from dalil.core import limits
from dalil.intake.containers.sevenzip_cursor import Cursor

_PACK_INFO, _UNPACK_INFO, _SUBSTREAMS, _SIZE, _CRC, _FOLDER = 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B
_UNPACK_SIZE, _COUNTS, _EMPTY_STREAM, _EMPTY_FILE, _ANTI, _NAMES = 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11
_ATTRIBUTES, _END = 0x15, 0x00
_TIMES: Final = {0x12: "created", 0x13: "accessed", 0x14: "modified"}
_CODERS_MAX: Final = 8
_NTFS_EPOCH_100NS: Final = 116_444_736_000_000_000


@dataclass(slots=True)
class Folder:
    """One packed stream with its chain of coders; ``sizes`` and ``digests`` are those of its members."""

    coders: list[tuple[bytes, bytes]]
    """(method, properties) as the header lists them."""
    order: tuple[int, ...]
    """Coders from the packed side to the plain one; empty where they branch."""
    main: int
    """Which stream out of the coders is the folder's own."""
    streams: int
    packed_streams: int
    unpack_sizes: list[int] = field(default_factory=list)
    crc: int | None = None
    start: int = 0
    packed_bytes: int = 0
    sizes: list[int] = field(default_factory=list)
    digests: list[int | None] = field(default_factory=list)

    @property
    def size_bytes(self) -> int:
        """Plain bytes of the whole folder."""
        return self.unpack_sizes[self.main]


@dataclass(slots=True)
class Entry:
    """One file of the header. ``attributes`` hold a Unix mode in their upper half when bit 15 is set."""

    name: str = ""
    has_stream: bool = True
    empty_file: bool = False
    anti: bool = False
    times: dict[str, int] = field(default_factory=dict)
    attributes: int = 0


def parse_streams(cursor: Cursor) -> list[Folder]:
    """Parse a StreamsInfo. Raises: ValueError."""
    folders: list[Folder] = []
    position, packed = 0, [0]
    identifier = cursor.byte()
    if identifier == _PACK_INFO:
        position, packed = _pack_info(cursor)
        identifier = cursor.byte()
    if identifier == _UNPACK_INFO:
        folders = _unpack_info(cursor)
        identifier = cursor.byte()
    start, sizes = position, iter(packed)
    for folder in folders:
        taken = [next(sizes, 0) for _ in range(folder.packed_streams)]
        folder.start, folder.packed_bytes = start, sum(taken)
        start += sum(taken)
    if identifier == _SUBSTREAMS:
        _substreams(cursor, folders)
        identifier = cursor.byte()
    else:
        for folder in folders:
            folder.sizes, folder.digests = [folder.size_bytes], [folder.crc]
    if identifier != _END:
        raise ValueError("its header is out of order")
    return folders


def _pack_info(cursor: Cursor) -> tuple[int, list[int]]:
    position, count = cursor.number(), cursor.count()
    sizes = [0] * count
    while (identifier := cursor.byte()) != _END:
        if identifier == _SIZE:
            sizes = [cursor.number() for _ in range(count)]
        elif identifier == _CRC:
            cursor.digests(count)
        else:
            raise ValueError("its header is out of order")
    return position, sizes


def _unpack_info(cursor: Cursor) -> list[Folder]:
    cursor.expect(_FOLDER)
    count = cursor.count(each_bytes=2)
    if cursor.byte():
        raise ValueError("its header lies outside itself")
    folders = [_folder(cursor) for _ in range(count)]
    cursor.expect(_UNPACK_SIZE)
    for folder in folders:
        folder.unpack_sizes = [cursor.number() for _ in range(folder.streams)]
    identifier = cursor.byte()
    if identifier == _CRC:
        for folder, crc in zip(folders, cursor.digests(count), strict=True):
            folder.crc = crc
        identifier = cursor.byte()
    if identifier != _END:
        raise ValueError("its header is out of order")
    return folders


def _folder(cursor: Cursor) -> Folder:
    """Coders and the bonds between them: (stream in, stream out that feeds it)."""
    coders, ins, outs = [], 0, 0
    count = cursor.number()
    if not 0 < count <= _CODERS_MAX:
        raise ValueError("its header chains too many coders")
    for _ in range(count):
        flags = cursor.byte()
        method = cursor.take(flags & 0x0F)
        streams = (cursor.number(), cursor.number()) if flags & 0x10 else (1, 1)
        properties = cursor.take(cursor.count()) if flags & 0x20 else b""
        coders.append((method, properties))
        ins, outs = ins + streams[0], outs + streams[1]
    if ins > 4 * _CODERS_MAX or outs > 4 * _CODERS_MAX or outs < 1 or ins < outs:
        raise ValueError("its header chains too many streams")
    bonds = {cursor.number(): cursor.number() for _ in range(outs - 1)}
    packed = ins - (outs - 1)
    if packed > 1:
        for _ in range(packed):
            cursor.number()
    unbound = sorted(set(range(outs)) - set(bonds.values()))
    if len(unbound) != 1:
        raise ValueError("its header chains coders in a ring")
    order = _order(bonds, unbound[0], count) if ins == outs == count else ()
    return Folder(coders, order, main=unbound[0], streams=outs, packed_streams=packed)


def _order(bonds: dict[int, int], last: int, count: int) -> tuple[int, ...]:
    """Walk from the coder that gives the plain bytes to the one that takes the packed ones."""
    order = [last]
    while len(order) < count:
        feeding = bonds.get(order[-1])
        if feeding is None or feeding in order:
            raise ValueError("its header chains coders in a ring")
        order.append(feeding)
    return tuple(reversed(order))


def _substreams(cursor: Cursor, folders: list[Folder]) -> None:
    counts = [1] * len(folders)
    identifier = cursor.byte()
    if identifier == _COUNTS:
        counts = [cursor.number() for _ in folders]
        identifier = cursor.byte()
    if sum(counts) > min(limits.CONTAINER_MEMBERS_MAX, cursor.left + len(folders)):
        raise ValueError("its header counts more than it holds")
    sized = identifier == _SIZE
    for folder, count in zip(folders, counts, strict=True):
        stated = [cursor.number() for _ in range(count - 1)] if sized else []
        rest = folder.size_bytes - sum(stated)
        if rest < 0 or (count > 1 and not sized):
            raise ValueError("its header's sizes contradict each other")
        folder.sizes = [*stated, rest] if count else []
    if sized:
        identifier = cursor.byte()
    _substream_digests(cursor, folders, stated=identifier == _CRC)
    if identifier == _CRC:
        identifier = cursor.byte()
    if identifier != _END:
        raise ValueError("its header is out of order")


def _substream_digests(cursor: Cursor, folders: list[Folder], *, stated: bool) -> None:
    """A folder with one member and a CRC of its own states none here."""
    unknown = [folder for folder in folders if len(folder.sizes) != 1 or folder.crc is None]
    digests = iter(cursor.digests(sum(len(folder.sizes) for folder in unknown)) if stated else ())
    for folder in folders:
        if len(folder.sizes) == 1 and folder.crc is not None:
            folder.digests = [folder.crc]
        else:
            folder.digests = [next(digests, None) for _ in folder.sizes]


def parse_files(cursor: Cursor) -> list[Entry]:
    """Parse a FilesInfo. Raises: ValueError."""
    entries = [Entry() for _ in range(cursor.count(each_bytes=2))]
    while (identifier := cursor.byte()) != _END:
        content = Cursor(cursor.take(cursor.number()))
        if identifier in _TIMES:
            _read_times(content, entries, _TIMES[identifier])
        elif identifier in _PROPERTIES:
            _PROPERTIES[identifier](content, entries)
    return entries


def _read_names(content: Cursor, entries: list[Entry]) -> None:
    if content.byte():
        raise ValueError("its header lies outside itself")
    packed = content.take(content.left)
    names = packed.decode("utf-16-le", errors="surrogatepass").split("\0")
    if len(names) < len(entries) + 1:
        raise ValueError("its header names fewer files than it has")
    for entry, name in zip(entries, names, strict=False):
        entry.name = name


def _read_empty_streams(content: Cursor, entries: list[Entry]) -> None:
    for entry, empty in zip(entries, content.bits(len(entries)), strict=True):
        entry.has_stream = not empty


def _read_empty_files(content: Cursor, entries: list[Entry]) -> None:
    empty = [entry for entry in entries if not entry.has_stream]
    for entry, is_file in zip(empty, content.bits(len(empty)), strict=True):
        entry.empty_file = is_file


def _read_anti(content: Cursor, entries: list[Entry]) -> None:
    empty = [entry for entry in entries if not entry.has_stream]
    for entry, anti in zip(empty, content.bits(len(empty)), strict=True):
        entry.anti = anti


def _read_attributes(content: Cursor, entries: list[Entry]) -> None:
    defined = content.defined(len(entries))
    if content.byte():
        raise ValueError("its header lies outside itself")
    for entry, here in zip(entries, defined, strict=True):
        if here:
            entry.attributes = int.from_bytes(content.take(4), "little")


def _read_times(content: Cursor, entries: list[Entry], name: str) -> None:
    defined = content.defined(len(entries))
    if content.byte():
        raise ValueError("its header lies outside itself")
    for entry, here in zip(entries, defined, strict=True):
        if here:
            entry.times[name] = (struct.unpack("<Q", content.take(8))[0] - _NTFS_EPOCH_100NS) * 100


_PROPERTIES: Final[dict[int, Callable[[Cursor, list[Entry]], None]]] = {
    _EMPTY_STREAM: _read_empty_streams,
    _EMPTY_FILE: _read_empty_files,
    _ANTI: _read_anti,
    _NAMES: _read_names,
    _ATTRIBUTES: _read_attributes,
}
"""What is read; comments, start positions and padding are passed over."""
