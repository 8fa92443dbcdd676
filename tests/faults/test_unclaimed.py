"""An import that is broken anywhere: the next command that writes leaves none of its cells, and no harm."""

import os
import shutil
import signal
import time

import pytest

from dalil.core.custody.payload import Payload
from dalil.core.digest import Digest
from dalil.flows import lists, withdrawal
from dalil.flows import vault as vaults
from dalil.flows.record import record
from dalil.store import claimed
from dalil.store.journal import Journal
from dalil.testing.disk import Fault, FaultyDisk
from dalil.testing.world import simulated
from faults.small_source import copied, events, make_vault, unsound
from faults.test_every_act import FAULTS, acts_of, broken, places

NAME = "نجيب مرعي الشامي"
LIST = f"الاسم,اسم الأم\n{NAME},فاطمة\nسامر حسن,هدى\n"


@pytest.fixture
def empty(tmp_path):
    path = make_vault(str(tmp_path / "empty"))
    with write(path) as vault:
        record(vault, [])
    close_catalog()
    return path


def close_catalog():
    from django.db import connections

    connections.close_all()


def write(path, disk=None, seed=0):
    return vaults.writing(path, simulated(disk=disk, seed=seed, actor="amal"))


def keep(vault, name):
    """Write a payload, and an entry that names it."""
    digest = vault.payloads.write(Payload(vault.world.random(32), {"name": name}))
    body = {"decision": "kept-apart", "subjects": ["I0001"], "reason": "drawn"}
    vault.journal.append([vault.event("decision-made", (), body, payloads=(digest,))], vault.signer)
    return digest


def leave(path, name="left", seed=9):
    """Write a payload as a command that is killed before its entry does."""
    with write(path, seed=seed) as vault:
        digest = vault.payloads.write(Payload(vault.world.random(32), {"name": name}))
        content = bytes(vault.payloads.read(digest))
        place = vault.layout.payload(digest)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "wb") as file:
        file.write(content)
    return place


def holding(path, text):
    """Files in which ``text`` stands in clear."""
    found = []
    for place, _, names in os.walk(path):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                if text.encode() in file.read():
                    found.append(os.path.relpath(os.path.join(place, name), path))
    return found


def import_list(path, source, disk=None, seed=0):
    with write(path, disk, seed) as vault:
        return lists.import_list(vault, source, source="drawn", columns={})


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_an_import_broken_at_any_act_leaves_no_cell_after_the_next_write(fault, empty, tmp_path):
    source = str(tmp_path / "list.csv")
    with open(source, "w", encoding="utf-8") as file:
        file.write(LIST)
    whole = copied(empty, str(tmp_path / "whole"))
    acts = acts_of(lambda disk: import_list(whole, source, disk))
    for at in places(acts, fault):
        close_catalog()
        path = copied(empty, str(tmp_path / "vault"))
        broken(lambda disk, path=path: import_list(path, source, disk), fault, at)
        with write(path):
            pass
        claims = {digest for event in events(path) for digest in event.payloads}
        assert all(os.path.exists(vaults.Vault.open(path).layout.payload(each)) for each in claims), at
        assert bool(holding(path, NAME)) == bool(claims), at
        import_list(path, source, seed=1)
        with write(path, seed=2) as vault:
            withdrawal.withdraw(vault, "L0001", 1, "asked")
        assert holding(path, NAME) == [], at
        assert unsound(path) == [], at


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_withdrawal_broken_at_any_act_is_finished_by_the_next_write(fault, empty, tmp_path):
    source = str(tmp_path / "list.csv")
    with open(source, "w", encoding="utf-8") as file:
        file.write(LIST)
    import_list(empty, source)

    def withdraw(path, disk=None):
        with write(path, disk, seed=2) as vault:
            withdrawal.withdraw(vault, "L0001", 1, "asked")

    close_catalog()
    whole = copied(empty, str(tmp_path / "whole"))
    acts = acts_of(lambda disk: withdraw(whole, disk))
    finished = 0
    for at in places(acts, fault):
        close_catalog()
        path = copied(empty, str(tmp_path / "vault"))
        broken(lambda disk, path=path: withdraw(path, disk), fault, at)
        with write(path, seed=3):
            pass
        withdrawn = any(event.type == "list-row-withdrawn" for event in events(path))
        assert bool(holding(path, NAME)) != withdrawn, at
        assert unsound(path) == [], at
        finished += withdrawn
    assert finished, "some act stops behind the entry"


def written(payloads):
    """How many payloads stand. They are counted and not read: who looks long comes too late."""
    return sum(not name.endswith(".new") for _, _, names in os.walk(payloads) for name in names)


ROWS = 60_000
"""So many that an import still writes when it is ended."""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_is_ended_half_way_leaves_nothing(number, commands, empty, tmp_path):
    source = tmp_path / "long.csv"
    rows = "".join(f"{NAME},فاطمة,{row}\n" for row in range(ROWS))
    source.write_text("الاسم,اسم الأم,رقم\n" + rows, encoding="utf-8")
    command = ("lists", "import", str(source), "--vault", empty, "--as", "amal", "--json")
    running = commands.start(*command)
    deadline = time.monotonic() + 60
    while written(os.path.join(empty, "payloads")) < 3 and time.monotonic() < deadline:
        time.sleep(0.001)
    running.kill(number)
    assert running.wait().status != 0
    assert len(events(empty)) == 1
    left = holding(empty, NAME)
    assert bool(left) == (number == signal.SIGKILL)
    again = commands.run(*command)
    assert again.json["rows"] == ROWS
    named = {digest.hex for event in events(empty) for digest in event.payloads}
    assert {os.path.basename(name) for name in holding(os.path.join(empty, "payloads"), NAME)} == named
    assert unsound(empty) == []


