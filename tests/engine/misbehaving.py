"""Entries that try what a worker must not be able to do. Each runs in a worker; none mocks anything."""

import ctypes
import errno
import mmap
import os
import platform
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import BinaryIO

from dalil.core.canonical import Record, encode
from dalil.core.errors import Refusal
from dalil.engine import frames
from dalil.engine.frames import Kind
from dalil.engine.plan import Part

LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = platform.machine()
WARMED: list[str] = []
COUNTED: list[int] = []


class Unwanted(Refusal):
    """A refusal of the tests' own: {what}, {count}."""

    code = "test-unwanted"


def _attempt(deed: Callable[[], object]) -> str:
    try:
        deed()
    except OSError as refused:
        return errno.errorcode[refused.errno or 0]
    except RuntimeError as refused:
        return str(refused)
    return "done"


def _raw(number: int, *arguments: int) -> str:
    result = LIBC.syscall(number, *arguments)
    return "done" if result >= 0 else errno.errorcode[ctypes.get_errno()]


ATTEMPTS: dict[str, Callable[[], str]] = {
    "tcp socket": lambda: _attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
    "unix socket": lambda: _attempt(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)),
    "netlink socket": lambda: _attempt(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)),
    "socket pair": lambda: _attempt(socket.socketpair),
    "read a file": lambda: _attempt(lambda: os.open("/etc/hostname", os.O_RDONLY)),
    "write a file": lambda: _attempt(lambda: os.open("/tmp/dalil-escape", os.O_WRONLY | os.O_CREAT)),
    "list a folder": lambda: _attempt(lambda: os.listdir("/")),
    "probe a path": lambda: _attempt(lambda: os.stat("/etc/passwd")),
    "read the environment": lambda: _attempt(lambda: os.open("/proc/self/environ", os.O_RDONLY)),
    "unlink": lambda: _attempt(lambda: os.unlink("/tmp/dalil-nothing")),
    "make a folder": lambda: _attempt(lambda: os.mkdir("/tmp/dalil-escape")),
    "run a program": lambda: _attempt(lambda: os.execv("/bin/true", ["true"])),
    "fork": lambda: _attempt(os.fork),
    "start a thread": lambda: _attempt(threading.Thread(target=print).start),
    "signal the parent": lambda: _attempt(lambda: os.kill(os.getppid(), signal.SIGKILL)),
    "signal everybody": lambda: _attempt(lambda: os.kill(-1, signal.SIGKILL)),
    "ask for limits": lambda: _raw({"x86_64": 302, "aarch64": 261}[MACHINE], 0, 0, 0, 0),
    "duplicate a descriptor": lambda: _attempt(lambda: os.dup(1)),
    "memory file": lambda: _attempt(lambda: os.memfd_create("x")),
    "event poll": lambda: _attempt(select.epoll),
    "executable memory": lambda: _attempt(
        lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC | mmap.PROT_WRITE)
    ),
    "trace": lambda: _raw({"x86_64": 101, "aarch64": 117}[MACHINE], 0, 0, 0, 0),
    "io_uring": lambda: _raw(425, 8, 0),
    "handle of the parent": lambda: _raw(434, os.getppid(), 0),
    "read the parent's memory": lambda: _raw(
        {"x86_64": 310, "aarch64": 270}[MACHINE], os.getppid(), 0, 0, 0, 0, 0
    ),
    "new namespace": lambda: _raw({"x86_64": 272, "aarch64": 97}[MACHINE], 0x10000000),
    "host name": lambda: _attempt(os.uname),
}


