"""Every byte of every name, link target and time comes back from the manifest, or costs a refusal."""

import base64
import hashlib
import io
import json
import os
import shutil
import unicodedata

import pytest
from PIL import Image

from faults.small_source import checked
from hostile.odd_names import NAMES, ODD_COUNT, TERMINAL
from hostile.odd_tree import PATH_BYTES_MAX, Planter, plant, plant_device

HIDING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
JOINERS = "\u200c\u200d"


class Taken:
    """The tree as it was made, and what the vault says of it, read without this program's parsers."""

    def __init__(self, commands, folder):
        source = os.path.join(folder, b"tree")
        os.mkdir(source)
        self.planted = plant(source)
        self.vault = os.fsdecode(os.path.join(folder, b"vault"))
        ran = commands.run("acquire", source, "--vault", self.vault, "--json")
        assert ran.status == 0, ran.err
        self.told = ran.json
        self.lines = [json.loads(line) for line in self.blob(self.told["manifest"]).split(b"\n")[:-1]]
        self.by_path = {exact(line, "path"): line for line in self.lines}

    def blob(self, digest):
        with open(os.path.join(self.vault, "store", digest[:2], digest), "rb") as file:
            return file.read()

    def met(self):
        """Each entry that was made, with its line."""
        return [(path, entry, self.by_path[path[:PATH_BYTES_MAX]]) for path, entry in self.planted.items()]


def exact(line, key):
    """The bytes of a name: docs/spec/vault.md, *Manifest*."""
    if f"{key}_b64" in line:
        raw = base64.b64decode(line[f"{key}_b64"], validate=True)
        assert line[key] == raw.decode("utf-8", "replace") != raw.decode("utf-8", "surrogateescape")
        return raw
    return line[key].encode()


