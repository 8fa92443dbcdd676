"""Commands: the real command line, run as often as a test wants without loading its libraries each time.

A server process loads the program once; every command is a copy of it (fork) with its own arguments, folder,
environment and output, and can be killed like any program. Nothing of it is simulated:
:func:`dalil.cli.main.status` is what the console script calls.
"""

import importlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

from dalil.engine import privileges

READY: Final = b"ready\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended. ``status`` is negative for a signal, as :mod:`subprocess` has it."""

    status: int
    out: bytes
    err: bytes
    seconds: float

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command says
        """The one JSON object on stdout."""
        return json.loads(self.out)

    @property
    def jsonl(self) -> list[Any]:
        """JSON objects on stdout, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def refused(self) -> str:
        """The code of the refusal that ended the command run with ``--json``; empty where it did not."""
        for line in self.err.splitlines():
            if line.startswith(b'{"error"'):
                return str(json.loads(line)["error"]["code"])
        return ""


class Running:
    """A command on its way."""

    def __init__(self, pid: int, folder: tempfile.TemporaryDirectory[str], ending: int) -> None:
        self.pid = pid
        self._folder, self._ending = folder, ending
        self._started = time.monotonic()

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal, which may come too late."""
        if not self.ended(0):
            os.kill(self.pid, number)

    def ended(self, seconds: float) -> bool:
        """Wait up to ``seconds`` for the end."""
        return bool(select.select([self._ending], [], [], seconds)[0])

    def wait(self) -> Ran:
        """Wait for the end, once."""
        self.ended(600)
        status = os.read(self._ending, 16)
        os.close(self._ending)
        seconds = time.monotonic() - self._started
        with self._folder as folder:
            out, err = (_content(os.path.join(folder, name)) for name in ("out", "err"))
        return Ran(int(status) if status else -signal.SIGKILL, out, err, seconds)


class Commands:
    """The server. Use as a context manager.

    ``prelude`` names a module that the server loads first, found in folder ``path``: it sets bounds.
    """

    def __init__(self, *, prelude: str = "", path: str = "") -> None:
        command = [sys.executable, "-m", "dalil.testing.commands", prelude, path]
        kept = {key: value for key, value in os.environ.items() if not key.startswith("DALIL_")}
        self._server = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=kept
        )
        assert self._read_line() == READY, "the server starts"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for end in (self._server.stdin, self._server.stdout):
            assert end, "both are pipes"
            end.close()
        self._server.wait()

    def start(
        self,
        *arguments: str | bytes,
        cwd: str = "/",
        env: Mapping[str, str] | None = None,
        rights: bool = True,
    ) -> Running:
        """Start ``dalil`` with ``arguments``; ``env`` adds to the environment.

        Without ``rights`` it may no more than the owner of its files may: root reads what nobody may.
        """
        folder = tempfile.TemporaryDirectory(prefix="dalil-command-")
        os.chmod(folder.name, 0o777)  # noqa: S103 - a command without our rights writes its output there
        for name in ("out", "err"):
            os.close(os.open(os.path.join(folder.name, name), os.O_CREAT | os.O_WRONLY, 0o666))
        ending_path = os.path.join(folder.name, "ending")
        os.mkfifo(ending_path)
        ending = os.open(ending_path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        request = {
            "arguments": [os.fsdecode(each) for each in arguments],
            "cwd": cwd,
            "env": dict(env or {}),
            "folder": folder.name,
            "rights": rights,
        }
        assert self._server.stdin, "it is a pipe"
        self._server.stdin.write(json.dumps(request).encode() + b"\n")
        self._server.stdin.flush()
        return Running(int(self._read_line()), folder, ending)

    def run(
        self,
        *arguments: str | bytes,
        cwd: str = "/",
        env: Mapping[str, str] | None = None,
        rights: bool = True,
    ) -> Ran:
        """Run a command to its end."""
        return self.start(*arguments, cwd=cwd, env=env, rights=rights).wait()

    def _read_line(self) -> bytes:
        assert self._server.stdout, "it is a pipe"
        return self._server.stdout.readline()


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _serve(prelude: str, path: str) -> None:
    """In the server: load the program, then make one process for each request line until they end."""
    from dalil.cli import main

    main.tree()  # loads every command
    if prelude:
        sys.path.append(path)
        importlib.import_module(prelude)

    requests, answers = os.dup(0), os.dup(1)
    os.write(answers, READY)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for children here: they report by themselves
    with open(requests, "rb", buffering=0) as lines:
        for line in lines:
            request = json.loads(line)
            ending = os.open(os.path.join(request["folder"], "ending"), os.O_WRONLY)
            process = os.fork()
            if process == 0:
                os.close(requests)
                os.close(answers)
                _become(request)
                status = main.status(request["arguments"])
                sys.stdout.flush()
                sys.stderr.flush()
                os.write(ending, b"%d" % status)
                os._exit(status)
            os.close(ending)
            os.write(answers, b"%d\n" % process)


def _become(request: dict[str, Any]) -> None:
    """In the copy: a session, a folder, an environment and an output of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(request["cwd"])
    os.environ.update(request["env"])
    for number, name in ((0, os.devnull), (1, "out"), (2, "err")):
        opened = os.open(os.path.join(request["folder"], name), os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    if not request["rights"]:
        assert privileges.drop_capabilities(), "rights can be given up"


if __name__ == "__main__":
    _serve(*sys.argv[1:])
