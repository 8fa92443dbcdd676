"""SIGKILL at random moments, then the same command: same manifest, same facts, nothing unsound or lost."""

import os
import random
import time
import zipfile

import pytest

from faults import small_source
from faults.process import left_behind
from faults.process import running as processes
from faults.small_source import Seen, copied, events, make_vault, seals

FILES = 400
KILLS = 50


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("kill") / "source")
    return small_source.draw(folder, files=FILES, largest_bytes=40_000)


@pytest.fixture(scope="module")
def source_with_papers(source):
    folder = copied(source, f"{source} with papers")
    with zipfile.ZipFile(os.path.join(folder, "part 1", "papers.zip"), "w") as archive:
        for number in range(9):
            archive.writestr(f"paper {number}.txt", f"paper {number} " * 40)
    return folder


def command(source, vault):
    return ("acquire", source, "--vault", vault, "--json")


def inodes(vault):
    """What stands in the store, and as which file."""
    store = os.path.join(vault, "store")
    return {name: os.stat(os.path.join(at, name)).st_ino for at, _, names in os.walk(store) for name in names}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
def test_an_acquisition_killed_at_random_moments_comes_to_the_same(
    part, commands, source, source_with_papers, tmp_path
):
    """Fifty in all. Every third is killed once more while it resumes."""
    source = source_with_papers if part == 0 else source
    drawn = random.Random(part)
    empty = make_vault(str(tmp_path / "empty"))
    whole = commands.run(*command(source, copied(empty, str(tmp_path / "whole"))))
    wanted = whole.json
    seen = Seen.of(str(tmp_path / "whole"))
    hits = interrupted = 0
    for number in range(KILLS // 5):
        vault = copied(empty, str(tmp_path / "vault"))
        for _ in range(2 if number % 3 == 0 else 1):
            running = commands.start(*command(source, vault))
            time.sleep(drawn.uniform(0, whole.seconds))
            running.kill()
            hits += running.wait().status != 0
        stood = inodes(vault)
        interrupted += not seals(vault)
        again = commands.run(*command(source, vault))
        assert again.status == 0, again.err
        assert again.json | {"already": False} == wanted | {"duplicates": again.json["duplicates"]}
        assert Seen.of(vault) == seen
        assert [event.type for event in events(vault)] == ["vault-created", "acquisition-sealed"]
        assert stood.items() <= inodes(vault).items(), "what was finished was not written again"
        assert commands.run("verify", vault, "--json").status == 0
    # Few are asked for: on a machine that is suddenly faster most commands end before they are killed.
    assert hits >= KILLS // 25
    assert interrupted >= KILLS // 25


def test_a_killed_command_leaves_no_process_behind(commands, source_with_papers, vault):
    running = commands.start(*command(source_with_papers, vault))
    while not processes(running.pid) and not running.ended(0.01):
        pass
    running.kill()
    running.wait()
    assert left_behind(running.pid) == []
