"""The cluster gives what this machine alone gives, loses no answer with a worker, never waits for ever."""

import itertools
import os
import shutil
import signal
import threading
import time
from dataclasses import replace

import pytest

import dalil
from dalil.core.errors import Refusal
from dalil.core.limits import ENGINE_AHEAD_PER_WORKER, MIB
from dalil.engine.cluster import ClusterEngine
from dalil.engine.cluster_link import Waits
from dalil.engine.contract import Brought, Work
from dalil.engine.jail import protections
from dalil.engine.local import LocalEngine
from dalil.engine.plan import JailLimits
from dalil.engine.refusals import ClusterDiffers, ClusterLost, ClusterUnreachable, WorkerStart
from engine.dask_cluster import DaskCluster

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]

LIMITS = JailLimits(memory_bytes=512 * MIB, cpu_seconds=2, wall_seconds=60, answer_bytes=4 * MIB)
ECHO = Work("engine.misbehaving:echo", limits=LIMITS)
MIXED = Work("engine.misbehaving:misbehave", limits=LIMITS)
SLOW = Work("engine.misbehaving:slow", limits=LIMITS)
WAITS = Waits(connect=20, workerless=3, idle=60)
WORKERS = 2
NOBODY = "tcp://127.0.0.1:9"


def shown(outcomes):
    return [(o.code, o.facts) if isinstance(o, Refusal) else o for o in outcomes]


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A cluster of two workers that no test ends."""
    with DaskCluster(str(tmp_path_factory.mktemp("pair") / "cluster")) as cluster:
        cluster.workers = [cluster.start_worker() for _ in range(WORKERS)]
        cluster.await_workers(WORKERS)
        yield cluster


@pytest.fixture
def cluster(tmp_path):
    """A cluster of this test's own, without workers at first."""
    with DaskCluster(str(tmp_path / "cluster")) as own:
        yield own


@pytest.fixture
def engine(pair):
    return ClusterEngine(pair.address, WAITS)


def slowly(count):
    return [({"n": n}, b"") for n in range(count)]


class TestTheSameAsHere:
    def test_answers_keep_the_order_of_requests(self, engine):
        requests = [({"n": n}, os.urandom(n * 100)) for n in range(40)]
        assert shown(engine.map(ECHO, requests)) == [(header, payload) for header, payload in requests]

    def test_hostile_items_cost_one_refusal_each_and_the_same_ones(self, engine):
        deeds = ["refuse", "crash", "raise", "leave", "flood", "rubbish", "eat", "after the end", "refuse"]
        requests = [({"do": deed}, b"") for deed in deeds]
        assert shown(engine.map(MIXED, requests)) == shown(LocalEngine(2).map(MIXED, requests))

    def test_payloads_are_read_just_in_time_and_requests_only_a_little_ahead(self, engine):
        drawn = []

        def endless():
            for n in itertools.count():
                drawn.append(n)
                yield {"n": n}, lambda n=n: str(n).encode()

        outcomes = engine.map(ECHO, endless())
        assert shown(itertools.islice(outcomes, 5)) == [({"n": n}, str(n).encode()) for n in range(5)]
        outcomes.close()
        assert len(drawn) <= 5 + WORKERS * (1 + ENGINE_AHEAD_PER_WORKER)

    def test_only_so_many_bytes_are_on_their_way(self, engine, monkeypatch):
        monkeypatch.setattr("dalil.engine.cluster.CLUSTER_BYTES_AHEAD_MAX", 30 * MIB)
        drawn = []

        def large():
            for n in range(6):
                drawn.append(n)
                yield {"n": n}, os.urandom(12 * MIB)

        outcomes = engine.map(SLOW, large())
        assert next(outcomes) == ({"n": 0},)
        assert len(drawn) == 3
        assert len(list(outcomes)) == 5

    def test_a_refusal_while_reading_an_item_is_that_items_outcome(self, engine):
        class NotThere(Refusal):
            """It is not there."""

            code = "test-not-there"

        def gone():
            raise NotThere

        asked = [({"n": 0}, b"a"), ({"n": 1}, gone), ({"n": 2}, b"b")]
        assert shown(engine.map(ECHO, asked)) == [({"n": 0}, b"a"), ("test-not-there", {}), ({"n": 2}, b"b")]

    def test_files_that_are_read_before_the_doors_close_are_brought(self, engine, tmp_path):
        (tmp_path / "head").write_text("of this archive")
        told = ("before", Brought(str(tmp_path / "head")), "after")
        work = Work("engine.misbehaving:warmed", warm_up="engine.misbehaving:warm_with", told=told)
        wanted = [({"warmed": ["before", "of this archive", "after"]},)]
        assert shown(engine.map(work, [({}, b"")])) == shown(LocalEngine(1).map(work, [({}, b"")])) == wanted

    def test_no_requests_connect_to_nobody(self):
        assert list(ClusterEngine(NOBODY).map(ECHO, [])) == []

    def test_the_weakest_of_its_workers_protections_are_told(self, engine):
        assert engine.protections() == protections()

    def test_an_interrupt_passes_through_and_ends_all_jails(self, engine, pair):
        def interrupted():
            yield {"do": "sleep"}, b""
            yield {"do": "sleep"}, b""
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            list(engine.map(MIXED, interrupted()))
        assert [worker.jailed_after_a_while() for worker in pair.workers] == [[], []]

    def test_no_process_or_thread_is_left_of_a_run(self, engine, pair):
        before = set(threading.enumerate())
        assert len(shown(engine.map(SLOW, slowly(6)))) == 6
        assert [worker.jailed_after_a_while() for worker in pair.workers] == [[], []]
        assert not [thread for thread in set(threading.enumerate()) - before if "loop" in thread.name.lower()]

    def test_the_cluster_can_be_used_by_two_runs_at_once(self, pair):
        runs = [ClusterEngine(pair.address, WAITS).map(SLOW, slowly(8)) for _ in range(2)]
        assert [next(run) for run in runs] == [({"n": 0},)] * 2
        runs[0].close()
        assert shown(runs[1]) == [({"n": n},) for n in range(1, 8)]


