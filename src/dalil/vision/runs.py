"""Runs: whole numbers, more than memory should hold, kept in a file and read back in order, a part at a time.

They are written in runs of some millions, each sorted. For every run it is known where ranges of numbers
begin in it, so that all numbers of some ranges can be read without the others.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

RUN: Final = 1 << 22
"""Numbers sorted and written in one run: about 100 MB while that is done."""
READ_AT_ONCE: Final = 1 << 24
"""Numbers read back in one step, of one range at least: about 500 MB with what is done to them."""
_BYTES: Final = 8


class Runs:
    """Numbers in ``file`` (empty, for reading and writing, the caller's).

    ``limits``: where ranges begin, in order, and where the last one ends; every number lies in one of them.
    """

    def __init__(self, file: BinaryIO, limits: Integers) -> None:
        self._file, self._limits = file, limits
        self._held: list[Integers] = []
        self._starts: list[Integers] = []
        self._written = 0

    def add(self, numbers: Integers) -> None:
        """Keep ``numbers``, in any order; some may be kept already."""
        self._held.append(numbers)
        if sum(len(one) for one in self._held) >= RUN:
            self._write()

    def pieces(self) -> Iterator[Integers]:
        """Yield all numbers, each once, in order; no range is parted."""
        self._write()
        counts = sum((np.diff(starts) for starts in self._starts), np.zeros(len(self._limits) - 1, np.int64))
        for low, high in steps(counts, READ_AT_ONCE):
            numbers = np.empty(counts[low:high].sum(), np.int64)
            if not numbers.size:
                continue
            at = 0
            for starts in self._starts:
                stop = at + int(starts[high] - starts[low])
                self._file.seek(int(starts[low]) * _BYTES)
                numbers[at:stop] = np.frombuffer(self._file.read((stop - at) * _BYTES), np.int64)
                at = stop
            numbers.sort()
            yield numbers[np.diff(numbers, prepend=-1) != 0]

    def _write(self) -> None:
        run = np.sort(np.concatenate([np.zeros(0, np.int64), *self._held]))
        self._held = []
        self._starts.append(self._written + run.searchsorted(self._limits))
        self._file.seek(0, 2)
        self._file.write(run.data)
        self._written += len(run)


def steps(work: Integers, most: int) -> Iterator[tuple[int, int]]:
    """Part a row of tasks into steps of at most so much work, or of one task: where each begins and ends."""
    ends = np.cumsum(work)
    at = 0
    while at < len(work):
        before = int(ends[at - 1]) if at else 0
        stop = max(at + 1, int(ends.searchsorted(before + most, side="right")))
        yield at, stop
        at = stop
