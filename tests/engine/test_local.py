import itertools
import os
import threading

import pytest

from dalil.core.errors import Refusal
from dalil.core.limits import ENGINE_AHEAD_PER_WORKER, MIB
from dalil.engine.contract import Work
from dalil.engine.local import LocalEngine
from dalil.engine.plan import JailLimits

LIMITS = JailLimits(memory_bytes=512 * MIB, cpu_seconds=2, wall_seconds=60, answer_bytes=4 * MIB)
ECHO = Work("engine.misbehaving:echo", limits=LIMITS)
MIXED = Work("engine.misbehaving:misbehave", limits=LIMITS)


def shown(outcomes):
    return [(o.code, o.facts) if isinstance(o, Refusal) else o for o in outcomes]


def test_answers_keep_the_order_of_requests_whatever_the_workers():
    requests = [({"n": n}, os.urandom(n * 100)) for n in range(40)]
    one, two = (shown(LocalEngine(workers).map(ECHO, requests)) for workers in (1, 2))
    assert one == two == [(header, payload) for header, payload in requests]


def test_hostile_items_cost_one_refusal_each_and_answers_do_not_depend_on_workers():
    deeds = ["refuse", "crash", "raise", "leave", "flood", "rubbish", "eat", "refuse"]
    requests = [({"do": deed}, b"") for deed in deeds]
    one, two = (shown(LocalEngine(workers).map(MIXED, requests)) for workers in (1, 2))
    assert one == two
    assert [code for code, _ in one] == [
        "test-unwanted",
        "worker-died",
        "worker-died",
        "worker-answer",
        "worker-answer",
        "worker-answer",
        "worker-memory",
        "test-unwanted",
    ]


def test_payloads_are_read_just_in_time_and_requests_only_a_little_ahead():
    drawn = []

    def endless():
        for n in itertools.count():
            drawn.append(n)
            yield {"n": n}, lambda n=n: str(n).encode()

    outcomes = LocalEngine(2).map(ECHO, endless())
    assert shown(itertools.islice(outcomes, 5)) == [({"n": n}, str(n).encode()) for n in range(5)]
    outcomes.close()
    assert len(drawn) <= 5 + 2 * (1 + ENGINE_AHEAD_PER_WORKER)


def test_a_refusal_while_reading_an_item_is_that_items_outcome():
    class Gone(Refusal):
        """It is gone."""

        code = "test-gone"

    def gone():
        raise Gone

    assert [code for code, _ in shown(LocalEngine(1).map(ECHO, [({}, gone)]))] == ["test-gone"]


def test_an_interrupt_ends_all_processes_at_once():
    def interrupted():
        yield {"do": "sleep"}, b""
        yield {"do": "sleep"}, b""
        raise KeyboardInterrupt

    limits = JailLimits(wall_seconds=100)
    with pytest.raises(KeyboardInterrupt):
        list(LocalEngine(2).map(Work("engine.misbehaving:misbehave", limits=limits), interrupted()))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("dalil-engine")]


def test_a_machine_without_workers_ends_the_run():
    work = Work("engine.misbehaving:echo", preload=("dalil.no_such_module",))
    with pytest.raises(Refusal) as refused:
        list(LocalEngine(1).map(work, [({}, b"")]))
    assert refused.value.code == "worker-start"


def test_no_requests_start_no_process():
    assert list(LocalEngine(2).map(ECHO, [])) == []


def test_the_engine_says_what_its_workers_are_kept_from():
    assert LocalEngine(1).protections().no_new_privileges
