"""The local engine: a few jails side by side on this machine.

Serves docs/spec/jail.md §8. Every item is looked at in a process of its own, so how many jails there are, and
which of them takes an item, changes nothing in the answer.
"""

import queue
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from dalil.core.errors import Refusal
from dalil.core.limits import ENGINE_AHEAD_PER_WORKER
from dalil.engine.contract import Brought, Outcome, Request, Work
from dalil.engine.jail import Jail, protections
from dalil.engine.lockdown import Protections
from dalil.engine.refusals import WorkerStart


class LocalEngine:
    """Does work in ``workers`` jails at once."""

    def __init__(self, workers: int) -> None:
        assert workers >= 1, workers
        self._workers = workers

    def map(self, work: Work, requests: Iterable[Request]) -> Iterator[Outcome]:
        """Yield one outcome for each request, in their order.

        At most ``workers * (1 + ENGINE_AHEAD_PER_WORKER)`` requests are drawn beyond the outcomes yielded.
        What ``requests`` or a payload function raises, other than a Refusal, ends the run and passes through;
        so does leaving the iterator early. All processes are ended then.

        Raises: WorkerStart when there is no worker to be had.
        """
        jails = [jail_for(work) for _ in range(self._workers)]
        idle: queue.SimpleQueue[Jail] = queue.SimpleQueue()
        for jail in jails:
            idle.put(jail)
        waiting: deque[Future[Outcome]] = deque()
        threads = ThreadPoolExecutor(self._workers, thread_name_prefix="dalil-engine")
        try:
            for request in requests:
                waiting.append(threads.submit(_answer, idle, request))
                if len(waiting) == self._workers * (1 + ENGINE_AHEAD_PER_WORKER):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
            for jail in jails:
                jail.stop()
            threads.shutdown(wait=True)
            for jail in jails:
                jail.close()

    def protections(self) -> Protections:
        """What this machine can put between a worker and itself, tried and not assumed.

        Raises: WorkerStart.
        """
        return protections()


def jail_for(work: Work) -> Jail:
    """A jail of this machine that does ``work``."""
    told = [one.path if isinstance(one, Brought) else one for one in work.told]
    return Jail(work.entry, limits=work.limits, preload=work.preload, warm_up=work.warm_up, told=told)


def _answer(idle: queue.SimpleQueue[Jail], request: Request) -> Outcome:
    """Ask an idle jail; there is one for every thread."""
    header, payload = request
    jail = idle.get()
    try:
        return tuple(jail.ask(header, payload if isinstance(payload, bytes) else payload()))
    except WorkerStart:
        raise  # the machine is at fault and not the item: the run ends
    except Refusal as refusal:
        return refusal
    finally:
        idle.put(jail)
