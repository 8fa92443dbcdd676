"""A worker: one locked-in process, one request, one answer.

Serves docs/spec/jail.md §3 and §6. This is one of the named boundaries with a broad ``except``: whatever the
entry does, the process says how it failed and ends. It never goes on.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import BinaryIO, Final, NoReturn

from dalil.core.canonical import decode_record, encode
from dalil.core.errors import Refusal
from dalil.engine import frames
from dalil.engine.frames import Kind
from dalil.engine.plan import Entry

_FAILED: Final = 1
_HOW_CHARACTERS_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class Task:
    """One request as the spawner received it."""

    entry: Entry
    request: bytes
    """Canonical JSON: ``{"header", "payload_bytes"}``."""
    payload: int
    """Descriptor of the shared payload."""
    file: int | None


def answer(task: Task, *, answers: int, close: tuple[int, ...], closing: Callable[[], bool]) -> NoReturn:
    """Lock this process in, run the entry, write its answer and end.

    ``close`` are the descriptors that lead to the spawner and the parent; they go first. ``closing`` closes
    the doors and says whether all stand that ought to; otherwise the process does not begin.
    """
    status = _FAILED
    try:
        for descriptor in close:
            os.close(descriptor)
        file = None if task.file is None else _rewound(task.file)
        if closing():
            status = _serve(task, file, answers)
    finally:
        os._exit(status)  # whatever happened, nothing returns into the spawner's loop


def _serve(task: Task, file: BinaryIO | None, answers: int) -> int:
    try:
        request = decode_record(task.request)
        header, count = request["header"], request["payload_bytes"]
        assert isinstance(header, dict)
        assert isinstance(count, int)
        for part in task.entry(header, _payload(task.payload, count), file):
            if isinstance(part, dict):
                frames.write(answers, Kind.RECORD, encode(part))
            else:
                frames.write(answers, Kind.BYTES, part)
        frames.write(answers, Kind.END)
    except Refusal as refusal:
        frames.write(answers, Kind.REFUSAL, encode(frames.refusal_to_record(refusal)))
    except MemoryError:
        frames.write(answers, Kind.REFUSAL, _OUT_OF_MEMORY)
    except BaseException as failure:  # noqa: BLE001 - the boundary: the parent hears how, the process ends
        frames.write(answers, Kind.CRASH, encode({"how": _how(failure)}))
        return _FAILED
    return 0


_OUT_OF_MEMORY: Final = encode({"code": "worker-memory", "facts": {}})


def _how(failure: BaseException) -> str:
    """The failure's type and place, without its words: those may quote the exhibit, or an address."""
    place = _innermost(failure.__traceback__)
    return f"{type(failure).__name__} in {place}"[:_HOW_CHARACTERS_MAX]


def _innermost(trace: TracebackType | None) -> str:
    place = "an unknown place"
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _payload(descriptor: int, count: int) -> bytes:
    """The ``count`` shared bytes; usually one call, for the kernel reads at most 2 GiB at once."""
    content = os.pread(descriptor, count, 0)
    while len(content) < count:
        content += os.pread(descriptor, count - len(content), len(content))
    return content


def _rewound(file: int) -> BinaryIO:
    """The jail's file from its first byte; its position is shared with whoever else holds the descriptor."""
    os.lseek(file, 0, os.SEEK_SET)
    return open(file, "rb", closefd=False)
