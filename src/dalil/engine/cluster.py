"""The cluster engine: jails on many machines, behind a scheduler of dask.

Serves docs/spec/jail.md §8. This side, the coordinator, reads exhibits and alone writes; workers look at the
bytes they are sent, each exhibit in a process of its own, and answer. A worker that dies costs time. One that
is not like the coordinator ends the run: the same bytes must give the same facts, whoever looked.
"""

import importlib
import itertools
import pickle
import secrets
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from dalil.core.canonical import decode_record, encode
from dalil.core.errors import Refusal
from dalil.core.limits import CLUSTER_ASKED_AGAIN_MAX, CLUSTER_BYTES_AHEAD_MAX, ENGINE_AHEAD_PER_WORKER
from dalil.engine import cluster_worker
from dalil.engine.answer import framed, whole
from dalil.engine.build import build
from dalil.engine.cluster_link import Asked, Link, Waits, linked
from dalil.engine.cluster_worker import Job, Said
from dalil.engine.contract import Brought, Outcome, Request, Work
from dalil.engine.local import jail_for
from dalil.engine.lockdown import Protections, weakest
from dalil.engine.plan import JailLimits, module_of
from dalil.engine.refusals import ClusterDiffers, ClusterLost, ClusterUnreachable, WorkerStart

_KIND_BYTES: Final = 1


class ClusterEngine:
    """Does work on the workers of the scheduler at ``scheduler``: ``tcp://host:port`` or ``tls://host:port``."""

    def __init__(self, scheduler: str, waits: Waits | None = None) -> None:
        """Prepare; nothing connects before there is something to ask."""
        self._scheduler = scheduler
        self._waits = waits or Waits()
        self._least: Protections | None = None
        self._expected: tuple[Work, bytes] | None = None

    def map(self, work: Work, requests: Iterable[Request]) -> Iterator[Outcome]:
        """Yield one outcome for each request, in their order.

        For each thread of a worker at most ``1 + ENGINE_AHEAD_PER_WORKER`` requests are drawn beyond the
        outcomes yielded, and no more than CLUSTER_BYTES_AHEAD_MAX bytes of exhibits, or one exhibit. What
        ``requests`` or a payload function raises, other than a Refusal, ends the run and passes through; so
        does leaving the iterator early. All jails are ended then.

        Raises: ClusterUnreachable, ClusterLost, ClusterDiffers; WorkerStart when a machine has no jail.
        """
        importlib.import_module(module_of(work.entry))  # the refusals of that module are known here, then
        drawn = iter(requests)
        first = next(drawn, None)
        if first is None:
            return
        with linked(self._scheduler, self._waits) as link:
            run = _Run(link, self._scheduler, work.limits, self._wanted(work), self._job(work))
            try:
                run.begin()
                yield from run.outcomes(itertools.chain([first], drawn))
            finally:
                run.end()

    def protections(self) -> Protections:
        """What all workers that are there are kept from, tried on each of their machines.

        A worker that comes later must have no weaker ones. Raises: ClusterUnreachable, WorkerStart.
        """
        with linked(self._scheduler, self._waits) as link:
            said = link.each(cluster_worker.protections)
        if not said:
            raise ClusterUnreachable(scheduler=self._scheduler, how="no worker answers")
        self._least = weakest(
            [Protections.from_record(decode_record(_checked(one))) for one in said.values()]
        )
        return self._least

    def _wanted(self, work: Work) -> bytes:
        return encode(dict(build(work.libraries)))

    def _job(self, work: Work) -> bytes:
        job = Job(
            secrets.token_bytes(16),
            replace(work, told=()),
            tuple(_content(one.path) if isinstance(one, Brought) else one for one in work.told),
            self._least,
            self._answer_to_reference(work),
            self._waits.idle,
        )
        return pickle.dumps(job)

    def _answer_to_reference(self, work: Work) -> bytes:
        """What this machine answers; remembered, for a run does the same work batch after batch."""
        if work.reference is None:
            return b""
        if self._expected is None or self._expected[0] != work:
            with jail_for(work) as jail:
                self._expected = work, framed(jail.ask(*work.reference))
        return self._expected[1]


