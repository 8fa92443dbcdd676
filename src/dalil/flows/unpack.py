"""Unpack: a container's members, read in a jail that has the container open and can do nothing else.

A jail takes a third of a second to load its libraries, and an archive may hold a hundred thousand small
archives. So small containers are handed over as bytes to one jail that makes a fresh process for each; a
large one is a file that a jail of its own has open.
"""

import codecs
import functools
import io
import os
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, Final, Self

from dalil.core.canonical import Record
from dalil.core.limits import CONTAINER_UNPACKED_BYTES_MAX, GIB, MIB
from dalil.engine import jail
from dalil.engine.jail import Jail
from dalil.engine.plan import JailLimits, Part
from dalil.intake.containers import frames, readers
from dalil.intake.containers.member import Member
from dalil.intake.signatures import Kind

LIMITS: Final = JailLimits(
    memory_bytes=3 * GIB,
    cpu_seconds=7 * 24 * 3600,  # a disk of terabytes takes days; the budget of bytes stops bombs
    wall_seconds=7 * 24 * 3600,
    silence_seconds=600,
    answer_bytes=2 * CONTAINER_UNPACKED_BYTES_MAX,
    frames=2**53,
)
"""One container is one request, however long; silence for ten minutes ends it."""
SMALL_BYTES: Final = 4 * MIB
"""Containers up to this size are handed over as bytes."""


def is_container(kind: Kind) -> bool:
    """Whether members are looked for in exhibits of this kind."""
    return readers.is_container(kind)


class Unpacker:
    """Reads containers, one after another. For one thread; use as a context manager."""

    def __init__(self) -> None:
        self._small = _jail(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._small.close()

    def members(self, file: BinaryIO, form: str) -> Iterator[Member]:
        """Members of the container open in ``file``, whose format is ``form``.

        Raises: what the reader refuses (ContainerDamaged, …) and what a jail refuses, after the members
        before.
        """
        size = os.fstat(file.fileno()).st_size
        if size <= SMALL_BYTES:
            answer = self._small.ask({"form": form}, file.read())
            yield from frames.receive(answer, packed_bytes=size)
            return
        with _jail(file.fileno()) as guard:
            yield from frames.receive(guard.ask({"form": form}), packed_bytes=size)


def _jail(file: int | None) -> Jail:
    entry, warm_up = "dalil.flows.unpack:serve", "dalil.flows.unpack:warm_up"
    return Jail(entry, limits=LIMITS, warm_up=warm_up, file=file)


def warm_up() -> None:
    """Load what the readers need while files can still be opened: libraries, and the codecs of names."""
    for codec in ("utf-8", "utf-16-be", "utf-16-le", "ascii", "cp437", "cp1252", "cp1256", "latin-1", "idna"):
        codecs.lookup(codec)
    readers.preload()


def serve(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    """Inside the jail: frames of the members of the container, which is ``file`` or else ``payload``."""
    yield from frames.serve(file or io.BytesIO(payload), str(header["form"]))


@functools.cache
def protections() -> Record:
    """What stands between a worker and this machine, for the record; tried once in a process."""
    return jail.protections().to_record()
