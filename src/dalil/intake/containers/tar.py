"""TAR: members in their order on the tape, with exact names and times.

Own reader, because the standard library's ends silently at a damaged header, cuts trailing slashes, and
keeps times as floating-point numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final

from dalil.core import limits
from dalil.core.canonical import INTEGER_MAX
from dalil.core.pathname import to_text
from dalil.intake.containers import tar_sparse
from dalil.intake.containers.member import (
    ContainerDamaged,
    Member,
    MemberSpecial,
    MemberUnsupported,
    bare,
    damaged,
    named,
)
from dalil.intake.containers.tape import FileTape, Tape
from dalil.intake.containers.tar_header import (
    BLOCK_BYTES,
    Records,
    TarHeader,
    nanoseconds,
    parse_header,
    parse_records,
)
from dalil.intake.item import Item, ItemKind

_RECORDS_BYTES_MAX: Final = 8 * limits.MIB
_ZEROES: Final = bytes(BLOCK_BYTES)
_SPECIAL: Final = {b"3": "a character device", b"4": "a block device", b"6": "a FIFO", b"V": "a volume label"}
_TIMES: Final = {b"atime": "accessed", b"ctime": "changed", b"LIBARCHIVE.creationtime": "created"}


@dataclass(slots=True)
class _Ahead:
    """What stands before a header and speaks of it."""

    name: bytes | None = None
    target: bytes | None = None
    records: Records = field(default_factory=list)


def members(file: BinaryIO) -> Iterator[Member]:
    """Yield every member of an uncompressed archive. Raises: as :func:`members_on`."""
    return members_on(FileTape(file))


def members_on(tape: Tape) -> Iterator[Member]:
    """Yield every member on ``tape``, also behind an end mark, where archives were joined.

    A hard link is a link with the note ``hard-link``; its bytes were met under its target.
    Raises: ContainerDamaged after the last member that can be told, when a header is damaged, the end mark
    is missing, or something follows it.
    """
    ahead, everywhere, ended = _Ahead(), _Ahead(), False
    while block := tape.take(BLOCK_BYTES):
        if block == _ZEROES:
            ended = True
            continue
        header = _header(block, ended=ended)
        ended = False
        if header.type in (b"x", b"X", b"g", b"L", b"K"):
            _read_ahead(tape, header, everywhere if header.type == b"g" else ahead)
            continue
        yield from _member(tape, header, ahead, everywhere.records)
        ahead = _Ahead()
    if not ended:
        raise ContainerDamaged(detail="its end mark is missing")


def _header(block: bytes, *, ended: bool) -> TarHeader:
    if len(block) < BLOCK_BYTES:
        raise ContainerDamaged(detail="a header is cut")
    try:
        header = parse_header(block)
    except ValueError as wrong:
        detail = "something follows its end mark" if ended else str(wrong)
        raise ContainerDamaged(detail=detail) from wrong
    if not 0 <= header.size_bytes <= INTEGER_MAX:
        raise ContainerDamaged(detail="a header states an impossible size")
    return header


def _read_ahead(tape: Tape, header: TarHeader, ahead: _Ahead) -> None:
    """Take in a long name or pax records. Raises: ContainerDamaged."""
    if header.size_bytes > _RECORDS_BYTES_MAX:
        raise ContainerDamaged(detail="a header's records are too long")
    content = tape.take(header.size_bytes)
    tape.skip(-header.size_bytes % BLOCK_BYTES)
    if len(content) < header.size_bytes:
        raise ContainerDamaged(detail="a header's records are cut")
    if header.type == b"L":
        ahead.name = content.split(b"\0", 1)[0]
    elif header.type == b"K":
        ahead.target = content.split(b"\0", 1)[0]
    else:
        try:
            ahead.records += parse_records(content)
        except ValueError as wrong:
            raise ContainerDamaged(detail=str(wrong)) from wrong
        if len(ahead.records) > _RECORDS_BYTES_MAX // 16:
            raise ContainerDamaged(detail="a header's records are too many")


def _member(tape: Tape, header: TarHeader, ahead: _Ahead, everywhere: Records) -> Iterator[Member]:
    """Yield the one member of a header, then pass over what the caller left of it."""
    records = everywhere + ahead.records
    facts = dict(records)
    try:
        size_bytes = _stated_size(facts, header)
        item = _item(header, ahead, facts, size_bytes=size_bytes)
        body = _Body(tape, item, packed_bytes=size_bytes if _has_bytes(header, facts) else 0)
        parts = _sparse(header, records, body)
    except ValueError as wrong:
        raise ContainerDamaged(detail=str(wrong)) from wrong
    if item.refusal is not None or item.kind is not ItemKind.FILE:
        yield bare(item)
    elif parts is None:
        yield Member(item, body.chunks())
    else:
        stored, true_bytes = parts
        whole = replace(item, size_bytes=true_bytes, notes=(*item.notes, "sparse"))
        yield Member(whole, tar_sparse.spread(stored, true_bytes, body.part))
    body.leave()


def _stated_size(facts: dict[bytes, bytes], header: TarHeader) -> int:
    stated = facts.get(b"size")
    if stated is None:
        return header.size_bytes
    if not stated.isdigit() or len(stated) > 15:  # noqa: PLR2004 - digits of 2^53
        raise ValueError("a pax record states an impossible size")
    return int(stated)


def _has_bytes(header: TarHeader, facts: dict[bytes, bytes]) -> bool:
    """Links, folders and devices carry none, whatever their size field says; pax hard links may."""
    if header.type == b"1":
        return b"size" in facts
    return header.type not in (b"2", b"3", b"4", b"5", b"6")


def _item(header: TarHeader, ahead: _Ahead, facts: dict[bytes, bytes], *, size_bytes: int) -> Item:
    name = ahead.name if ahead.name is not None else header.name
    path = facts.get(b"GNU.sparse.name", facts.get(b"path", name))
    target = facts.get(b"linkpath", ahead.target if ahead.target is not None else header.target)
    kind, notes = _kind(header, path, carries=_has_bytes(header, facts) and size_bytes > 0)
    item = named(path, kind, *notes)
    if item.refusal is not None:
        return item
    if len(target) > limits.PATH_BYTES_MAX:
        return replace(item, refusal=damaged(item, "its target is longer than any path"))
    moment = nanoseconds(facts[b"mtime"]) if b"mtime" in facts else None
    return replace(
        item,
        size_bytes=size_bytes if kind is ItemKind.FILE else None,
        mtime_ns=header.mtime_s * 10**9 if moment is None else moment,
        times=_times(facts),
        mode=header.mode,
        target=target if kind is ItemKind.LINK else None,
        names={"hard-link": target} if header.type == b"1" and kind is ItemKind.FILE else {},
        refusal=_refusal(header, path),
    )


def _times(facts: dict[bytes, bytes]) -> dict[str, int]:
    moments = {name: nanoseconds(facts[key]) for key, name in _TIMES.items() if key in facts}
    return {name: moment for name, moment in moments.items() if moment is not None}


def _kind(header: TarHeader, path: bytes, *, carries: bool) -> tuple[ItemKind, tuple[str, ...]]:
    if header.type in _SPECIAL or header.type == b"M":
        return ItemKind.OTHER, ()
    if header.type == b"2":
        return ItemKind.LINK, ()
    if header.type == b"1":
        return (ItemKind.FILE if carries else ItemKind.LINK), ("hard-link",)
    if header.type in (b"5", b"D") or (header.type in (b"\0", b"0") and path.endswith(b"/") and not carries):
        return ItemKind.DIRECTORY, ()
    return ItemKind.FILE, () if header.type in (b"\0", b"0", b"7", b"S") else ("unknown-type",)


def _refusal(header: TarHeader, path: bytes) -> MemberSpecial | MemberUnsupported | None:
    if header.type in _SPECIAL:
        return MemberSpecial(path=to_text(path), detail=_SPECIAL[header.type])
    if header.type == b"M":
        return MemberUnsupported(path=to_text(path), detail="it goes on from another volume")
    return None


def _sparse(header: TarHeader, records: Records, body: "_Body") -> tuple[tar_sparse.Map, int] | None:
    """Stored parts and true size of a sparse file. Raises: ValueError."""
    if header.type == b"S":
        return tar_sparse.gnu_map(header, body.header_block)
    facts = dict(records)
    if facts.get(b"GNU.sparse.major") == b"1":
        stated = facts.get(b"GNU.sparse.realsize", b"")
        if not stated.isdigit() or len(stated) > 15:  # noqa: PLR2004 - digits of 2^53
            raise ValueError("a sparse file states an impossible size")
        parts, _ = tar_sparse.stored_map(body.map_block)
        return tar_sparse.checked(parts, int(stated)), int(stated)
    return tar_sparse.pax_map(records)


class _Body:
    """The packed bytes of one member on the tape, padded to whole blocks."""

    def __init__(self, tape: Tape, item: Item, *, packed_bytes: int) -> None:
        self._tape, self._item = tape, item
        self._left = packed_bytes
        self._padding = -packed_bytes % BLOCK_BYTES

    def header_block(self, size: int) -> bytes:
        """A block that belongs to the header, before the packed bytes."""
        return self._whole(self._tape.take(size), size)

    def map_block(self, size: int) -> bytes:
        """A block of a sparse map, counted among the packed bytes."""
        if self._left < size:
            raise ValueError("a sparse map is longer than its file")
        self._left -= size
        return self._whole(self._tape.take(size), size)

    def chunks(self) -> Iterator[bytes]:
        """All packed bytes. Raises: MemberDamaged when they end early."""
        return self.part(self._left)

    def part(self, size: int) -> Iterator[bytes]:
        """The next ``size`` packed bytes. Raises: MemberDamaged when there are not so many."""
        if size > self._left:
            raise damaged(self._item, "it is shorter than its sparse map")
        try:
            for chunk in self._tape.take_chunks(size):
                self._left -= len(chunk)
                size -= len(chunk)
                yield chunk
        except ContainerDamaged as broken:
            raise damaged(self._item, broken.facts["detail"]) from broken
        if size:
            raise damaged(self._item, "it ends early")

    def leave(self) -> None:
        """Pass over the rest. Raises: ContainerDamaged when the tape ends before it."""
        rest = self._left + self._padding
        if self._tape.skip(rest) < rest:
            raise ContainerDamaged(detail=f"it ends inside {to_text(self._item.path)}")

    @staticmethod
    def _whole(block: bytes, size: int) -> bytes:
        if len(block) < size:
            raise ContainerDamaged(detail="a sparse map is cut")
        return block
