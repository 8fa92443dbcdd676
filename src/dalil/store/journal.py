"""Journal: append events durably. The checkpoint is written last, so an entry counts once it is signed for.

Order of one append: entry bundle, hash tiles, sync, then the new signed checkpoint, sync, then superseded
partial tiles are removed. A crash before the checkpoint leaves tiles that nothing signs for; the next append
writes over them. Never reorders, never retries.
"""

import itertools
import os
from collections.abc import Iterator, Sequence

from dalil.core.custody import merkle, note
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.note import Note, VerifierKey
from dalil.core.custody.proof import LogProof
from dalil.core.event import Event
from dalil.store import keys, plain, tiles
from dalil.store.disk import Disk
from dalil.store.keys import Signer
from dalil.store.layout import Layout
from dalil.store.tiles import WIDTH, LogDamaged, Tile, TileReader


class Journal:
    """The log of one vault: read by anyone, appended to by the holder of the lock and the key."""

    def __init__(self, layout: Layout, disk: Disk, key: VerifierKey) -> None:
        self._layout, self._disk, self._key = layout, disk, key
        self._tiles = TileReader(layout)

    def checkpoint_note(self) -> Note:
        """The newest checkpoint as signed. Raises: LogDamaged, NoteMalformed."""
        try:
            return note.parse(plain.content_of(self._layout.checkpoint))
        except OSError as wrong:
            raise LogDamaged(detail=f"log/checkpoint cannot be read ({wrong.strerror})") from wrong

    def head(self) -> Checkpoint:
        """The newest checkpoint, its signature checked. Raises: LogDamaged, NoteMalformed."""
        return self._trusted(self.checkpoint_note())

    def _trusted(self, signed: Note) -> Checkpoint:
        if not signed.signed_by(self._key, keys.verify):
            raise LogDamaged(detail="the checkpoint is not signed by the vault's key")
        head = Checkpoint.parse(signed.text)
        if head.origin != self._key.name:
            raise LogDamaged(detail=f"the checkpoint is that of another log, {head.origin}")
        return head

    def start(self, signer: Signer) -> None:
        """Sign the empty log of a new vault."""
        self._sign(Checkpoint(self._key.name, 0, merkle.EMPTY_ROOT), signer)

    def append(self, events: Sequence[Event], signer: Signer) -> Checkpoint:
        """Make ``events`` durable, in this order, and return the checkpoint that covers them.

        Raises: LogDamaged when the log on disk is not the one its checkpoint signs for; DiskFull, DiskFailed.
        """
        head = self.head()
        edge = self._tiles.edge(head.size)
        if tiles.frontier(edge).root() != head.root:
            raise LogDamaged(detail="its hashes do not lead to the signed root")
        bundle = list(self._tiles.entries(head.size, head.size - head.size % WIDTH))
        size, stale = head.size, _partial(head.size)
        for event in events:
            entry = event.entry()
            bundle.append(entry)
            size += 1
            if len(bundle) == WIDTH:
                self._put(Tile(None, size // WIDTH - 1, WIDTH), tiles.pack(bundle))
                bundle = []
            self._grow(edge, 0, size, merkle.leaf_hash(entry))
        if bundle:
            self._put(Tile(None, size // WIDTH, len(bundle)), tiles.pack(bundle))
        for level, hashes in edge.items():
            if hashes:
                self._put(Tile(level, size // WIDTH ** (level + 1), len(hashes)), b"".join(hashes))
        new = Checkpoint(head.origin, size, tiles.frontier(edge).root())
        self._sign(new, signer)
        for tile in stale - _partial(size):
            self._disk.remove(self._layout.tile(tile.level, tile.index, tile.width))
        return new

    def events(self, start: int = 0, size: int | None = None) -> Iterator[tuple[int, Event]]:
        """Events from index ``start`` up to ``size``, with their index. Raises: LogDamaged, BodyRefusal."""
        # Tiles are those of the whole log: a smaller log's partial tiles are gone.
        entries = enumerate(self._tiles.entries(self.head().size, start), start)
        for index, entry in itertools.takewhile(lambda each: size is None or each[0] < size, entries):
            yield index, Event.parse(entry)

    def entries(self, start: int = 0) -> Iterator[bytes]:
        """The bytes of every entry from index ``start`` on. Raises: LogDamaged, NoteMalformed."""
        return self._tiles.entries(self.head().size, start)

    def prove(self, index: int) -> LogProof:
        """Proof that entry ``index`` is in the log under its newest checkpoint."""
        signed = self.checkpoint_note()
        head = self._trusted(signed)
        hashes = self._tiles.leaf_hashes(head.size)
        return LogProof(index, tuple(merkle.inclusion_proof(hashes, index)), signed)

    def prove_growth(self, old_size: int) -> list[bytes]:
        """Consistency proof from ``old_size`` entries to the newest checkpoint."""
        return merkle.consistency_proof(self._tiles.leaf_hashes(self.head().size), old_size)

    def root_at(self, size: int) -> bytes:
        """Root over the first ``size`` entries."""
        head = self.head()
        if size == head.size:
            return head.root
        return merkle.root(self._tiles.leaf_hashes(head.size)[:size])

    def entry(self, index: int) -> bytes:
        """The bytes of one entry. Raises: LogDamaged."""
        return next(self._tiles.entries(self.head().size, index))

    def _grow(self, edge: dict[int, list[bytes]], level: int, size: int, subtree: bytes) -> None:
        hashes = edge.setdefault(level, [])
        hashes.append(subtree)
        if len(hashes) == WIDTH:
            index = size // WIDTH ** (level + 1) - 1
            self._put(Tile(level, index, WIDTH), b"".join(hashes))
            edge[level] = []
            self._grow(edge, level + 1, size, merkle.root(hashes))

    def _put(self, tile: Tile, content: bytes) -> None:
        self._disk.replace_file(self._layout.tile(tile.level, tile.index, tile.width), content)

    def _sign(self, checkpoint: Checkpoint, signer: Signer) -> None:
        line = note.sign(checkpoint.text, signer.key, signer)
        self._disk.replace_file(self._layout.checkpoint, bytes(Note(checkpoint.text, (line,))))


def _partial(size: int) -> set[Tile]:
    return {tile for tile in tiles.of_size(size) if tile.width != WIDTH}


def tile_paths(layout: Layout, size: int) -> set[str]:
    """Paths, relative to the vault, of every tile that a log of ``size`` entries consists of."""
    return {
        os.path.relpath(layout.tile(tile.level, tile.index, tile.width), layout.root)
        for tile in tiles.of_size(size)
    }