@dataclass(slots=True)
class _Open:
    """One request without an outcome yet; ``refusal`` where its bytes could not be read."""

    header: bytes
    payload: bytes = b""
    asked: Asked = None
    refusal: Refusal | None = None
    again: int = 0


class _Run:
    """The requests of one work on their way."""

    def __init__(self, link: Link, scheduler: str, limits: JailLimits, wanted: bytes, job: bytes) -> None:
        self._link = link
        self._scheduler = scheduler
        self._limits = limits
        self._meeting = wanted, job
        self._name = cluster_worker.name_of(job)
        self._open: deque[_Open] = deque()

    def begin(self) -> None:
        """Let every worker that is there get ready. Raises: ClusterDiffers, WorkerStart."""
        for said in self._link.each(cluster_worker.meet, *self._meeting).values():
            _checked(said)

    def outcomes(self, requests: Iterable[Request]) -> Iterator[Outcome]:
        """Ask, a little ahead, and yield in order."""
        room = self._room()
        for request in requests:
            self._open.append(self._asked(request))
            while len(self._open) >= room or self._bytes() > CLUSTER_BYTES_AHEAD_MAX:
                yield self._outcome(self._open.popleft())
                room = self._room()
        while self._open:
            yield self._outcome(self._open.popleft())

    def end(self) -> None:
        """Ask nothing more, and end all jails."""
        self._open.clear()  # what dask has nobody waiting for it forgets
        self._link.tell_all(cluster_worker.end, self._name)

    def _room(self) -> int:
        return max(1, sum(self._link.threads().values())) * (1 + ENGINE_AHEAD_PER_WORKER)

    def _bytes(self) -> int:
        return sum(len(one.payload) for one in self._open)

    def _asked(self, request: Request) -> _Open:
        header, payload = request
        one = _Open(encode(header))
        try:
            one.payload = payload if isinstance(payload, bytes) else payload()
        except Refusal as refusal:
            one.refusal = refusal
            return one
        self._ask(one)
        return one

    def _ask(self, one: _Open, *meeting: bytes, rather: str = "") -> None:
        one.asked = self._link.ask(
            cluster_worker.answer, self._name, one.header, one.payload, *meeting, rather=rather
        )

    def _outcome(self, one: _Open) -> Outcome:
        if one.refusal is not None:
            return one.refusal
        while True:
            said = self._link.said(one.asked)
            if said is not None and said[:_KIND_BYTES] == Said.UNMET.value:
                # A worker that came later: it meets the work with this request.
                self._ask(one, *self._meeting, rather=said[_KIND_BYTES:].decode())
            elif said is None or said[:_KIND_BYTES] == Said.ENDED.value:
                one.again += 1
                if one.again > CLUSTER_ASKED_AGAIN_MAX:
                    raise ClusterLost(scheduler=self._scheduler, how="its workers die over and over")
                self._ask(one, *self._meeting)
            else:
                return self._judged(_checked(said))

    def _judged(self, said: bytes) -> Outcome:
        try:
            return whole(self._limits, said)
        except Refusal as refusal:
            return refusal


def _checked(said: bytes) -> bytes:
    """What a worker says without its first byte. Raises: ClusterDiffers, WorkerStart, which end the run."""
    kind, content = Said(said[:_KIND_BYTES]), said[_KIND_BYTES:]
    if kind is Said.UNLIKE or kind is Said.JAILLESS:
        told = decode_record(content)
        if kind is Said.UNLIKE:
            raise ClusterDiffers(worker=told["worker"], what=told["what"])
        raise WorkerStart(how=f"{told['worker']}: {told['what']}")
    return content


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
