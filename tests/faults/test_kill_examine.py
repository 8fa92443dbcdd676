"""SIGKILL at random moments of an examination, then the same command: the same facts, byte for byte."""

import glob
import os
import random
import re
import time

import pytest

from dalil.testing.commands import Commands
from faults import drawn_vault
from faults.drawn_vault import examined
from faults.process import left_behind
from faults.small_source import copied, events

PARTS = 6
ROUNDS = 3
SHARES = (0.9, 0.6, 0.4)
"""In every round the command is killed, and killed twice again while it resumes: 54 kills in all, each within
a share of the time that an undisturbed run takes, for less and less is left to do."""
PHOTOGRAPHS = 8


@pytest.fixture(scope="module")
def commands():
    """Batches of four: one is recorded while the next is on its way."""
    folder = os.path.dirname(os.path.dirname(__file__))
    with Commands(prelude="faults.small_examinations", path=folder) as server:
        yield server


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return drawn_vault.make(str(tmp_path_factory.mktemp("archive")), photographs=PHOTOGRAPHS)


@pytest.fixture(scope="module")
def undisturbed(commands, archive, tmp_path_factory):
    """What is recorded when nobody disturbs, and how long that takes."""
    vault = copied(archive, str(tmp_path_factory.mktemp("whole") / "vault"))
    ran = commands.run(*command(vault))
    assert ran.status == 0, ran.err
    return examined(vault), ran.seconds


def command(vault):
    return ("examine", "--workers", "1", "--json", "--vault", vault)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_an_examination_killed_at_random_moments_records_the_same(
    part, commands, archive, undisturbed, tmp_path
):
    """Batches are cut from what is pending, in order of digest: they too are those of an undisturbed run."""
    wanted, seconds = undisturbed
    drawn = random.Random(part)
    hits = 0
    for _ in range(ROUNDS):
        vault = copied(archive, str(tmp_path / "vault"))
        for share in SHARES:
            running = commands.start(*command(vault))
            time.sleep(drawn.uniform(0, seconds * share))
            running.kill()
            hits += running.wait().status != 0
            assert left_behind(running.pid) == []
        before = events(vault)
        again = commands.run(*command(vault))
        assert again.status == 0, again.err
        assert events(vault)[: len(before)] == before
        assert examined(vault) == wanted
        assert [name for name in os.listdir(f"{vault}/cache") if name.startswith("examine-")] == []
        assert commands.run("verify", vault, "--json").status == 0
    assert hits >= ROUNDS // 2, "a machine that is suddenly faster ends before it is killed"


@pytest.mark.slow
@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line[: len(line) // 2] + bytes(16) + line[len(line) // 2 + 16 :],
        lambda line: line.replace(b'"labels":[', b'"labels":[ ', 1),
        lambda line: re.sub(rb'"size":\d+', b'"size":1', line),
    ],
    ids=["torn", "blank-added", "edited"],
)
def test_finished_facts_that_are_not_as_they_were_written_are_not_believed(
    spoil, commands, archive, undisturbed, tmp_path
):
    wanted, _ = undisturbed
    vault = copied(archive, str(tmp_path / "vault"))
    running = commands.start(*command(vault))
    while not (left := [path for path in glob.glob(f"{vault}/cache/examine-*") if os.path.getsize(path)]):
        assert not running.ended(0.01)
    running.kill()
    running.wait()
    with open(left[0], "rb") as file:
        lines = file.readlines()
    spoiled = spoil(lines[0])
    assert spoiled != lines[0]
    with open(left[0], "wb") as file:
        file.writelines([spoiled, *lines[1:]])
    assert commands.run(*command(vault)).status == 0
    assert examined(vault) == wanted