def attempts(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    for name, deed in ATTEMPTS.items():
        yield {"attempt": name, "met": deed()}


def echo(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    yield header
    yield payload
    if file is not None:
        yield file.read()


def counts(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    COUNTED.append(1)
    yield {"requests_seen": len(COUNTED), "warmed": list(WARMED), "process": os.getpid()}


def warm() -> None:
    WARMED.append("warm")


def warm_with(*told: str) -> None:
    """Told words, and paths of files of our own."""
    for one in told:
        if os.path.isabs(one):
            with open(one, encoding="utf-8") as file:
                WARMED.append(file.read())
        else:
            WARMED.append(one)


def warmed(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    yield {"warmed": list(WARMED)}


def slow(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    """Takes its time, and says back what it was asked."""
    time.sleep(0.2)
    yield header


def surroundings(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    open_ones = [number for number in range(64) if _attempt(lambda n=number: os.lseek(n, 0, 1)) != "EBADF"]
    yield {"environment": sorted(os.environ), "descriptors": open_ones}


def misbehave(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Part]:
    """Does the one thing that ``header`` names."""
    deed = header["do"]
    assert isinstance(deed, str)
    yield from DEEDS[deed]()


def _spin() -> Iterator[Part]:
    yield {"started": True}
    while True:
        pass


def _spin_deaf() -> Iterator[Part]:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    yield from _spin()


def _sleep() -> Iterator[Part]:
    while True:
        time.sleep(1)
    yield {}


def _drip() -> Iterator[Part]:
    for number in range(8):
        time.sleep(0.2)
        yield {"number": number}


def _eat() -> Iterator[Part]:
    held = []
    while True:
        held.append(bytes(16 << 20))
    yield {}


def _crash() -> Iterator[Part]:
    ctypes.string_at(8)
    yield {}


def _abort() -> Iterator[Part]:
    yield {"started": True}
    os.abort()


def _refuse() -> Iterator[Part]:
    yield {"started": True}
    raise Unwanted(what="a\ud800b", count=3)


def _raise() -> Iterator[Part]:
    yield {"started": True}
    raise KeyError("the words of an exhibit")


def _leave() -> Iterator[Part]:
    yield {"started": True}
    os._exit(0)


def _chatter() -> Iterator[Part]:
    while True:
        yield {"again": True}


def _flood() -> Iterator[Part]:
    while True:
        yield bytes(1 << 20)


def _forge(raw: bytes) -> Iterator[Part]:
    """Write ``raw`` where answers go: to whichever descriptor takes it."""
    yield {"started": True}
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, raw)
        except OSError:
            continue
    os._exit(0)


def _frame(kind: Kind, content: bytes) -> bytes:
    return frames.head(kind, len(content)) + content


DEEDS: dict[str, Callable[[], Iterator[Part]]] = {
    "spin": _spin,
    "spin, deaf to signals": _spin_deaf,
    "sleep": _sleep,
    "drip": _drip,
    "eat": _eat,
    "crash": _crash,
    "abort": _abort,
    "refuse": _refuse,
    "raise": _raise,
    "leave": _leave,
    "chatter": _chatter,
    "flood": _flood,
    "rubbish": lambda: _forge(b"\x00" * 40),
    "half a frame": lambda: _forge(frames.head(Kind.BYTES, 1000) + b"x"),
    "a huge frame": lambda: _forge(frames.head(Kind.BYTES, 0xFFFF_FFFF)),
    "not canonical": lambda: _forge(_frame(Kind.RECORD, b'{"b":1,"a":2}')),
    "not an object": lambda: _forge(_frame(Kind.RECORD, b"[1]")),
    "a deep record": lambda: _forge(_frame(Kind.RECORD, b"[" * 100_000)),
    "a float": lambda: _forge(_frame(Kind.RECORD, b'{"a":1.5}')),
    "the spawner's word": lambda: _forge(_frame(Kind.EXITED, encode({"status": 0, "cpu_milliseconds": 0}))),
    "after the end": lambda: _forge(_frame(Kind.END, b"") + _frame(Kind.RECORD, b"{}")),
    "a refusal that ends a run": lambda: _forge(
        _frame(Kind.REFUSAL, encode({"code": "worker-start", "facts": {"how": "x"}}))
    ),
    "an unknown refusal": lambda: _forge(_frame(Kind.REFUSAL, encode({"code": "no-such", "facts": {}}))),
    "a forged fact": lambda: _forge(
        _frame(Kind.REFUSAL, encode({"code": "test-unwanted", "facts": {"self": "x"}}))
    ),
    "a long fact": lambda: _forge(
        _frame(Kind.REFUSAL, encode({"code": "test-unwanted", "facts": {"what": "x" * 501}}))
    ),
}
