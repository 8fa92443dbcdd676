"""Where a contact sheet may stand: it replaces an earlier one, and never evidence."""

import os

import pytest

from dalil.flows.sheet_place import SheetPlace, SheetUnwritable
from dalil.publish.contact_sheet import MARK
from dalil.store.disk import Disk


def write(path, *inputs, content=MARK + b"new"):
    with SheetPlace(str(path), map(str, inputs), Disk()) as place:
        place.write(content)


def test_a_sheet_replaces_an_earlier_one(tmp_path):
    write(tmp_path / "sheet.html")
    write(tmp_path / "sheet.html", content=MARK + b"newer")
    assert (tmp_path / "sheet.html").read_bytes() == MARK + b"newer"
    assert os.listdir(tmp_path) == ["sheet.html"]


@pytest.mark.parametrize("evidence", ["1.jpg", "page.html"])
def test_a_photograph_named_by_mistake_stays_as_it_is(tmp_path, evidence):
    (tmp_path / evidence).write_bytes(b"evidence")
    for inputs in ([], [tmp_path], [tmp_path / "2.png"], [tmp_path / evidence]):
        with pytest.raises(SheetUnwritable):
            write(tmp_path / evidence, *inputs)
    assert (tmp_path / evidence).read_bytes() == b"evidence"
    assert os.listdir(tmp_path) == [evidence]


def test_among_what_is_read_a_sheet_is_new_and_named_as_a_page(tmp_path):
    write(tmp_path / "sheet.html", tmp_path)
    for name in ("sheet.html", "new.jpg"):
        with pytest.raises(SheetUnwritable):
            write(tmp_path / name, tmp_path)
    with pytest.raises(SheetUnwritable):
        write(tmp_path / "sheet.html", tmp_path / "sheet.html")


def test_a_link_is_not_replaced_nor_what_it_leads_to(tmp_path):
    write(tmp_path / "sheet.html")
    os.symlink("sheet.html", tmp_path / "linked.html")
    with pytest.raises(SheetUnwritable):
        write(tmp_path / "linked.html")
    assert os.path.islink(tmp_path / "linked.html")


def test_a_file_with_the_name_of_an_unfinished_one_stays(tmp_path):
    (tmp_path / "sheet.html.new").write_bytes(b"evidence")
    write(tmp_path / "sheet.html")
    assert (tmp_path / "sheet.html.new").read_bytes() == b"evidence"
    assert sorted(os.listdir(tmp_path)) == ["sheet.html", "sheet.html.new"]


@pytest.mark.parametrize("place", ["/proc/x.html", "missing/x.html"])
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_read(commands, tmp_path, place):
    (tmp_path / "1.txt").write_text("no picture")
    ran = commands.run("read", "1.txt", "--sheet", place, "--jsonl", cwd=str(tmp_path))
    assert (ran.status, ran.refused, ran.out) == (79, "sheet-unwritable", b"")
    assert os.listdir(tmp_path) == ["1.txt"]


def test_what_takes_the_place_meanwhile_stays(tmp_path):
    with SheetPlace(str(tmp_path / "s.html"), [], Disk()) as place:
        (tmp_path / "s.html").write_bytes(b"evidence")
        with pytest.raises(SheetUnwritable):
            place.write(MARK)
    assert os.listdir(tmp_path) == ["s.html"]
    assert (tmp_path / "s.html").read_bytes() == b"evidence"
