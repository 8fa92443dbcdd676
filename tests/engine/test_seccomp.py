"""The filters are run here by a small interpreter of classic BPF, for every call number there is."""

import errno
import struct

import pytest

from dalil.engine import seccomp
from dalil.engine.seccomp import ALLOW, KILL, MACHINES, REFUSE, UNKNOWN, spawner_filter, worker_filter


def judged(program: bytes, audit: int, number: int, arguments: tuple[int, ...] = ()) -> int:
    """What the kernel would answer: BPF over ``struct seccomp_data``."""
    padded = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    context = struct.pack("=IIQ6Q", number, audit, 0, *padded)
    steps = list(struct.iter_unpack("=HBBI", program))
    held = at = 0
    while True:
        code, jump_true, jump_false, value = steps[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("=I", context, value)
        elif code == 0x06:
            return value
        else:
            test = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
            at += jump_true if test else jump_false


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_only_listed_calls_pass(name):
    machine = MACHINES[name]
    program = worker_filter(machine)
    passed = {number for number in range(1024) if judged(program, machine.audit, number) == ALLOW}
    names = {call for call, number in machine.calls.items() if number in passed}
    assert len(names) == len(passed)
    assert names.isdisjoint({"socket", "socketpair", "execve", "execveat", "ptrace", "io_uring_setup"})
    assert {"read", "write", "pread64", "mmap", "exit_group"} <= names
    assert judged(program, machine.audit, machine.calls["clone3"]) == UNKNOWN
    assert {judged(program, machine.audit, n) for n in set(range(1024)) - passed} == {REFUSE, UNKNOWN}


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_memory_cannot_be_made_executable(name):
    machine = MACHINES[name]
    program = worker_filter(machine)
    for call in ("mmap", "mprotect"):
        for protection in range(8):
            expected = REFUSE if protection & 4 else ALLOW
            assert judged(program, machine.audit, machine.calls[call], (0, 4096, protection)) == expected


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_another_machines_convention_ends_the_process(name):
    machine = MACHINES[name]
    for program in (worker_filter(machine), spawner_filter(machine)):
        assert judged(program, 0x4000_0003, 1) == KILL  # 32-bit x86
        others = [other.audit for other in MACHINES.values() if other is not machine]
        assert {judged(program, audit, 1) for audit in others} == {KILL}
    if name == "x86_64":
        assert judged(worker_filter(machine), machine.audit, 0x4000_0000 + 1) == KILL  # x32


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_a_spawner_loses_sockets_and_programs_alone(name):
    machine = MACHINES[name]
    program = spawner_filter(machine)
    refused = {number for number in range(1024) if judged(program, machine.audit, number) == REFUSE}
    names = {"socket", "socketpair", "execve", "execveat", "ptrace", "io_uring_setup"}
    assert refused == {machine.calls[call] for call in names}


def test_refused_means_not_permitted():
    assert REFUSE & 0xFFFF == errno.EPERM
    assert seccomp.UNKNOWN & 0xFFFF == errno.ENOSYS
