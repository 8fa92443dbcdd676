"""ZIP members: from records to items. What a name ends with, which system wrote it, and its mode decide."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dalil.core import limits
from dalil.core.canonical import INTEGER_MAX
from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.intake.containers.member import Member, MemberSpecial, bare, damaged, named, refused
from dalil.intake.containers.zip_entry import ZipEntry, times_of, unicode_name
from dalil.intake.item import Item, ItemKind

_UNIX_HOSTS: Final = (3, 19)
"""Unix and OS X: the upper half of the attributes is a mode (APPNOTE §4.4.2)."""
_DOS_DIRECTORY: Final = 0x10
_SPECIAL: Final = {
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def item_of(entry: ZipEntry) -> Item:
    """The item of a record. A device or a name beyond all bounds carries its refusal."""
    mode = entry.attributes >> 16 if entry.host in _UNIX_HOSTS else 0
    kind = _kind(entry, mode)
    item = named(entry.name, kind)
    if item.refusal is not None:
        return item
    refusal = None
    if kind is ItemKind.OTHER:
        refusal = MemberSpecial(path=to_text(entry.name), detail=_SPECIAL[stat.S_IFMT(mode)])
    return replace(
        item,
        size_bytes=min(entry.size_bytes, INTEGER_MAX) if kind is ItemKind.FILE else None,
        mode=stat.S_IMODE(mode) if mode else None,
        refusal=refusal,
    )


def _kind(entry: ZipEntry, mode: int) -> ItemKind:
    if stat.S_ISLNK(mode):
        return ItemKind.LINK
    if stat.S_IFMT(mode) in _SPECIAL:
        return ItemKind.OTHER
    # An entry that calls itself a folder and holds bytes is a file all the same: its bytes are kept.
    folder = entry.name.endswith(b"/") or stat.S_ISDIR(mode) or entry.attributes & _DOS_DIRECTORY
    return ItemKind.DIRECTORY if folder and entry.size_bytes == 0 else ItemKind.FILE


def with_local(item: Item, entry: ZipEntry, header: ZipEntry) -> Item:
    """Add the times that both records state, and the other names of the same member."""
    times = dict(times_of(entry.extra + header.extra, entry.moment))
    names = {"unicode": unicode_name(entry), "local": header.name if header.name != entry.name else None}
    kept = {tree: raw for tree, raw in names.items() if raw is not None and len(raw) <= limits.PATH_BYTES_MAX}
    notes = (*item.notes, "two-names") if names["local"] is not None else item.notes
    return replace(item, mtime_ns=times.pop("modified", None), times=times, names=kept, notes=notes)


def link_member(item: Item, entry: ZipEntry, chunks: Iterator[bytes]) -> Member:
    """A symbolic link: its target is the member's content."""
    if entry.size_bytes > limits.PATH_BYTES_MAX:
        return refused(item, damaged(item, "its target is longer than any path"))
    try:
        target = b"".join(chunks)
    except Refusal as refusal:
        return refused(item, refusal)
    return bare(replace(item, target=target))
