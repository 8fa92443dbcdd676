"""Working: ``python -m dalil.web.working``, the process that does a team's long work, piece after piece.

It runs the commands that a terminal has, in processes of their own: what opens the vault is the log's key,
which whoever serves has unlocked, and the name in the log is that of whoever asked. It ends with the server,
and leaves what was under way to the next one.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from django.conf import settings

from dalil.catalog import boot  # noqa: F401 - sets Django up before its models are imported

# isort: split
from dalil.accounts import queue
from dalil.accounts.models import Work
from dalil.core.long_work import WorkKind, WorkState, arguments

PROGRESS_VARIABLE: Final = "DALIL_PROGRESS_FD"
_LOOK_AGAIN_S: Final = 0.5
_TOLD_EVERY_S: Final = 0.5
_GRACE_S: Final = 60
_INTERRUPTED: Final = 130


class Ended(Exception):  # noqa: N818 - no error: whoever serves has ended
    """Somebody ends this process."""


def main() -> int:
    """Work until ended."""
    parent = os.getppid()
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    queue.put_back()
    try:
        while os.getppid() == parent:
            work = queue.take(int(time.time()))
            if work is None:
                time.sleep(_LOOK_AGAIN_S)
            else:
                _do(work, settings.VAULT, parent)
    except Ended:
        queue.put_back()
    return 0


def _do(work: Work, vault: str, parent: int) -> None:
    reading, writing = os.pipe()
    command = [
        sys.executable,
        "-P",
        "-m",
        "dalil",
        *arguments(WorkKind(work.kind), vault=vault, actor=work.actor),
    ]
    surroundings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(  # noqa: S603 - our own program
        command,
        env={**surroundings, PROGRESS_VARIABLE: str(writing)},
        pass_fds=(writing,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    os.close(writing)
    said: list[bytes] = []
    listening = threading.Thread(target=lambda: said.append(_last(process)), daemon=True)
    listening.start()
    with _ended_with(process):
        stopped = _followed(work.pk, process, reading, parent)
    listening.join()
    now = int(time.time())
    if process.returncode == 0:
        queue.end(work.pk, WorkState.DONE, now)
    elif stopped or process.returncode == _INTERRUPTED:
        queue.end(work.pk, WorkState.STOPPED, now)
    else:
        queue.end(work.pk, WorkState.REFUSED, now, _code(said[0] if said else b""))


def _followed(identity: int, process: subprocess.Popen[bytes], reading: int, parent: int) -> bool:
    """Tell how far it is until it ends; whether it was stopped."""
    stopped, newest = False, b""
    os.set_blocking(reading, False)
    with open(reading, "rb", buffering=0) as told:
        while process.poll() is None:
            time.sleep(_TOLD_EVERY_S)
            if os.getppid() != parent:
                raise Ended
            lines = (told.read(65_536) or b"").splitlines()
            if lines and lines[-1] != newest:
                newest = lines[-1]
                queue.progressed(identity, *_progress(newest))
            if not stopped and queue.is_to_stop(identity):
                stopped = True
                process.send_signal(signal.SIGINT)
    return stopped


def _progress(line: bytes) -> tuple[str, int, int]:
    try:
        step, done, of = json.loads(line)
    except ValueError:  # half a line: the next one is whole
        return "", 0, 0
    return str(step), int(done), int(of)


def _last(process: subprocess.Popen[bytes]) -> bytes:
    """The last line of what a command says beside its results."""
    assert process.stderr, "it is piped"
    last = b""
    for line in process.stderr:
        last = line
    return last


def _code(line: bytes) -> str:
    """The code of the refusal in that line; empty where it tells none."""
    try:
        return str(json.loads(line)["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return ""


@contextmanager
def _ended_with(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Leave no command behind: interrupted, it keeps what it has finished."""
    try:
        yield
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_GRACE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _end(_number: int, _frame: FrameType | None) -> None:
    raise Ended


if __name__ == "__main__":
    sys.exit(main())
