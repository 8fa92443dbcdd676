"""ZIP from the front: members by their local headers, for an archive whose directory is gone.

A truncated copy of a disk is the common case. Headers that leave the size to a descriptor behind the bytes
are followed where the packed stream has an end of its own (deflate).
"""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.intake.containers import unpack
from dalil.intake.containers.member import (
    ContainerDamaged,
    Member,
    MemberEncrypted,
    bare,
    damaged,
    refused,
    size_of,
)
from dalil.intake.containers.zip_content import DEFLATED, content, packed, read_local
from dalil.intake.containers.zip_entry import FLAG_DESCRIPTOR, ZipEntry
from dalil.intake.containers.zip_member import item_of, with_local
from dalil.intake.item import Item, ItemKind


def members_from_front(file: BinaryIO) -> Iterator[Member]:
    """Yield members until no further local header is found.

    Modes and links stand only in the directory: a link is met as a file that holds its target.
    Raises: ContainerDamaged, always, at the end: the directory is missing.
    """
    offset, count = 0, 0
    while (header := _header(file, offset)) is not None:
        start, item = offset + header.length, item_of(header)
        item = item if item.refusal else with_local(item, header, header)
        count += 1
        if header.flags & FLAG_DESCRIPTOR and header.packed_bytes == 0:
            streamed = _Streamed(file, header, start=start, item=item)
            yield streamed.member()
            if (end := streamed.end()) is None:
                break
            offset = end
        else:
            yield _sized(file, header, start=start, item=item)
            offset = start + header.packed_bytes
    raise ContainerDamaged(detail=f"its directory is missing; {count} members were met from the front")


def _header(file: BinaryIO, offset: int) -> ZipEntry | None:
    try:
        return read_local(file, offset)
    except ValueError:
        return None


def _sized(file: BinaryIO, header: ZipEntry, *, start: int, item: Item) -> Member:
    if item.refusal is not None or item.kind is ItemKind.DIRECTORY:
        return bare(item)
    if header.encrypted:
        return refused(item, MemberEncrypted(path=to_text(item.path)))
    return Member(item, content(file, header, start=start, item=item))


class _Streamed:
    """A member whose size and checksum follow its bytes (APPNOTE §4.3.9)."""

    def __init__(self, file: BinaryIO, header: ZipEntry, *, start: int, item: Item) -> None:
        self._file, self._header, self._start = file, header, start
        self._item = replace(item, kind=ItemKind.FILE, size_bytes=None) if item.refusal is None else item
        self._end: int | None = None
        self._chunks = self._read()

    def member(self) -> Member:
        """The member; refused where its end cannot be told."""
        if self._item.refusal is not None:
            return bare(self._item)
        if self._header.encrypted or self._header.method != DEFLATED:
            return refused(self._item, damaged(self._item, "its size is not known without the directory"))
        return Member(self._item, self._chunks)

    def end(self) -> int | None:
        """Where the next header should begin; reads what the caller left. None when that is not known."""
        if self._header.encrypted or self._header.method != DEFLATED:
            return None
        try:
            for _ in self._chunks:
                pass
        except Refusal:
            return None
        return self._end

    def _read(self) -> Iterator[bytes]:
        decoder, crc, size_bytes, fed_bytes = unpack.Inflate(), 0, 0, 0

        def feeding() -> Iterator[bytes]:
            nonlocal fed_bytes
            for piece in packed(self._file, self._start, size_of(self._file) - self._start):
                fed_bytes += len(piece)
                yield piece

        try:
            for chunk in unpack.unpacked(decoder, feeding()):
                crc, size_bytes = zlib.crc32(chunk, crc), size_bytes + len(chunk)
                yield chunk
        except unpack.DECODER_ERRORS as wrong:
            raise damaged(self._item, wrong) from wrong
        packed_bytes = fed_bytes - len(decoder.unused_data)
        self._finish(crc, size_bytes, packed_bytes)

    def _finish(self, crc: int, size_bytes: int, packed_bytes: int) -> None:
        """Hold the descriptor against what was read, and remember where it ends."""
        at = self._start + packed_bytes
        self._file.seek(at)
        descriptor = self._file.read(24)
        marked = 4 if descriptor.startswith(b"PK\x07\x08") else 0
        for width in (4, 8):
            wanted = b"".join(
                value.to_bytes(8, "little")[:size]
                for value, size in ((crc, 4), (packed_bytes, width), (size_bytes, width))
            )
            if descriptor[marked : marked + len(wanted)] == wanted:
                self._end = at + marked + len(wanted)
                return
        raise damaged(self._item, "size or checksum differ from its descriptor")