class TestWorkersThatVanish:
    def test_one_killed_and_one_that_stands_still_change_no_answer(self, cluster):
        workers = [cluster.start_worker() for _ in range(3)]
        cluster.await_workers(3)
        outcomes = ClusterEngine(cluster.address, WAITS).map(SLOW, slowly(30))
        first = [next(outcomes) for _ in range(3)]
        workers[0].kill()
        workers[1].send(signal.SIGSTOP)
        threading.Timer(3, workers[1].send, [signal.SIGCONT]).start()
        assert [*first, *outcomes] == [({"n": n},) for n in range(30)]
        assert all(worker.jailed_after_a_while() == [] for worker in workers)

    def test_workers_that_come_in_mid_run_take_over(self, cluster):
        early = [cluster.start_worker(), cluster.start_worker()]
        cluster.await_workers(2)
        outcomes = ClusterEngine(cluster.address, replace(WAITS, workerless=60)).map(SLOW, slowly(20))
        first = [next(outcomes) for _ in range(3)]
        for worker in early:
            worker.kill()
        late = cluster.start_worker()
        assert [*first, *outcomes] == [({"n": n},) for n in range(20)]
        assert late.jailed_after_a_while() == []

    def test_a_worker_that_is_told_to_leave_blames_no_exhibit(self, cluster):
        workers = [cluster.start_worker(), cluster.start_worker()]
        cluster.await_workers(2)
        outcomes = ClusterEngine(cluster.address, WAITS).map(SLOW, slowly(20))
        first = [next(outcomes) for _ in range(3)]
        workers[0].send(signal.SIGTERM)
        assert [*first, *outcomes] == [({"n": n},) for n in range(20)]

    def test_when_all_are_gone_the_run_ends_and_says_so(self, cluster):
        workers = [cluster.start_worker(), cluster.start_worker()]
        cluster.await_workers(2)
        outcomes = ClusterEngine(cluster.address, WAITS).map(SLOW, slowly(30))
        next(outcomes)
        for worker in workers:
            worker.kill()
        started = time.monotonic()
        with pytest.raises(ClusterLost, match="no worker is left"):
            list(outcomes)
        assert time.monotonic() - started < 20

    def test_when_the_scheduler_goes_the_run_ends_and_says_so(self, cluster):
        worker = cluster.start_worker()
        cluster.await_workers(1)
        outcomes = ClusterEngine(cluster.address, replace(WAITS, connect=2)).map(SLOW, slowly(30))
        next(outcomes)
        cluster.scheduler.kill()
        with pytest.raises(ClusterUnreachable):
            list(outcomes)
        assert worker.jailed_after_a_while() == []

    def test_jails_of_a_run_that_is_heard_of_no_more_end_and_begin_again(self, cluster):
        worker = cluster.start_worker()
        cluster.await_workers(1)
        outcomes = ClusterEngine(cluster.address, replace(WAITS, idle=1)).map(SLOW, slowly(20))
        next(outcomes)
        assert worker.jailed_after_a_while() == [], "whoever asked has been silent for a second"
        assert shown(outcomes) == [({"n": n},) for n in range(1, 20)]


