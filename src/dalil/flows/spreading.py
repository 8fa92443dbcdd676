"""Spreading: questions that are worked at by several processes of this machine, and how far they are."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from dalil.engine.forked import spread

Progress = Callable[[str, int, int], None]
"""Hears of a step, how many questions are done, and of how many begun."""


class Spreading:
    """Works through blocks of questions; how many ``workers`` do changes nothing in the answers."""

    def __init__(self, step: str, workers: int, progress: Progress | None) -> None:
        self._step, self._workers, self._progress = step, workers, progress

    def __call__(self, work: Callable[[range], list[Any]], blocks: Sequence[range]) -> Iterator[list[Any]]:
        """Do ``work`` with every block, in their order."""
        of = sum(map(len, blocks))
        for block, found in zip(blocks, spread(work, blocks, workers=self._workers), strict=True):
            yield found
            if self._progress:
                self._progress(self._step, block.stop, of)
