"""A disk that is really full: a refusal with its code, a sound vault, and the same command finishes."""

import glob
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from faults import drawn_vault, small_source
from faults.drawn_vault import examined
from faults.small_disk import MountError, SmallDisk, mountable
from faults.small_source import Seen, checked, copied

KIB = 1024
DISK_BYTES = 24 * KIB * KIB


@pytest.fixture(scope="module", params=["tmpfs", "ext4"])
def disk(request, tmp_path_factory):
    try:
        with SmallDisk(request.param, str(tmp_path_factory.mktemp("disk")), DISK_BYTES) as mounted:
            yield mounted
    except MountError as refused:
        pytest.skip(str(refused))


@pytest.fixture
def vault(disk):
    """Where a vault goes on the small disk, which is empty."""
    disk.emptied()
    return os.path.join(disk.path, "vault")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return small_source.draw(str(tmp_path_factory.mktemp("full") / "source"), files=100, largest_bytes=40_000)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return drawn_vault.make(str(tmp_path_factory.mktemp("archive")), photographs=5)


def full(ran):
    """Whether it was refused as on a full disk, with one JSON object on stderr and nothing else."""
    assert (ran.refused, ran.err.count(b"\n"), ran.out) == ("disk-full", 1, b""), (ran.status, ran.err)
    return ran.status == 20


def sound(commands, vault):
    """What ``verify`` and the stand-alone checker say."""
    return commands.run("verify", vault, "--json").status == 0 and checked(vault)[0] == 0


@pytest.mark.slow
def test_an_acquisition_on_a_full_disk_is_refused_and_finishes_with_room(
    commands, disk, vault, source, tmp_path
):
    whole = str(tmp_path / "whole")
    assert commands.run("acquire", source, "--vault", whole).status == 0
    assert commands.run("init", vault).status == 0
    empty = copied(vault, str(tmp_path / "empty"))
    refused = 0
    for room in (0, 900, 1100, 1400, 1700, 2000, 2400, 2600, 2700, 2800, 2900, 3000, 3400):
        disk.free()
        copied(empty, vault)
        disk.leave(room * KIB)
        ran = commands.run("acquire", source, "--vault", vault, "--json")
        refused += ran.status != 0 and full(ran)
        assert sound(commands, vault), f"while the disk is full; it had {room} KiB"
        disk.free()
        ran = commands.run("acquire", source, "--vault", vault, "--json")
        assert ran.status == 0, ran.err
        assert Seen.of(vault) == Seen.of(whole), f"it had {room} KiB"
        assert sound(commands, vault), f"with room; it had {room} KiB"
    assert refused >= 8


@pytest.mark.slow
def test_an_examination_meets_a_disk_that_fills_up_is_refused_and_finishes_with_room(
    commands, disk, vault, archive, tmp_path
):
    whole = copied(archive, str(tmp_path / "whole"))
    arguments = ("examine", "--workers", "1", "--json", "--vault")
    assert commands.run(*arguments, whole).status == 0
    copied(archive, vault)
    running = commands.start(*arguments, vault)
    while not any(map(os.path.getsize, glob.glob(f"{vault}/cache/examine-*"))) and not running.ended(0):
        time.sleep(0.01)
    running.kill(signal.SIGSTOP)
    disk.leave(0)
    running.kill(signal.SIGCONT)
    assert full(running.wait())
    assert sound(commands, vault)
    assert full(commands.run(*arguments, vault)), "still full"
    disk.free()
    assert commands.run(*arguments, vault).status == 0
    assert examined(vault) == examined(whole)
    assert sound(commands, vault)


@pytest.mark.slow
def test_a_vault_that_finds_no_room_is_none_and_is_made_with_room(commands, disk, vault):
    refused = 0
    for room in range(0, 64, 4):
        disk.emptied()
        disk.leave(room * KIB)
        ran = commands.run("init", vault)
        made = ran.status == 0
        assert made or (ran.status == 20 and ran.err.startswith(b"Refused (disk-full)")), ran.err
        refused += not made
        if not made and os.path.isdir(vault) and os.listdir(vault):
            ran = commands.run("verify", vault, "--json")
            assert (ran.status, [each["code"] for each in ran.jsonl]) == (1, ["vault-unfinished"])
            assert "vault-unfinished" in checked(vault)[1]
        disk.free()
        assert made or commands.run("init", vault).status == 0
        assert sound(commands, vault)
    assert refused >= 3


@pytest.mark.slow
def test_a_full_disk_can_be_verified_and_every_reader_is_answered(commands, disk, vault, source):
    assert commands.run("acquire", source, "--vault", vault).status == 0
    disk.leave(0)
    assert sound(commands, vault)
    for command in ("ladder", "photographs", "individuals"):
        ran = commands.run(command, "--vault", vault, "--json" if command == "ladder" else "--jsonl")
        assert ran.status == 0 or full(ran)


@pytest.mark.slow
def test_who_may_not_mount_sees_the_same_in_a_namespace_of_their_own():
    if mountable():
        pytest.skip("we may mount: the tests above have seen it")
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rm", "true"], check=False).returncode:
        pytest.skip("this machine gives us no mount namespace")
    command = ["unshare", "-rm", sys.executable, "-m", "pytest", "-p", "no:cacheprovider", __file__]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
