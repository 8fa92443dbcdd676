"""A source that is damaged, forbidden, moving or gone: every item kept or refused, and the vault sound."""

import os
import random
import subprocess
import sys

import pytest

from dalil.core.digest import Digest
from dalil.core.manifest import Outcome, parse_lines
from dalil.flows import acquire, taking
from dalil.flows import vault as vaults
from dalil.intake import reading
from dalil.testing.world import simulated
from faults import small_source
from faults.small_disk import MountError, SmallDisk
from faults.small_source import Seen, acquired, checked, make_vault, seals

MIB = 1024 * 1024


@pytest.fixture
def source(tmp_path):
    return small_source.draw(str(tmp_path / "source"), files=30)


def refusals(vault):
    """Path → code, of the one acquisition; its lines make up its balance."""
    (sealed,) = seals(vault)
    opened = vaults.Vault.open(vault)
    manifest = opened.reader.lines(Digest(str(sealed.body["manifest"])))
    lines = list(parse_lines(manifest))
    kept = [line for line in lines if line.outcome is Outcome.KEPT and line.kind != "directory"]
    refused = {line.path.decode(): line.refusal for line in lines if line.outcome is Outcome.REFUSED}
    balance = sealed.body["balance"]
    assert balance["files"] == len(kept) + len(refused)
    assert (balance["kept"], sum(balance["refused"].values())) == (len(kept), len(refused))
    return refused


def sound(commands, vault):
    return commands.run("verify", vault, "--json").status == 0 and checked(vault)[0] == 0


def test_what_may_not_be_read_is_refused_and_the_rest_is_kept(commands, source, vault):
    forbidden = ["empty", "part 0/DSC_00000.JPG", "part 1"]
    for path in forbidden:
        os.chmod(os.path.join(source, path), 0)
    ran = commands.run("acquire", source, "--vault", vault, "--json", rights=False)
    assert ran.status == 0, ran.err
    assert ran.json["refused"] == {"source-forbidden": 3}
    assert refusals(vault) == dict.fromkeys(forbidden, "source-forbidden")
    assert sound(commands, vault)
    os.chmod(source, 0)
    ran = commands.run("acquire", source, "--vault", vault, "--json", rights=False)
    assert (ran.refused, ran.status, ran.out) == ("source-forbidden", 22, b"")
    assert len(seals(vault)) == 1


def test_a_file_whose_medium_fails_is_refused_and_the_rest_is_kept(commands, vault, tmp_path):
    """Half of an ext4 image is cut off under its mount: what lies beyond is an input/output error."""
    try:
        with SmallDisk("ext4", str(tmp_path), 16 * MIB) as disk:
            for number in range(6):
                with open(os.path.join(disk.path, f"file {number}"), "wb") as file:
                    file.write(random.Random(number).randbytes(2 * MIB))
        with disk.again():
            os.truncate(disk.image, 8 * MIB)
            ran = commands.run("acquire", disk.path, "--vault", vault, "--json")
    except MountError as refused:
        pytest.skip(str(refused))
    assert ran.status == 0, ran.err
    assert set(ran.json["refused"]) == {"source-unreadable"}
    refused = refusals(vault)
    assert 0 < len(refused) < 6
    assert sound(commands, vault)


def test_a_medium_that_cannot_be_read_at_all_is_one_refused_item(commands, vault):
    ran = commands.run("acquire", "/proc/self/mem", "--vault", vault, "--json")
    assert ran.json["refused"] == {"source-unreadable": 1}, "the kernel answers EIO at address 0"
    assert refusals(vault) == {"mem": "source-unreadable"}
    assert sound(commands, vault)


class Meddler:
    """Watches an acquisition, and does something to the source when the first item has been met."""

    def __init__(self, act):
        self._act = act

    def met(self, _path, _size_bytes):
        act, self._act = self._act, None
        if act:
            act()


