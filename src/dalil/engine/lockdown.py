"""Lockdown: what a process gives up before it touches bytes from outside, and what it says it achieved.

Serves docs/spec/jail.md §3. The order matters: privileges, Landlock (it needs a descriptor), limits (they
forbid new descriptors), and the filter of system calls last, after which none of the others is possible.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.engine import landlock, privileges, rlimits, seccomp


@dataclass(frozen=True, slots=True)
class Protections:
    """What stands between a worker and this machine, as a worker itself found it."""

    seccomp: bool
    """System calls are filtered."""
    landlock_abi: int
    """Version of Landlock in force, 0 without: files from 1, TCP from 4, signals from 6."""
    no_new_privileges: bool
    """No program started from here could gain rights."""
    capabilities_dropped: bool
    """A worker started by root is no longer root."""
    sockets_taken_early: bool
    """No library could open a socket while it was loaded."""

    @property
    def whole(self) -> bool:
        """True when both walls stand: system calls are filtered and files are out of reach."""
        return self.seccomp and self.landlock_abi > 0

    def lacking(self, least: "Protections") -> list[str]:
        """The names of those that are weaker here than in ``least``."""
        return [name for name in self.__slots__ if getattr(self, name) < getattr(least, name)]

    def to_record(self) -> Record:
        """The record kept with a run."""
        return dict(asdict(self))

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote.

        Raises: BodyRefusal for anything else.
        """
        try:
            abi = record["landlock_abi"]
            flags = {name: record[name] is True for name in cls.__slots__ if name != "landlock_abi"}
        except KeyError as missing:
            raise BodyRefusal(detail=f"protections without {missing}") from missing
        if not isinstance(abi, int):
            raise BodyRefusal(detail="protections with an ill-typed landlock_abi")
        return cls(landlock_abi=abi, **flags)


def weakest(found: Sequence[Protections]) -> Protections:
    """What all of them have: of each protection the weakest; there is at least one to choose from."""
    return Protections(**{name: min(getattr(each, name) for each in found) for name in Protections.__slots__})


def before_loading() -> bool:
    """Take sockets and new programs from this process; True where that worked.

    It also ends with its parent from now on.
    """
    privileges.die_with_parent()
    machine = seccomp.machine_here()
    if not privileges.no_new_privileges() or machine is None:
        return False
    return seccomp.Filter(seccomp.spawner_filter(machine)).install()


class Lock:
    """Closes the doors in two steps: once for a spawner that has loaded everything, then for each worker.

    What a spawner gives up its workers never had; a worker adds only what the spawner still needs (making
    processes) and what is counted per request (memory, time). That keeps a worker cheap to make.
    """

    def __init__(self, *, memory_bytes: int, cpu_seconds: int) -> None:
        machine = seccomp.machine_here()
        self._filter = None if machine is None else seccomp.Filter(seccomp.worker_filter(machine))
        self._memory_bytes = memory_bytes
        self._cpu_seconds = cpu_seconds

    def close_spawner(self, *, sockets_taken_early: bool) -> Protections:
        """Give up, for good, what loading needed; the protections of a worker whose filter installs."""
        dropped = privileges.drop_capabilities()
        privileges.not_traceable()
        abi = landlock.restrict()
        rlimits.of_spawner()
        return Protections(
            seccomp=self._filter is not None,
            landlock_abi=abi,
            no_new_privileges=privileges.no_new_privileges(),
            capabilities_dropped=dropped,
            sockets_taken_early=sockets_taken_early,
        )

    def close_worker(self) -> bool:
        """Give up the rest; True when system calls are filtered from now on."""
        privileges.die_with_parent()
        rlimits.of_worker(memory_bytes=self._memory_bytes, cpu_seconds=self._cpu_seconds)
        return self._filter is not None and self._filter.install()
