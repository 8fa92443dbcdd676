"""Tape: a container read strictly forwards, from a file or from a decoder."""

from collections.abc import Iterator
from typing import BinaryIO

from dalil.core import limits
from dalil.core.errors import Refusal


class Tape:
    """Bytes in order. Knows its place; never goes back."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._waiting = memoryview(b"")
        self._broken: Refusal | None = None
        self.place = 0

    def take(self, size: int) -> bytes:
        """Return the next ``size`` bytes, fewer at the end. ``size`` is small: a header, a map."""
        return b"".join(self.take_chunks(size))

    def take_chunks(self, size: int) -> Iterator[bytes]:
        """Yield the next ``size`` bytes in pieces of at most 1 MiB; fewer at the end."""
        while size > 0:
            if not self._waiting:
                self._waiting = memoryview(self._next())
                if not self._waiting:
                    return
            piece = self._waiting[:size]
            self._waiting = self._waiting[len(piece) :]
            self.place += len(piece)
            size -= len(piece)
            yield bytes(piece)

    def peek(self, size: int) -> bytes:
        """Return the next ``size`` bytes without passing over them."""
        content = self.take(size)
        self._waiting = memoryview(content + bytes(self._waiting))
        self.place -= len(content)
        return content

    def rest(self) -> Iterator[bytes]:
        """Yield everything that is left."""
        while piece := self.take(limits.CHUNK_BYTES_MAX):
            yield piece

    def insist(self, kind: type[Refusal]) -> None:
        """Raise the refusal that the tape broke with, when it is of ``kind``."""
        if isinstance(self._broken, kind):
            raise self._broken

    def _next(self) -> bytes:
        """The next chunk; a tape that broke stays broken, and says so again."""
        if self._broken is not None:
            raise self._broken
        try:
            return next(self._chunks, b"")
        except Refusal as refusal:
            self._broken = refusal
            raise

    def skip(self, size: int) -> int:
        """Pass over ``size`` bytes and say how many there were."""
        return sum(len(piece) for piece in self.take_chunks(size))


class FileTape(Tape):
    """A tape over a seekable file: what is skipped is not read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size_bytes = file.seek(0, 2)
        super().__init__(iter(()))

    def take_chunks(self, size: int) -> Iterator[bytes]:
        """Yield the next ``size`` bytes in pieces of at most 1 MiB; fewer at the end."""
        while size > 0:
            self._file.seek(self.place)
            piece = self._file.read(min(size, limits.CHUNK_BYTES_MAX))
            if not piece:
                return
            self.place += len(piece)
            size -= len(piece)
            yield piece

    def skip(self, size: int) -> int:
        """Pass over ``size`` bytes and say how many there were."""
        passed = min(size, max(0, self._size_bytes - self.place))
        self.place += passed
        return passed
