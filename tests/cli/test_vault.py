"""Commands of the vault answer scripts in JSON, and say what to do."""

import contextlib
import os
import sqlite3

import pytest

from dalil.cli import read
from dalil.core.custody.note import VerifierKey
from dalil.flows.read import Read


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


def test_a_demo_writes_over_nothing(commands, tmp_path):
    ran = commands.run("demo", str(tmp_path))
    assert (ran.status, b"folder-taken" in ran.err) == (44, True)


def test_copies_says_what_it_could_not_compare(commands, tmp_path):
    (tmp_path / "words.txt").write_text("no picture")
    (tmp_path / "cut.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(40))
    ran = commands.run("copies", str(tmp_path), "--jsonl")
    assert (ran.status, ran.out) == (0, b"")
    assert b"1 not-a-picture" in ran.err
    assert b"1 picture-" in ran.err


def test_a_folder_without_files_is_said_to_be_one(commands, tmp_path):
    assert b"nothing was read" in commands.run("read", str(tmp_path)).err
    assert b"No copies were found" in commands.run("copies", str(tmp_path)).err


def test_lines_of_a_label_stand_beside_one_another(capsys):
    label = {"surface": "card", "text": "3659\nفرع 215"}
    read.tell(Read("1.jpg", [label], None), as_jsonl=False)
    assert capsys.readouterr().out == '1.jpg: card "3659 · فرع 215"\n'


def test_a_column_that_nobody_knows_can_be_told(commands, tmp_path):
    (tmp_path / "list.csv").write_text("name,colour\nمحمد أحمد,red\n")
    seen = commands.run("lists", "look", str(tmp_path / "list.csv")).out.decode()
    assert "--column HEADER=FIELD" in seen
    assert "birth-year" in seen
