import os
import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice

import pytest

from dalil.core.errors import Refusal
from dalil.core.limits import MIB
from dalil.engine.jail import Jail, protections
from dalil.engine.plan import JailLimits
from engine.misbehaving import ATTEMPTS

SHORT = JailLimits(
    memory_bytes=512 * MIB, cpu_seconds=1, wall_seconds=60, frame_bytes=MIB, answer_bytes=4 * MIB, frames=50
)


def test_this_kernel_gives_both_walls():
    # Debian's kernels have seccomp; Landlock where it is switched on. The test says what the run would say.
    found = protections()
    assert found.seccomp
    assert found.no_new_privileges
    assert found.sockets_taken_early
    if os.path.exists("/sys/kernel/security/landlock") or found.landlock_abi:
        assert found.landlock_abi >= 1
        assert found.whole


def test_a_worker_can_reach_nothing():
    with Jail("engine.misbehaving:attempts") as jail:
        met = {str(part["attempt"]): part["met"] for part in jail.ask({}) if isinstance(part, dict)}
    assert met.keys() == ATTEMPTS.keys()
    tolerated = {"start a thread": "can't start new thread"}
    for name, answer in met.items():
        assert answer == tolerated.get(name, "EPERM"), (name, answer)
    assert not os.path.lexists("/tmp/dalil-escape")


def test_a_worker_inherits_neither_environment_nor_descriptors(monkeypatch, tmp_path):
    monkeypatch.setenv("DALIL_PASSPHRASE", "secret")
    with open(tmp_path / "held", "wb") as held, Jail("engine.misbehaving:surroundings") as jail:
        os.set_inheritable(held.fileno(), True)
        (found,) = jail.ask({})
    assert isinstance(found, dict)
    assert "DALIL_PASSPHRASE" not in found["environment"]
    assert "HOME" not in found["environment"]
    # standard streams, the pipe of answers, the shared payload
    assert len(found["descriptors"]) == 5


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("spin", "worker-cpu"),
        ("spin, deaf to signals", "worker-cpu"),
        ("sleep", "worker-wall"),
        ("eat", "worker-memory"),
        ("crash", "worker-died"),
        ("abort", "worker-died"),
        ("refuse", "test-unwanted"),
        ("raise", "worker-died"),
        ("leave", "worker-answer"),
        ("chatter", "worker-answer"),
        ("flood", "worker-answer"),
        ("rubbish", "worker-answer"),
        ("half a frame", "worker-answer"),
        ("a huge frame", "worker-answer"),
        ("not canonical", "worker-answer"),
        ("not an object", "worker-answer"),
        ("a deep record", "worker-answer"),
        ("a float", "worker-answer"),
        ("the spawner's word", "worker-answer"),
        ("after the end", "worker-answer"),
        ("a refusal that ends a run", "worker-answer"),
        ("an unknown refusal", "worker-answer"),
        ("a forged fact", "worker-answer"),
        ("a long fact", "worker-answer"),
    ],
)
def test_misbehaviour_costs_one_refusal(deed, code):
    limits = replace(SHORT, wall_seconds=2) if deed == "sleep" else SHORT
    with Jail("engine.misbehaving:misbehave", limits=limits) as jail:
        with pytest.raises(Refusal) as refused:
            list(jail.ask({"do": deed}))
        assert refused.value.code == code
        assert refused.value.sentence
        with pytest.raises(Refusal) as again:
            list(jail.ask({"do": "refuse"}))
        assert again.value.code == "test-unwanted"


def test_a_refusal_keeps_its_class_and_bounded_facts():
    with Jail("engine.misbehaving:misbehave") as jail, pytest.raises(Refusal) as refused:
        list(jail.ask({"do": "refuse"}))
    assert refused.value.facts == {"what": "a\ufffdb", "count": 3}


def test_a_crash_names_its_place_and_not_the_words_of_an_exhibit():
    with Jail("engine.misbehaving:misbehave") as jail, pytest.raises(Refusal) as refused:
        list(jail.ask({"do": "raise"}))
    assert str(refused.value.facts["how"]).startswith("KeyError in engine.misbehaving:")
    with Jail("engine.misbehaving:misbehave") as jail, pytest.raises(Refusal) as refused:
        list(jail.ask({"do": "crash"}))
    assert refused.value.facts == {"how": "signal SIGSEGV"}


