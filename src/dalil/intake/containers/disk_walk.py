"""One file system of an image: its files, folders and links, with the named streams of NTFS and HFS+.

Deleted files are not looked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import pytsk3

from dalil.core import limits
from dalil.core.canonical import INTEGER_MAX
from dalil.core.pathname import to_text
from dalil.intake.containers.disk_dialect import Dialect, ExfatDialect
from dalil.intake.containers.disk_ext import ExtDialect
from dalil.intake.containers.disk_fat import FatDialect
from dalil.intake.containers.disk_image import TSK_ERRORS, Entry, Image
from dalil.intake.containers.disk_ntfs import NtfsDialect
from dalil.intake.containers.member import Member, MemberSpecial, bare, damaged, named, refused
from dalil.intake.item import Item, ItemKind

_DATA: Final = tuple(
    int(kind)
    for kind in (
        pytsk3.TSK_FS_ATTR_TYPE_DEFAULT,
        pytsk3.TSK_FS_ATTR_TYPE_NTFS_DATA,
        pytsk3.TSK_FS_ATTR_TYPE_HFS_DATA,
        pytsk3.TSK_FS_ATTR_TYPE_HFS_RSRC,
    )
)
_RESOURCE: Final = int(pytsk3.TSK_FS_ATTR_TYPE_HFS_RSRC)
_DIALECTS: Final[dict[int, type[Dialect]]] = {
    **{int(getattr(pytsk3, f"TSK_FS_TYPE_{name}")): FatDialect for name in ("FAT12", "FAT16", "FAT32")},
    **{int(getattr(pytsk3, f"TSK_FS_TYPE_{name}")): ExtDialect for name in ("EXT2", "EXT3", "EXT4")},
    int(pytsk3.TSK_FS_TYPE_NTFS): NtfsDialect,
    int(pytsk3.TSK_FS_TYPE_EXFAT): ExfatDialect,
}
_UNALLOCATED: Final = int(pytsk3.TSK_FS_NAME_FLAG_UNALLOC)


@dataclass(slots=True)
class _Folder:
    """A folder on the way down. ``entries`` is None where it could not be opened."""

    path: bytes
    address: int
    entries: Iterator[Entry]


def members_of(image: Image, *, start: int, prefix: bytes) -> Iterator[Member]:
    """Yield the members of the file system that begins at ``start`` bytes; paths begin with ``prefix``.

    Raises: one of the binding's errors when there is no file system or its root cannot be read.
    """
    system = pytsk3.FS_Info(image, offset=start)
    dialect = _DIALECTS.get(int(system.info.ftype), Dialect)(image, start=start)
    root = int(system.info.root_inum)
    entered = {root}
    stack = [_Folder(prefix, root, iter(system.open_dir(inode=root)))]
    while stack:
        folder = stack[-1]
        try:
            entry = next(folder.entries, None)
        except TSK_ERRORS as wrong:
            item = named(folder.path, ItemKind.DIRECTORY)
            yield refused(item, damaged(item, f"reading the folder broke off: {wrong}"))
            entry = None
        if entry is None:
            stack.pop()
            continue
        if not _is_live(entry, dialect):
            continue
        item = _item(entry, folder, dialect)
        below = None
        if item.kind is ItemKind.DIRECTORY and item.refusal is None:
            item, below = _entered(entry, item, entered, depth=len(stack))
        yield from _members(entry, item, dialect)
        if below is not None:
            stack.append(below)


def _is_live(entry: Entry, dialect: Dialect) -> bool:
    """True for an entry that exists and is no part of the file system's own furniture."""
    name = entry.info.name
    if name is None or bytes(name.name) in (b".", b"..", b""):
        return False
    return not int(name.flags) & _UNALLOCATED and not dialect.is_internal(entry)


def _item(entry: Entry, folder: _Folder, dialect: Dialect) -> Item:
    try:
        name, exact = (
            dialect.name(entry, folder.address) if entry.info.meta else (bytes(entry.info.name.name), False)
        )
        path = folder.path + name
        if entry.info.meta is None:
            item = named(path, ItemKind.OTHER)
            return replace(item, refusal=damaged(item, "its record cannot be read"))
        item = named(path, _kind(entry, dialect), *(() if exact else ("name-inexact",)))
        return item if item.refusal is not None else _with_facts(entry, item, dialect)
    except TSK_ERRORS as wrong:
        item = named(folder.path + bytes(entry.info.name.name), ItemKind.OTHER)
        return replace(item, refusal=damaged(item, wrong))