def meddled(vault, source, act, monkeypatch):
    """Acquire while somebody meddles with what the walk has listed and not yet looked at."""
    monkeypatch.setattr(taking, "PORTION_FILES", 1)
    with vaults.writing(vault, simulated()) as opened:
        return acquire.acquire(opened, os.fsencode(source), progress=Meddler(act))


def test_a_file_that_vanishes_after_it_was_listed_is_refused(commands, source, vault, monkeypatch):
    last = "twin"
    done = meddled(vault, source, lambda: os.unlink(os.path.join(source, last)), monkeypatch)
    assert done.balance.refused == {"source-vanished": 1}
    assert refusals(vault) == {last: "source-vanished"}
    assert sound(commands, vault)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["grows", "shrinks", "changes"])
def test_a_file_that_is_written_to_while_it_is_read_is_refused(how, commands, source, vault):
    path = os.path.join(source, "moving")
    with open(path, "wb") as file:
        file.write(bytes(32 * MIB))
    writer = subprocess.Popen([sys.executable, "-c", WRITER, path, how], stdout=subprocess.PIPE)
    try:
        assert writer.stdout.readline() == b"begun\n"
        ran = commands.run("acquire", source, "--vault", vault, "--json")
    finally:
        writer.kill()
        writer.communicate()
    assert ran.status == 0, ran.err
    assert ran.json["refused"] == {"source-changed": 1}
    assert refusals(vault) == {"moving": "source-changed"}
    assert sound(commands, vault)


WRITER = """
import os, sys, time
path, how = sys.argv[1:]
file = os.open(path, os.O_WRONLY)
size, turn = os.path.getsize(path), 0
print("begun", flush=True)
while True:
    turn += 1
    if how == "grows":
        os.pwrite(file, b"more", size + 4 * turn)
    elif how == "shrinks":
        os.truncate(file, max(0, size - turn))
    else:
        os.pwrite(file, turn.to_bytes(8, "big"), turn * 4096 % size)
    time.sleep(0.0002)
"""


@pytest.mark.slow
@pytest.mark.parametrize("way", ["renamed", "replaced"])
def test_a_source_that_goes_away_is_refused_and_the_same_command_resumes(
    way, commands, source, vault, monkeypatch
):
    whole, elsewhere = make_vault(f"{vault} undisturbed"), f"{source} elsewhere"
    acquired(whole, source)

    def away():
        os.rename(source, elsewhere)
        if way == "replaced":
            os.mkdir(source)

    with pytest.raises(reading.SourceVanished if way == "renamed" else reading.SourceChanged):
        meddled(vault, source, away, monkeypatch)
    assert seals(vault) == []
    assert sound(commands, vault)
    if way == "replaced":
        os.rmdir(source)
    ran = commands.run("acquire", source, "--vault", vault, "--json")
    assert (ran.refused, ran.status) == ("source-missing", 46)
    os.rename(elsewhere, source)
    assert commands.run("acquire", source, "--vault", vault).status == 0
    assert Seen.of(vault) == Seen.of(whole)
    assert sound(commands, vault)


@pytest.mark.slow
def test_a_medium_that_is_pulled_out_is_refused_and_the_same_command_resumes(commands, vault, tmp_path):
    try:
        with SmallDisk("ext4", str(tmp_path), 64 * MIB) as disk:
            small_source.draw(os.path.join(disk.path, "source"), files=1_500, largest_bytes=60_000)
            source = os.path.join(disk.path, "source")
            whole = make_vault(str(tmp_path / "whole"))
            acquired(whole, source)
            running = commands.start("acquire", source, "--vault", vault, "--json")
            while not os.listdir(f"{vault}/cache/incoming") and not running.ended(0.001):
                pass
        ran = running.wait()
        assert (ran.refused, ran.out) == ("source-vanished", b""), ran
        assert ran.status == 21
        assert sound(commands, vault)
        with disk.again():
            ran = commands.run("acquire", source, "--vault", vault, "--json")
    except MountError as refused:
        pytest.skip(str(refused))
    assert ran.status == 0
    assert Seen.of(vault) == Seen.of(whole)
    assert sound(commands, vault)
