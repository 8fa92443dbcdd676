"""Two hundred changes to a vault, each found and named by `dalil verify` and by `dalil_check.py`."""

import json
import os
import random
import sys
from collections import Counter

import pytest

from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.note import Note, sign
from dalil.core.errors import UsageRefusal
from dalil.core.finding import Severity, sound
from dalil.flows import vault as vaults
from dalil.flows.record import record
from dalil.flows.vault import Vault
from dalil.flows.verify import verify
from dalil.store import keys
from dalil.testing.world import simulated
from faults import rich_vault
from faults.rich_vault import checked_here
from faults.small_source import acquired, checked, copied, events, seals, unsound
from faults.tampering import SECRET, Change, targets

CHANGES = 200
SEED = 20_261_122


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    path, _ = rich_vault.make(tmp_path_factory.mktemp("rich"))
    assert unsound(path) == []
    assert checked(path)[0] == 0
    return path


def naming(findings, path):
    """Codes of the unsound findings whose subject is the touched file."""
    return [each["code"] for each in findings if each["severity"] == "unsound" and each["subject"] == path]


@pytest.mark.slow
def test_two_hundred_changes_are_two_hundred_times_found_and_named(vault, tmp_path, commands):
    path = copied(vault, str(tmp_path / "vault"))
    drawn, found = random.Random(SEED), targets(path)
    assert len(found) >= 12
    table, ways = [], Counter()
    for number in range(CHANGES):
        change = Change(path, drawn, found)
        if number % 10 == 0:  # the programs as people run them
            by_verify, status = commands.run("verify", path, "--json").jsonl, None
            status, printed = checked(path)
        else:
            by_verify = [as_record(each) for each in verify(path)]
            status, printed = checked_here(path)
        by_checker = [json.loads(line) for line in printed.splitlines()]
        assert status == 1, (change.way, change.path, change.said)
        for touched in change.touched:
            named = naming(by_verify, touched), naming(by_checker, touched)
            table.append((change.way, touched, change.said, *map(",".join, named)))
            # Without its checkpoint nothing of a log can be judged: of what was swapped with it, it is named.
            if touched == "log/checkpoint" or "log/checkpoint" not in change.touched:
                assert all(named), (table[-1], by_verify, by_checker)
        ways[change.way, change.kind] += 1
        change.undo()
    assert [as_record(each) for each in verify(path) if each.severity is Severity.UNSOUND] == []
    report(table, ways)


def as_record(finding):
    return {"code": finding.code, "subject": finding.subject, "severity": str(finding.severity)}


def report(table, ways):
    """What was done and which code found it; shown by `pytest -s`."""
    for way, touched, said, by_verify, by_checker in table:
        sys.stdout.write(f"{way:9} {touched[:60]:60} {said[:24]:24} {by_verify:36} {by_checker}\n")
    for (way, kind), count in sorted(ways.items()):
        sys.stdout.write(f"{way:9} {kind:24} {count}\n")


def test_a_rolled_back_log_is_found_with_the_last_checkpoint_in_hand(vault, tmp_path):
    """An older copy of the log is sound in itself: only who kept a checkpoint can know."""
    path = copied(vault, str(tmp_path / "vault"))
    older = copied(os.path.join(path, "log"), str(tmp_path / "older"))
    with vaults.writing(path, simulated()) as opened:
        body = {"decision": "joined", "subjects": [], "reason": "drawn"}
        record(opened, [opened.event("decision-made", (), body)])
    kept = str(tmp_path / "checkpoint")
    with open(os.path.join(path, "log", "checkpoint"), "rb") as source, open(kept, "wb") as target:
        target.write(source.read())
    copied(older, os.path.join(path, "log"))
    assert unsound(path) == []
    assert checked(path)[0] == 0
    assert [each.code for each in verify(path, checkpoint=kept) if each.severity is Severity.UNSOUND] == [
        "log-rolled-back"
    ]
    status, printed = checked(path, "--checkpoint", kept)
    assert (status, "log-rolled-back" in printed) == (1, True)


def test_a_rewritten_log_is_found_with_a_checkpoint_in_hand(vault, tmp_path):
    """Whoever has the key can roll back and go on differently; the checkpoint kept elsewhere tells."""
    path = copied(vault, str(tmp_path / "vault"))
    older = copied(os.path.join(path, "log"), str(tmp_path / "older"))
    kept = str(tmp_path / "checkpoint")
    for reason in ("as it was", "as it should have been"):
        copied(older, os.path.join(path, "log"))
        with vaults.writing(path, simulated()) as opened:
            body = {"decision": "joined", "subjects": [], "reason": reason}
            record(opened, [opened.event("decision-made", (), body)])
        if reason == "as it was":
            copied(os.path.join(path, "log"), str(tmp_path / "log"))
            os.replace(str(tmp_path / "log" / "checkpoint"), kept)
    assert unsound(path) == []
    assert [each.code for each in verify(path, checkpoint=kept) if each.severity is Severity.UNSOUND] == [
        "log-rewritten"
    ]
    status, printed = checked(path, "--checkpoint", kept)
    assert (status, "log-rewritten" in printed) == (1, True)


@pytest.mark.parametrize("kept", ["log/cosigned", "log/timestamps"])
def test_a_rolled_back_log_is_convicted_by_what_was_left_beside_it(vault, tmp_path, kept):
    """Its own key signed for more than is there; no checkpoint in hand is needed."""
    path = copied(vault, str(tmp_path / "vault"))
    older = copied(os.path.join(path, "log"), str(tmp_path / "older"))
    with vaults.writing(path, simulated()) as opened:
        body = {"decision": "joined", "subjects": [], "reason": "drawn"}
        record(opened, [opened.event("decision-made", (), body)])
        (rich_vault.cosign if kept == "log/cosigned" else rich_vault.stamp)(opened, tmp_path)
    assert unsound(path) == []
    left = copied(os.path.join(path, kept), str(tmp_path / "left"))
    copied(older, os.path.join(path, "log"))
    copied(left, os.path.join(path, kept))
    assert {each.code for each in unsound(path)} == {"log-rolled-back"}
    status, printed = checked(path)
    assert status == 1
    assert {each["code"] for each in unsound_of(printed)} == {"log-rolled-back"}


