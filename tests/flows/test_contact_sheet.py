"""A contact sheet of drawn labels, through the command line, and of files that cannot be read."""

import io

import numpy as np
from PIL import Image

from vision.drawn_labels import box_with, frame, lettered, placed


def photograph(path, text):
    pixels = placed(frame(11), box_with((text, "215"), size=44), left=60, top=420)
    sheet = io.BytesIO()
    Image.fromarray(np.asarray(pixels)).save(sheet, format="JPEG", quality=92)
    path.write_bytes(sheet.getvalue())


def test_a_folder_becomes_one_page(commands, tmp_path):
    folder = tmp_path / "photographs"
    folder.mkdir()
    photograph(folder / "a.jpg", "3659")
    photograph(folder / "b.jpg", "4038")
    (folder / "c.jpg").write_bytes((folder / "a.jpg").read_bytes()[:-400])
    (folder / "d.txt").write_text("no picture")
    page = tmp_path / "sheet.html"
    ran = commands.run("read", str(folder), "--sheet", str(page), "--jsonl")
    assert ran.status == 0
    assert [bool(one["error"]) for one in ran.jsonl] == [False, False, True, True]
    shown = page.read_text("utf-8")
    assert shown.count("data:image/png") == sum(len(one["labels"]) for one in ran.jsonl)
    assert "3659" in shown
    assert "4038" in shown
    assert "files: 4; without a label: 0; not read: 2" in shown


def test_a_page_that_cannot_be_written_is_refused(commands, tmp_path):
    photograph(tmp_path / "a.jpg", "3659")
    ran = commands.run(
        "read", str(tmp_path / "a.jpg"), "--jsonl", "--sheet", str(tmp_path / "a.jpg" / "x.html")
    )
    assert (ran.status, ran.refused) == (79, "sheet-unwritable")


def test_skin_is_counted_and_shown_to_who_asks_for_it(commands, tmp_path):
    Image.fromarray(lettered("3659", size=48)).save(tmp_path / "crop.png")
    given = ("read", "crop.png", "--crop", "--surface", "skin", "--jsonl", "--sheet")
    (label,) = commands.run(*given, "one.html", cwd=str(tmp_path)).jsonl[0]["labels"]
    assert not label["accepted"] or label["confidence"] >= 0.999
    commands.run(*given, "two.html", "--show-skin", cwd=str(tmp_path))
    one, two = ((tmp_path / name).read_text("utf-8") for name in ("one.html", "two.html"))
    assert "1 of 1 labels are shown" in two
    if not label["accepted"]:
        assert "0 of 1 labels are shown" in one
        assert "1 that may be skin are not shown unasked" in one
    assert commands.run("read", "crop.png", "--show-skin", "--jsonl", cwd=str(tmp_path)).refused == "usage"
