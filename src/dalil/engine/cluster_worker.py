"""Cluster worker: what runs inside a worker of a cluster: jails for a job, asked one question at a time.

Serves docs/spec/jail.md §8. A worker gets the bytes of one exhibit with each question, has them looked at in
a jail of this machine, answers in plain bytes, and keeps nothing. It does not know the vault. What goes wrong
with the world is said and never raised: a worker's log would quote what it was asked.
"""

import os
import pickle
import threading
import time
from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import Final

from dalil.core.canonical import Record, decode_record, encode
from dalil.core.digest import Digest
from dalil.engine import jail
from dalil.engine.answer import framed
from dalil.engine.build import differing
from dalil.engine.contract import Work
from dalil.engine.jail import Jail
from dalil.engine.lockdown import Protections
from dalil.engine.refusals import WorkerStart


class Said(Enum):
    """What a worker's words are; the first byte of them."""

    ANSWER = b"A"
    """The frames of an answer, from a jail."""
    READY = b"R"
    """The worker is like the coordinator, or says its protections."""
    UNMET = b"U"
    """The worker does not know the job; its address."""
    UNLIKE = b"D"
    """The worker is not like the coordinator: ``{"worker", "what"}``."""
    JAILLESS = b"J"
    """The worker's machine has no jail to offer: ``{"worker", "what"}``."""
    ENDED = b"E"
    """The job ended while the question was open: this says nothing about the exhibit."""


@dataclass(frozen=True, slots=True)
class Job:
    """A :class:`Work` on its way to workers. Only a worker of the same build opens it."""

    token: bytes
    """Two runs never share jails."""
    work: Work
    """Without ``told``."""
    told: tuple[str | bytes, ...]
    """What ``warm_up`` is told; bytes are the content of a file, which gets a path here."""
    least: Protections | None
    """The protections that were recorded for this run; a worker has no weaker ones."""
    expected: bytes
    """What the coordinator's own jail answers to the work's reference."""
    idle_seconds: float


def name_of(job: bytes) -> str:
    """The name of a job as it crosses: the digest of its bytes."""
    return Digest.of(job).hex


def protections() -> bytes:
    """What this machine can put between a jail and itself, tried."""
    try:
        return _said(Said.READY, encode(jail.protections().to_record()))
    except WorkerStart as wrong:
        return _told(Said.JAILLESS, str(wrong.facts["how"]))


def meet(wanted: bytes, job: bytes) -> bytes:
    """Get ready for a job, where this worker is of the ``wanted`` build and answers the reference alike."""
    wants = {name: str(value) for name, value in decode_record(wanted).items()}
    if what := differing(wants):
        return _told(Said.UNLIKE, what)
    pool = _JOBS.pool(job)
    if pool is None:
        return _said(Said.ENDED)
    try:
        what = pool.unlike()
    except WorkerStart as wrong:
        return _said(Said.ENDED) if pool.ended else _told(Said.JAILLESS, str(wrong.facts["how"]))
    return _told(Said.UNLIKE, what) if what else _said(Said.READY)


def answer(name: str, header: bytes, payload: bytes, wanted: bytes = b"", job: bytes = b"") -> bytes:
    """Answer one question of the job called ``name``; ``wanted`` and ``job`` make it known here first."""
    if job and (met := meet(wanted, job)) != _said(Said.READY):
        return met
    pool = _JOBS.known(name)
    if pool is None:
        return _said(Said.UNMET, _address().encode())
    try:
        said = pool.ask(decode_record(header), payload)
    except WorkerStart as wrong:
        return _said(Said.ENDED) if pool.ended else _told(Said.JAILLESS, str(wrong.facts["how"]))
    # A jail that is stopped refuses what it was asked; that is not the exhibit's doing.
    return _said(Said.ENDED) if pool.ended else _said(Said.ANSWER, said)


def end(name: str) -> None:
    """End the jails of a job, now; it begins no more here."""
    _JOBS.end(name)


