"""Forked: work that is split among copies of this process, which share what it holds.

For our own reckoning over much that was read already (a list of 160,000 names), never for a look at exhibits:
a copy has every right that this process has, and no jail around it.
"""

import gc
import multiprocessing
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, Final, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Spread = Callable[[Callable[[Item], Result], Iterable[Item]], Iterator[Result]]

_AHEAD: Final = 2
"""Items handed out beyond those that copies work at, for each copy: answers wait in memory."""


def spread(work: Callable[[Item], Result], items: Iterable[Item], *, workers: int) -> Iterator[Result]:
    """What ``work`` returns for each item, in their order, as if it were done here one by one.

    ``work`` must not depend on what it was asked before. Items and results are pickled; ``work`` and all that
    it refers to are not. One worker, a system without fork, or a process with more threads than one (a copy
    would keep their locks for ever): everything is done here.

    What ``work`` raises passes through and ends all; a copy that was killed raises BrokenProcessPool.
    """
    if workers == 1 or sys.platform == "win32" or threading.active_count() > 1:
        yield from map(work, items)
        return
    gc.collect()
    gc.freeze()  # what the copies share is not touched by their collectors, so it is not copied
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _hold, (work,))
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(_held, item))
            if len(waiting) == workers * (1 + _AHEAD):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()


_work: list[Callable[[Any], Any]] = []
"""What this copy does; held in no other process."""


def _hold(work: Callable[[Any], Any]) -> None:
    _work[:] = [work]


def _held(item: Any) -> Any:  # noqa: ANN401 - whatever is worked at
    return _work[0](item)
