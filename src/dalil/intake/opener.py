"""Opener: the bytes of files that a walk met, opened one after another and insisted to be still those files.

No link is followed on the way, nothing blocks, and the access time stays where the kernel permits. The folder
of the last file is held open, for the next one mostly stands beside it: one step for each file, not one for
each part of its path.
"""

import errno
import os
import stat
from collections.abc import Iterator
from types import TracebackType
from typing import Final, Self

from dalil.core import limits
from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.intake.descent import open_quietly
from dalil.intake.entry import item_of, special
from dalil.intake.item import Item, ItemKind
from dalil.intake.reading import LinkLoop, SourceChanged, SourceFile, SourceSpecial, refusal_of

_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_FOLDER: Final = os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC


class Opener:
    """Opens files of one source. For one thread; use as a context manager."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._folder: int | None = None
        self._above = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def open(self, item: Item) -> SourceFile:
        """Open a file, to be read in chunks.

        Raises: SourceChanged when inode, size or time differ from the walk; SourceVanished, SourceForbidden,
        SourceUnreadable.
        """
        return SourceFile(self._descriptor(item), path=item.path)

    def read(self, item: Item) -> bytes:
        """The whole content of a small file. Raises: as :meth:`open`; SourceChanged also after reading."""
        assert item.size_bytes is not None, "a file of a walk has a size"
        descriptor = self._descriptor(item)
        try:
            content = _read_to_end(descriptor, item.size_bytes + 1)
            now = os.fstat(descriptor)
        except OSError as error:
            raise refusal_of(error, item.path) from error
        finally:
            os.close(descriptor)
        if len(content) != item.size_bytes:
            raise _resized(item)
        _insist_on_time(item, now)
        return content

    def _descriptor(self, item: Item) -> int:
        assert item.kind is ItemKind.FILE, f"{item.kind} has no bytes to open"
        try:
            descriptor = self._open_below(item.path)
        except OSError as error:
            raise refusal_of(error, item.path) from error
        now = item_of(item.path, os.fstat(descriptor))
        listed = (item.kind, item.identity, item.size_bytes, item.mtime_ns)
        if (now.kind, now.identity, now.size_bytes, now.mtime_ns) != listed:
            os.close(descriptor)
            raise SourceChanged(path=to_text(item.path), detail="it is not the file that was listed")
        return descriptor

    def _open_below(self, path: bytes) -> int:
        above, _, name = path.rpartition(b"/")
        if self._folder is None or above != self._above:
            if self._folder is None and not stat.S_ISDIR(os.stat(self._source).st_mode):
                return open_quietly(self._source, _FILE & ~os.O_NOFOLLOW)
            self._leave()
            self._folder, self._above = _enter(self._source, above), above
        return open_quietly(name, _FILE, descriptor=self._folder)

    def _leave(self) -> None:
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None


def open_given(path: str) -> SourceFile:
    """A file that a person named, or that stands in a folder they named; a link is followed, nothing blocks.

    Raises: SourceSpecial for a FIFO, device or socket, which is not opened; LinkLoop; SourceUnreadable and
    its kin.
    """
    name = os.fsencode(path)
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise SourceSpecial(path=to_text(name), detail=special(status))
        return SourceFile(os.open(path, _FILE & ~os.O_NOFOLLOW), path=name)
    except OSError as error:
        if error.errno == errno.ELOOP:  # links are followed here: it is not one that came meanwhile
            raise LinkLoop(path=to_text(name)) from error
        raise refusal_of(error, name) from error


def read_chunks(opened: SourceFile, item: Item) -> Iterator[bytes]:
    """Yield the whole content in chunks of at most 1 MiB, and insist on the size that was listed.

    Raises: SourceChanged when the file was written to meanwhile; SourceUnreadable and its kin.
    """
    assert item.size_bytes is not None, "a file of a walk has a size"
    left = item.size_bytes
    while chunk := opened.read(limits.CHUNK_BYTES_MAX):
        left -= len(chunk)
        if left < 0:
            break
        yield chunk
    if left != 0:
        raise _resized(item)
    _insist_on_time(item, os.fstat(opened.fileno()))


def _enter(source: bytes, above: bytes) -> int:
    """A descriptor of the folder ``above`` inside ``source``, reached name by name. Raises: OSError."""
    folder = os.open(source, _FOLDER)
    for name in above.split(b"/") if above else ():
        try:
            deeper = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
        finally:
            os.close(folder)
        folder = deeper
    return folder


def _read_to_end(descriptor: int, enough: int) -> bytes:
    """At most ``enough`` bytes, one more than were listed: a read that gives all but one was the last."""
    content = os.read(descriptor, enough)
    while len(content) < enough - 1 and (more := os.read(descriptor, enough - len(content))):
        content += more
    return content


def _insist_on_time(item: Item, now: os.stat_result) -> None:
    """What was written to while it was read may be half the old content and half the new."""
    if now.st_mtime_ns != item.mtime_ns:
        raise SourceChanged(path=to_text(item.path), detail="it was written to while it was read")


def _resized(item: Item) -> Refusal:
    return SourceChanged(path=to_text(item.path), detail="its size changed while it was read")
