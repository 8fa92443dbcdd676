"""The bytes of one ZIP member: packed, unpacked, and held against their size and CRC-32."""

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from dalil.core import limits
from dalil.core.pathname import to_text
from dalil.intake.containers import unpack
from dalil.intake.containers.member import MemberUnsupported, damaged
from dalil.intake.containers.zip_entry import LOCAL_BYTES, ZipEntry, local
from dalil.intake.item import Item

STORED: Final = 0
DEFLATED: Final = 8
_LZMA: Final = 14
_DECODERS: Final[dict[int, Callable[[], unpack.Decoder]]] = {
    DEFLATED: unpack.Inflate,
    9: unpack.Inflate64,
    12: unpack.bzip2,
    93: unpack.zstandard,
    95: unpack.xz,
}
"""Compression methods (APPNOTE §4.4.5) that need nothing from the stream to begin."""


def read_local(file: BinaryIO, offset: int) -> ZipEntry:
    """Read the local header at ``offset``. Raises: ValueError when there is none."""
    file.seek(offset)
    fixed = file.read(LOCAL_BYTES)
    if len(fixed) < LOCAL_BYTES:
        raise ValueError("its local header is missing")
    names_bytes = int.from_bytes(fixed[26:28], "little") + int.from_bytes(fixed[28:30], "little")
    return local(fixed + file.read(names_bytes), offset)


def content(file: BinaryIO, entry: ZipEntry, *, start: int, item: Item) -> Iterator[bytes]:
    """Yield a member's plain bytes, whose packed bytes begin at ``start``.

    Raises: MemberDamaged, MemberUnsupported.
    """
    size_bytes, crc = 0, 0
    try:
        for chunk in _plain(file, entry, start=start, item=item):
            size_bytes += len(chunk)
            if size_bytes > entry.size_bytes:
                break
            crc = zlib.crc32(chunk, crc)
            yield chunk
    except unpack.DECODER_ERRORS as wrong:
        raise damaged(item, wrong) from wrong
    if (size_bytes, crc) != (entry.size_bytes, entry.crc):
        raise damaged(item, "size or checksum differ from its record")


def packed(file: BinaryIO, start: int, size_bytes: int) -> Iterator[bytes]:
    """Yield ``size_bytes`` from ``start`` in chunks, fewer where the file ends."""
    while size_bytes > 0:
        file.seek(start)
        piece = file.read(min(size_bytes, limits.CHUNK_BYTES_MAX))
        if not piece:
            return
        start, size_bytes = start + len(piece), size_bytes - len(piece)
        yield piece


def _plain(file: BinaryIO, entry: ZipEntry, *, start: int, item: Item) -> Iterator[bytes]:
    if entry.method == STORED:
        return packed(file, start, entry.packed_bytes)
    if entry.method == _LZMA:
        return _lzma(file, entry, start)
    if entry.method not in _DECODERS:
        raise MemberUnsupported(path=to_text(item.path), detail=f"ZIP method {entry.method}")
    return unpack.unpacked(_DECODERS[entry.method](), packed(file, start, entry.packed_bytes))


def _lzma(file: BinaryIO, entry: ZipEntry, start: int) -> Iterator[bytes]:
    """§5.8.8: two bytes of version, the length of the properties, the properties, the raw stream."""
    file.seek(start)
    head = file.read(9)
    begin = 4 + int.from_bytes(head[2:4], "little")
    decoder = unpack.lzma1(head[4:9])
    pieces = packed(file, start + begin, entry.packed_bytes - begin)
    return unpack.unpacked_bytes(decoder, pieces, size_bytes=entry.size_bytes)
