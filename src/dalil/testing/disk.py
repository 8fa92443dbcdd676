"""FaultyDisk: a disk that breaks at the n-th thing it is asked to do, in one of the ways that disks break.

Given through ``World(disk=…)``; what it breaks is real, on a real file system. Serves the promise that a flow
killed anywhere leaves either no event or a whole one, and that the same command then finishes.
"""

import contextlib
import errno
import os
import threading
from collections.abc import Callable
from enum import Enum
from typing import BinaryIO, Final, TypeVar

from dalil.core.errors import DiskFull
from dalil.store.disk import Disk, DiskFailed

Given = TypeVar("Given")


class KillNow(BaseException):
    """The program is gone at this instant. No handler of refusals and errors sees it."""


NEED_ROOM: Final = frozenset({"open_new", "open_append", "write", "rename", "make_directory", "scratch"})
"""Acts that a full disk refuses."""


class Fault(Enum):
    """How the disk breaks."""

    FULL = "full"
    """No room: this act is refused, and so is every later one that needs room."""
    TORN = "torn"
    """No room in the middle: half of the bytes are written."""
    VANISHED = "vanished"
    """The medium was pulled out: this act and every later one fails."""
    KILLED = "killed"
    """SIGKILL before this act: nothing more is done."""
    POWER = "power"
    """The power fails before this act: what was not synced is torn or gone."""
    NONE = "none"
    """Never breaks; counts."""


class FaultyDisk(Disk):
    """Breaks at act number ``at``, counted from 0 over everything that changes the disk.

    ``acts`` names what it was asked for, in order.
    """

    def __init__(self, fault: Fault = Fault.NONE, at: int = -1) -> None:
        self.fault, self.at = fault, at
        self.acts: list[str] = []
        self.broken = False
        self._turn = threading.RLock()
        self._unsynced: set[tuple[int, int]] = set()
        self._folders: set[str] = set()
        self._renamed: list[tuple[str, str, bytes | None]] = []

    def open_new(self, path: str, *, mode: int = 0o644) -> int:
        """As :meth:`Disk.open_new`, or broken."""
        return self._act("open_new", path, lambda: super(FaultyDisk, self).open_new(path, mode=mode))

    def open_append(self, path: str) -> int:
        """As :meth:`Disk.open_append`, or broken."""
        return self._act("open_append", path, lambda: super(FaultyDisk, self).open_append(path))

    def truncate(self, path: str, size_bytes: int) -> None:
        """As :meth:`Disk.truncate`, or broken."""
        self._act("truncate", path, lambda: super(FaultyDisk, self).truncate(path, size_bytes))

    def write(self, descriptor: int, content: bytes | memoryview, path: str) -> None:
        """As :meth:`Disk.write`, or broken; torn means that half of ``content`` is there."""
        torn = self.fault is Fault.TORN and len(self.acts) == self.at
        status = os.fstat(descriptor)
        with self._turn:
            self._unsynced.add((status.st_dev, status.st_ino))
            self._folders.add(os.path.dirname(path))

        def write() -> None:
            super(FaultyDisk, self).write(descriptor, content, path)

        if torn:
            os.write(descriptor, memoryview(content)[: len(content) // 2])
        self._act("write", path, write)

    def sync(self, descriptor: int, path: str) -> None:
        """As :meth:`Disk.sync`, or broken."""
        status = os.fstat(descriptor)
        self._act("sync", path, lambda: super(FaultyDisk, self).sync(descriptor, path))
        with self._turn:
            self._unsynced.discard((status.st_dev, status.st_ino))

    def close(self, descriptor: int, path: str) -> None:
        """As :meth:`Disk.close`; a program that ends has its files closed for it, whatever breaks."""
        super().close(descriptor, path)
        self._act("close", path, lambda: None)

    def sync_filesystem(self, path: str) -> None:
        """As :meth:`Disk.sync_filesystem`, or broken."""
        with self._turn:
            written, renamed = set(self._unsynced), len(self._renamed)
        self._act("sync_filesystem", path, lambda: super(FaultyDisk, self).sync_filesystem(path))
        with self._turn:
            self._unsynced -= written
            del self._renamed[:renamed]

    def sync_directory(self, path: str) -> None:
        """As :meth:`Disk.sync_directory`, or broken."""
        self._act("sync_directory", path, lambda: super(FaultyDisk, self).sync_directory(path))
        with self._turn:
            self._renamed = [each for each in self._renamed if os.path.dirname(each[1]) != path]

    def scratch(self, folder: str) -> BinaryIO:
        """As :meth:`Disk.scratch`, or broken."""
        return self._act("scratch", folder, lambda: super(FaultyDisk, self).scratch(folder))

    def rename(self, old: str, new: str) -> None:
        """As :meth:`Disk.rename`, or broken."""
        before = _content(new)
        self._act("rename", new, lambda: super(FaultyDisk, self).rename(old, new))
        with self._turn:
            self._renamed.append((old, new, before))
            self._folders.add(os.path.dirname(new))

    def make_directory(self, path: str, *, mode: int = 0o755) -> None:
        """As :meth:`Disk.make_directory`, or broken."""
        make = super().make_directory
        self._act("make_directory", path, lambda: make(path, mode=mode))

    def remove(self, path: str) -> None:
        """As :meth:`Disk.remove`, or broken; a full disk lets go."""
        self._act("remove", path, lambda: super(FaultyDisk, self).remove(path))

    def _act(self, kind: str, path: str, act: Callable[[], Given]) -> Given:
        with self._turn:
            if len(self.acts) == self.at:
                self.broken = self.fault is not Fault.NONE
                if self.fault is Fault.POWER:
                    self._lose_what_was_not_synced()
            self.acts.append(kind)
        if self.broken:
            self._refuse(path, needs_room=kind in NEED_ROOM)
        return act()

    def _refuse(self, path: str, *, needs_room: bool) -> None:
        if self.fault in {Fault.KILLED, Fault.POWER}:
            raise KillNow
        if self.fault is Fault.VANISHED:
            raise DiskFailed(path=path, detail=os.strerror(errno.EIO))
        if needs_room:
            raise DiskFull(path=path)

    def _lose_what_was_not_synced(self) -> None:
        """Names first, back to front, then half of the bytes of every file that was not synced."""
        for old, new, before in reversed(self._renamed):
            with contextlib.suppress(FileNotFoundError):
                os.rename(new, old)
            if before is not None:
                with open(new, "wb") as file:
                    file.write(before)
        for folder in filter(os.path.isdir, self._folders):
            for name in os.listdir(folder):
                path = os.path.join(folder, name)
                status = os.lstat(path)
                if (status.st_dev, status.st_ino) in self._unsynced:
                    os.truncate(path, status.st_size // 2)


class StingyDisk(Disk):
    """Takes one byte less than half of what it is given, every time: short writes that must go on."""

    def write_some(self, descriptor: int, content: memoryview) -> int:
        """Write at least one byte."""
        return os.write(descriptor, content[: max(1, len(content) // 2 - 1)])


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
