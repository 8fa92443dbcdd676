"""Disk: the only file that opens for writing, syncs, renames and removes inside a vault.

Every write of the vault goes through one of these methods, so that the fault tests can break each of them
(:class:`dalil.testing.disk.FaultyDisk` overrides them). Writing is *new file, sync, rename, sync directory*:
after a crash a name either is not there or holds the whole content.
"""

import contextlib
import ctypes
import errno
import io
import os
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from dalil.core.errors import DiskFull, Refusal

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

UNFINISHED: Final = ".new"
"""Ends the name of a small file that is being written; one that stays was left by an interrupted command."""

_LIBC: Final = ctypes.CDLL(None, use_errno=True)


class DiskFailed(Refusal):
    """The disk that holds the vault failed at {path}: {detail}."""

    code = "disk-failed"
    exit_status = 21
    remedy = "Check the disk and its cable, then run the same command: it resumes."


class DiskForbidden(DiskFailed):
    """{path} may not be written: {detail}."""

    code = "disk-forbidden"
    exit_status = 21
    remedy = (
        "See that this user may write there and that the disk is not mounted read-only, then run the same "
        "command: it resumes. A disk that the system made read-only by itself is failing: copy it first."
    )


_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextlib.contextmanager
def named_failures(path: str) -> Iterator[None]:
    """Turn the operating system's errors while writing ``path`` into refusals with codes."""
    try:
        yield
    except OSError as wrong:
        if wrong.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise DiskFull(path=path) from wrong
        if wrong.errno in _FORBIDDEN:
            raise DiskForbidden(path=path, detail=os.strerror(wrong.errno)) from wrong
        raise DiskFailed(path=path, detail=os.strerror(wrong.errno or 0)) from wrong


class Disk:
    """Writing inside a vault."""

    def open_new(self, path: str, *, mode: int = 0o644) -> int:
        """Create ``path``, which must not exist, and return a descriptor for writing."""
        with named_failures(path):
            return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)

    def open_append(self, path: str) -> int:
        """Open ``path`` for appending, creating it where it is missing."""
        with named_failures(path):
            return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def truncate(self, path: str, size_bytes: int) -> None:
        """Cut a list of finished work back to its last whole line; never used on anything in the store."""
        with named_failures(path):
            os.truncate(path, size_bytes)

    def write(self, descriptor: int, content: bytes | memoryview, path: str) -> None:
        """Write all of ``content``; a short write goes on, never ends early."""
        rest = memoryview(content)
        with named_failures(path):
            while rest:
                rest = rest[self.write_some(descriptor, rest) :]

    def write_some(self, descriptor: int, content: memoryview) -> int:
        """Write what the system takes of ``content`` at once, at least one byte, and say how much."""
        return os.write(descriptor, content)

    def sync(self, descriptor: int, path: str) -> None:
        """Make what was written to ``descriptor`` durable."""
        with named_failures(path):
            os.fsync(descriptor)

    def close(self, descriptor: int, path: str) -> None:
        """Close; some file systems report a failed write only here."""
        with named_failures(path):
            os.close(descriptor)

    def sync_filesystem(self, path: str) -> None:
        """Make everything written to the file system of ``path`` durable: one act for many files."""
        with named_failures(path):
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            try:
                if _LIBC.syncfs(descriptor) != 0:
                    number = ctypes.get_errno()
                    raise OSError(number, os.strerror(number))
            finally:
                os.close(descriptor)

    def sync_directory(self, path: str) -> None:
        """Make the names in directory ``path`` durable."""
        with named_failures(path):
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def scratch(self, folder: str) -> BinaryIO:
        """Make a file without a name in ``folder``; what is written to it goes when it is closed."""
        self.make_directory(folder)
        with named_failures(folder):
            descriptor, path = tempfile.mkstemp(dir=folder)
            os.unlink(path)
        return io.BufferedRandom(_Nameless(descriptor, folder))

    def rename(self, old: str, new: str) -> None:
        """Give ``old`` the name ``new``, replacing what has it."""
        with named_failures(new):
            os.rename(old, new)

    def make_directory(self, path: str, *, mode: int = 0o755) -> None:
        """Make ``path`` and what is missing above it."""
        with named_failures(path):
            os.makedirs(path, mode=mode, exist_ok=True)

    def remove(self, path: str) -> None:
        """Remove a temporary, superseded or erased file; gone already is fine."""
        with named_failures(path), contextlib.suppress(FileNotFoundError):
            os.unlink(path)

    def replace_file(self, path: str, content: bytes, *, mode: int = 0o644) -> None:
        """Write a small file durably and whole, replacing what had its name."""
        folder = os.path.dirname(path) or os.curdir
        self.make_directory(folder)
        temporary = path + UNFINISHED
        self.remove(temporary)
        descriptor = self.open_new(temporary, mode=mode)
        try:
            self.write(descriptor, content, temporary)
            self.sync(descriptor, temporary)
        finally:
            self.close(descriptor, temporary)
        self.rename(temporary, path)
        self.sync_directory(folder)


class _Nameless(io.FileIO):
    """A file of which a failed write is a refusal that names the folder."""

    def __init__(self, descriptor: int, folder: str) -> None:
        super().__init__(descriptor, "r+")
        self._folder = folder

    def write(self, content: "ReadableBuffer", /) -> int:
        with named_failures(self._folder):
            return super().write(content)
