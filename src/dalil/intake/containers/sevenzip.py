"""7z: members in the header's order, streamed out of their folders without touching a disk."""

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from dalil.core import limits
from dalil.core.canonical import INTEGER_MAX
from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.intake.containers import unpack
from dalil.intake.containers.member import (
    ContainerDamaged,
    ContainerEncrypted,
    ContainerUnsupported,
    Member,
    MemberDamaged,
    MemberEncrypted,
    MemberSpecial,
    MemberUnsupported,
    bare,
    damaged,
    named,
    read_exactly,
    refused,
)
from dalil.intake.containers.sevenzip_cursor import Cursor
from dalil.intake.containers.sevenzip_folder import Unreadable, is_encrypted, plain
from dalil.intake.containers.sevenzip_header import Entry, Folder, parse_files, parse_streams
from dalil.intake.containers.tape import Tape
from dalil.intake.item import Item, ItemKind

_START: Final = struct.Struct("<6sBBIQQI")
_HEADER, _ARCHIVE_PROPERTIES, _ADDITIONAL, _MAIN, _FILES, _ENCODED = 0x01, 0x02, 0x03, 0x04, 0x05, 0x17
_UNIX_EXTENSION: Final = 0x8000
_WINDOWS_DIRECTORY: Final = 0x10
_WINDOWS_REPARSE: Final = 0x400


def members(file: BinaryIO) -> Iterator[Member]:
    """Yield every member. A damaged folder costs its own members, not the next folder's.

    Raises: ContainerDamaged, ContainerEncrypted or ContainerUnsupported when the header cannot be read.
    """
    try:
        folders, entries = _read_header(file)
    except unpack.DECODER_ERRORS as wrong:
        raise ContainerDamaged(detail=str(wrong)) from wrong
    streams = _streams(file, folders)
    for entry in entries:
        item = _item(entry)
        if not entry.has_stream:
            yield bare(item)
            continue
        stream = next(streams, None)
        if stream is None:
            raise ContainerDamaged(detail="its header has more files than streams")
        yield stream.member(item)
        stream.leave()
    if next(streams, None) is not None:
        raise ContainerDamaged(detail="its header has more streams than files")


def _read_header(file: BinaryIO) -> tuple[list[Folder], list[Entry]]:
    """Raises: a decoder's error (ValueError among them) or a container's refusal."""
    file.seek(0)
    start = read_exactly(file, _START.size, what="its first header")
    _, _major, _minor, crc, offset, size, header_crc = _START.unpack(start)
    if zlib.crc32(start[12:]) != crc:
        raise ContainerDamaged(detail="its first header's checksum is wrong")
    if size == 0:
        return [], []
    if size > limits.CONTAINER_DIRECTORY_BYTES_MAX or offset > INTEGER_MAX:
        raise ContainerUnsupported(detail="its header is larger than any that is read")
    file.seek(_START.size + offset)
    content = read_exactly(file, size, what="its header")
    if zlib.crc32(content) != header_crc:
        raise ContainerDamaged(detail="its header's checksum is wrong")
    return _parse(file, content, encodings_left=4)


def _parse(file: BinaryIO, content: bytes, *, encodings_left: int) -> tuple[list[Folder], list[Entry]]:
    """Parse a header, which may be packed itself, a few times over."""
    cursor = Cursor(content)
    identifier = cursor.byte()
    if identifier == _ENCODED and encodings_left:
        return _parse(file, _unpacked_header(file, cursor), encodings_left=encodings_left - 1)
    if identifier != _HEADER:
        raise ContainerDamaged(detail="its header is out of order")
    folders: list[Folder] = []
    entries: list[Entry] = []
    while (identifier := cursor.byte()) != 0:
        if identifier == _MAIN:
            folders = parse_streams(cursor)
        elif identifier == _FILES:
            entries = parse_files(cursor)
        else:
            raise ContainerUnsupported(detail=f"header property {identifier}")
    return folders, entries


def _unpacked_header(file: BinaryIO, cursor: Cursor) -> bytes:
    folders = parse_streams(cursor)
    if len(folders) != 1:
        raise ContainerDamaged(detail="its packed header is malformed")
    (folder,) = folders
    if is_encrypted(folder):
        raise ContainerEncrypted
    if folder.size_bytes > limits.CONTAINER_DIRECTORY_BYTES_MAX:
        raise ContainerUnsupported(detail="its header is larger than any that is read")
    content = b"".join(plain(file, folder, base=_START.size))
    if folder.crc is not None and zlib.crc32(content) != folder.crc:
        raise ContainerDamaged(detail="its packed header's checksum is wrong")
    return content


