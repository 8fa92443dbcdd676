"""Two files of names: for each of one, who it may be of the other, and how likely."""

import csv
import random
from collections import defaultdict

import pytest
from openpyxl import Workbook

from dalil.core.errors import UsageRefusal
from dalil.flows import names
from dalil.intake.lists import ListColumnTwice, ListUnreadable
from dalil.intake.workbook import WorkbookUnreadable
from dalil.testing.families.people import People
from dalil.testing.families.writing import Haste, hastily, in_full

COLUMNS = ["id", "name", "mother", "birth_year", "birth_place"]
ASKED = 300
"""More than are asked for at once."""


def written(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    return str(path)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder, chance = tmp_path_factory.mktemp("names"), random.Random(5)
    people = People(5).draw(400)
    pool = [in_full(person, chance=chance, haste=Haste()) for person in people]
    asked = [
        hastily(person, chance=chance, haste=Haste(), latin=at % 2 == 1)
        for at, person in enumerate(people[:ASKED])
    ]
    return written(folder / "asked.csv", asked), written(folder / "pool.csv", pool)


def test_how_many_processes_read_and_compare_changes_nothing(files, monkeypatch):
    monkeypatch.setattr(names, "_ROWS_AT_ONCE", 64)
    one, two = (list(names.matched(*files, top=3, workers=workers)) for workers in (1, 2))
    assert one == two
    assert len(one) == ASKED


def test_whoever_is_meant_comes_first_and_chances_are_shared(files):
    found = list(names.matched(*files, top=3))
    with open(files[0], encoding="utf-8") as file:
        assert [each["left"] for each in found] == [row["id"] for row in csv.DictReader(file)]
    first = sum(each["candidates"][0]["right"] == each["left"] for each in found)
    assert first >= ASKED * 0.9
    for each in found:
        scores = [candidate["score"] for candidate in each["candidates"]]
        assert len(scores) == 3
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) <= 1.00001


def test_progress_is_told_as_blocks_of_questions_are_done(files):
    heard = defaultdict(list)
    list(names.matched(*files, top=1, progress=lambda step, done, of: heard[step].append((done, of))))
    assert heard[""] == [(256, ASKED), (ASKED, ASKED)]
    assert list(heard) == ["words", ""]
    assert {done for done, _ in heard["words"][-1:]} == {of for _, of in heard["words"]}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"name": "محمد أحمد"}], "no column called id"),
        ([{"id": "A", "name": "محمد"}, {"id": "", "name": "خالد"}], "row 2 has no id"),
        ([{"id": "A", "name": "محمد"}, {"id": "A", "name": "خالد"}], "rows 1 and 2 have one id"),
    ],
)
def test_rows_that_no_id_tells_apart_are_refused_with_where(tmp_path, files, rows, said):
    path = tmp_path / "bad.csv"
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(names.NameIdMissing, match=said):
        list(names.matched(str(path), files[1], top=1))


@pytest.mark.parametrize(
    ("body", "said"), [("", "it has no row"), ("A,غير معروف\n", "of its 1 rows is refused")]
)
def test_a_file_that_names_nobody_is_refused_on_either_side(tmp_path, files, body, said):
    path = tmp_path / "empty.csv"
    path.write_text(f"id,name\n{body}", "utf-8")
    for pair in ((str(path), files[1]), (files[0], str(path))):
        with pytest.raises(ListUnreadable, match=said):
            list(names.matched(*pair, top=1))


def test_the_column_called_id_tells_rows_apart_whatever_stands_before_it(tmp_path, files):
    path = tmp_path / "cases.csv"
    path.write_text("case,id,name\n7,A,محمد أحمد الحلبي\n7,B,خالد علي الشامي\n", "utf-8")
    assert [each["left"] for each in names.matched(str(path), files[1], top=1)] == ["A", "B"]


def test_scores_never_sum_to_more_than_one_and_columns_nobody_knows_are_said(tmp_path):
    path, heard = tmp_path / "alike.csv", []
    rows = "\n".join(f"{at},محمد أحمد علي الحلبي,1980" for at in range(6))
    path.write_text(f"id,name,birth_yr\n{rows}\n", "utf-8")
    found = list(names.matched(str(path), str(path), top=6, balance=lambda *told: heard.append(told)))
    assert all(sum(one["score"] for one in each["candidates"]) <= 1 for each in found)
    assert [told[3] for told in heard] == [["birth_yr"], ["birth_yr"]]


def test_of_two_files_the_one_is_named_that_is_refused(tmp_path, files):
    path = tmp_path / "twice.csv"
    path.write_text("id,name,name\nA,خالد,الحلبي\n", "utf-8")
    with pytest.raises(ListColumnTwice) as raised:
        list(names.matched(files[0], str(path), top=1))
    assert raised.value.sentence.startswith(f"{path}: Two columns")


def test_cells_of_which_nothing_can_be_compared_are_counted(tmp_path):
    """A letter O for a nought: nobody would see why the year is not compared."""
    path, heard = tmp_path / "typed.csv", []
    path.write_text("id,name,birth_year\nA,محمد أحمد الحلبي,198O\nB,خالد علي الشامي,1980\n", "utf-8")
    list(names.matched(str(path), str(path), top=1, balance=lambda *told: heard.append(told)))
    assert [told[4] for told in heard] == [{"birth-year": 1}] * 2


def book(path, **sheets):
    """A workbook whose sheets hold one row each, by its id."""
    made = Workbook()
    made.remove(made.active)
    for name, identity in sheets.items():
        sheet = made.create_sheet(name)
        sheet.append(["id", "name"])
        sheet.append([identity, "محمد أحمد الحلبي"])
    made.save(path)
    return str(path)


def test_sheets_are_named_in_the_order_of_the_workbooks(tmp_path):
    left, right = book(tmp_path / "l.xlsx", one="A", two="B"), book(tmp_path / "r.xlsx", three="C", four="D")
    plain = tmp_path / "plain.csv"
    plain.write_text("id,name\nE,محمد أحمد الحلبي\n", "utf-8")

    def pairs(*files, sheets):
        found = names.matched(*map(str, files), top=1, sheets=sheets)
        return [(each["left"], each["candidates"][0]["right"]) for each in found]

    assert pairs(left, right, sheets=["two", "three"]) == [("B", "C")]
    assert pairs(plain, right, sheets=["four"]) == [("E", "D")]
    with pytest.raises(WorkbookUnreadable, match="name one with --sheet: three, four"):
        pairs(left, right, sheets=["two"])
    with pytest.raises(UsageRefusal, match="left over"):
        pairs(plain, plain, sheets=["two"])
