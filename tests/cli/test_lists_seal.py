"""Sealing and meeting as typed: columns and sheets are named, and no mistake looks like nobody in common."""

import pytest
from openpyxl import Workbook

from cli.command_tree import refusal_of

OURS = "person,Papa,Sippe,mother,born\nمحمد,أحمد,الحلبي,فاطمة,1984\nرامي,,,هدى,1990\n"
MEANT = ("--column", "Papa=father", "--column", "Sippe=family")
THEIRS = ["الاسم", "اسم الأم", "سنة الولادة"], ["محمد احمد الحلبي", "فاطمة", 1984]


@pytest.fixture
def dalil(commands, tmp_path):
    (tmp_path / "ours.csv").write_text(OURS, "utf-8")
    book = Workbook()
    book.active.append(["name"])
    sheet = book.create_sheet("second")
    for row in THEIRS:
        sheet.append(row)
    book.save(tmp_path / "theirs.xlsx")
    (tmp_path / "secret").write_text("ab" * 32, "utf-8")
    (tmp_path / "other").write_text("cd" * 32, "utf-8")
    (tmp_path / "empty").write_text("", "utf-8")

    def run(*words, secret="secret"):
        return commands.run("lists", *words, "--secret", secret, cwd=str(tmp_path))

    sealed = run("seal", "theirs.xlsx", "--sheet", "second")
    assert sealed.status == 0
    (tmp_path / "seals").write_bytes(sealed.out)
    return run


def test_columns_and_sheets_are_named_and_reasons_are_told(dalil):
    met = dalil("meet", "ours.csv", "seals", *MEANT, "--json")
    assert (met.json["rows"], met.json["unsealed"]) == ([1], {"single-name": 1})
    told = met.err.decode()
    assert "1 of 2 rows are sealed" in told
    assert "one name alone, or no given name: 1" in told


def test_a_list_whose_columns_nobody_knows_is_refused_with_what_to_do(dalil):
    for words in (("seal", "ours.csv"), ("meet", "ours.csv", "seals")):
        refused = dalil(*words)
        assert refused.status == 73
        assert refusal_of(refused) == "nothing-sealed"
        assert "Papa, Sippe" in refused.err.decode()
        assert "--column" in refused.err.decode()


@pytest.mark.parametrize(
    ("seals", "more", "secret", "code"),
    [
        ("seals", (), "other", "seals-other-secret"),
        ("seals", ("--by", "name,mother"), "secret", "seals-other-fields"),
        ("empty", (), "secret", "seals-unreadable"),
        ("secret", (), "secret", "seals-unreadable"),
    ],
)
def test_what_cannot_be_compared_is_refused(dalil, seals, more, secret, code):
    refused = dalil("meet", "ours.csv", seals, *MEANT, *more, secret=secret)
    assert refused.status == 73
    assert refusal_of(refused) == code
