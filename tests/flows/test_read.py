"""Reading files without a vault: what is refused, and what is never accepted without a person."""

import pytest
from PIL import Image

from dalil.core.limits import EXAMINE_BYTES_MAX
from vision.drawn_labels import box_with, frame, lettered, placed

TEXTS = ("3659", "4038")


@pytest.mark.parametrize("ways", [(), ("--crop",)])
def test_what_a_vault_refuses_is_refused_here_under_the_same_code(commands, tmp_path, ways):
    with (tmp_path / "large.jpg").open("wb") as file:
        file.write(b"\xff\xd8\xff\xe0")
        file.truncate(EXAMINE_BYTES_MAX + 1)
    (tmp_path / "empty.jpg").write_bytes(b"")
    ran = commands.run("read", "large.jpg", "empty.jpg", *ways, "--jsonl", cwd=str(tmp_path))
    assert [one["error"] for one in ran.jsonl] == ["exhibit-too-large", "exhibit-empty"]
    assert ran.status == 56, "where every file is refused, the first refusal says how it ended"
    (tmp_path / "words.txt").write_text("no picture")
    assert commands.run("read", str(tmp_path), *ways, "--jsonl").status == 0


def test_of_several_pictures_the_first_is_read_said_so_and_never_accepted(commands, tmp_path):
    texts = [f"{text}/227" for text in TEXTS]
    drawn = [placed(frame(11), box_with((text,), size=44), left=60, top=420) for text in texts]
    pages = [Image.fromarray(pixels) for pixels in drawn]
    pages[0].save(tmp_path / "one.tiff")
    pages[0].save(tmp_path / "several.tiff", save_all=True, append_images=pages[1:])
    one, several = commands.run("read", str(tmp_path), "--profile", "syria", "--jsonl").jsonl
    assert "frames" not in one
    assert several["frames"] == len(texts)
    assert one["labels"][0]["text"] == several["labels"][0]["text"] == texts[0]
    assert one["labels"][0]["accepted"]
    assert not any(label["accepted"] for label in several["labels"])
    assert b"the first of 2 pictures in this file was read" in commands.run("read", str(tmp_path)).out


def test_a_number_is_accepted_where_the_label_tells_that_it_is_the_persons(commands, tmp_path):
    for name, lines in (("told", ("3659/227",)), ("alone", ("3659",)), ("exam", ("exam 3659",))):
        Image.fromarray(placed(frame(11), box_with(lines, size=44), left=60, top=420)).save(
            tmp_path / f"{name}.png"
        )
    ran = commands.run("read", "--profile", "syria", "--jsonl", str(tmp_path))
    seen = {one["path"].rpartition("/")[2]: one["labels"][0] for one in ran.jsonl}
    assert {one["number"] for one in seen.values()} == {"3659"}
    assert {name: one["accepted"] for name, one in seen.items()} == {
        "alone.png": False,
        "exam.png": False,
        "told.png": True,
    }


def test_a_crop_whose_surface_nobody_names_is_read_as_a_card(commands, tmp_path):
    for text in TEXTS:
        Image.fromarray(lettered(text, size=48)).save(tmp_path / f"{text}.png")

    def labels(*ways):
        ran = commands.run("read", "--crop", *ways, "--jsonl", str(tmp_path))
        return [one["labels"][0] for one in ran.jsonl]

    unnamed, card, plate = labels(), labels("--surface", "card"), labels("--surface", "plate")
    assert [one["text"] for one in unnamed] == list(TEXTS)
    assert all(one["accepted"] for one in card)
    assert unnamed == card
    assert {one["surface"] for one in plate} == {"plate"}
    assert not any(one["accepted"] for one in plate), "no bar was measured for plates"
    without = commands.run("read", "--surface", "card", str(tmp_path), "--jsonl")
    assert (without.status, without.refused) == (2, "usage")