@pytest.fixture(scope="module")
def taken(commands, tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    yield Taken(commands, os.fsencode(folder))
    shutil.rmtree(folder)


def test_the_tree_has_168_odd_entries(taken):
    assert sum(entry.odd for entry in taken.planted.values()) == ODD_COUNT


def test_every_entry_has_one_line_and_no_line_is_of_anything_else(taken):
    wanted = sorted(path[:PATH_BYTES_MAX] for path in taken.planted)
    assert sorted(exact(line, "path") for line in taken.lines) == wanted


def test_every_name_comes_back_byte_for_byte_or_is_refused(taken):
    shortened = [path for path in taken.planted if path not in taken.by_path]
    assert [taken.planted[path].code for path in shortened] == ["path-too-long"]


def test_every_link_target_comes_back_byte_for_byte(taken):
    links = [(path, entry, line) for path, entry, line in taken.met() if entry.kind == "link"]
    assert len(links) == 17  # one of them among the times
    for path, entry, line in links:
        assert (line["outcome"], exact(line, "target")) == ("kept", entry.target), path


def test_every_time_and_right_comes_back_exactly(taken):
    for path, entry, line in taken.met():
        if entry.code == "path-too-long":
            continue
        assert (line["mtime_ns"], line["mode"]) == (str(entry.mtime_ns), entry.mode), path


def test_every_file_is_kept_or_refused_with_its_code(taken):
    for path, entry, line in taken.met():
        assert line.get("refusal", "") == entry.code, path
        assert line["outcome"] == ("refused" if entry.code else "kept"), path
        if not entry.code:
            assert line["kind"] == entry.kind, path


def test_every_kept_file_can_be_read_back_from_the_store(taken):
    for path, entry, line in taken.met():
        if entry.content is not None and not entry.code:
            assert line["digest"] == hashlib.sha256(entry.content).hexdigest(), path
            assert line["size"] == len(entry.content)
            assert taken.blob(line["digest"]) == entry.content


def test_the_balance_holds(taken):
    told, files = taken.told, [line for line in taken.lines if line["kind"] != "directory"]
    refused = [entry.code for entry in taken.planted.values() if entry.code]
    assert told["files"] == len(files) == told["kept"] + sum(told["refused"].values())
    assert told["refused"] == {code: refused.count(code) for code in refused}
    assert told["files"] + told["directories"] == len(taken.planted)


def test_lines_stand_in_the_order_of_the_walk(taken):
    paths = [exact(line, "path") for line in taken.lines]
    assert paths == sorted(paths, key=lambda path: path.split(b"/"))


def test_both_checkers_find_the_vault_sound(taken, commands):
    assert commands.run("verify", taken.vault).status == 0
    assert checked(taken.vault)[0] == 0


def test_a_second_acquisition_says_that_nothing_is_new(taken, commands):
    source = os.path.join(os.path.dirname(taken.vault), "tree")
    again = commands.run("acquire", source, "--vault", taken.vault, "--json")
    assert again.json["already"]


def test_a_device_is_refused_and_not_read(commands, tmp_path):
    root = os.fsencode(tmp_path)
    os.makedirs(root + b"/tree/special")
    made = plant_device(root + b"/tree")  # which takes root's rights
    ran = commands.run("acquire", root + b"/tree", "--vault", root + b"/vault", "--json")
    assert ran.json["refused"] == ({"source-special": 1} if made else {})


def painted(number):
    """A small picture, another for each number."""
    target = io.BytesIO()
    Image.new("RGB", (64, 64), (number * 17 % 256, 90, 200)).save(target, format="PNG")
    return target.getvalue()


@pytest.fixture(scope="module")
def shown(commands, tmp_path_factory):
    """A vault of pictures under every odd name: one each where a terminal may suffer, one for all others."""
    folder = tmp_path_factory.mktemp("shown")
    root, vault = os.fsencode(folder / "tree"), str(folder / "vault")
    os.mkdir(root)
    planter = Planter(root)
    for place, names in NAMES.items():
        for number, name in enumerate(names, 1):
            planter.file(place + b"/" + name, painted(number if names is TERMINAL else 0))
    planter.finish()
    assert commands.run("acquire", root, "--vault", vault).status == 0
    assert commands.run("examine", "--vault", vault).status == 0
    return vault, planter.planted


def safe(output):
    """Whether a terminal shows ``output`` as it stands: nothing steers it, hides or turns letters."""
    return all(
        letter == "\n" or letter in JOINERS or unicodedata.category(letter) not in HIDING
        for letter in output.decode()
    )


def test_names_are_listed_for_people_without_steering_the_terminal(shown, commands):
    ran = commands.run("photographs", "--vault", shown[0])
    assert ran.status == 0
    assert safe(ran.out)
    assert ":skull: [bold]x[/bold]" in ran.out.decode()
    assert "<U+001B>[31mred<U+001B>[0m" in ran.out.decode()


def test_names_are_listed_for_scripts_as_valid_json_that_no_terminal_obeys(shown, commands):
    vault, planted = shown
    ran = commands.run("photographs", "--vault", vault, "--jsonl")
    assert safe(ran.out)
    listed = [path for each in ran.jsonl for path in each["paths"]]
    files = [path for path, entry in planted.items() if entry.kind == "file"]
    assert sorted(listed) == sorted(path.decode("utf-8", "replace") for path in files)


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_refusal_that_speaks_of_an_odd_path_is_safe_on_a_terminal(commands, tmp_path, more):
    source = os.fsencode(tmp_path) + b"/\x1b]0;title\x07 \xc2\x9b31m \xe2\x80\xae"
    ran = commands.run("acquire", source, "--vault", str(tmp_path / "vault"), *more)
    assert ran.status == 46
    assert safe(ran.err)
    assert not more or ran.refused == "source-missing"


def test_an_odd_source_gives_its_name_to_the_log(commands, tmp_path):
    source = os.fsencode(tmp_path) + b"/\xd5\xe6\xd1 \x1b[2J\n"
    os.mkdir(source)
    vault = str(tmp_path / "vault")
    assert commands.run("acquire", source, "--vault", vault).status == 0
    assert commands.run("verify", vault).status == 0


def test_a_source_named_through_a_link_and_up_again_is_the_one_that_the_system_means(commands, tmp_path):
    for name in ("far/inside", "far/meant", "meant"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "far" / "meant" / "file").write_text("this one")
    (tmp_path / "link").symlink_to("far/inside")
    ran = commands.run("acquire", f"{tmp_path}/link/../meant", "--vault", str(tmp_path / "vault"), "--json")
    assert ran.json["files"] == 1
