"""Compressed files: gzip, bzip2, xz and zstd, holding an archive of files or a single one.

Which of the two is told from the unpacked bytes, not from the name. Streams that follow one another in one
file (RFC 1952 §2.2, .xz §2.2, RFC 8878 §3) are one content.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import BinaryIO, Final

from dalil.intake.containers import tar, unpack
from dalil.intake.containers.budget import Budget
from dalil.intake.containers.member import (
    ContainerBomb,
    ContainerDamaged,
    Member,
    damaged,
    named,
    refused,
    size_of,
)
from dalil.intake.containers.tape import Tape
from dalil.intake.containers.zip_content import packed
from dalil.intake.identify import is_tar_header
from dalil.intake.item import Item, ItemKind

UNNAMED: Final = b"unpacked"
"""Path of a single content whose file states no name of its own."""
_BLOCK_BYTES: Final = 512
_MAGIC: Final = {
    "gzip": (b"\x1f\x8b",),
    "xz": (b"\xfd7zXZ\x00",),
    "bzip2": (b"BZh",),
    # A Zstandard frame, or one of sixteen kinds of skippable frame.
    "zstd": (b"\x28\xb5\x2f\xfd", *(bytes([0x50 + kind]) + b"\x2a\x4d\x18" for kind in range(16))),
}


def members(file: BinaryIO, *, form: str) -> Iterator[Member]:
    """Yield the members of the archive inside, or the one content.

    Raises: ContainerDamaged, ContainerBomb, after what was read before.
    """
    tape = Tape(Budget(size_of(file)).counting(_content(file, form)))
    try:
        head = tape.peek(_BLOCK_BYTES)
    except ContainerDamaged as broken:
        item = _single(file, form)
        yield refused(item, damaged(item, broken.facts["detail"]))
        return
    if is_tar_header(head):
        yield from tar.members_on(tape)
    else:
        item = _single(file, form)
        yield Member(item, _whole(tape, item))
        tape.insist(ContainerBomb)


def _whole(tape: Tape, item: Item) -> Iterator[bytes]:
    """The single content. Raises: MemberDamaged."""
    try:
        yield from tape.rest()
    except ContainerDamaged as broken:
        raise damaged(item, broken.facts["detail"]) from broken


def _content(file: BinaryIO, form: str) -> Iterator[bytes]:
    """Unpack stream after stream. Raises: ContainerDamaged."""
    start, size = 0, size_of(file)
    while start < size:
        stream = _Stream(unpack.STREAMS[form])
        try:
            yield from stream.chunks(packed(file, start, size - start))
        except unpack.DECODER_ERRORS as wrong:
            raise ContainerDamaged(detail=str(wrong)) from wrong
        start = _next_stream(file, start + stream.used_bytes, form)


def _next_stream(file: BinaryIO, start: int, form: str) -> int:
    """Where the next stream begins, past zeroes; the file's end when there is none.

    Raises: ContainerDamaged when something else follows.
    """
    for piece in packed(file, start, size_of(file) - start):
        rest = piece.lstrip(b"\0")
        if rest:
            start += len(piece) - len(rest)
            file.seek(start)
            if not file.read(8).startswith(_MAGIC[form]):
                raise ContainerDamaged(detail="something follows the packed bytes")
            return start
        start += len(piece)
    return start


class _Stream:
    """One stream, and how many packed bytes it used."""

    def __init__(self, decoder: Callable[[], unpack.Decoder]) -> None:
        self._decoder = decoder()
        self.used_bytes = 0

    def chunks(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield plain bytes. Raises: one of the decoders' errors."""
        yield from unpack.unpacked(self._decoder, self._feeding(pieces))
        self.used_bytes -= len(self._decoder.unused_data)

    def _feeding(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.used_bytes += len(piece)
            yield piece


def _single(file: BinaryIO, form: str) -> Item:
    """The item of a single content, with the name and time of a gzip header (RFC 1952 §2.3.1)."""
    file.seek(0)
    head = file.read(4096)
    if form != "gzip" or len(head) < 10:  # noqa: PLR2004 - the fixed part of the header
        return named(UNNAMED, ItemKind.FILE)
    seconds = int.from_bytes(head[4:8], "little")
    item = named(_gzip_name(head) or UNNAMED, ItemKind.FILE)
    return replace(item, mtime_ns=seconds * 10**9 if seconds else None)


def _gzip_name(head: bytes) -> bytes:
    has_extra, has_name = head[3] & 4, head[3] & 8
    start = 12 + int.from_bytes(head[10:12], "little") if has_extra else 10
    end = head.find(b"\0", start)
    return head[start:end] if has_name and end >= 0 else b""


READERS: Final = {form: partial(members, form=form) for form in unpack.STREAMS}
"""A reader for each format."""
