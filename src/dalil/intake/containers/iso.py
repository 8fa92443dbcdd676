"""ISO 9660: each file once, with the names that each tree of the image gives it.

Own reader, because the libraries tried show one tree only (Rock Ridge hides Joliet), or hold the whole
image's structure in memory. Two names belong to one file when they lead to the same bytes of the image.
"""

import stat
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final

from dalil.core import limits
from dalil.core.pathname import to_text
from dalil.intake.containers.iso_record import ASSOCIATED, Volume, read_volumes
from dalil.intake.containers.iso_tree import Node, Tree
from dalil.intake.containers.member import (
    ContainerDamaged,
    ContainerUnsupported,
    Member,
    MemberSpecial,
    MemberUnsupported,
    bare,
    damaged,
    named,
)
from dalil.intake.containers.zip_content import packed
from dalil.intake.item import Item, ItemKind

_SPECIAL: Final = (stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK)

Place = tuple[int, int]
"""First byte and length of a file: the same bytes under two names are one file."""


@dataclass(slots=True)
class _Other:
    """The entries of a second tree that no entry of the first one has claimed yet."""

    tree: str
    by_path: dict[bytes, Node] = field(default_factory=dict)
    by_place: defaultdict[Place, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def claim(self, node: Node) -> bytes | None:
        """The path under which this tree shows ``node``, claimed so that it is not yielded again.

        A folder or an empty file has no bytes to be known by: only the same name claims it. Where several
        names lead to the same bytes, only the same name tells which is which.
        """
        wanted = plain_path(node.posix if node.posix is not None else node.path)
        same = self.by_path.get(wanted)
        if same is not None and _same_thing(same, node):
            return self._take(wanted)
        if node.is_directory or node.size_bytes == 0:
            return None
        paths = self.by_place.get(_place(node), [])
        return self._take(paths[0]) if len(paths) == 1 else None

    def add(self, node: Node) -> None:
        """Take in an entry of this tree."""
        path = plain_path(node.path)
        self.by_path[path] = node
        if not node.is_directory and node.size_bytes:
            self.by_place[_place(node)].append(path)

    def _take(self, path: bytes) -> bytes:
        node = self.by_path.pop(path)
        if not node.is_directory and node.size_bytes:
            self.by_place[_place(node)].remove(path)
        return node.path


def _same_thing(one: Node, other: Node) -> bool:
    if one.is_directory or other.is_directory:
        return one.is_directory == other.is_directory
    return one.size_bytes == other.size_bytes and (one.size_bytes == 0 or _place(one) == _place(other))


def members(file: BinaryIO) -> Iterator[Member]:
    """Yield every file, folder and link of every tree of the image.

    An item's path is that of Rock Ridge, or Joliet, or the plain one, without version numbers; ``names``
    holds the full path in each tree. Entries of one tree only carry the note ``<tree>-only``.
    Raises: ContainerDamaged; ContainerUnsupported at the end, when a UDF tree stands beside these.
    """
    volumes, udf = read_volumes(file)
    main = _main(file, volumes)
    others = []
    try:
        for volume in volumes:
            if volume is not main:
                others.append(_Other(volume.tree))
                for node in Tree(file, volume).walk():
                    others[-1].add(node)
        for node in Tree(file, main).walk():
            yield _member(file, node, _names(node, main.tree, others))
    except ValueError as wrong:
        raise ContainerDamaged(detail=str(wrong)) from wrong
    for other in others:
        for node in other.by_path.values():
            yield _member(file, node, {other.tree: node.path}, f"{other.tree}-only")
    if udf:
        raise ContainerUnsupported(detail="a UDF tree beside ISO 9660; only the latter's names were read")


def _main(file: BinaryIO, volumes: list[Volume]) -> Volume:
    """The tree that paths are taken from: the primary one with Rock Ridge, else the one with fuller names."""
    primary, *fuller = volumes
    return fuller[0] if fuller and not Tree(file, primary).has_rock_ridge else primary


def _names(node: Node, tree: str, others: list[_Other]) -> dict[str, bytes]:
    """The node's path in each tree that shows it."""
    names = {tree: node.path}
    if node.posix is not None:
        names["rock-ridge"] = node.posix
    for other in others:
        claimed = other.claim(node)
        if claimed is not None:
            names[other.tree] = claimed
    return {name: path for name, path in names.items() if len(path) <= limits.PATH_BYTES_MAX}


def plain_path(path: bytes) -> bytes:
    """``path`` without the version numbers that ECMA-119 §7.5.1 puts behind names."""
    stem, semicolon, version = path.rpartition(b";")
    return stem.removesuffix(b".") if semicolon and version.isdigit() else path


def _place(node: Node) -> Place:
    return (node.extents[0][0], node.size_bytes) if node.extents else (0, 0)


def _member(file: BinaryIO, node: Node, names: dict[str, bytes], *notes: str) -> Member:
    item = _item(node, names, notes)
    if item.refusal is not None or item.kind is not ItemKind.FILE:
        return bare(item)
    return Member(item, _content(file, node, item))


def _item(node: Node, names: dict[str, bytes], notes: tuple[str, ...]) -> Item:
    path = node.posix if node.posix is not None else plain_path(node.path)
    kind, mode = _kind(node), node.facts.mode
    fork = ("associated-file",) if node.record.flags & ASSOCIATED else ()
    item = named(path, kind, *notes, *fork)
    if item.refusal is not None:
        return item
    times = dict(node.facts.times)
    item = replace(
        item,
        size_bytes=node.size_bytes if kind is ItemKind.FILE else None,
        mtime_ns=times.pop("modified", node.record.moment_ns),
        times=times,
        mode=None if mode is None else stat.S_IMODE(mode),
        target=node.facts.target if kind is ItemKind.LINK else None,
        names=names,
    )
    return _with_refusal(item, node)


def _kind(node: Node) -> ItemKind:
    mode = node.facts.mode or 0
    if node.is_directory:
        return ItemKind.DIRECTORY
    if stat.S_ISLNK(mode) or (node.facts.target is not None and not mode):
        return ItemKind.LINK
    return ItemKind.OTHER if stat.S_IFMT(mode) in _SPECIAL else ItemKind.FILE


def _with_refusal(item: Item, node: Node) -> Item:
    path = to_text(item.path)
    if node.broken is not None:
        return replace(item, refusal=damaged(item, node.broken))
    if item.kind is ItemKind.OTHER:
        return replace(item, refusal=MemberSpecial(path=path, detail="a device, FIFO or socket"))
    if item.kind is ItemKind.LINK and item.target is None:
        return replace(item, refusal=damaged(item, "a link without a target"))
    if item.kind is ItemKind.FILE and (node.record.interleaved or node.facts.packed):
        detail = "interleaved" if node.record.interleaved else "compressed by zisofs"
        return replace(item, refusal=MemberUnsupported(path=path, detail=detail))
    return item


def _content(file: BinaryIO, node: Node, item: Item) -> Iterator[bytes]:
    """Yield a file's bytes. Raises: MemberDamaged when the image ends before them."""
    for start, length in node.extents:
        left = length
        for chunk in packed(file, start, length):
            left -= len(chunk)
            yield chunk
        if left:
            raise damaged(item, "the image ends before it")
