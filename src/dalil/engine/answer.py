"""An answer as it arrives from a worker: counted, cut into parts, judged at its end.

Serves docs/spec/jail.md §6. Whoever has seen hostile bytes may send anything; here it is bounded first.
"""

import signal
from collections.abc import Iterator
from typing import Final

from dalil.core.canonical import Record, decode_record, encode
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.limits import MIB
from dalil.engine import frames
from dalil.engine.frames import Frame, FrameError, FrameReader, Kind
from dalil.engine.plan import JailLimits, Part
from dalil.engine.refusals import WorkerAnswer, WorkerCpu, WorkerDied, WorkerStart

_HOW_CHARACTERS_MAX: Final = 300


class Answer:
    """One answer in the making: counts what arrives, keeps how it ended."""

    def __init__(self, limits: JailLimits) -> None:
        self._limits = limits
        self._reader = FrameReader(limits.frame_bytes)
        self._control = FrameReader(MIB)
        self._bytes = 0
        self._frames = 0
        self._last: Frame | None = None
        self._exit: Record | None = None

    @property
    def exited(self) -> bool:
        """True when the spawner has said how the worker ended."""
        return self._exit is not None

    def take_control(self, piece: bytes) -> None:
        """Take what the spawner says.

        Raises: WorkerDied when it is gone.
        """
        if not piece:
            raise WorkerDied(how="the spawner ended")
        for frame in self._control.feed(piece):
            self._exit = decode_record(frame.content)

    def take(self, piece: bytes) -> Iterator[Part]:
        """Take what the worker says and yield the parts that are whole.

        Raises: WorkerAnswer when it says too much, or anything that is no answer.
        """
        self._bytes += len(piece)
        if self._bytes > self._limits.answer_bytes:
            raise WorkerAnswer(detail=f"more than {self._limits.answer_bytes} bytes")
        try:
            for frame in self._reader.feed(piece):
                yield from self._part(frame)
        except (FrameError, BodyRefusal) as wrong:
            raise WorkerAnswer(detail=str(wrong)) from wrong

    def conclude(self) -> None:
        """Judge the end.

        Raises: what the entry refused, or what became of the worker.
        """
        assert self._exit is not None
        status, milliseconds = self._exit["status"], self._exit["cpu_milliseconds"]
        assert isinstance(status, int)
        assert isinstance(milliseconds, int)
        if self._last is not None and self._last.kind is Kind.CRASH:
            raise WorkerDied(how=_crash(self._last.content))
        if status < 0:
            raise self._killed(-status, milliseconds)
        if status != 0:
            raise WorkerDied(how=f"exit status {status}")
        if self._last is None or not self._reader.empty:
            raise WorkerAnswer(detail="it has no end")
        if self._last.kind is Kind.REFUSAL:
            raise _refusal(self._last.content)

    def _part(self, frame: Frame) -> Iterator[Part]:
        if self._last is not None:
            raise WorkerAnswer(detail="it goes on after its end")
        if frame.kind in {Kind.RECORD, Kind.BYTES}:
            self._frames += 1
            if self._frames > self._limits.frames:
                raise WorkerAnswer(detail=f"more than {self._limits.frames} parts")
            yield decode_record(frame.content) if frame.kind is Kind.RECORD else frame.content
        elif frame.kind in {Kind.END, Kind.REFUSAL, Kind.CRASH}:
            self._last = frame
        else:
            raise WorkerAnswer(detail=f"a frame of kind {frame.kind.name}")

    def _killed(self, number: int, milliseconds: int) -> Refusal:
        used_up = milliseconds >= 1000 * self._limits.cpu_seconds
        if number == signal.SIGXCPU or (number == signal.SIGKILL and used_up):
            return WorkerCpu(seconds=self._limits.cpu_seconds)
        return WorkerDied(how=f"signal {signal.Signals(number).name}")


def whole(limits: JailLimits, said: bytes) -> tuple[Part, ...]:
    """The parts of an answer that came in one piece, end included.

    Raises: what the entry refused; WorkerAnswer when it says too much, or anything that is no answer.
    """
    answer = Answer(limits)
    parts = tuple(answer.take(said))
    answer.take_control(_frame(Kind.EXITED, encode({"status": 0, "cpu_milliseconds": 0})))
    answer.conclude()
    return parts


def framed(parts: Iterator[Part]) -> bytes:
    """An answer in one piece, as :func:`whole` reads it; what was said before a refusal is left out.

    Raises: WorkerStart, which says nothing about the item.
    """
    try:
        said = [_said(part) for part in parts]
    except WorkerStart:
        raise
    except Refusal as refusal:
        return _frame(Kind.REFUSAL, encode(frames.refusal_to_record(refusal)))
    return b"".join([*said, _frame(Kind.END, b"")])


def _said(part: Part) -> bytes:
    return _frame(Kind.RECORD, encode(part)) if isinstance(part, dict) else _frame(Kind.BYTES, part)


def _frame(kind: Kind, content: bytes) -> bytes:
    return frames.head(kind, len(content)) + content


def _refusal(content: bytes) -> Refusal:
    try:
        return frames.refusal_from_record(content)
    except BodyRefusal as wrong:
        return WorkerAnswer(detail=str(wrong))


def _crash(content: bytes) -> str:
    try:
        return str(decode_record(content).get("how"))[:_HOW_CHARACTERS_MAX]
    except BodyRefusal:
        return "it does not say how"
