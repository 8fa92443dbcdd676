"""The spawner: loads our libraries once, then makes one worker for every request.

Serves docs/spec/jail.md §2. Run as ``python -m dalil.engine.spawner`` by :mod:`dalil.engine.jail` alone. A
worker is a copy of this process that locks itself in, answers one request and ends: no exhibit can touch what
is said about another. it does not even hold the bytes of a request.
"""

import gc
import os
import resource
import sys
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from dalil.core.canonical import decode_record, encode
from dalil.engine import frames, worker
from dalil.engine.frames import Kind
from dalil.engine.lockdown import Lock, Protections, before_loading
from dalil.engine.plan import Plan

_STANDARD_ERROR: Final = 2


@dataclass(frozen=True, slots=True)
class Ends:
    """The descriptors a spawner was given."""

    requests: int
    answers: int
    control: int
    payload: int
    file: int | None


def main(arguments: list[str]) -> None:
    """Load, say ready, and make workers until the requests end.

    ``arguments`` are the descriptors of :class:`Ends` in order, -1 for no file, and the parent's process id.
    """
    requests, answers, control, payload, file, parent = map(int, arguments)
    ends = Ends(requests, answers, control, payload, None if file < 0 else file)
    sockets_taken_early = before_loading()
    first = frames.read(ends.requests)
    if first is None or os.getppid() != parent:  # the parent ended before we were tied to it
        return
    plan = Plan.from_record(decode_record(first.content))
    entry = plan.load()
    _close_all_but({0, 1, _STANDARD_ERROR, requests, answers, control, payload, file})
    lock = Lock(memory_bytes=plan.memory_bytes, cpu_seconds=plan.cpu_seconds)
    protections = _tried(lock, sockets_taken_early=sockets_taken_early)
    # Frozen objects are not visited by the collector, so workers go on sharing their pages with this process.
    gc.collect()
    gc.freeze()
    frames.write(ends.control, Kind.READY, encode(protections.to_record()))
    while request := frames.read(ends.requests):
        process = os.fork()
        if process == 0:
            worker.answer(
                worker.Task(entry, request.content, ends.payload, ends.file),
                answers=ends.answers,
                close=(ends.requests, ends.control),
                closing=lambda: lock.close_worker() == protections.seccomp,
            )
        _report(process, ends.control)


def _tried(lock: Lock, *, sockets_taken_early: bool) -> Protections:
    """Close the spawner, let one worker close itself, and say what that achieved on this machine."""
    # From here on standard error leads nowhere: what a library prints about an exhibit is not a message.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STANDARD_ERROR)
    os.close(nowhere)
    protections = lock.close_spawner(sockets_taken_early=sockets_taken_early)
    process = os.fork()
    if process == 0:
        os._exit(0 if lock.close_worker() else 1)
    _, status = os.waitpid(process, 0)
    return replace(protections, seccomp=status == 0)


def _close_all_but(kept: set[int]) -> None:
    """Close what a library left open while it was loaded."""
    known = sorted(descriptor for descriptor in kept if descriptor >= 0)
    for low, high in pairwise([*known, resource.getrlimit(resource.RLIMIT_NOFILE)[0]]):
        os.closerange(low + 1, high)


def _report(process: int, control: int) -> None:
    """Wait for the worker's end and tell the parent how it was."""
    _, status, used = os.wait4(process, 0)
    milliseconds = int(1000 * (used.ru_utime + used.ru_stime))
    ended = {"status": os.waitstatus_to_exitcode(status), "cpu_milliseconds": milliseconds}
    frames.write(control, Kind.EXITED, encode(dict(ended)))


if __name__ == "__main__":
    main(sys.argv[1:])
