"""Step 3: entries, tiles and the signed root agree; where they do not, which of them is not as signed."""

import os
from collections.abc import Generator, Iterator
from typing import Final, TypeAlias

from dalil.core.custody import merkle
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.errors import BodyRefusal
from dalil.core.event import Event
from dalil.core.finding import Finding, Severity
from dalil.core.transcription import Transcribed
from dalil.store import tiles
from dalil.store.layout import Layout
from dalil.store.tiles import HASH_BYTES, WIDTH, LogDamaged, Tile, TileReader

_UNREAD: Final = bytes(HASH_BYTES)
"""Stands for a hash that cannot be had; no SHA-256 known to anybody is all zeroes."""

Bundles: TypeAlias = list[tuple[Tile, list[bytes] | None]]


def check(
    layout: Layout, head: Checkpoint, events: list[tuple[int, Event]]
) -> Generator[Finding, None, list[bytes]]:
    """Findings about entries and tiles; returns the hashes of the entries, as the signed root has them.

    ``events`` is filled with what the proven entries say.
    """
    reader = TileReader(layout)
    bundles = yield from _bundles(layout, reader, head.size)
    hashes = [each for tile, entries in bundles for each in _hashes_of(tile, entries)]
    if merkle.root(hashes) != head.root:
        kept = _kept_hashes(reader, head.size)
        if merkle.root(kept) == head.root:
            yield from _changed(layout, bundles, kept)
            hashes = kept
        else:
            said = f"neither entries nor tiles lead to the signed root over {head.size} entries"
            yield Finding("log-root-mismatch", "log", Severity.UNSOUND, said)
    yield from _tiles(layout, reader, hashes)
    yield from _events(bundles, hashes, events)
    return hashes


def _bundles(layout: Layout, reader: TileReader, size: int) -> Generator[Finding, None, Bundles]:
    found: Bundles = []
    for tile in tiles.of_size(size):
        if tile.level is not None:
            break
        try:
            entries = tiles.unpack(reader.read(tile))
            if len(entries) != tile.width:
                raise LogDamaged(detail=f"it holds {len(entries)} of {tile.width} entries")  # noqa: TRY301
            found.append((tile, entries))
        except LogDamaged as refusal:
            yield Finding("log-tile-missing", _name(layout, tile), Severity.UNSOUND, refusal.sentence)
            found.append((tile, None))
    return found


def _hashes_of(tile: Tile, entries: list[bytes] | None) -> list[bytes]:
    return [merkle.leaf_hash(entry) for entry in entries] if entries else [_UNREAD] * tile.width


def _kept_hashes(reader: TileReader, size: int) -> list[bytes]:
    """Hashes of level 0 as the tiles hold them."""
    found: list[bytes] = []
    for tile in tiles.of_size(size):
        if tile.level == 0:
            try:
                found += reader.hashes(tile)
            except LogDamaged:
                found += [_UNREAD] * tile.width
    return found


def _changed(layout: Layout, bundles: Bundles, hashes: list[bytes]) -> Iterator[Finding]:
    """Bundles whose entries are not those that the signed root was made over."""
    for tile, entries in bundles:
        start = tile.index * WIDTH
        wrong = [
            start + number
            for number, entry in enumerate(entries or ())
            if merkle.leaf_hash(entry) != hashes[start + number]
        ]
        if wrong:
            said = f"entry {wrong[0]} and {len(wrong) - 1} others are not those that were signed for"
            yield Finding("log-entry-changed", _name(layout, tile), Severity.UNSOUND, said)


def _tiles(layout: Layout, reader: TileReader, hashes: list[bytes]) -> Iterator[Finding]:
    """Tiles of every level against ``hashes`` and what follows from them."""
    row, level = hashes, 0
    for tile in tiles.of_size(len(hashes)):
        if tile.level is None:
            continue
        if tile.level != level:
            row = [merkle.root(row[at : at + WIDTH]) for at in range(0, len(row) - WIDTH + 1, WIDTH)]
            level = tile.level
        start = tile.index * WIDTH
        try:
            if reader.read(tile) != b"".join(row[start : start + tile.width]):
                said = "its hashes are not those of the entries below it"
                yield Finding("log-tile-changed", _name(layout, tile), Severity.UNSOUND, said)
        except LogDamaged as refusal:
            yield Finding("log-tile-missing", _name(layout, tile), Severity.UNSOUND, refusal.sentence)


def _events(bundles: Bundles, hashes: list[bytes], events: list[tuple[int, Event]]) -> Iterator[Finding]:
    for tile, entries in bundles:
        for index, entry in enumerate(entries or (), tile.index * WIDTH):
            if merkle.leaf_hash(entry) != hashes[index]:
                continue
            try:
                event = Event.parse(entry)
                events.append((index, event))
                if event.type == "reading-made":
                    Transcribed.of(event)
            except BodyRefusal as refusal:
                yield Finding("log-entry-malformed", f"entry {index}", Severity.UNSOUND, refusal.sentence)


def _name(layout: Layout, tile: Tile) -> str:
    return os.path.relpath(layout.tile(tile.level, tile.index, tile.width), layout.root)