def unsound_of(printed):
    found = [json.loads(line) for line in printed.splitlines()]
    return [each for each in found if each["severity"] == "unsound"]


def payload_of(vault):
    """Path of one payload that an entry names, below the vault."""
    return targets(vault)["payloads"][0]


def both(path):
    """What either program finds unsound: (code, subject)."""
    by_verify = {(each.code, each.subject) for each in unsound(path)}
    return by_verify, {(each["code"], each["subject"]) for each in unsound_of(checked(path)[1])}


def test_a_payload_counts_in_its_own_place_alone(vault, tmp_path):
    path = copied(vault, str(tmp_path / "vault"))
    name = payload_of(path)
    other = os.path.join(path, "payloads", "zz", os.path.basename(name))
    os.makedirs(os.path.dirname(other))
    os.rename(os.path.join(path, name), other)
    assert both(path) == ({("payload-missing", name)},) * 2
    with open(os.path.join(path, name), "wb") as file:
        file.write(b"corrupted, and a good copy elsewhere")
    assert both(path) == ({("payload-changed", name)},) * 2
    os.unlink(os.path.join(path, name))
    os.mkdir(os.path.join(path, name))
    assert both(path) == ({("payload-changed", name)},) * 2


def test_an_erased_payload_is_found_wherever_it_is_kept(vault, tmp_path):
    path = copied(vault, str(tmp_path / "vault"))
    (digest,) = [each.body["payload"] for each in events(path) if each.type == "payload-erased"]
    kept = os.path.join("payloads", "zz", digest)
    os.makedirs(os.path.join(path, "payloads", "zz"))
    with open(os.path.join(path, kept), "wb") as file:
        file.write(b"kept")
    assert both(path) == ({("payload-not-erased", kept)},) * 2


def test_a_link_to_a_folder_is_a_stranger_in_the_store(vault, tmp_path):
    path = copied(vault, str(tmp_path / "vault"))
    os.symlink(str(tmp_path), os.path.join(path, "store", "zz"))
    assert both(path) == ({("store-stranger", "store/zz")},) * 2


def test_a_checkpoint_over_more_than_can_be_there_is_not_followed(vault, tmp_path):
    """A stranger's vault may sign for anything: nobody looks for 10^17 tiles."""
    path = copied(vault, str(tmp_path / "vault"))
    own = Vault.open(path).key
    signer = keys.load(os.path.join(path, SECRET), "", own, passphrase=None)
    text = Checkpoint(own.name, 10**17, bytes(32)).text
    with open(os.path.join(path, "log", "checkpoint"), "wb") as file:
        file.write(bytes(Note(text, (sign(text, own, signer),))))
    assert all(("log-tile-missing", "log/tile/entries") in found for found in both(path))


def test_anothers_key_in_hand_is_found(vault, tmp_path):
    other = str(keys.make("dalil.invalid/vault/other").key)
    status, printed = checked(vault, "--key", other)
    assert status == 1
    assert "key-changed" in printed
    assert "key-changed" in {each.code for each in verify(vault, key=other)}
    own = str(Vault.open(vault).key)
    assert sound(verify(vault, key=own))
    assert sound(verify(vault, key=os.path.join(vault, "keys", "log.vkey")))


@pytest.mark.parametrize("key", ["", "no key", "x+00000000+AQ=="])
def test_a_key_that_is_none_is_a_mistake_of_whoever_asks(vault, commands, key):
    assert checked(vault, "--key", key) == (2, "")
    assert commands.run("verify", vault, "--key", key).status == 2
    with pytest.raises(UsageRefusal):
        verify(vault, key=key)


def test_links_and_pipes_in_a_store_are_no_exhibits(vault, tmp_path):
    """A received vault is not trusted: nothing is followed, nothing is waited for."""
    path = copied(vault, str(tmp_path / "vault"))
    names = sorted(
        os.path.relpath(os.path.join(at, name), path)
        for at, _, names in os.walk(os.path.join(path, "store"))
        for name in names
    )
    outside = str(tmp_path / "outside")
    os.rename(os.path.join(path, names[0]), outside)
    os.symlink(outside, os.path.join(path, names[0]))
    os.unlink(os.path.join(path, names[1]))
    os.mkfifo(os.path.join(path, names[1]))
    assert {each.subject for each in unsound(path)} >= set(names[:2])
    status, printed = checked(path)
    assert status == 1
    assert all(name in printed for name in names[:2])


def test_a_pipe_in_place_of_a_manifest_is_not_waited_for(vault, tmp_path):
    path = copied(vault, str(tmp_path / "vault"))
    manifest = seals(path)[0].body["manifest"]
    name = os.path.join("store", manifest[:2], manifest)
    os.unlink(os.path.join(path, name))
    os.mkfifo(os.path.join(path, name))
    assert "manifest-damaged" in naming([as_record(each) for each in unsound(path)], name)
    assert name in checked(path)[1]


def test_an_acquisition_of_a_vaults_copy_is_sound(vault, tmp_path):
    """A vault is a folder like any other: taken in as a source, it is kept whole."""
    from faults.small_source import make_vault

    path = make_vault(str(tmp_path / "outer"))
    acquired(path, vault)
    assert unsound(path) == []
