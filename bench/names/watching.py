"""Watching: how much memory a process and all its descendants hold together, looked at twice a second."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

_SAMPLED_S: Final = 0.5


class Watch:
    """Watches a process while the context lasts; then ``mib`` is the most that was seen."""

    def __init__(self, pid: int) -> None:
        self._pid, self.mib = pid, 0.0
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
            self.mib = max(self.mib, sum(map(_pss_mib, [self._pid, *_descendants(self._pid)])))


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