def _item(entry: Entry) -> Item:
    """Names are UTF-16 in the header; unpaired halves become three bytes each, so none is lost."""
    mode = entry.attributes >> 16 if entry.attributes & _UNIX_EXTENSION else 0
    path = entry.name.encode("utf-8", errors="surrogatepass")
    item = named(path, _kind(entry, mode))
    if item.refusal is not None:
        return item
    times = dict(entry.times)
    refusal = None
    if item.kind is ItemKind.OTHER:
        detail = "a mark to delete a file" if entry.anti else "a device, FIFO or socket"
        refusal = MemberSpecial(path=to_text(path), detail=detail)
    return replace(
        item,
        size_bytes=0 if item.kind is ItemKind.FILE and not entry.has_stream else None,
        mtime_ns=times.pop("modified", None),
        times=times,
        mode=stat.S_IMODE(mode) if mode else None,
        refusal=refusal,
    )


def _kind(entry: Entry, mode: int) -> ItemKind:
    if entry.anti or stat.S_IFMT(mode) in (stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK):
        return ItemKind.OTHER
    if entry.has_stream and (stat.S_ISLNK(mode) or entry.attributes & _WINDOWS_REPARSE):
        return ItemKind.LINK
    folder = entry.attributes & _WINDOWS_DIRECTORY or stat.S_ISDIR(mode) or not entry.empty_file
    return ItemKind.DIRECTORY if folder and not entry.has_stream else ItemKind.FILE


def _streams(file: BinaryIO, folders: list[Folder]) -> Iterator["_Stream"]:
    for folder in folders:
        tape = Tape(_readable(file, folder))
        for size_bytes, crc in zip(folder.sizes, folder.digests, strict=True):
            yield _Stream(tape, size_bytes=size_bytes, crc=crc)


def _readable(file: BinaryIO, folder: Folder) -> Iterator[bytes]:
    """The folder's plain bytes; what is wrong with them is a refusal that lacks the member's name."""
    if is_encrypted(folder):
        raise MemberEncrypted
    try:
        yield from plain(file, folder, base=_START.size)
    except Unreadable as wrong:
        raise MemberUnsupported(detail=str(wrong)) from wrong
    except unpack.DECODER_ERRORS as wrong:
        raise MemberDamaged(detail=str(wrong)) from wrong


class _Stream:
    """The bytes of one member, at their place on the folder's tape."""

    def __init__(self, tape: Tape, *, size_bytes: int, crc: int | None) -> None:
        self._tape, self._size, self._crc = tape, size_bytes, crc
        self._end = tape.place

    def member(self, item: Item) -> Member:
        """The member; a link's target is read at once."""
        self._end = self._tape.place + self._size
        item = replace(item, size_bytes=min(self._size, INTEGER_MAX) if item.kind is ItemKind.FILE else None)
        if item.refusal is not None:
            return bare(item)
        if item.kind is not ItemKind.LINK:
            return Member(item, self._chunks(item))
        if self._size > limits.PATH_BYTES_MAX:
            return refused(item, damaged(item, "its target is longer than any path"))
        try:
            return bare(replace(item, target=b"".join(self._chunks(item))))
        except Refusal as refusal:
            return refused(item, refusal)

    def _chunks(self, item: Item) -> Iterator[bytes]:
        """Raises: MemberDamaged, MemberEncrypted, MemberUnsupported."""
        crc, left = 0, self._size
        try:
            for chunk in self._tape.take_chunks(self._size):
                crc, left = zlib.crc32(chunk, crc), left - len(chunk)
                yield chunk
        except (MemberDamaged, MemberEncrypted, MemberUnsupported) as refusal:
            raise type(refusal)(**{**refusal.facts, "path": to_text(item.path)}) from refusal
        if left or self._crc not in (None, crc):
            raise damaged(item, "size or checksum differ from the header")

    def leave(self) -> None:
        """Pass over what the caller left, so that the tape stands at the next member."""
        try:
            self._tape.skip(self._end - self._tape.place)
        except (MemberDamaged, MemberEncrypted, MemberUnsupported):
            return  # the folder's other members say so themselves
