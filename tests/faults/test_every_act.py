"""Every act on the disk × every way it breaks: nothing or a whole event, and the same command finishes."""

import contextlib
import json
import os

import pytest

from dalil.core.custody.payload import Payload
from dalil.core.errors import DiskFull
from dalil.flows import profile, rebuild, taking
from dalil.flows import vault as vaults
from dalil.flows.record import record
from dalil.flows.verify import verify
from dalil.store import writer
from dalil.store.disk import Disk, DiskFailed
from dalil.testing.disk import NEED_ROOM, Fault, FaultyDisk, KillNow, StingyDisk
from dalil.testing.world import simulated
from faults import small_source
from faults.small_source import Seen, acquired, checked, copied, events, make_vault, unsound

FAULTS = [Fault.FULL, Fault.TORN, Fault.VANISHED, Fault.KILLED, Fault.POWER]
BREAKS = (DiskFull, DiskFailed, KillNow)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    """Several batches out of few files."""
    monkeypatch.setattr(writer, "BATCH_FILES", 4)
    monkeypatch.setattr(taking, "PORTION_FILES", 3)
    monkeypatch.setattr(taking, "WHOLE_BYTES", 5_000)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A source and an empty vault whose catalog stands."""
    folder = tmp_path_factory.mktemp("before")
    source = small_source.draw(str(folder / "source"), files=6)
    vault = make_vault(str(folder / "vault"))
    with vaults.writing(vault, simulated()) as opened:
        record(opened, [])
    from django.db import connections

    connections.close_all()
    return source, vault


def acts_of(act):
    """What a healthy disk is asked for."""
    disk = FaultyDisk()
    act(disk)
    return disk.acts


def places(acts, fault):
    """Numbers of the acts at which ``fault`` makes a difference."""
    wanted = {Fault.FULL: NEED_ROOM, Fault.TORN: {"write"}}.get(fault, set(acts))
    return [at for at, kind in enumerate(acts) if kind in wanted]


def broken(act, fault, at):
    """Run ``act`` on a disk that breaks; say whether anybody noticed."""
    disk = FaultyDisk(fault, at)
    with contextlib.suppress(*BREAKS):
        act(disk)
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_an_acquisition_broken_at_any_act_is_nothing_or_whole_and_resumes(fault, before, tmp_path):
    source, empty = before
    whole = copied(empty, str(tmp_path / "whole"))
    acts = acts_of(lambda disk: acquired(whole, source, disk))
    wanted = Seen.of(whole)
    noticed = []
    for at in places(acts, fault):
        vault = copied(empty, str(tmp_path / "vault"))
        noticed.append(broken(lambda disk, vault=vault: acquired(vault, source, disk), fault, at))
        assert unsound(vault) == [], at
        acquired(vault, source)
        assert [event.type for event in events(vault)] == ["vault-created", "acquisition-sealed"], at
        assert Seen.of(vault) == wanted, at
        assert unsound(vault) == [], at
        assert os.listdir(os.path.join(vault, "cache", "incoming")) == [], at
    # Two threads copy, so which act is the n-th differs from run to run; removing what is gone harms nothing.
    assert len(noticed) > 15
    assert noticed.count(True) > len(noticed) * 2 // 3


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_vault_broken_while_it_is_made_is_none_and_is_made_again(fault, tmp_path):
    made = str(tmp_path / "made")
    acts = acts_of(lambda disk: vaults.create(made, *profile.choose("generic"), simulated(disk=disk)))
    for at in places(acts, fault):
        path = str(tmp_path / f"vault{at}")
        noticed = broken(
            lambda disk, path=path: vaults.create(path, *profile.choose("generic"), simulated(disk=disk)),
            fault,
            at,
        )
        if vaults.is_vault(path):
            assert unsound(path) == [], at
        else:
            assert noticed
            if os.path.isdir(path) and os.listdir(path):
                assert [each.code for each in verify(path)] == ["vault-unfinished"], at
                assert json.loads(checked(path)[1])["code"] == "vault-unfinished", at
            make_vault(path)
        assert unsound(path) == [], at
        assert [event.type for event in events(path)] == ["vault-created"]


def decisions(count):
    """Bodies of some events."""
    return [
        {"decision": "kept-apart", "subjects": [f"I{number:04d}"], "reason": "drawn"}
        for number in range(count)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("start", [2, 254])
def test_events_broken_at_any_act_stand_all_or_none(fault, start, before, tmp_path):
    """``start`` puts the log before a first and before a full tile."""
    _, empty = before
    base = copied(empty, str(tmp_path / "base"))
    with vaults.writing(base, simulated()) as vault:
        vault.journal.append(
            [vault.event("decision-made", (), body) for body in decisions(start - 1)], vault.signer
        )

    def act(path, disk):
        with vaults.writing(path, simulated(disk=disk)) as vault:
            payload = vault.payloads.write(Payload(bytes(32), {"name": "drawn"}))
            made = [vault.event("decision-made", (), body, payloads=(payload,)) for body in decisions(3)]
            vault.journal.append(made, vault.signer)

    whole = copied(base, str(tmp_path / "whole"))
    for at in places(acts_of(lambda disk: act(whole, disk)), fault):
        path = copied(base, str(tmp_path / "vault"))
        noticed = broken(lambda disk, path=path: act(path, disk), fault, at)
        assert unsound(path) == [], at
        stand = len(events(path)) - start
        assert stand in ((0, 3) if noticed else (3,)), at
        act(path, Disk())
        assert len(events(path)) == start + stand + 3
        assert unsound(path) == [], at


def test_short_writes_go_on(before, tmp_path):
    source, empty = before
    vault = copied(empty, str(tmp_path / "vault"))
    acquired(vault, source, StingyDisk())
    whole = copied(empty, str(tmp_path / "whole"))
    acquired(whole, source)
    assert Seen.of(vault) == Seen.of(whole)
    assert unsound(vault) == []


def test_what_was_durable_is_not_read_twice(before, tmp_path, monkeypatch):
    source, empty = before
    vault = copied(empty, str(tmp_path / "vault"))
    acts = acts_of(lambda disk: acquired(copied(empty, str(tmp_path / "whole")), source, disk))
    assert broken(lambda disk: acquired(vault, source, disk), Fault.KILLED, len(acts) // 2)
    store = os.path.join(vault, "store")
    stood = {name: os.stat(os.path.join(store, name[:2], name)).st_ino for name in held(store)}
    disk = FaultyDisk()
    acquired(vault, source, disk)
    again = {name: os.stat(os.path.join(store, name[:2], name)).st_ino for name in held(store)}
    assert len(stood) > 4
    assert stood.items() <= again.items()
    assert len(disk.acts) < len(acts)


def held(store):
    return [name for _, _, names in os.walk(store) for name in names]


def test_the_catalog_of_a_resumed_vault_is_what_a_replay_gives(before, tmp_path):
    source, empty = before
    acts = acts_of(lambda disk: acquired(copied(empty, str(tmp_path / "whole")), source, disk))
    for at in range(len(acts) - 12, len(acts), 3):
        vault = copied(empty, str(tmp_path / f"vault{at}"))
        broken(lambda disk, vault=vault: acquired(vault, source, disk), Fault.KILLED, at)
        acquired(vault, source)
        assert rebuild.rebuild(vault).same
