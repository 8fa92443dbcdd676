"""Plan: what a jail loads and runs, and the bounds of each worker; told to the spawner in one record."""

import importlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self, TypeAlias, cast

from dalil.core.canonical import Record
from dalil.core.limits import (
    EXAMINE_ANSWER_BYTES_MAX,
    EXAMINE_CPU_SECONDS_MAX,
    EXAMINE_MEMORY_BYTES_MAX,
    EXAMINE_WALL_SECONDS_MAX,
    JAIL_FRAME_BYTES_MAX,
    JAIL_FRAMES_MAX,
)

Part: TypeAlias = Record | bytes
"""One piece of an answer: a record, or raw bytes."""
Entry: TypeAlias = Callable[[Record, bytes, BinaryIO | None], Iterator[Part]]
"""What runs in a worker: header, payload and the jail's file, if it has one, to the parts of an answer."""


@dataclass(frozen=True, slots=True)
class JailLimits:
    """Bounds of one request. At each edge the request is refused with a code; nothing is cut."""

    memory_bytes: int = EXAMINE_MEMORY_BYTES_MAX
    """Address space of the worker, libraries included."""
    cpu_seconds: int = EXAMINE_CPU_SECONDS_MAX
    """Processor time of the worker."""
    wall_seconds: float = EXAMINE_WALL_SECONDS_MAX
    """Real time that the parent waits; time the parent spends with a part of the answer does not count."""
    silence_seconds: float = math.inf
    """Real time that the parent waits for one sign of life, where an answer may take very long."""
    frame_bytes: int = JAIL_FRAME_BYTES_MAX
    """One part of the answer."""
    answer_bytes: int = EXAMINE_ANSWER_BYTES_MAX
    """All parts of the answer, with their heads."""
    frames: int = JAIL_FRAMES_MAX
    """Number of parts."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The entry of a jail and what must be loaded before the doors close."""

    entry: str
    """``package.module:function``, an :data:`Entry`."""
    preload: tuple[str, ...]
    """Modules that the entry imports only where it uses them; afterwards no file can be opened."""
    warm_up: str | None
    """``package.module:function``, called once after loading: models, tables, first use."""
    memory_bytes: int
    cpu_seconds: int
    told: tuple[str, ...] = ()
    """What ``warm_up`` is called with: names of our own files that it reads while files can be opened."""

    def load(self) -> Entry:
        """Import everything and return the entry; errors of importing pass through."""
        for module in self.preload:
            importlib.import_module(module)
        entry = cast("Entry", _named(self.entry))  # the caller's promise; a breach crashes the worker only
        if self.warm_up is not None:
            _named(self.warm_up)(*self.told)
        return entry

    def to_record(self) -> Record:
        """The record that the spawner reads first."""
        return {
            "entry": self.entry,
            "preload": list(self.preload),
            "warm_up": self.warm_up,
            "memory_bytes": self.memory_bytes,
            "cpu_seconds": self.cpu_seconds,
            "told": list(self.told),
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote; the sender is our own parent."""
        entry, preload, warm_up = record["entry"], record["preload"], record["warm_up"]
        memory_bytes, cpu_seconds, told = record["memory_bytes"], record["cpu_seconds"], record["told"]
        assert isinstance(entry, str)
        assert isinstance(preload, list)
        assert isinstance(told, list)
        assert warm_up is None or isinstance(warm_up, str)
        assert isinstance(memory_bytes, int)
        assert isinstance(cpu_seconds, int)
        return cls(entry, tuple(map(str, preload)), warm_up, memory_bytes, cpu_seconds, tuple(map(str, told)))


def nothing(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    """The entry that answers nothing; a jail with it shows what this machine can protect from."""
    del header, payload, file
    yield from ()


def module_of(name: str) -> str:
    """The module part of ``package.module:function``."""
    module, colon, function = name.partition(":")
    assert module, name
    assert colon, name
    assert function.isidentifier(), name
    return module


def _named(name: str) -> Callable[..., object]:
    """The function called ``package.module:function``."""
    function = getattr(importlib.import_module(module_of(name)), name.partition(":")[2])
    assert callable(function), name
    return cast("Callable[..., object]", function)  # getattr knows no types; callable() has just been asked
