"""The jail: asks one question about untrusted bytes in a process that can do nothing else.

Serves docs/spec/jail.md. Whatever the worker does, the asker gets the parts of an answer, or a refusal with a
code; time, memory and size are bounded on this side of the pipe.
"""

import importlib
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from dalil.core.canonical import Record, decode_record, encode
from dalil.core.limits import JAIL_START_SECONDS_MAX, MIB
from dalil.engine import frames
from dalil.engine.answer import Answer
from dalil.engine.frames import FrameReader, Kind
from dalil.engine.lockdown import Protections
from dalil.engine.plan import JailLimits, Part, Plan, module_of
from dalil.engine.process import Late, Patience, Process
from dalil.engine.refusals import WorkerDied, WorkerStart, WorkerWall


class Jail:
    """Runs one entry on untrusted bytes, each request in a fresh locked-in process.

    Not for several threads at once. Dies with the thread that asked first (PR_SET_PDEATHSIG).
    """

    def __init__(
        self,
        entry: str,
        *,
        limits: JailLimits | None = None,
        preload: Sequence[str] = (),
        warm_up: str | None = None,
        told: Sequence[str] = (),
        file: int | None = None,
    ) -> None:
        """Prepare; nothing is started before it is needed.

        ``entry`` and ``warm_up`` are ``package.module:function``; ``preload`` names modules that the entry
        imports inside functions; ``told`` is what ``warm_up`` is called with. ``file`` is a descriptor open
        for reading that every worker gets as a file, from its first byte; the caller keeps and closes it, and
        shares its position.
        """
        # Imported on this side too, so that the refusals of that module are known here.
        importlib.import_module(module_of(entry))
        self._limits = limits or JailLimits()
        memory, seconds = self._limits.memory_bytes, self._limits.cpu_seconds
        self._plan = Plan(entry, tuple(preload), warm_up, memory, seconds, tuple(told))
        self._file = file
        self._process: Process | None = None
        self._protections: Protections | None = None
        self._stopped = False

    def ask(self, header: Record, payload: bytes | memoryview = b"") -> Iterator[Part]:
        """Yield the parts of the entry's answer to ``header`` and ``payload`` as they arrive.

        Parts that came before a refusal have been yielded; who needs all or nothing collects them first.

        Raises: the entry's own Refusal; WorkerCpu, WorkerWall, WorkerMemory, WorkerDied, WorkerAnswer when
        the worker is stopped or stops; WorkerStart when there is no worker to be had.
        """
        process = self._running()
        answer = Answer(self._limits)
        patience = Patience(self._limits.wall_seconds, self._limits.silence_seconds)
        whole = False
        try:
            process.share(payload)
            request = encode({"header": header, "payload_bytes": len(payload)})
            process.send(frames.head(Kind.RECORD, len(request)) + request, patience)
            while not answer.exited:
                control, piece = process.receive(patience)
                if control is not None:
                    answer.take_control(control)
                    piece += process.rest()
                yield from answer.take(piece)
            whole = True
        except Late:
            bound = self._limits.silence_seconds if patience.seconds > 0 else self._limits.wall_seconds
            raise WorkerWall(seconds=_plain(bound)) from None
        except BrokenPipeError:
            raise WorkerDied(how="the spawner ended") from None
        except OSError as wrong:
            raise WorkerStart(how=wrong.strerror) from wrong
        finally:
            if not whole:  # also when the asker has had enough: half an answer must not meet the next request
                self.close()
        answer.conclude()

    @property
    def protections(self) -> Protections:
        """What a worker of this jail is kept from, as the first one found it; starts the jail if need be.

        Raises: WorkerStart.
        """
        self._running()
        assert self._protections is not None
        return self._protections

    def stop(self) -> None:
        """End the processes for good, from another thread than the asker; that one meets a refusal."""
        self._stopped = True
        if (process := self._process) is not None:
            process.stop()

    def close(self) -> None:
        """End the processes; the next request starts new ones."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _running(self) -> Process:
        if self._process is not None:
            if self._process.popen.poll() is None:
                return self._process
            self.close()
        try:
            self._process = Process.start(self._file)
        except OSError as wrong:
            raise WorkerStart(how=wrong.strerror) from wrong
        if self._stopped:  # while it was being started
            self.close()
            raise WorkerStart(how="it was stopped")
        self._protections = self._await_ready(self._process)
        return self._process

    def _await_ready(self, process: Process) -> Protections:
        patience = Patience(JAIL_START_SECONDS_MAX)
        reader = FrameReader(MIB)
        plan = encode(self._plan.to_record())
        try:
            process.send(frames.head(Kind.RECORD, len(plan)) + plan, patience)
            while control := process.receive(patience)[0]:
                for frame in reader.feed(control):
                    return Protections.from_record(decode_record(frame.content))
        except (Late, BrokenPipeError):
            pass
        how = process.last_words()
        self.close()
        raise WorkerStart(how=how)


def protections() -> Protections:
    """What this machine can put between a worker and itself, tried and not assumed.

    Raises: WorkerStart when not even a worker can be had.
    """
    with Jail("dalil.engine.plan:nothing") as jail:
        return jail.protections


def _plain(seconds: float) -> int | str:
    """Seconds as a fact: an integer where it is one, for records hold no fractions."""
    return int(seconds) if seconds == int(seconds) else str(seconds)
