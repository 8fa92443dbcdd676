"""Commands of the vault answer scripts in JSON, and say what to do."""

import contextlib
import os
import pathlib
import random
import socket
import sqlite3

import numpy as np
import pytest
from PIL import Image

from dalil.cli import read
from dalil.core.custody.note import VerifierKey
from dalil.flows.read import Read
from dalil.profiles import text_of
from vision.drawn import scene
from vision.drawn_labels import lettered


def test_a_new_vault_names_itself_its_profile_and_its_key(commands, tmp_path):
    path = str(tmp_path / "vault")
    made = commands.run("init", path, "--profile", "syria", "--json").json
    with open(os.path.join(path, "keys", "log.vkey"), encoding="utf-8") as file:
        assert VerifierKey.parse(made["key"]) == VerifierKey.parse(file.read())
    assert made["key"].startswith(f"dalil.invalid/vault/{made['vault']}+")
    assert made["profile"] == "syria"


@pytest.mark.parametrize("damage", ["no database", "pages", "rows"])
def test_a_damaged_catalog_is_made_anew_from_the_log(commands, tmp_path, damage):
    path = str(tmp_path / "vault")
    commands.run("init", path)
    commands.run("ladder", "--vault", path)
    whole = commands.run("rebuild", "--vault", path, "--json").json
    catalog = os.path.join(path, "catalog.sqlite3")
    with contextlib.closing(sqlite3.connect(catalog)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(catalog, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek({"no database": 0, "pages": 4096, "rows": size // 2}[damage])
        file.write(b"garbage " * ((size - file.tell()) // 8))
    ran = commands.run("ladder", "--vault", path)
    assert (ran.status, b"dalil rebuild" in ran.err) == (41, True)
    ran = commands.run("rebuild", "--vault", path, "--json")
    assert ran.status == 1  # it was not as the log makes it
    assert ran.json["after"] == whole["after"]
    assert commands.run("rebuild", "--vault", path).status == 0


def fill(catalog, *statements):
    with contextlib.closing(sqlite3.connect(catalog)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def in_place(catalog, put):
    for name in (catalog, f"{catalog}-wal", f"{catalog}-shm"):
        if os.path.exists(name):
            os.unlink(name)
    put(catalog)


DAMAGE = {
    "a table is gone": lambda at: fill(at, "DROP TABLE catalog_individual"),
    "every table is gone": lambda at: in_place(at, lambda path: fill(path, "CREATE TABLE other (a)")),
    "text is not UTF-8": lambda at: fill(
        at, "UPDATE catalog_acquisition SET id = CAST(x'ff53454352455430' AS TEXT)"
    ),
    "a column is of another kind": lambda at: fill(at, "UPDATE catalog_acquisition SET files = 'SECRET'"),
    "bytes where text stood": lambda at: fill(at, "UPDATE catalog_exhibit SET digest = x'fffe00'"),
    "bytes where the kind of an entry stood": lambda at: fill(at, "UPDATE catalog_entry SET type = x'ff'"),
    "a number where bytes stood": lambda at: fill(at, "UPDATE catalog_place SET path = 1000000000000"),
    "a column is missing": lambda at: fill(at, "ALTER TABLE catalog_acquisition DROP COLUMN files"),
    "its position is none": lambda at: fill(
        at, "UPDATE catalog_position SET size = 'SECRET', root = 'SECRET'"
    ),
    "a folder": lambda at: in_place(at, os.mkdir),
    "a pipe": lambda at: in_place(at, os.mkfifo),
    "a folder beside it": lambda at: os.mkdir(f"{at}-journal"),
    "it is cut": lambda at: os.truncate(at, 5000),
}


@pytest.mark.parametrize("damage", [name for name in DAMAGE if name.startswith("bytes where")])
def test_an_act_over_a_catalog_that_holds_bytes_for_text_says_so(commands, tmp_path, damage):
    path = str(tmp_path / "vault")
    assert commands.run("acquire", __file__, "--vault", path).status == 0
    DAMAGE[damage](os.path.join(path, "catalog.sqlite3"))
    for act in (("examine",), ("match", "--as", "amal")):
        ran = commands.run(*act, "--vault", path, "--json")
        assert ran.status == 0 or (ran.status, ran.refused) == (41, "catalog-damaged"), ran.err


@pytest.mark.parametrize("damage", DAMAGE)
def test_whatever_became_of_the_catalog_it_is_made_anew_and_readers_say_so(commands, tmp_path, damage):
    path = str(tmp_path / "vault")
    assert commands.run("acquire", __file__, "--vault", path).status == 0
    whole = commands.run("rebuild", "--vault", path, "--json").json
    DAMAGE[damage](os.path.join(path, "catalog.sqlite3"))
    for reader in (("ladder", "--json"), ("individuals", "--jsonl"), ("photographs", "--jsonl")):
        ran = commands.run(*reader, "--vault", path)
        assert ran.status == 0 or (ran.status, ran.refused) == (41, "catalog-damaged"), ran.err
        assert b"SECRET" not in ran.err
        assert ran.status == 0 or b"dalil rebuild" in ran.err
    ran = commands.run("rebuild", "--vault", path, "--json")
    assert ran.status in {0, 1}, ran.err
    assert ran.json["after"] == whole["after"]
    assert commands.run("rebuild", "--vault", path).status == 0
    assert commands.run("ladder", "--vault", path).status == 0


def test_a_catalog_with_flipped_bits_is_made_anew(commands, tmp_path):
    path = str(tmp_path / "vault")
    assert commands.run("acquire", __file__, "--vault", path).status == 0
    whole = commands.run("rebuild", "--vault", path, "--json").json
    catalog = os.path.join(path, "catalog.sqlite3")
    with contextlib.closing(sqlite3.connect(catalog)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(catalog, "rb") as file:
        content = file.read()
    for seed in range(12):
        drawn, changed = random.Random(seed), bytearray(content)
        for _ in range(drawn.choice([1, 20, 500])):
            changed[drawn.randrange(len(changed))] ^= 1 << drawn.randrange(8)
        in_place(catalog, lambda path, changed=changed: pathlib.Path(path).write_bytes(changed))
        for reader in ("ladder", "individuals"):
            assert commands.run(reader, "--vault", path).status in {0, 41}, seed
        assert commands.run("rebuild", "--vault", path, "--json").json["after"] == whole["after"], seed
        assert commands.run("rebuild", "--vault", path).status == 0, seed


def test_a_vault_of_a_newer_form_asks_for_a_newer_program(commands, tmp_path):
    path = tmp_path / "vault"
    commands.run("init", str(path))
    config = path / "dalil.toml"
    config.write_text(config.read_text("utf-8").replace("format = 1", "format = 2"), "utf-8")
    ran = commands.run("ladder", "--vault", str(path))
    assert b"vault-newer" in ran.err
    assert b"newer Dalil" in ran.err
    assert b"vault-newer" in commands.run("verify", str(path)).out


def test_the_ladder_gives_no_number_where_nothing_is_recorded_yet(commands, tmp_path):
    path = str(tmp_path / "vault")
    commands.run("init", path)
    rungs = {each["name"]: each for each in commands.run("ladder", "--vault", path, "--json").json["rungs"]}
    assert [name for name, each in rungs.items() if not each["recorded"]] == ["confirmed-by-authority"]
    for command in ("ladder", "figures"):
        told = commands.run(command, "--vault", path).out.decode().splitlines()
        (line,) = [each for each in told if "confirmed-by-authority" in each]
        assert "not recorded yet" in line
        assert "0" not in line.partition("log position")[0]


def test_a_vault_that_lost_its_name_is_not_made_anew_over_what_it_holds(commands, tmp_path):
    path = tmp_path / "vault"
    assert commands.run("acquire", __file__, "--vault", str(path)).status == 0
    (path / "dalil.toml").unlink()
    for shadow in path.glob("catalog.sqlite3*"):
        shadow.unlink()
    key = (path / "keys" / "log.key").read_bytes()
    assert commands.run("acquire", __file__, "--vault", str(path), "--json").refused == "vault-exists"
    assert (path / "keys" / "log.key").read_bytes() == key
    assert b"vault-unfinished" not in commands.run("verify", str(path)).out


def test_a_vault_that_was_never_finished_says_so_and_is_made_by_the_same_command(commands, tmp_path):
    path = tmp_path / "vault"
    assert commands.run("init", str(path)).status == 0
    (path / "dalil.toml").unlink()
    for shadow in path.glob("catalog.sqlite3*"):
        shadow.unlink()
    ran = commands.run("verify", str(path), "--json")
    assert (ran.status, [each["code"] for each in ran.jsonl]) == (1, ["vault-unfinished"])
    assert commands.run("ladder", "--vault", str(path), "--json").refused == "vault-unfinished"
    assert commands.run("acquire", __file__, "--vault", str(path)).status == 0
    assert commands.run("verify", str(path)).status == 0


def test_a_demo_writes_over_nothing(commands, tmp_path):
    ran = commands.run("demo", str(tmp_path))
    assert (ran.status, b"folder-taken" in ran.err) == (44, True)


@pytest.mark.parametrize("given", ["folder", "itself"])
def test_a_pipe_a_socket_and_a_device_are_told_and_the_rest_is_read(commands, tmp_path, given):
    os.mkfifo(tmp_path / "a pipe")
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as served:
        served.bind(str(tmp_path / "a socket"))
    os.symlink("/dev/zero", tmp_path / "endless")
    os.symlink("gone", tmp_path / "nowhere")
    (tmp_path / "words.txt").write_text("no picture")
    names = ["a pipe", "a socket", "endless", "nowhere", "words.txt"]
    paths = [str(tmp_path)] if given == "folder" else [str(tmp_path / name) for name in names]
    ran = commands.run("read", *paths, "--jsonl")
    assert ran.status == 0, ran.err
    assert {os.path.basename(each["path"]): each["error"] for each in ran.jsonl} == {
        **dict.fromkeys(names[:3], "source-special"),
        "nowhere": "source-vanished",
        "words.txt": "not-a-picture:text",
    }
    ran = commands.run("copies", str(tmp_path), "--jsonl")
    assert (ran.status, b"3 source-special" in ran.err) == (0, True), ran.err


def test_copies_says_what_it_could_not_compare(commands, tmp_path):
    (tmp_path / "words.txt").write_text("no picture")
    (tmp_path / "cut.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(40))
    ran = commands.run("copies", str(tmp_path), "--jsonl")
    assert (ran.status, ran.out) == (0, b"")
    assert b"1 not-a-picture" in ran.err
    assert b"1 picture-" in ran.err


def test_copies_finds_crops_borders_and_what_is_mirrored(commands, tmp_path):
    whole = scene(7)
    edits = {
        "a-whole": whole,
        "b-cropped": whole[30:440, 40:600],
        "c-framed": np.pad(whole, 40, constant_values=255),
        "d-mirrored-part": whole[50:, 30::][:, ::-1],
        "e-other": scene(30),
    }
    for name, pixels in edits.items():
        Image.fromarray(np.ascontiguousarray(pixels)).save(tmp_path / f"{name}.jpg", quality=80)
    ran = commands.run("copies", str(tmp_path), "--jsonl")
    assert ran.status == 0, ran.err
    found = {(pair["a"], pair["b"]): pair["edit"] for pair in ran.jsonl}
    assert found["a-whole.jpg", "b-cropped.jpg"] == "cropped"
    assert found["a-whole.jpg", "c-framed.jpg"] == "bordered"
    assert found["a-whole.jpg", "d-mirrored-part.jpg"] == "mirrored-cropped"
    assert not any("e-other.jpg" in pair for pair in found)


def test_a_folder_without_files_is_said_to_be_one(commands, tmp_path):
    assert b"nothing was read" in commands.run("read", str(tmp_path)).err
    assert b"No copies were found" in commands.run("copies", str(tmp_path)).err


def test_lines_of_a_label_stand_beside_one_another(capsys):
    label = {"surface": "card", "text": "3659\n\nفرع 215", "confidence": 0.51499, "accepted": False}
    empty = {"surface": "skin", "text": "\n", "confidence": 0.0, "accepted": False}
    read.tell(Read("1.jpg", [label, empty], None), as_jsonl=False)
    assert capsys.readouterr().out == '1.jpg: card "3659 · فرع 215" (51.4% sure); skin without text\n'


@pytest.mark.parametrize(
    ("confidence", "accepted", "said"),
    [(0.9955, False, "99.5% sure"), (0.999999, True, "99.9% sure, accepted"), (1.0, False, "100.0% sure")],
)
def test_what_is_not_certain_never_looks_so(capsys, confidence, accepted, said):
    label = {"surface": "card", "text": "3659", "confidence": confidence, "accepted": accepted}
    read.tell(Read("1.jpg", [label], None), as_jsonl=False)
    assert capsys.readouterr().out == f'1.jpg: card "3659" ({said})\n'


def test_a_profile_says_what_can_stand_on_a_line(commands, tmp_path):
    picture = str(tmp_path / "crop.png")
    Image.fromarray(lettered("A4038", size=48)).save(picture)
    profile = tmp_path / "own.toml"
    profile.write_text(f'{text_of("generic")}\n[lines]\nallowed = "0123456789"\n')
    plain, own = (
        commands.run("read", "--crop", "--jsonl", "--profile", name, picture).jsonl[0]["labels"][0]
        for name in ("generic", str(profile))
    )
    assert plain["text"] == "A4038"
    assert set(own["text"]) <= set("0123456789")
    assert all(set(each["text"]) <= set("0123456789 ⋮") for each in own["alternatives"])


def test_a_column_that_nobody_knows_can_be_told(commands, tmp_path):
    (tmp_path / "list.csv").write_text("name,colour\nمحمد أحمد,red\n")
    seen = commands.run("lists", "look", str(tmp_path / "list.csv")).out.decode()
    assert "--column HEADER=FIELD" in seen
    assert "birth-year" in seen
