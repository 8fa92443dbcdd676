"""System-call filters (seccomp, classic BPF): what a worker may still ask of the kernel.

Serves docs/spec/jail.md §4. Two filters: :func:`worker_filter` lets through a short list of calls and
answers EPERM to every other one; :func:`spawner_filter` takes sockets and new programs from the process that
loads our libraries, so that no library can speak to the network while it is loaded. A call made in another
machine's convention (32-bit calls on a 64-bit kernel) ends the process, for its numbers mean other calls.

Source: Linux ``Documentation/userspace-api/seccomp_filter.rst`` and ``linux/filter.h``.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dalil.engine.kernel import prctl

_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_ANY_BIT: Final = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_RETURN: Final = 0x06  # BPF_RET | BPF_K
_NUMBER_AT, _ARCH_AT = 0, 4  # in struct seccomp_data
_PROTECTION_AT: Final = 16 + 8 * 2  # the low half of the third argument; both machines are little-endian

KILL: Final = 0x8000_0000
ALLOW: Final = 0x7FFF_0000
_ERRNO: Final = 0x0005_0000
REFUSE: Final = _ERRNO | errno.EPERM
UNKNOWN: Final = _ERRNO | errno.ENOSYS

_PROT_EXEC: Final = 4
_X32_BIT: Final = 0x4000_0000
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2


@dataclass(frozen=True, slots=True)
class Machine:
    """One processor convention: its audit number and the numbers of its calls by name."""

    audit: int
    calls: Mapping[str, int]


# Reading and writing what is already open, memory, time, waiting, ending. Nothing that names a file, a host,
# a program or another process. `newfstatat` is missing on purpose: it takes a path.
_X86_64: Final = Machine(
    0xC000_003E,
    {
        "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "munmap": 11, "brk": 12,
        "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "readv": 19,
        "writev": 20, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39,
        "exit": 60, "gettimeofday": 96, "getrusage": 98, "sysinfo": 99, "times": 100, "sigaltstack": 131,
        "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204, "restart_syscall": 219,
        "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231,
        "ppoll": 271, "getcpu": 309, "getrandom": 318, "membarrier": 324, "rseq": 334, "mmap": 9,
        "mprotect": 10, "clone3": 435, "socket": 41, "socketpair": 53, "execve": 59, "ptrace": 101,
        "execveat": 322, "io_uring_setup": 425,
    },
)  # fmt: skip
_AARCH64: Final = Machine(
    0xC000_00B7,
    {
        "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67, "close": 57,
        "fstat": 80, "ppoll": 73, "exit": 93, "exit_group": 94, "futex": 98, "nanosleep": 101,
        "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123,
        "sched_yield": 124, "restart_syscall": 128, "sigaltstack": 132, "rt_sigaction": 134,
        "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "getrusage": 165, "getcpu": 168,
        "gettimeofday": 169, "getpid": 172, "gettid": 178, "sysinfo": 179, "brk": 214, "munmap": 215,
        "mremap": 216, "madvise": 233, "getrandom": 278, "membarrier": 283, "rseq": 293, "mmap": 222,
        "mprotect": 226, "clone3": 435, "socket": 198, "socketpair": 199, "execve": 221, "ptrace": 117,
        "execveat": 281, "io_uring_setup": 425,
    },
)  # fmt: skip
MACHINES: Final[Mapping[str, Machine]] = {"x86_64": _X86_64, "aarch64": _AARCH64}

_TAKEN_EARLY: Final = ("socket", "socketpair", "execve", "execveat", "ptrace", "io_uring_setup")
_WITH_CONDITION: Final = ("mmap", "mprotect", "clone3")


def worker_filter(machine: Machine) -> bytes:
    """Return the program for a worker: only reading, writing, memory, time and ending are let through.

    Memory can no longer be made executable, and no process can be signalled, the worker itself included.
    """
    calls = machine.calls
    program = [*_prologue(machine)]
    for name, number in sorted(calls.items()):
        if name not in _TAKEN_EARLY and name not in _WITH_CONDITION:
            program += [_step(_EQUAL, number, 0, 1), _step(_RETURN, ALLOW)]
    for name in ("mmap", "mprotect"):
        program += [
            _step(_EQUAL, calls[name], 0, 4), _step(_LOAD, _PROTECTION_AT), _step(_ANY_BIT, _PROT_EXEC, 1, 0),
            _step(_RETURN, ALLOW), _step(_RETURN, REFUSE),
        ]  # fmt: skip
    # glibc falls back to clone() only after ENOSYS, and then meets EPERM as it should.
    program += [_step(_EQUAL, calls["clone3"], 0, 1), _step(_RETURN, UNKNOWN), _step(_RETURN, REFUSE)]
    return b"".join(program)


def spawner_filter(machine: Machine) -> bytes:
    """Return the program for the spawner: everything but sockets, new programs, tracing and io_uring."""
    return _all_but(machine, _TAKEN_EARLY)


def program_filter(machine: Machine) -> bytes:
    """Return the program for what others wrote: everything but sockets, tracing and io_uring."""
    return _all_but(machine, tuple(name for name in _TAKEN_EARLY if not name.startswith("exec")))


def _all_but(machine: Machine, refused: tuple[str, ...]) -> bytes:
    program = [*_prologue(machine)]
    for name in refused:
        program += [_step(_EQUAL, machine.calls[name], 0, 1), _step(_RETURN, REFUSE)]
    return b"".join([*program, _step(_RETURN, ALLOW)])


def machine_here() -> Machine | None:
    """The convention of this processor, or None where we have no list for it."""
    return MACHINES.get(os.uname().machine)


class Filter:
    """A program laid out in memory, so that a new worker installs it with one call."""

    def __init__(self, program: bytes) -> None:
        self._steps = ctypes.create_string_buffer(program, len(program))
        # struct sock_fprog: a 16-bit count, padding, a pointer.
        head = struct.pack("@HP", len(program) // 8, ctypes.addressof(self._steps))
        self._head = ctypes.create_string_buffer(head, len(head))

    def install(self) -> bool:
        """Bind this thread and all it starts for ever; False where the kernel has no such filters.

        The process must have given up gaining privileges before (PR_SET_NO_NEW_PRIVS).
        """
        return prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(self._head)) == 0


def _prologue(machine: Machine) -> list[bytes]:
    steps = [
        _step(_LOAD, _ARCH_AT), _step(_EQUAL, machine.audit, 1, 0), _step(_RETURN, KILL),
        _step(_LOAD, _NUMBER_AT),
    ]  # fmt: skip
    if machine is _X86_64:  # the x32 convention shares the audit number and marks its calls with one bit
        steps += [_step(_AT_LEAST, _X32_BIT, 0, 1), _step(_RETURN, KILL)]
    return steps


def _step(code: int, value: int, jump_true: int = 0, jump_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, jump_true, jump_false, value)
