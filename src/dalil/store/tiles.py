"""Tiles: the log's hashes and entries in files, as C2SP tlog-tiles lays them out. Reading only."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dalil.core.custody import note
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.merkle import Frontier
from dalil.core.custody.note import NoteMalformed
from dalil.core.errors import Refusal
from dalil.store import plain
from dalil.store.layout import Layout

WIDTH: Final = 256
HASH_BYTES: Final = 32
HEIGHT: Final = 8


class LogDamaged(Refusal):
    """The log is damaged: {detail}."""

    code = "log-damaged"
    exit_status = 33
    remedy = "Run `dalil verify` to see how far it goes, and restore the log folder from another copy."


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile that a log of some size consists of. ``level`` None is an entry bundle."""

    level: int | None
    index: int
    width: int


def of_size(size: int) -> Iterator[Tile]:
    """Every tile of a log with ``size`` entries: bundles, then hashes from level 0 upwards."""
    yield from _row(None, size)
    level, hashes = 0, size
    while hashes:
        yield from _row(level, hashes)
        level, hashes = level + 1, hashes // WIDTH


def _row(level: int | None, hashes: int) -> Iterator[Tile]:
    full, rest = divmod(hashes, WIDTH)
    yield from (Tile(level, index, WIDTH) for index in range(full))
    if rest:
        yield Tile(level, full, rest)


def pack(entries: list[bytes]) -> bytes:
    """An entry bundle: each entry after its length in 16 bits, big-endian."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unpack(bundle: bytes) -> list[bytes]:
    """Entries of a bundle. Raises: LogDamaged when the lengths do not fit."""
    entries, at = [], 0
    while at < len(bundle):
        size = int.from_bytes(bundle[at : at + 2], "big")
        entry = bundle[at + 2 : at + 2 + size]
        if len(entry) != size or at + 2 > len(bundle):
            raise LogDamaged(detail="an entry bundle ends in the middle of an entry")
        entries.append(entry)
        at += 2 + size
    return entries


class TileReader:
    """Reads tiles of one log."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def read(self, tile: Tile) -> bytes:
        """Bytes of a tile. Raises: LogDamaged when it is not there.

        Whoever appends replaces a partial tile by a wider one, which begins with the same bytes; a reader who
        comes too late for the narrow one takes its part of the wider.
        """
        wanted = tile
        while True:
            path = self._layout.tile(wanted.level, wanted.index, wanted.width)
            try:
                content = plain.content_of(path)
            except OSError as wrong:
                wider = self._as_signed(tile)
                if wider.width <= wanted.width:
                    name = os.path.relpath(path, self._layout.root)
                    raise LogDamaged(detail=f"{name} cannot be read ({wrong.strerror})") from wrong
                wanted = wider
            else:
                return content if wanted == tile else _beginning(content, tile)

    def _as_signed(self, tile: Tile) -> Tile:
        """The tile in this place as the log on disk has it by now."""
        try:
            size = Checkpoint.parse(note.parse(plain.content_of(self._layout.checkpoint)).text).size
        except (OSError, NoteMalformed):
            return tile
        hashes = size // WIDTH ** (tile.level or 0)
        return Tile(tile.level, tile.index, min(WIDTH, hashes - tile.index * WIDTH))

    def hashes(self, tile: Tile) -> list[bytes]:
        """Hashes of a hash tile. Raises: LogDamaged when it has not its width."""
        content = self.read(tile)
        if len(content) != tile.width * HASH_BYTES:
            raise LogDamaged(detail=f"tile {tile} has {len(content)} bytes")
        return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]

    def entries(self, size: int, start: int = 0) -> Iterator[bytes]:
        """Entries ``start`` … ``size`` - 1 in order. Raises: LogDamaged."""
        for tile in _row(None, size):
            first = tile.index * WIDTH
            if first + tile.width <= start:
                continue
            found = unpack(self.read(tile))
            if len(found) != tile.width:
                raise LogDamaged(
                    detail=f"entry bundle {tile.index} holds {len(found)} of {tile.width} entries"
                )
            yield from found[max(0, start - first) :]

    def leaf_hashes(self, size: int) -> list[bytes]:
        """All hashes of level 0. Raises: LogDamaged."""
        return [each for tile in _row(0, size) for each in self.hashes(tile)]

    def edge(self, size: int) -> dict[int, list[bytes]]:
        """Hashes of the partial tile of each level, by level. Raises: LogDamaged."""
        levels, level, hashes = {}, 0, size
        while hashes:
            full, rest = divmod(hashes, WIDTH)
            levels[level] = self.hashes(Tile(level, full, rest)) if rest else []
            level, hashes = level + 1, full
        return levels


def _beginning(content: bytes, tile: Tile) -> bytes:
    """As much of a wider tile as ``tile`` holds. Raises: LogDamaged."""
    if tile.level is None:
        return pack(unpack(content)[: tile.width])
    return content[: tile.width * HASH_BYTES]


def frontier(edge: dict[int, list[bytes]]) -> Frontier:
    """The tree's right edge from the partial tiles of each level."""
    tree = Frontier()
    for level in sorted(edge, reverse=True):
        for each in edge[level]:
            tree.append(each, HEIGHT * level)
    return tree