def test_what_was_left_before_this_was_looked_after_goes_too(empty):
    with write(empty) as vault:
        kept = keep(vault, "kept")
    place = leave(empty)
    with open(place + ".new", "wb") as file:
        file.write(b"half of a row")
    shutil.rmtree(os.path.join(empty, "cache"))
    with write(empty) as vault:
        assert vault.payloads.read(kept).value == {"name": "kept"}
    assert not os.path.exists(place)
    assert not os.path.exists(place + ".new")


def test_a_command_that_is_refused_takes_back_what_it_wrote_and_nothing_else(empty):
    with write(empty) as vault:
        kept = keep(vault, "kept")
    named = []

    def interrupted():
        with write(empty, seed=1) as vault:
            named.append(keep(vault, "named"))
            vault.payloads.write(Payload(bytes(32), {"name": "never named"}))
            vault.payloads.write(vault.payloads.read(kept))  # the same bytes again
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert holding(empty, "never named") == []
    payloads = vaults.Vault.open(empty).payloads
    assert payloads.has(kept)
    assert payloads.has(*named)


def test_nothing_is_read_while_all_is_as_it_was_left(empty, monkeypatch):
    with write(empty) as vault:
        keep(vault, "kept")
    monkeypatch.setattr(Journal, "entries", None)
    with write(empty):
        pass


def test_files_of_strangers_stay(empty):
    with write(empty) as vault:
        digest = keep(vault, "kept")
    folder = os.path.join(empty, "payloads", digest.hex[:2])
    other = "00" if digest.hex[:2] != "00" else "01"
    os.makedirs(os.path.join(empty, "payloads", other), exist_ok=True)
    stay = [os.path.join(folder, "notes.txt"), os.path.join(empty, "payloads", other, digest.hex)]
    for path in stay:
        with open(path, "wb") as file:
            file.write(b"put there")
    link = os.path.join(folder, digest.hex[:2] + "0" * 62)
    os.symlink(stay[0], link)
    with write(empty):
        pass
    assert all(map(os.path.lexists, [*stay, link]))


def older_log(path, aside):
    """Name a payload after the log was copied, then put the older log back."""
    shutil.copytree(os.path.join(path, "log"), aside)
    with write(path, seed=1) as vault:
        place = vault.layout.payload(keep(vault, "named by an entry that is gone"))
    shutil.rmtree(os.path.join(path, "log"))
    shutil.copytree(aside, os.path.join(path, "log"))
    return place


def test_a_log_put_back_to_an_older_one_frees_nothing(empty, tmp_path):
    place = older_log(empty, str(tmp_path / "older"))
    os.utime(os.path.dirname(place))
    for seed in (2, 3):
        with write(empty, seed=seed) as vault:
            keep(vault, "later, of another log")
        assert os.path.exists(place)


def test_a_log_shorter_than_a_partner_signed_for_frees_nothing(empty, tmp_path):
    place = older_log(empty, str(tmp_path / "older"))
    shutil.rmtree(os.path.join(empty, "cache"))
    os.makedirs(os.path.join(empty, "log", "cosigned"))
    with open(os.path.join(empty, "log", "cosigned", f"2.{'0' * 16}"), "wb") as file:
        file.write(b"a head over two entries")
    with write(empty):
        pass
    assert os.path.exists(place)


def test_a_log_whose_entries_were_changed_frees_nothing(empty):
    with write(empty) as vault:
        digest = keep(vault, "kept")
    place = vaults.Vault.open(empty).layout.payload(digest)
    bundle = vaults.Vault.open(empty).layout.tile(None, 0, 2)
    with open(bundle, "rb") as file:
        content = file.read()
    with open(bundle, "wb") as file:
        file.write(content.replace(digest.hex.encode(), Digest.of(b"another").hex.encode()))
    shutil.rmtree(os.path.join(empty, "cache"))
    with write(empty):
        pass
    assert os.path.exists(place)
    os.unlink(bundle)
    with write(empty):
        pass
    assert os.path.exists(place)


def test_removing_can_be_broken_anywhere_and_goes_on(empty, tmp_path):
    with write(empty) as vault:
        kept = keep(vault, "kept")
    leave(empty, "left 1", seed=5)
    leave(empty, "left 2", seed=6)
    shutil.rmtree(os.path.join(empty, "cache"))

    def act(path, disk):
        with write(path, disk):
            pass

    for at in range(len(acts_of(lambda disk: act(copied(empty, str(tmp_path / "whole")), disk)))):
        path = copied(empty, str(tmp_path / "vault"))
        broken(lambda disk, path=path: act(path, disk), Fault.POWER, at)
        with write(path) as vault:
            assert vault.payloads.has(kept)
        assert holding(path, "left") == []


def test_word_in_another_form_is_no_word(empty):
    layout = vaults.Vault.open(empty).layout
    for content in (b"", b"[]", b'{"folders":1,"root":"","size":0}', b'{"size":-1,"root":"","folders":""}'):
        with open(layout.payloads_claimed, "wb") as file:
            file.write(content)
        assert claimed.Watch(layout, FaultyDisk()).known is None
        with write(empty):
            pass
        assert claimed.Watch(layout, FaultyDisk()).clean
