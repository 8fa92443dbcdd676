"""A spawner seen from the parent: a process, four pipes, a shared payload, and deadlines.

Serves docs/spec/jail.md §2. Knows nothing of what is asked.
"""

import contextlib
import fcntl
import math
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import Final

_PIECE_BYTES: Final = 1 << 20
_PIPE_BYTES: Final = 1 << 20
_F_SETPIPE_SZ: Final = 1031


class Late(Exception):  # noqa: N818 - not an error: the parent turns it into a refusal
    """The allowed real time has been waited."""


@dataclass(slots=True)
class Patience:
    """Real time that may still be waited; only waiting uses it up.

    ``seconds`` is for everything, ``silence_seconds`` for one wait in which nothing happens.
    """

    seconds: float
    silence_seconds: float = math.inf

    def wait(self, poll: "select.poll") -> list[tuple[int, int]]:
        """Poll until something happens.

        Raises: Late when the time is used up first.
        """
        started = time.monotonic()
        happened = poll.poll(max(0, min(self.seconds, self.silence_seconds)) * 1000)
        self.seconds -= time.monotonic() - started
        if not happened:
            raise Late
        return happened


@dataclass(slots=True)
class Process:
    """One running spawner. Everything is freed by :meth:`kill`, once."""

    popen: subprocess.Popen[bytes]
    requests: int
    answers: int
    control: int
    errors: int
    payload: int
    """Memory that this side writes and a worker reads: large bytes cross without a pipe."""
    _poll: "select.poll" = field(default_factory=select.poll)

    @classmethod
    def start(cls, file: int | None) -> "Process":
        """Start a spawner with a clean environment and none of our descriptors but its own ends.

        Raises: OSError when the machine has no process or descriptor left.
        """
        theirs_in, requests = _pipe()
        answers, theirs_out = _pipe()
        control, theirs_control = _pipe()
        errors, theirs_errors = _pipe()
        payload, theirs_payload = _shared()
        given = [theirs_in, theirs_out, theirs_control, theirs_payload]
        ends = [*given, -1 if file is None else file, os.getpid()]
        try:
            popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module, numbers as arguments
                [sys.executable, "-P", "-s", "-m", "dalil.engine.spawner", *map(str, ends)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=theirs_errors,
                env=environment(),
                cwd="/",
                pass_fds=[*given, *([] if file is None else [file])],
                process_group=0,  # a Ctrl-C at the terminal is for the parent alone
            )
        finally:
            for end in (*given, theirs_errors):
                os.close(end)
        process = cls(popen, requests, answers, control, errors, payload)
        for end in (requests, answers, control, errors):
            os.set_blocking(end, False)
        for end in (answers, control):
            process._poll.register(end, select.POLLIN)
        return process

    def share(self, payload: bytes | memoryview) -> None:
        """Let the next worker read ``payload``, and nothing of an earlier one.

        Raises: OSError when this machine has no memory for it.
        """
        os.ftruncate(self.payload, len(payload))
        left, at = memoryview(payload), 0
        while left:
            at += (written := os.pwrite(self.payload, left, at))
            left = left[written:]

    def send(self, content: bytes, patience: Patience) -> None:
        """Write all of ``content`` to the spawner.

        Raises: Late; BrokenPipeError when the spawner is gone.
        """
        poll = select.poll()
        poll.register(self.requests, select.POLLOUT)
        left = memoryview(content)
        while left:
            patience.wait(poll)
            left = left[os.write(self.requests, left[:_PIECE_BYTES]) :]

    def receive(self, patience: Patience) -> tuple[bytes | None, bytes]:
        """Wait for bytes and return those of control (None while it is silent, empty at its end) and answers.

        Raises: Late.
        """
        happened = dict(patience.wait(self._poll))
        control = _read_once(self.control) if self.control in happened else None
        answers = _read_once(self.answers) if self.answers in happened else None
        return control, answers or b""

    def rest(self) -> bytes:
        """What is left in the pipe of answers after the worker's end: at most what a pipe holds."""
        pieces = []
        while piece := _read_once(self.answers):
            pieces.append(piece)
        return b"".join(pieces)

    def stop(self) -> None:
        """End the spawner and its worker at once; whoever waits for an answer learns that they are gone."""
        if self.popen.poll() is None:
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()

    def kill(self) -> None:
        """Stop, and free everything; an idle spawner loses nothing by it."""
        self.stop()
        for end in (self.requests, self.answers, self.control, self.errors, self.payload):
            os.close(end)

    def last_words(self) -> str:
        """What a spawner that failed to start left on standard error: its last line."""
        said = (_read_once(self.errors) or b"").decode("utf-8", errors="replace")
        return said.strip().rpartition("\n")[2] or "no message"


def _pipe() -> tuple[int, int]:
    """A large pipe whose ends are not inherited: its reading and its writing descriptor."""
    reading, writing = os.pipe2(os.O_CLOEXEC)
    # Where the user's share of pipe memory is used up, the usual size works too, only slower.
    with contextlib.suppress(PermissionError):
        fcntl.fcntl(writing, _F_SETPIPE_SZ, _PIPE_BYTES)
    return reading, writing


def _shared() -> tuple[int, int]:
    """Memory without a name: a descriptor for writing it, and another for reading it only."""
    writing = os.memfd_create("dalil-payload", os.MFD_CLOEXEC)
    return writing, os.open(f"/proc/self/fd/{writing}", os.O_RDONLY | os.O_CLOEXEC)


def _read_once(descriptor: int) -> bytes | None:
    """One piece of what can be read now; None when nothing is there yet, empty when the other side closed."""
    try:
        return os.read(descriptor, _PIECE_BYTES)
    except BlockingIOError:
        return None


def environment() -> dict[str, str]:
    """What a process that meets foreign bytes may know: where our modules are, one thread, no secrets."""
    return {
        "PYTHONPATH": os.pathsep.join(os.path.abspath(entry) for entry in sys.path),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENCV_FOR_THREADS_NUM": "1",
        "OPENCV_OPENCL_RUNTIME": "disabled",
        "MALLOC_ARENA_MAX": "1",
        "ORT_DISABLE_TELEMETRY": "1",
    }