def _kind(entry: Entry, dialect: Dialect) -> ItemKind:
    if dialect.is_link(entry):
        return ItemKind.LINK
    kind = int(entry.info.meta.type)
    if kind == int(pytsk3.TSK_FS_META_TYPE_DIR):
        return ItemKind.DIRECTORY
    return ItemKind.FILE if kind == int(pytsk3.TSK_FS_META_TYPE_REG) else ItemKind.OTHER


def _with_facts(entry: Entry, item: Item, dialect: Dialect) -> Item:
    times = dialect.times(entry)
    item = replace(
        item,
        mtime_ns=times.pop("modified", None),
        times=times,
        mode=int(entry.info.meta.mode) & 0o7777,
        target=dialect.target(entry) if item.kind is ItemKind.LINK else None,
    )
    path = to_text(item.path)
    if item.kind is ItemKind.OTHER:
        return replace(item, refusal=MemberSpecial(path=path, detail="a device, FIFO or socket"))
    if item.kind is ItemKind.LINK and item.target is None:
        return replace(item, refusal=damaged(item, "its target cannot be read"))
    return replace(item, refusal=dialect.trouble(entry, path))


def _entered(entry: Entry, item: Item, entered: set[int], *, depth: int) -> tuple[Item, _Folder | None]:
    """Open a folder before it is yielded, so that it can say what is wrong with it."""
    address = int(entry.info.meta.addr)
    if address in entered or depth > limits.CONTAINER_DIRECTORIES_DEPTH_MAX:
        return replace(
            item, refusal=damaged(item, "it is a folder that was met before, or lies too deep")
        ), None
    entered.add(address)
    try:
        return item, _Folder(item.path + b"/", address, iter(entry.as_directory()))
    except TSK_ERRORS as wrong:
        return replace(item, refusal=damaged(item, wrong)), None


def _members(entry: Entry, item: Item, dialect: Dialect) -> Iterator[Member]:
    """The entry itself, then its named streams."""
    try:
        streams = _streams(entry) if item.kind in (ItemKind.FILE, ItemKind.DIRECTORY) else {}
    except TSK_ERRORS as wrong:
        yield refused(item, damaged(item, wrong))
        return
    own = streams.pop(b"", None)
    if item.kind is not ItemKind.FILE or item.refusal is not None:
        yield bare(item)
    else:
        yield _file(entry, item, own)
    for name, attribute in streams.items():
        stream = named(item.path + b":" + name, ItemKind.FILE, "named-stream")
        stream = replace(stream, mtime_ns=item.mtime_ns, times=item.times)
        trouble = dialect.trouble(entry, to_text(stream.path))
        yield refused(stream, trouble) if trouble and item.refusal else _file(entry, stream, attribute)


def _streams(entry: Entry) -> dict[bytes, tuple[int, int, int]]:
    """(type, number, size) of each stream by its name; the unnamed one under an empty name."""
    streams: dict[bytes, tuple[int, int, int]] = {}
    for attribute in entry:
        kind = int(attribute.info.type)
        if kind in _DATA:
            name = b"rsrc" if kind == _RESOURCE else bytes(attribute.info.name or b"")
            streams.setdefault(name, (kind, int(attribute.info.id), int(attribute.info.size)))
    if int(entry.info.meta.type) == int(pytsk3.TSK_FS_META_TYPE_DIR):
        streams.pop(b"", None)
    return streams


def _file(entry: Entry, item: Item, attribute: tuple[int, int, int] | None) -> Member:
    if item.refusal is not None:
        return bare(item)
    if attribute is None:
        return Member(replace(item, size_bytes=0), iter(()))
    size_bytes = attribute[2]
    if not 0 <= size_bytes <= INTEGER_MAX:
        return refused(item, damaged(item, "its size is impossible"))
    item = replace(item, size_bytes=size_bytes)
    return Member(item, _content(entry, item, attribute))


def _content(entry: Entry, item: Item, attribute: tuple[int, int, int]) -> Iterator[bytes]:
    """Raises: MemberDamaged when the image does not hold all of it."""
    kind, number, size_bytes = attribute
    place = 0
    while place < size_bytes:
        try:
            wanted = min(limits.CHUNK_BYTES_MAX, size_bytes - place)
            chunk = bytes(entry.read_random(place, wanted, kind, number))
        except TSK_ERRORS as wrong:
            raise damaged(item, wrong) from wrong
        if not chunk:
            raise damaged(item, "it ends early")
        place += len(chunk)
        yield chunk
