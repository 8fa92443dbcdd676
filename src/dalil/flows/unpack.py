"""Unpack: a container's members, read in a jail that has the container open and can do nothing else."""

import codecs
import functools
import os
from collections.abc import Iterator
from typing import BinaryIO, Final

from dalil.core.canonical import Record
from dalil.core.limits import CONTAINER_UNPACKED_BYTES_MAX, GIB
from dalil.engine import jail
from dalil.engine.jail import Jail
from dalil.engine.plan import JailLimits, Part
from dalil.intake.containers import frames, readers
from dalil.intake.containers.member import Member
from dalil.intake.signatures import Kind

LIMITS: Final = JailLimits(
    memory_bytes=3 * GIB,
    cpu_seconds=7 * 24 * 3600,  # a disk of terabytes takes days; the budget of bytes stops bombs
    wall_seconds=600,
    answer_bytes=2 * CONTAINER_UNPACKED_BYTES_MAX,
    frames=2**53,
)
"""One container is one request, however long; silence for ten minutes ends it."""


def is_container(kind: Kind) -> bool:
    """Whether members are looked for in exhibits of this kind."""
    return readers.is_container(kind)


def members(file: BinaryIO, form: str) -> Iterator[Member]:
    """Members of the container open in ``file``, whose format is ``form``.

    Raises: what the reader refuses (ContainerDamaged, …) and what a jail refuses, after the members before.
    """
    with Jail(
        "dalil.flows.unpack:serve",
        limits=LIMITS,
        warm_up="dalil.flows.unpack:warm_up",
        file=file.fileno(),
    ) as guard:
        answer = guard.ask({"form": form})
        yield from frames.receive(answer, packed_bytes=os.fstat(file.fileno()).st_size)


def warm_up() -> None:
    """Load what the readers need while files can still be opened: libraries, and the codecs of names."""
    for codec in ("utf-8", "utf-16-be", "utf-16-le", "ascii", "cp437", "cp1252", "cp1256", "latin-1", "idna"):
        codecs.lookup(codec)
    readers.preload()


def serve(header: Record, _payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    """Inside the jail: frames of the members of ``file``."""
    assert file is not None, "a container's jail has the container open"
    yield from frames.serve(file, str(header["form"]))


@functools.cache
def protections() -> Record:
    """What stands between a worker and this machine, for the record; tried once in a process."""
    return jail.protections().to_record()
