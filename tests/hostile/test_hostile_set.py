"""One hostile source through the command line: nothing outside the vault, all kept or refused, bounded."""

import hashlib
import json
import os
from collections import Counter

import pytest

from faults.small_source import checked, events
from hostile.hostile_files import plant
from hostile.memory_watching import MemoryWatch

pytestmark = pytest.mark.slow

OWN_MIB_MAX = 400
WORKERS_MIB_MAX = 1024
SECONDS_MAX = 240  # ten times what it takes on two idle cores
VAULT_NAMES = {"cache", "catalog.sqlite3", "dalil.toml", "keys", "log", "payloads", "store"}


def snapshot(folder, without):
    """What stands under ``folder``: type, rights, size, time and content of everything but one folder."""
    seen = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if os.path.join(place, name) != without]
        for name in [*folders, *names]:
            path = os.path.join(place, name)
            status = os.lstat(path)
            content = hashlib.sha256()
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    content.update(file.read())
            times = status.st_mtime_ns if path != os.path.dirname(without) else 0
            seen[path] = (status.st_mode, status.st_size, times, content.digest())
    return seen


class Survived:
    """The hostile set, taken in and examined, and what stood around before and after."""

    def __init__(self, commands, folder):
        self.around, self.vault = str(folder), str(folder / "work" / "vault")
        for name in ("source", "outside", "work", "tmp", "home"):
            (folder / name).mkdir()
        (folder / "outside" / "kept").write_text("stays as it is")
        self.parts = plant(str(folder / "source"), str(folder / "outside"))
        before = snapshot(self.around, self.vault)
        env = {"TMPDIR": f"{folder}/tmp", "HOME": f"{folder}/home"}
        self.watches, self.rans = [], []
        for command in (["acquire", f"{folder}/source", "--vault", "vault"], ["examine", "--vault", "vault"]):
            self.watches.append(
                MemoryWatch(commands.start(*command, "--json", cwd=f"{folder}/work", env=env))
            )
            self.rans.append(self.watches[-1].result())
        self.changed = dict(snapshot(self.around, self.vault).items() ^ before.items())
        self.acquired, self.examined = (ran.json for ran in self.rans)
        self.lines = [json.loads(line) for line in self.blob(self.acquired["manifest"]).splitlines()]
        self.by_path = {line["path"]: line for line in self.lines if "holder" not in line}
        (output,) = (event.body["output"] for event in events(self.vault) if event.type == "examined")
        self._facts = {line["digest"]: line for line in map(json.loads, self.blob(output).splitlines())}

    def blob(self, digest):
        with open(os.path.join(self.vault, "store", digest[:2], digest), "rb") as file:
            return file.read()

    def facts(self, name):
        """What was stated about a hostile picture."""
        content, _ = self.parts["pictures"][name]
        return self._facts[hashlib.sha256(content).hexdigest()]

    def members(self, name):
        """Lines of the members of a container of the source, and of containers in it."""
        inside = {next(n for n, line in enumerate(self.lines) if line is self.by_path[f"containers/{name}"])}
        for number, line in enumerate(self.lines):
            if line.get("holder") in inside:
                inside.add(number)
        return [self.lines[number] for number in sorted(inside)[1:]]


@pytest.fixture(scope="module")
def survived(commands, tmp_path_factory):
    return Survived(commands, tmp_path_factory.mktemp("hostile"))


def test_both_commands_end_well_without_a_traceback_and_in_time(survived):
    for ran in survived.rans:
        assert ran.status == 0
        assert b"Traceback" not in ran.err
        assert b"mistake" not in ran.err
        assert ran.seconds < SECONDS_MAX


def test_memory_is_bounded(survived):
    for watch in survived.watches:
        assert watch.own_mib < OWN_MIB_MAX
        assert watch.workers_mib < WORKERS_MIB_MAX


def test_nothing_is_written_outside_the_vault(survived):
    assert survived.changed == {}
    assert not os.path.lexists("/canary")
    names = {name.partition("-")[0] for name in os.listdir(survived.vault)}
    assert names <= VAULT_NAMES


def test_no_unfinished_work_stays_behind(survived):
    left = [name for _, _, names in os.walk(os.path.join(survived.vault, "cache")) for name in names]
    assert [name for name in left if not name.startswith("alike-") and name != "payloads-claimed"] == []


def test_every_item_is_kept_or_refused_with_a_code(survived):
    told = survived.acquired
    outcomes = Counter(line["outcome"] for line in survived.lines if line["kind"] != "directory")
    refused = Counter(line["refusal"] for line in survived.lines if line["outcome"] == "refused")
    assert told["refused"] == refused
    assert told["files"] == told["kept"] + sum(told["refused"].values())
    assert outcomes == {"kept": told["kept"], "refused": refused.total()}


def test_every_file_of_the_source_is_kept_whole(survived):
    for part, files in survived.parts.items():
        for name, (content, _) in files.items():
            line = survived.by_path[f"{part}/{name}"]
            assert line["digest"] == hashlib.sha256(content).hexdigest()
            assert survived.blob(line["digest"]) == content


def test_links_and_pipes_of_the_source_are_not_followed(survived):
    kinds = {path: line["kind"] for path, line in survived.by_path.items() if path.startswith("links/")}
    assert kinds.pop("links/fifo") == "other"
    assert set(kinds.values()) == {"link"}
    assert len(kinds) == 4


def test_members_keep_their_names_and_climb_nowhere(survived):
    for form in ("zip", "tar", "7z"):
        members = survived.members(f"climbing.{form}")
        climbing = [line for line in members if "canary" in line["path"]]
        assert len(climbing) >= 12
        for line in climbing:
            assert line["outcome"] == "kept", line
            content = survived.blob(line["digest"])
            assert content in (b"canary", b"canary" + line["path"].encode())
        unsafe = [line for line in climbing if "unsafe-name" in line.get("notes", ())]
        assert len(unsafe) >= 11


def test_containers_end_in_their_codes(survived):
    for name, (_, codes) in survived.parts["containers"].items():
        seen = {line.get("refusal") for line in survived.members(name)}
        assert codes <= seen, (name, seen)
        assert codes or seen == {None}, (name, seen)


def test_pictures_end_in_their_codes(survived):
    for name, (_, code) in survived.parts["pictures"].items():
        refusal = survived.facts(name)["refusal"]
        if code is not ...:
            assert (refusal and refusal["code"]) == code, (name, refusal)
        elif refusal is not None:
            assert refusal["code"].startswith("picture-"), (name, refusal)


def test_names_that_lie_are_seen_through(survived):
    wanted = {
        "paper.jpg": "pdf",
        "program.jpg": "exe",
        "picture.txt": "jpeg",
        "picture.pdf": "png",
        "picture and archive.jpg": "jpeg",
        "archive and picture.zip": "zip",
    }
    assert {name: survived.facts(name)["identify"]["format"] for name in wanted} == wanted


def test_both_checkers_find_the_vault_sound(survived, commands):
    assert commands.run("verify", survived.vault).status == 0
    assert checked(survived.vault)[0] == 0