class TestNotToBeHad:
    def test_a_cluster_without_workers_is_refused(self, cluster):
        with pytest.raises(ClusterUnreachable, match="no worker"):
            ClusterEngine(cluster.address, Waits(connect=1)).protections()


class TestNotLikeThisMachine:
    def test_a_worker_of_another_build_is_refused_by_name(self, cluster, tmp_path):
        """The source of this very package with one more comment in it."""
        other = tmp_path / "other"
        shutil.copytree(os.path.dirname(dalil.__file__), other / "dalil")
        with open(other / "dalil" / "vision" / "verify.py", "a", encoding="utf-8") as file:
            file.write("# Another build.\n")
        cluster.start_worker()
        cluster.start_worker(path=str(other))
        cluster.await_workers(2)
        with pytest.raises(ClusterDiffers, match=r"code is [0-9a-f]{16} there and") as refused:
            list(ClusterEngine(cluster.address, WAITS).map(ECHO, slowly(1)))
        assert str(refused.value.facts["worker"]).startswith("tcp://127.0.0.1:")

    def test_a_worker_with_another_library_is_refused(self, cluster, tmp_path):
        """A distribution is what its metadata say; those found first count."""
        (tmp_path / "pillow-1.0.dist-info").mkdir()
        (tmp_path / "pillow-1.0.dist-info" / "METADATA").write_text("Name: pillow\nVersion: 1.0\n")
        cluster.start_worker(path=str(tmp_path))
        cluster.await_workers(1)
        with pytest.raises(ClusterDiffers, match=r"pillow is 1\.0 there and"):
            list(ClusterEngine(cluster.address, WAITS).map(replace(ECHO, libraries=("pillow",)), slowly(1)))

    def test_a_worker_without_dalil_ends_and_alone_loses_the_run(self, cluster, tmp_path):
        (tmp_path / "dalil").mkdir()
        (tmp_path / "dalil" / "__init__.py").touch()
        cluster.start_worker(path=str(tmp_path))
        cluster.await_workers(1)
        with pytest.raises(ClusterLost):
            list(ClusterEngine(cluster.address, WAITS).map(ECHO, slowly(1)))

    def test_a_scheduler_without_dalil_is_refused(self, tmp_path):
        (tmp_path / "dalil").mkdir()
        (tmp_path / "dalil" / "__init__.py").touch()
        with DaskCluster(str(tmp_path / "cluster"), scheduler_path=str(tmp_path)) as cluster:
            cluster.start_worker()
            cluster.await_workers(1)
            with pytest.raises(ClusterDiffers, match="its scheduler lacks this version of Dalil"):
                list(ClusterEngine(cluster.address, WAITS).map(ECHO, slowly(1)))

    def test_one_that_comes_later_is_refused_before_its_first_answer(self, cluster, tmp_path):
        (tmp_path / "pillow-1.0.dist-info").mkdir()
        (tmp_path / "pillow-1.0.dist-info" / "METADATA").write_text("Name: pillow\nVersion: 1.0\n")
        early = cluster.start_worker()
        cluster.await_workers(1)
        work = replace(SLOW, libraries=("pillow",))
        outcomes = ClusterEngine(cluster.address, replace(WAITS, workerless=60)).map(work, slowly(30))
        next(outcomes)
        cluster.start_worker(path=str(tmp_path))
        cluster.await_workers(2)
        early.kill()
        with pytest.raises(ClusterDiffers, match="pillow"):
            list(outcomes)

    def test_one_that_states_other_facts_about_the_reference_is_refused(self, engine):
        """An entry that names its own process answers otherwise wherever it runs."""
        work = Work("engine.misbehaving:counts", limits=LIMITS, reference=({}, b""))
        with pytest.raises(ClusterDiffers, match="the reference"):
            list(engine.map(work, slowly(1)))

    def test_one_that_agrees_about_the_reference_works(self, engine):
        work = replace(ECHO, reference=({"n": 1}, b"a picture"))
        assert shown(engine.map(work, slowly(2))) == [({"n": 0}, b""), ({"n": 1}, b"")]

    def test_one_with_weaker_protections_than_were_recorded_is_refused(self, engine):
        engine._least = replace(engine.protections(), landlock_abi=99)
        with pytest.raises(ClusterDiffers, match="landlock_abi"):
            list(engine.map(ECHO, slowly(1)))

    def test_one_without_jails_ends_the_run(self, engine):
        work = Work("engine.misbehaving:echo", preload=("dalil.no_such_module",))
        with pytest.raises(WorkerStart, match=r"tcp://127\.0\.0\.1:.*no_such_module"):
            list(engine.map(work, slowly(1)))