class _Pool:
    """The jails of one job in this process, one for each thread that asks.

    A jail dies with the thread that started it. So every thread asks its own and no other: none of them
    can lose its jail in the middle of a question because another thread has ended.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._files = [_in_memory(one) for one in job.told if isinstance(one, bytes)]
        paths = iter(f"/proc/{os.getpid()}/fd/{file}" for file in self._files)
        self._told = [next(paths) if isinstance(one, bytes) else one for one in job.told]
        self._jails: dict[int, Jail] = {}
        self._changed = threading.Condition()
        self._asking, self._heard = 0, time.monotonic()
        self._comparing, self._unlike = threading.Lock(), ""
        self._compared = False
        self.ended = False
        threading.Thread(target=self._end_when_idle, name="dalil-cluster-idle", daemon=True).start()

    def ask(self, header: Record, payload: bytes) -> bytes:
        """The frames of the answer. Raises: WorkerStart, also when the pool has ended."""
        own = self._begin()
        try:
            return framed(own.ask(header, payload))
        finally:
            self._finish()

    def unlike(self) -> str:
        """In words, how this machine is not like the coordinator's, if it is not. Raises: WorkerStart."""
        with self._comparing:
            if not self._compared:
                self._unlike = self._compare()
                self._compared = not self.ended
            return self._unlike

    def end(self) -> None:
        """End all jails, whoever is asking, and free everything; once."""
        with self._changed:
            if self.ended:
                return
            self.ended = True
            self._changed.notify_all()
        for each in self._jails.values():
            each.stop()
        with self._changed:
            self._changed.wait_for(lambda: not self._asking)
        for each in self._jails.values():
            each.close()
        for file in self._files:
            os.close(file)

    def _compare(self) -> str:
        if self._job.least is not None:
            own = self._begin()
            try:
                lacking = own.protections.lacking(self._job.least)
            finally:
                self._finish()
            if lacking:
                return f"its jail lacks what was recorded for this run ({', '.join(lacking)})"
        if self._job.work.reference is not None:
            said = self.ask(*self._job.work.reference)
            if said != self._job.expected and not self.ended:
                return "it states other facts about the reference"
        return ""

    def _begin(self) -> Jail:
        with self._changed:
            if self.ended:
                raise WorkerStart(how="it has ended")
            self._asking += 1
            work = self._job.work
            return self._jails.setdefault(
                threading.get_ident(),
                Jail(
                    work.entry,
                    limits=work.limits,
                    preload=work.preload,
                    warm_up=work.warm_up,
                    told=self._told,
                ),
            )

    def _finish(self) -> None:
        with self._changed:
            self._asking -= 1
            self._heard = time.monotonic()
            self._changed.notify_all()

    def _end_when_idle(self) -> None:
        with self._changed:
            while not self.ended:
                left = self._heard + self._job.idle_seconds - time.monotonic()
                if left <= 0 and not self._asking:
                    break
                self._changed.wait(max(left, 1))
        _JOBS.forget(self)
        self.end()


class _Jobs:
    """The jobs that this process knows, and the names of those that ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pools: dict[str, _Pool] = {}
        self._ended: deque[str] = deque(maxlen=1_000)

    def pool(self, job: bytes) -> _Pool | None:
        """The pool of a job, made if need be; None when that job has ended."""
        name = name_of(job)
        with self._lock:
            if name in self._ended:
                return None
            if name not in self._pools:
                # From the coordinator, which may run any code here anyhow.
                self._pools[name] = _Pool(pickle.loads(job))  # noqa: S301
            return self._pools[name]

    def known(self, name: str) -> _Pool | None:
        """The pool of a job that was met here."""
        with self._lock:
            return self._pools.get(name)

    def end(self, name: str) -> None:
        """End a job. A question of it that still lies in this worker's queue finds no jail any more."""
        with self._lock:
            self._ended.append(name)
            pool = self._pools.pop(name, None)
        if pool is not None:
            pool.end()

    def forget(self, pool: _Pool) -> None:
        """Leave out a pool that ends by itself; its job may begin again."""
        with self._lock:
            self._pools = {name: each for name, each in self._pools.items() if each is not pool}


_JOBS: Final = _Jobs()


def _in_memory(content: bytes) -> int:
    """A descriptor of a file without a name: nothing of it is left, however this process ends."""
    file = os.memfd_create("dalil-brought", os.MFD_CLOEXEC)
    left = memoryview(content)
    while left:
        left = left[os.write(file, left) :]
    return file


def _said(kind: Said, content: bytes = b"") -> bytes:
    return kind.value + content


def _told(kind: Said, what: str) -> bytes:
    return _said(kind, encode({"worker": _address(), "what": what}))


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
