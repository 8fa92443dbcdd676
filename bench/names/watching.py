"""Watching: memory and processor time of a process and all its descendants, looked at twice a second."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

_SAMPLED_S: Final = 0.5


class Watch:
    """Watches a process while the context lasts; then ``mib`` is the most that was seen.

    A machine of Java is no child that anybody waits for, so its time is looked at, too, and not asked for.
    """

    def __init__(self, pid: int) -> None:
        self._pid, self.mib = pid, 0.0
        self._seconds: dict[int, float] = {}
        self._done = threading.Event()
        self._watching = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._watching.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watching.join()

    def _watch(self) -> None:
        while not self._done.wait(_SAMPLED_S):
            every = [self._pid, *_descendants(self._pid)]
            self.mib = max(self.mib, sum(map(_pss_mib, every)))
            self._seconds |= {pid: seconds for pid in every if (seconds := _processor_s(pid)) is not None}

    @property
    def processor_s(self) -> float:
        """Seconds of processors of all that were seen, but for the last half second of each."""
        return sum(self._seconds.values())


def _descendants(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except FileNotFoundError:
        return
    for child in map(int, children):
        yield child
        yield from _descendants(child)


def _pss_mib(pid: int) -> float:
    """What a process holds, pages that others hold too in shares (Linux: proc(5), smaps_rollup)."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    line = next((line for line in text.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) / 1024


def _processor_s(pid: int) -> float | None:
    """Processor seconds of one process so far, of its children none (Linux: proc(5), stat)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
