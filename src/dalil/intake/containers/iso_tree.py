"""One name tree of an ISO 9660 image, walked folder by folder in the order on the disc."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from dalil.core import limits
from dalil.intake.containers.iso_record import MULTI_EXTENT, Record, Volume, parse_record, read_folder
from dalil.intake.containers.iso_rock_ridge import RockRidge, parse, skipped_bytes

Extents = tuple[tuple[int, int], ...]
"""(first byte, length) of each part of a file."""


@dataclass(frozen=True, slots=True)
class Node:
    """One entry of a tree. ``path`` joins the tree's own names; ``posix`` the Rock Ridge ones, if any.

    ``broken`` says why a folder's content, or an entry's fields, could not be read.
    """

    path: bytes
    posix: bytes | None
    record: Record
    extents: Extents
    facts: RockRidge = field(default_factory=RockRidge)
    is_directory: bool = False
    broken: str | None = None

    @property
    def size_bytes(self) -> int:
        """Bytes of all parts together."""
        return sum(length for _, length in self.extents)


@dataclass(slots=True)
class _Folder:
    path: bytes
    posix: bytes | None
    nodes: Iterator[Node]


class Tree:
    """Walks a volume. Each folder is entered once, so an image that holds itself ends."""

    def __init__(self, file: BinaryIO, volume: Volume) -> None:
        self._file, self._volume = file, volume
        self._entered = {volume.root.start}
        self._skip = self._rock_ridge_skip() if volume.tree == "iso9660" else None

    @property
    def has_rock_ridge(self) -> bool:
        """True when the root's records announce it."""
        return self._skip is not None

    def walk(self) -> Iterator[Node]:
        """Yield every entry, parents before children.

        Raises: ValueError when the root cannot be read.
        """
        nodes = self._nodes(_Folder(b"", b"" if self.has_rock_ridge else None, iter(())), self._volume.root)
        stack = [_Folder(b"", None, iter(nodes))]
        while stack:
            node = next(stack[-1].nodes, None)
            if node is None:
                stack.pop()
                continue
            node, below = self._entered_node(node)
            yield node
            if below:
                stack.append(_Folder(node.path, node.posix, iter(below)))

    def _rock_ridge_skip(self) -> int | None:
        try:
            first = next(read_folder(self._file, self._volume.root, self._volume), None)
        except ValueError:
            return None
        return None if first is None else skipped_bytes(first.system_use)

    def _entered_node(self, node: Node) -> tuple[Node, list[Node]]:
        """Read a folder before it is yielded, so that it can say what is wrong with it."""
        if not node.is_directory or node.broken is not None:
            return node, []
        if node.record.start in self._entered:
            return replace(node, broken="it is a folder that was met before"), []
        if node.path.count(b"/") >= limits.CONTAINER_DIRECTORIES_DEPTH_MAX:
            return replace(node, broken="it lies too deep"), []
        self._entered.add(node.record.start)
        found: list[Node] = []
        folder = _Folder(node.path + b"/", None if node.posix is None else node.posix + b"/", iter(()))
        try:
            for inner in self._parts(folder, node.record):
                found.append(inner)  # noqa: PERF402 - what came before the damage is kept
        except ValueError as wrong:
            return replace(node, broken=str(wrong)), found
        return node, found

    def _nodes(self, folder: _Folder, record: Record) -> list[Node]:
        return list(self._parts(folder, record))

    def _parts(self, folder: _Folder, record: Record) -> Iterator[Node]:
        """Yield a folder's entries, the parts of one file put together. Raises: ValueError."""
        extents: Extents = ()
        for found in read_folder(self._file, record, self._volume):
            if found.name in (b"\0", b"\1"):
                continue
            extents = (*extents, (found.start, found.size_bytes))
            if found.flags & MULTI_EXTENT and len(extents) < limits.ITEM_FIELDS_MAX * 1024:
                continue
            node = self._node(folder, found, extents)
            extents = ()
            if not node.facts.relocated:
                yield node

    def _node(self, folder: _Folder, record: Record, extents: Extents) -> Node:
        path = folder.path + self._volume.text(record.name)
        facts, broken = RockRidge(), None
        if self._skip is not None:
            try:
                facts = parse(self._file, record.system_use, self._volume, skip=self._skip)
            except ValueError as wrong:
                broken = str(wrong)
        posix = None
        if folder.posix is not None:
            posix = folder.posix + (facts.name if facts.name is not None else record.name)
        if facts.child is not None:
            record = self._moved(record, facts.child)
        is_directory = record.is_directory or facts.child is not None
        return Node(path, posix, record, extents, facts, is_directory=is_directory, broken=broken)

    def _moved(self, record: Record, block: int) -> Record:
        """The record of a folder that lies elsewhere: its own first entry tells its size."""
        self._file.seek(block * self._volume.block_bytes)
        own = parse_record(self._file.read(255), self._volume.block_bytes)
        start = block * self._volume.block_bytes
        return replace(record, start=start, size_bytes=own.size_bytes if own is not None else 0)
