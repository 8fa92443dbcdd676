"""A cluster that loses workers states the facts that this machine states, byte for byte.

Through the command line. Three workers, one killed, one that stands still for a while, one hostile exhibit
among what they look at.
"""

import glob
import os
import signal
import threading
import time

import pytest

from dalil.engine.cluster import ClusterEngine
from dalil.engine.contract import Brought
from dalil.engine.local import LocalEngine
from dalil.flows import examination, profile, reference
from dalil.testing.commands import Commands
from engine.dask_cluster import DaskCluster
from faults import drawn_vault
from faults.drawn_vault import examined
from faults.idle_seconds import IDLE_SECONDS
from faults.process import left_behind
from faults.small_source import copied, events
from hostile.hostile_files import png_bomb

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]

PHOTOGRAPHS = 6
HEAD = os.path.join(os.path.dirname(examination.__file__), "..", "vision", "weights", "label_reader.head.npy")


@pytest.fixture(scope="module")
def commands():
    folder = os.path.dirname(os.path.dirname(__file__))
    with Commands(prelude="faults.hasty_clusters", path=folder) as server:
        yield server


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("archive"))
    return drawn_vault.make(folder, PHOTOGRAPHS, **{"bomb.png": png_bomb(50_000)})


@pytest.fixture
def vault(archive, tmp_path):
    """A copy for one test."""
    return copied(archive, str(tmp_path / "vault"))


@pytest.fixture(scope="module")
def alone(commands, archive, tmp_path_factory):
    """What this machine alone records."""
    vault = copied(archive, str(tmp_path_factory.mktemp("alone") / "vault"))
    ran = commands.run("examine", "--workers", "1", "--json", "--vault", vault)
    assert ran.status == 0, ran.err
    return examined(vault)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with DaskCluster(str(tmp_path_factory.mktemp("cluster") / "cluster")) as own:
        yield own


@pytest.fixture
def workers(cluster):
    """Three workers, which this test may end."""
    own = [cluster.start_worker() for _ in range(3)]
    cluster.await_workers(3)
    yield own
    for worker in own:
        worker.send(signal.SIGCONT)
        worker.kill()
    cluster.await_workers(0)


def on(cluster, vault):
    return ("examine", "--engine", cluster.engine, "--json", "--vault", vault)


def without_engine(bodies):
    return [(kind, {**body, "engine": ""}) for kind, body in bodies]


def begun(running, vault):
    """Wait until some facts are finished and others are on their way."""
    while not [path for path in glob.glob(f"{vault}/cache/examine-*") if os.path.getsize(path)]:
        assert not running.ended(0.01)


def test_one_killed_one_slow_and_one_hostile_exhibit_give_the_same_facts_and_one_refusal(
    commands, vault, alone, cluster, workers
):
    running = commands.start(*on(cluster, vault))
    begun(running, vault)
    workers[0].kill()
    workers[1].send(signal.SIGSTOP)
    threading.Timer(3, workers[1].send, [signal.SIGCONT]).start()
    ran = running.wait()
    assert ran.status == 0, ran.err
    assert ran.json["exhibits"] == PHOTOGRAPHS + 1
    assert ran.json["refused"] == {"picture-too-large": 1}
    assert without_engine(examined(vault)) == without_engine(alone)
    engines = {body["engine"] for kind, body in examined(vault) if kind == "examined"}
    assert engines == {"dask"}, "the log names no machine"
    assert cluster.address.encode() not in ran.out + ran.err
    assert [worker.jailed_after_a_while() for worker in workers[1:]] == [[], []]
    assert left_behind(running.pid) == []
    assert commands.run("verify", vault, "--json").status == 0


