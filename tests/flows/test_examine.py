"""Examining: the same bytes give the same facts, whichever way they came and whoever did the work."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dalil.catalog.queries import log, photograph
from dalil.core.digest import Digest
from dalil.engine.local import LocalEngine
from dalil.flows import acquire, examine, group, vault
from dalil.flows.profile import choose
from dalil.flows.record import bring_up
from dalil.testing.archive import ArchiveBuilder, Difficulty


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "archive"
    ArchiveBuilder(seed=3, photographs=24, size=(480, 360), difficulty=Difficulty(), workers=1).draw(
        str(folder)
    )
    return folder / "disk"


def make(path: Path) -> str:
    vault.create(str(path), *choose("syria"))
    return str(path)


def outputs(path: str) -> dict[str, bytes]:
    """Facts by digest, over all batches."""
    opened = vault.Vault.open(path)
    bring_up(opened)
    found = {}
    for body in log.bodies("examined"):
        for line in opened.reader.read(Digest(body["output"])).split(b"\n")[:-1]:
            found[line[line.index(b'"digest":"') :][:80].decode()] = line
    return found


def halves(drawn: Path, into: Path) -> Iterator[bytes]:
    """The archive in two parts, so that it can be acquired in either order."""
    folders = sorted(os.listdir(os.fsencode(drawn)))
    for number, part in enumerate((folders[::2], folders[1::2])):
        target = os.path.join(os.fsencode(into), b"part%d" % number)
        os.makedirs(target)
        for name in part:
            source = os.path.join(os.fsencode(drawn), name)
            copy = shutil.copytree if os.path.isdir(source) else shutil.copy2
            copy(source, os.path.join(target, name))
        yield target


def test_one_and_two_workers_and_another_order_give_the_same_facts(drawn: Path, tmp_path: Path) -> None:
    parts = list(halves(drawn, tmp_path))
    found = []
    for name, order, workers in (("a", parts, 1), ("b", parts[::-1], 2)):
        path = make(tmp_path / name)
        with vault.writing(path) as opened:
            for part in order:
                acquire.acquire(opened, part)
            examine.examine(opened, LocalEngine(workers), f"local:{workers}")
        found.append(outputs(path))
    assert len(found[0]) > 20
    assert found[0] == found[1]


def test_examining_again_finds_nothing_to_do_and_grouping_again_records_nothing(
    drawn: Path, tmp_path: Path
) -> None:
    path = make(tmp_path / "v")
    with vault.writing(path) as opened:
        acquire.acquire(opened, os.fsencode(drawn))
        first = examine.examine(opened, LocalEngine(2), "local:2")
        group.group(opened, LocalEngine(2))
        size = opened.journal.head().size
        again = examine.examine(opened, LocalEngine(2), "local:2")
        regrouped = group.group(opened, LocalEngine(2))
        assert first.exhibits > 20
        assert again.exhibits == 0
        assert regrouped.already
        assert opened.journal.head().size == size
        assert photograph.pending() == []
