"""Descent: standing in one folder of a source, reached through descriptors, never through a path.

Each step opens one name inside the folder above it and refuses links, so that nothing outside the source can
be reached however the source changes meanwhile, and a path may be longer than the kernel's PATH_MAX.
"""

import os
from dataclasses import dataclass
from itertools import pairwise
from types import TracebackType
from typing import Final, Self

from dalil.core import limits
from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.intake.reading import SourceChanged, SourceLoop, refusal_of

_DIRECTORY: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NONBLOCK
_CLOSED: Final = -1

Identity = tuple[int, int]
"""Device and inode."""


def open_quietly(name: bytes, flags: int, *, descriptor: int | None = None) -> int:
    """Open without touching the access time where the kernel permits it (owner or root only)."""
    try:
        return os.open(name, flags | os.O_NOATIME, dir_fd=descriptor)
    except PermissionError:
        return os.open(name, flags, dir_fd=descriptor)


@dataclass(slots=True)
class _Step:
    name: bytes
    identity: Identity
    descriptor: int


class Descent:
    """A path of open folders from a source's root downwards. Holds a bounded number of descriptors."""

    def __init__(self, source: bytes) -> None:
        """Open the root. A link is followed here and nowhere else: a person named it.

        Raises: SourceForbidden, SourceVanished, SourceUnreadable.
        """
        try:
            descriptor = open_quietly(source, _DIRECTORY)
        except OSError as error:
            raise refusal_of(error, source) from error
        self._steps = [_Step(source, _identity(descriptor), descriptor)]
        self._above = {self._steps[0].identity}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for step in self._steps:
            _close(step)

    @property
    def device(self) -> int:
        """Device number of the folder we stand in."""
        return self._steps[-1].identity[0]

    def descriptor(self) -> int:
        """Descriptor of the folder we stand in, reopened from the root when it had to be closed.

        Raises: SourceChanged when it is no longer the same folder.
        """
        if self._steps[-1].descriptor == _CLOSED:
            self._reopen()
        return self._steps[-1].descriptor

    def enter(self, name: bytes, *, path: bytes) -> None:
        """Step into the folder ``name``. ``path`` is for the refusal's sentence.

        Raises: SourceLoop when it is one of the folders above; the refusals of :func:`refusal_of`.
        """
        try:
            descriptor = open_quietly(name, _DIRECTORY | os.O_NOFOLLOW, descriptor=self.descriptor())
        except OSError as error:
            raise refusal_of(error, path) from error
        identity = _identity(descriptor)
        if identity in self._above:
            os.close(descriptor)
            raise SourceLoop(path=to_text(path))
        self._steps.append(_Step(name, identity, descriptor))
        self._above.add(identity)
        self._spare(len(self._steps) - 1 - limits.WALK_DESCRIPTORS_MAX)

    def leave(self) -> None:
        """Step out to the folder above."""
        step = self._steps.pop()
        self._above.discard(step.identity)
        _close(step)

    def _reopen(self) -> None:
        """Walk down again from the deepest open folder, insisting that each is the one we knew."""
        last = len(self._steps) - 1
        place = max(place for place, step in enumerate(self._steps) if step.descriptor != _CLOSED)
        for above, step in pairwise(self._steps[place:]):
            try:
                step.descriptor = open_quietly(
                    step.name, _DIRECTORY | os.O_NOFOLLOW, descriptor=above.descriptor
                )
            except OSError as error:
                raise refusal_of(error, step.name) from error
            if _identity(step.descriptor) != step.identity:
                _close(step)
                raise SourceChanged(path=to_text(step.name), detail="another folder stands in its place")
            if place < last - limits.WALK_DESCRIPTORS_MAX:
                self._spare(place)
            place += 1

    def _spare(self, place: int) -> None:
        """Close the folder at ``place``, unless it is the root, from which every other can be reached."""
        if place > 0:
            _close(self._steps[place])


def listing(descriptor: int, path: bytes) -> tuple[list[bytes], Refusal | None]:
    """Return the names in a folder, sorted as bytes, and a refusal when reading broke off midway."""
    names: list[bytes] = []
    try:
        with os.scandir(descriptor) as entries:
            names.extend(os.fsencode(entry.name) for entry in entries)
    except OSError as error:
        return sorted(names), refusal_of(error, path)
    return sorted(names), None


def _identity(descriptor: int) -> Identity:
    status = os.fstat(descriptor)
    return status.st_dev, status.st_ino


def _close(step: _Step) -> None:
    if step.descriptor != _CLOSED:
        os.close(step.descriptor)
        step.descriptor = _CLOSED
