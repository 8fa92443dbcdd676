"""Writer: bytes become an exhibit. Copied while hashed, made durable in batches, then named by digest.

Two steps, so that several threads can copy while one decides: *staging* copies and hashes bytes to a file
under ``cache/incoming``; *accepting*, in one thread and in order, keeps the file or drops a duplicate.
A name under ``store/`` exists only after its bytes are durable. A crash leaves staged files behind, and the
next writer removes them.
"""

import hashlib
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, Self

from dalil.core.digest import Digest
from dalil.core.limits import MIB
from dalil.store.disk import Disk
from dalil.store.layout import Layout

BATCH_FILES: Final = 2_000
"""Files made durable together."""
BATCH_BYTES: Final = 512 * MIB
"""Bytes made durable together: what a crash of the machine (not of the program) can cost."""


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes on their way. ``path`` is None when they were in the store already and were not written."""

    digest: Digest
    size_bytes: int
    path: str | None


class Writer:
    """Adds exhibits to a store. Use as a context manager; leaving it makes everything durable."""

    def __init__(self, layout: Layout, disk: Disk) -> None:
        self._layout, self._disk = layout, disk
        self._waiting: dict[Digest, str] = {}
        self._waiting_bytes = 0
        self._numbers = itertools.count()
        self._after: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        self._disk.make_directory(self._layout.incoming)
        for name in os.listdir(self._layout.incoming):
            self._disk.remove(os.path.join(self._layout.incoming, name))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.settle()

    def has(self, digest: Digest) -> bool:
        """Whether the exhibit is in the store, or written and waiting for its batch."""
        return digest in self._waiting or os.path.exists(self._layout.exhibit(digest))

    def open(self, digest: Digest) -> BinaryIO:
        """Open an exhibit for reading that is in the store or waits for its batch."""
        return open(self._waiting.get(digest) or self._layout.exhibit(digest), "rb")

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
        """Keep what was staged, or drop it when the bytes are held already. One thread only."""
        if staged.path is not None and self.has(staged.digest):
            self._disk.remove(staged.path)
        elif staged.path is not None:
            self._waiting[staged.digest] = staged.path
            self._waiting_bytes += staged.size_bytes
            if len(self._waiting) >= BATCH_FILES or self._waiting_bytes >= BATCH_BYTES:
                self.settle()
        return staged.digest

    def add(self, chunks: Iterable[bytes]) -> tuple[Digest, int]:
        """Stage and accept ``chunks``; return digest and size."""
        staged = self.stage(chunks)
        return self.accept(staged), staged.size_bytes

    def when_durable(self, act: Callable[[], None]) -> None:
        """Call ``act`` once everything accepted so far is durable and named."""
        self._after.append(act)

    def settle(self) -> None:
        """Make everything accepted so far durable, then name it. Order matters: bytes before names."""
        if self._waiting:
            self._disk.sync_filesystem(self._layout.incoming)
            for digest, path in self._waiting.items():
                self._name(digest, path)
            self._waiting.clear()
            self._waiting_bytes = 0
            self._disk.sync_filesystem(self._layout.store)
        acts, self._after = self._after, []
        for act in acts:
            act()

    def _write_new(self, chunks: Iterable[bytes]) -> str:
        path = os.path.join(self._layout.incoming, str(next(self._numbers)))
        descriptor = self._disk.open_new(path)
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
        self._disk.make_read_only(path)
        self._disk.make_directory(os.path.dirname(target))
        # One writer holds the lock, and a digest waits once: nothing can stand under the name.
        self._disk.rename(path, target)