@pytest.mark.parametrize("count", [0, 1, 65_536, 5 * MIB + 1])
def test_bytes_cross_unchanged(count):
    payload = os.urandom(count)
    with Jail("engine.misbehaving:echo") as jail:
        assert list(jail.ask({"عربي".encode().hex(): "نص"}, payload)) == [
            {"d8b9d8b1d8a8d98a": "نص"},
            payload,
        ]
        assert list(jail.ask({}, memoryview(payload)[:100]))[1] == payload[:100]


def test_every_request_meets_a_process_that_has_seen_no_other():
    with Jail("engine.misbehaving:counts", warm_up="engine.misbehaving:warm") as jail:
        answers = [part for _ in range(3) for part in jail.ask({}) if isinstance(part, dict)]
    assert [answer["requests_seen"] for answer in answers] == [1, 1, 1]
    assert [answer["warmed"] for answer in answers] == [["warm"]] * 3
    assert len({answer["process"] for answer in answers}) == 3


def test_the_jails_file_is_read_from_its_start_each_time(tmp_path):
    path = tmp_path / "exhibit"
    path.write_bytes(b"bytes of an exhibit")
    with open(path, "rb") as file, Jail("engine.misbehaving:echo", file=file.fileno()) as jail:
        for _ in range(2):
            assert list(jail.ask({}))[2] == b"bytes of an exhibit"


def test_leaving_an_answer_early_leaves_nothing_for_the_next_request():
    with Jail("engine.misbehaving:misbehave") as jail:
        assert list(islice(jail.ask({"do": "flood"}), 2)) == [bytes(MIB)] * 2
        with pytest.raises(Refusal) as refused:
            list(jail.ask({"do": "refuse"}))
    assert refused.value.code == "test-unwanted"


def test_time_the_asker_takes_is_not_the_workers():
    limits = JailLimits(wall_seconds=3)
    with Jail("engine.misbehaving:echo", limits=limits) as jail:
        jail.protections  # noqa: B018 - starts it
        for part in jail.ask({}, bytes(3 * MIB)):
            time.sleep(3.2 if isinstance(part, dict) else 0)


def test_an_answer_may_take_long_as_long_as_it_is_not_silent():
    talking = JailLimits(wall_seconds=60, silence_seconds=1)
    with Jail("engine.misbehaving:misbehave", limits=talking) as jail:
        assert len(list(jail.ask({"do": "drip"}))) == 8
        with pytest.raises(Refusal) as silent:
            list(jail.ask({"do": "sleep"}))
    hurried = JailLimits(wall_seconds=1)
    with Jail("engine.misbehaving:misbehave", limits=hurried) as jail, pytest.raises(Refusal) as late:
        list(jail.ask({"do": "drip"}))
    assert (silent.value.code, late.value.code) == ("worker-wall", "worker-wall")


def test_an_entry_that_cannot_be_loaded_says_so():
    with Jail("engine.misbehaving:echo", preload=("dalil.no_such_module",)) as jail:
        with pytest.raises(Refusal) as refused:
            list(jail.ask({}))
        assert refused.value.code == "worker-start"
        assert "no_such_module" in refused.value.sentence


def test_no_process_is_left_behind():
    with Jail("engine.misbehaving:misbehave", limits=SHORT) as jail:
        answer = jail.ask({"do": "spin"})
        assert next(answer) == {"started": True}
        assert jail._process is not None
        group = jail._process.popen.pid
        answer.close()
    assert group_ends(group)


def test_workers_die_with_a_killed_parent():
    program = (
        "from dalil.engine.jail import Jail\n"
        "jail = Jail('engine.misbehaving:misbehave')\n"
        "answer = jail.ask({'do': 'spin'})\n"
        "next(answer)\n"
        "print(jail._process.popen.pid, flush=True)\n"
        "next(answer)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as parent:
        group = int(parent.stdout.readline())
        parent.kill()
    assert group_ends(group)


def group_ends(group):
    """True when no process of ``group`` runs any more, within five seconds; those ended may wait for init."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        states = [state for process_group, state in processes() if process_group == group]
        if not [state for state in states if state not in "ZX"]:
            return True
        time.sleep(0.02)
    return False


def processes():
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                after_name = file.read().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        yield int(after_name[2]), after_name[0]
