"""Whoever imports a list at a terminal is asked whether its columns are understood; a script never is."""

import json
import os
import pty
import subprocess
import sys

import pytest

import dalil

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(dalil.__file__)))
LIST = "الاسم,اسم الأم,سنة الميلاد\n" + "".join(
    f"محمد حسين سلامة,فاطمة {at},19{at}\n" for at in range(70, 82)
)
QUESTION = "Do the columns hold this?"


@pytest.fixture
def vault(commands, tmp_path):
    assert commands.run("init", "vault", cwd=str(tmp_path)).status == 0
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    return tmp_path


def typed(folder, answer, *more):
    """Import the list at a terminal at which a person types ``answer``: status, stdout, stderr."""
    ours, theirs = pty.openpty()
    words = ("lists", "import", "list.csv", "--vault", "vault", "--as", "amal", *more)
    try:
        os.write(ours, answer)
        ran = subprocess.run(
            [sys.executable, "-m", "dalil", *words],
            stdin=theirs, capture_output=True, cwd=folder, check=False, timeout=120,
            env={**os.environ, "DALIL_PASSPHRASE": "", "PYTHONPATH": SOURCE},
        )  # fmt: skip
    finally:
        os.close(ours)
        os.close(theirs)
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


def imported(commands, folder):
    ran = commands.run(
        "lists", "import", "list.csv", "--vault", "vault", "--as", "amal", "--json", cwd=str(folder)
    )
    return ran.json["already"]


def test_a_person_sees_ten_rows_and_the_columns_before_anything_is_kept(commands, vault):
    status, out, err = typed(vault, b"n\n")
    assert status == 73
    assert out == ""
    assert QUESTION in err
    assert "Refused (list-unconfirmed)" in err
    assert "birth-year" in err
    assert "فاطمة 79" in err
    assert "فاطمة 80" not in err
    assert not imported(commands, vault)


def test_a_yes_imports_and_the_answer_for_scripts_stays_clean(commands, vault):
    status, out, err = typed(vault, b"y\n", "--json")
    assert status == 0, err
    assert QUESTION in err
    assert json.loads(out)["rows"] == 12
    assert imported(commands, vault)
    status, _, err = typed(vault, b"")
    assert status == 0, err
    assert QUESTION not in err, "nothing would be added, so nobody is asked"


def test_yes_beforehand_asks_nobody(vault):
    status, _, err = typed(vault, b"", "--yes")
    assert status == 0, err
    assert QUESTION not in err


def test_a_script_is_never_asked(commands, vault):
    words = ("lists", "import", "list.csv", "--vault", "vault", "--as", "amal")
    ran = commands.run(*words, cwd=str(vault))
    assert ran.status == 0, ran.err
    assert QUESTION.encode() not in ran.err + ran.out


def test_what_cannot_be_compared_and_columns_of_one_meaning_are_said(commands, vault):
    rows = "محمد أحمد,محمد الحلبي,1990-1991\nسامر علي,,1985\n"
    (vault / "list.csv").write_text(f"الاسم,الاسم الكامل,سنة الميلاد\n{rows}", "utf-8")
    words = ("lists", "import", "list.csv", "--vault", "vault", "--as", "amal")
    ran = commands.run(*words, cwd=str(vault))
    assert ran.status == 0, ran.err
    said = " ".join(ran.out.decode().split())
    assert "birth-year: cells without one clear value, kept and not compared: 1." in said
    assert "name: of الاسم, الاسم الكامل the first that says anything counts" in said
    seen = commands.run("lists", "look", "list.csv", "--json", cwd=str(vault))
    assert seen.json["uncompared"] == {"birth-year": 1}


def test_a_list_without_rows_is_refused_and_a_vault_without_lists_says_so(commands, vault):
    (vault / "list.csv").write_text("الاسم,سنة الميلاد\n", "utf-8")
    ran = commands.run("lists", "import", "list.csv", "--vault", "vault", "--as", "amal", cwd=str(vault))
    assert ran.status == 73
    assert b"list-unreadable" in ran.err
    for words in (("match", "--vault", "vault", "--as", "amal"), ("matches", "--vault", "vault")):
        ran = commands.run(*words, cwd=str(vault))
        assert ran.status == 0, ran.err
        assert b"dalil" in ran.out


NUMBERED = "الرقم,الاسم,اسم الأم,سنة الميلاد\n549,محمد حسين سلامة,فاطمة,1970\n"


def test_the_same_file_keeps_its_recorded_columns_and_with_a_change_it_gets_others(commands, vault):
    """What the remedy says works when it is typed."""

    def ran(*words):
        return commands.run("lists", *words, "--vault", "vault", "--as", "amal", "--json", cwd=str(vault))

    (vault / "list.csv").write_text(NUMBERED, "utf-8")
    assert ran("import", "list.csv").json["columns"]["الرقم"] == "reference"
    refused = ran("import", "list.csv", "--column", "الرقم=number")
    assert refused.status == 73
    assert "list-imported-otherwise" in refused.err.decode()
    assert "L0001" in refused.err.decode()
    assert "الرقم=reference" in refused.err.decode()
    assert ran("import", "list.csv", "--column", "الرقم=reference").json["already"]
    (vault / "changed.csv").write_text(f"{NUMBERED}\n", "utf-8")
    changed = ran("import", "changed.csv", "--column", "الرقم=number").json
    assert (changed["list"], changed["columns"]["الرقم"]) == ("L0002", "number")
    again = ran("import", "list.csv").json
    assert (again["already"], again["columns"]["الرقم"]) == (True, "reference"), "not as in the newest list"
    assert ran("withdraw", "L0001", "1", "--only-this").json["withdrawn"] == ["L0001:1"]


def test_a_number_that_is_held_to_be_a_reference_is_said_before_and_when_it_is_imported(commands, vault):
    (vault / "list.csv").write_text(NUMBERED, "utf-8")
    words = (("look", "list.csv"), ("import", "list.csv", "--vault", "vault", "--as", "amal", "--json"))
    for each in words:
        said = commands.run("lists", *each, cwd=str(vault)).err.decode()
        assert "الرقم: held to be the list's own reference, so it is not compared." in said
        assert '--column "الرقم=number"' in said
    _, _, asked = typed(vault, b"")
    assert "not compared" in asked
    (vault / "other.csv").write_text(NUMBERED.replace("الرقم", "م"), "utf-8")
    assert b"not compared" not in commands.run("lists", "look", "other.csv", cwd=str(vault)).err
