"""Writer: bytes become an exhibit. Copied while hashed, made durable in batches, then named by digest.

Three steps, so that the disk, the processor and the decisions do not wait for one another: *staging*, in any
thread, copies and hashes bytes to a file under ``cache/incoming``; *accepting*, in one thread and in order,
keeps the file or drops a duplicate; *settling*, in a thread of its own, makes a batch durable and names it.
A name under ``store/`` exists only after its bytes are durable. A crash leaves staged files behind, and the
next writer removes them.
"""

import contextlib
import hashlib
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Self, TypeAlias

from dalil.core.digest import Digest
from dalil.core.limits import MIB
from dalil.store.disk import Disk
from dalil.store.layout import Layout

BATCH_FILES: Final = 2_000
"""Files made durable together."""
BATCH_BYTES: Final = 256 * MIB
"""Bytes made durable together. Two batches are what a crash of the machine (not of the program) can cost."""

Notes: TypeAlias = Callable[[list[bytes]], None]


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes on their way. ``path`` is None when they were in the store already and were not written."""

    digest: Digest
    size_bytes: int
    path: str | None


@dataclass(slots=True)
class _Batch:
    """Accepted files that become durable together, and what is to be said once they are."""

    paths: dict[Digest, str] = field(default_factory=dict)
    size_bytes: int = 0
    notes: dict[Notes, list[bytes]] = field(default_factory=dict)


class Writer:
    """Adds exhibits to a store. Use as a context manager; leaving it makes everything durable."""

    def __init__(self, layout: Layout, disk: Disk) -> None:
        self._layout, self._disk = layout, disk
        self._filling, self._settling = _Batch(), _Batch()
        self._numbers = itertools.count()
        self._folders: set[str] = set()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dalil-settle")
        self._settled: Future[None] | None = None

    def __enter__(self) -> Self:
        self._disk.make_directory(self._layout.incoming)
        for name in os.listdir(self._layout.incoming):
            self._disk.remove(os.path.join(self._layout.incoming, name))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.settle()
        finally:
            self._thread.shutdown()

    def has(self, digest: Digest) -> bool:
        """Whether the exhibit is in the store, or accepted and waiting for its batch."""
        waits = digest in self._filling.paths or digest in self._settling.paths
        return waits or os.path.exists(self._layout.exhibit(digest))

    def open(self, digest: Digest) -> BinaryIO:
        """Open an exhibit for reading that is in the store or waits for its batch."""
        staged = self._filling.paths.get(digest) or self._settling.paths.get(digest)
        if staged is not None:
            # It may get its name at this very moment; then it stands in the store.
            with contextlib.suppress(FileNotFoundError):
                return open(staged, "rb")
        return open(self._layout.exhibit(digest), "rb")

    def stage(self, chunks: Iterable[bytes]) -> Staged:
        """Copy and hash ``chunks``; safe in several threads at once.

        Raises: DiskFull, DiskFailed. Whatever ``chunks`` raises passes through; nothing is left behind.
        """
        state, size = hashlib.sha256(), 0

        def hashed() -> Iterator[bytes]:
            nonlocal size
            for chunk in chunks:
                state.update(chunk)
                size += len(chunk)
                yield chunk

        path = self._write_new(hashed())
        return Staged(Digest(state.hexdigest()), size, path)

    def stage_whole(self, content: bytes) -> Staged:
        """Hash ``content`` and copy it, unless the store has it; safe in several threads at once."""
        digest = Digest.of(content)
        path = None if os.path.exists(self._layout.exhibit(digest)) else self._write_new((content,))
        return Staged(digest, len(content), path)

    def accept(self, staged: Staged) -> Digest:
        """Keep what was staged, or drop it when the bytes are held already. One thread only.

        Raises: DiskFull, DiskFailed, also when settling an earlier batch met them.
        """
        if staged.path is not None and self.has(staged.digest):
            self._disk.remove(staged.path)
        elif staged.path is not None:
            self._filling.paths[staged.digest] = staged.path
            self._filling.size_bytes += staged.size_bytes
            if len(self._filling.paths) >= BATCH_FILES or self._filling.size_bytes >= BATCH_BYTES:
                self._hand_over()
        return staged.digest

    def add(self, chunks: Iterable[bytes]) -> tuple[Digest, int]:
        """Stage and accept ``chunks``; return digest and size."""
        staged = self.stage(chunks)
        return self.accept(staged), staged.size_bytes

    def when_durable(self, act: Notes, note: bytes) -> None:
        """Call ``act`` with ``note``, and others of its batch, once what was accepted so far is durable.

        ``act`` runs in the settling thread.
        """
        self._filling.notes.setdefault(act, []).append(note)

    def settle(self) -> None:
        """Return once everything accepted so far is durable and named. Raises: DiskFull, DiskFailed."""
        self._hand_over()
        self._join()

    def _hand_over(self) -> None:
        """Let the settling thread have the batch; waits until it is done with the one before."""
        self._join()
        self._settling, self._filling = self._filling, _Batch()
        self._settled = self._thread.submit(self._settle, self._settling)

    def _join(self) -> None:
        settled, self._settled = self._settled, None
        if settled is not None:
            settled.result()
            self._settling = _Batch()

    def _settle(self, batch: _Batch) -> None:
        """Bytes before names, names before what is said of them: the order is the promise."""
        if batch.paths:
            self._disk.sync_filesystem(self._layout.incoming)
            for digest, path in batch.paths.items():
                self._name(digest, path)
            self._disk.sync_filesystem(self._layout.store)
        for act, notes in batch.notes.items():
            act(notes)

    def _write_new(self, chunks: Iterable[bytes]) -> str:
        path = os.path.join(self._layout.incoming, str(next(self._numbers)))
        descriptor = self._disk.open_new(path, mode=0o444)
        try:
            for chunk in chunks:
                self._disk.write(descriptor, chunk, path)
        except BaseException:
            self._disk.close(descriptor, path)
            self._disk.remove(path)
            raise
        self._disk.close(descriptor, path)
        return path

    def _name(self, digest: Digest, path: str) -> None:
        target = self._layout.exhibit(digest)
        folder = os.path.dirname(target)
        if folder not in self._folders:
            self._disk.make_directory(folder)
            self._folders.add(folder)
        # One writer holds the lock, and a digest waits once: nothing can stand under the name.
        self._disk.rename(path, target)
