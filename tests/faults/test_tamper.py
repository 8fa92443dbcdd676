"""Two hundred changes to a vault, each found and named by `dalil verify` and by `dalil_check.py`."""

import json
import os
import random
import sys
from collections import Counter

import pytest

from dalil.core.finding import Severity
from dalil.flows import vault as vaults
from dalil.flows.record import record
from dalil.flows.verify import verify
from dalil.testing.world import simulated
from faults import rich_vault
from faults.rich_vault import checked_here
from faults.small_source import acquired, checked, copied, seals, unsound

CHANGES = 200
SEED = 20_261_122
SHADOWS = ("catalog.sqlite3", "cache/")
SECRET = "keys/log.key"


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    path, _ = rich_vault.make(tmp_path_factory.mktemp("rich"))
    assert unsound(path) == []
    assert checked(path)[0] == 0
    return path


def targets(vault):
    """Every file whose change matters, by what it is."""
    found = {}
    manifests = {each.body["manifest"] for each in seals(vault)}
    for folder, _, names in os.walk(vault):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), vault)
            if not path.startswith(SHADOWS) and path != SECRET:
                kind = "manifest" if name in manifests else kind_of(path)
                found.setdefault(kind, []).append(path)
    return {kind: sorted(paths) for kind, paths in sorted(found.items())}


def kind_of(path):
    parts = path.split("/")
    if parts[0] == "log":
        return f"log {parts[1]} {parts[2]}" if parts[1] == "tile" else f"log {parts[1]}"
    return parts[0] if parts[0] != "keys" else path.replace("/", " ")[:13]


class Change:
    """One change to a vault, and how to take it back."""

    def __init__(self, vault, drawn, found):
        self.vault = vault
        kind = drawn.choice(list(found))
        self.path = drawn.choice(found[kind])
        self.before = {self.path: self._read(self.path)}
        ways = ["flip", "truncate", "delete", "swap"] if self.before[self.path] else ["delete"]
        self.way = drawn.choice(ways)
        if self.way == "swap":
            others = [each for paths in found.values() for each in paths]
            others = [each for each in others if self._read(each) != self.before[self.path]]
            # Of its own kind where there is one: a payload for a payload, a tile for a tile.
            alike = [each for each in others if kind_of(each) == kind]
            other = drawn.choice(alike or others)
            self.before[other] = self._read(other)
        self.kind = kind
        self.said = getattr(self, f"_{self.way}")(drawn)

    @property
    def touched(self):
        return list(self.before)

    def undo(self):
        for path, content in self.before.items():
            self._write(path, content)

    def _flip(self, drawn):
        content = bytearray(self.before[self.path])
        bit = drawn.randrange(8 * len(content))
        content[bit // 8] ^= 1 << bit % 8
        self._write(self.path, bytes(content))
        return f"bit {bit}"

    def _truncate(self, drawn):
        size = drawn.randrange(len(self.before[self.path]))
        self._write(self.path, self.before[self.path][:size])
        return f"to {size} bytes"

    def _delete(self, _drawn):
        os.unlink(os.path.join(self.vault, self.path))
        return ""

    def _swap(self, _drawn):
        one, other = self.touched
        self._write(one, self.before[other])
        self._write(other, self.before[one])
        return f"with {other}"

    def _read(self, path):
        with open(os.path.join(self.vault, path), "rb") as file:
            return file.read()

    def _write(self, path, content):
        whole = os.path.join(self.vault, path)
        if os.path.exists(whole):
            os.chmod(whole, 0o644)
        with open(whole, "wb") as file:
            file.write(content)


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


def test_anothers_key_in_hand_is_found(vault, tmp_path):
    from dalil.store import keys

    other = str(keys.make("dalil.invalid/vault/other").key)
    status, printed = checked(vault, "--key", other)
    assert status == 1
    assert "key-changed" in printed


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