def test_a_killed_coordinator_leaves_no_jail_and_the_next_run_goes_on(
    commands, vault, alone, cluster, workers
):
    running = commands.start(*on(cluster, vault))
    begun(running, vault)
    assert any(worker.jailed for worker in workers)
    running.kill()
    running.wait()
    time.sleep(IDLE_SECONDS)
    assert [worker.jailed_after_a_while() for worker in workers] == [[], [], []]
    before = events(vault)
    again = commands.run(*on(cluster, vault))
    assert again.status == 0, again.err
    assert events(vault)[: len(before)] == before
    assert without_engine(examined(vault)) == without_engine(alone)


def test_a_run_whose_workers_all_die_says_so_and_resumes_on_this_machine(
    commands, vault, alone, cluster, workers
):
    running = commands.start(*on(cluster, vault))
    begun(running, vault)
    for worker in workers:
        worker.kill()
    ran = running.wait()
    assert (ran.status, ran.refused) == (66, "cluster-lost")
    assert commands.run("examine", "--json", "--vault", vault).status == 0
    assert without_engine(examined(vault)) == without_engine(alone)


@pytest.fixture
def certificates(tmp_path):
    """Settings of dask for TLS, with an authority of its own and one certificate that it signed."""
    from distributed import Security

    made = Security.temporary().get_tls_config_for_role("client")
    for name in ("ca_file", "cert", "key"):
        (tmp_path / name).write_text(made[name])
    prefix = "DASK_DISTRIBUTED__COMM__TLS__"
    roles = {
        f"{prefix}{role}__{part}": str(tmp_path / file)
        for role in ("SCHEDULER", "WORKER", "CLIENT")
        for part, file in (("CERT", "cert"), ("KEY", "key"))
    }
    return {f"{prefix}CA_FILE": str(tmp_path / "ca_file"), **roles}


def test_over_tls_a_cluster_examines_and_refuses_whoever_has_no_certificate(
    commands, vault, alone, certificates, tmp_path
):
    with DaskCluster(str(tmp_path / "cluster"), certificates) as own:
        own.start_worker()
        own.await_workers(1)
        stranger = commands.run(*on(own, vault))
        assert (stranger.status, stranger.refused) == (66, "cluster-unreachable")
        assert own.engine.startswith("dask+tls://")
        ran = commands.run(*on(own, vault), env=certificates)
    assert ran.status == 0, ran.err
    assert without_engine(examined(vault)) == without_engine(alone)


def test_copies_are_the_same_pairs(commands, archive, cluster, workers):
    folder = os.path.join(os.path.dirname(archive), "source")
    here = commands.run("copies", "--jsonl", folder)
    there = commands.run("copies", "--jsonl", "--engine", cluster.engine, folder)
    assert here.jsonl
    assert (there.status, there.out) == (here.status, here.out)


def test_a_tuned_head_travels(cluster, workers):
    """The shipped head in the place of a tuned one: read from a path by whoever reads."""
    work = examination.work(examination.ENTRY, profile.named("syria"), HEAD)
    assert isinstance(work.told[0], Brought)
    here, there = (
        list(engine.map(work, [reference.one()]))
        for engine in (LocalEngine(1), ClusterEngine(cluster.address))
    )
    assert here == there
    assert here[0][0]["labels"]


@pytest.mark.parametrize(
    "engine", ["dask", "dask://", "dask://here", "tcp://127.0.0.1:1", "dask://me:secret@h:1"]
)
def test_an_address_in_another_form_is_refused_with_both_forms_as_remedy(engine, commands, archive):
    ran = commands.run("examine", "--engine", engine, "--json", "--vault", archive)
    assert (ran.status, ran.refused) == (58, "engine-unknown")
    assert b"--engine local" in ran.err
    assert b"--engine dask://HOST:8786" in ran.err


def test_a_scheduler_that_is_not_there_is_refused_and_nothing_recorded(commands, vault):
    before = events(vault)
    ran = commands.run("examine", "--engine", "dask+tls://127.0.0.1:9", "--json", "--vault", vault)
    assert (ran.status, ran.refused) == (66, "cluster-unreachable")
    assert events(vault) == before
