"""What fingerprints propose is looked at once, however many copies of the same pixels there are."""

import os

import pytest

from dalil.engine.local import LocalEngine
from dalil.flows import alike
from dalil.vision.copies import find
from dalil.vision.fingerprint import fingerprint
from dalil.vision.orientation import Orientation, oriented
from vision.drawn import jpeg, overlaid, texture

BASE = texture(7, 640, 480)


@pytest.fixture
def folder(tmp_path):
    """Names in turn: even ones show the picture, odd ones what was made of it; all files are different."""

    def made(other):
        prints = {}
        for place, name in enumerate("abcdef"):
            pixels = other if place % 2 else BASE
            (tmp_path / name).write_bytes(jpeg(pixels) + bytes([place]))
            prints[name] = fingerprint(pixels)
        return str(tmp_path), prints

    return made


@pytest.mark.parametrize(
    ("turn", "there", "back"),
    [
        (Orientation.ROTATED_90, "rotated-90", "rotated-270"),
        (Orientation.ROTATED_270, "rotated-270", "rotated-90"),
        (Orientation.MIRRORED, "mirrored", "mirrored"),
        (Orientation.MIRRORED_ROTATED_90, "mirrored-rotated-90", "mirrored-rotated-90"),
    ],
)
def test_pictures_with_the_same_pixels_are_looked_at_once_and_told_each_in_its_direction(
    folder, turn, there, back
):
    path, prints = folder(oriented(BASE, turn))
    remembered = alike.Remembered()
    found = alike.verified(find(prints), alike.FilePictures(path), remembered, LocalEngine(2))
    assert list(remembered.known) == [("a", "b")]
    told = {(pair.a, pair.b): pair.edit for pair in found}
    assert len(told) == 15
    for (a, b), edit in told.items():
        first, second = ("ace".find(name) >= 0 for name in (a, b))
        expected = "identical-pixels" if first == second else there if first else back
        assert edit == expected, (a, b)


def test_an_overlay_ties_the_copies_of_either_side_together(folder):
    path, prints = folder(overlaid(BASE, share=0.04, corner=0))
    remembered = alike.Remembered()
    found = alike.verified(find(prints), alike.FilePictures(path), remembered, LocalEngine(2))
    assert list(remembered.known) == [("a", "b")]
    assert {(pair.a, pair.b, pair.edit) for pair in found} >= {("a", "b", "overlaid")}
    assert {pair.edit for pair in found} == {"identical-pixels", "overlaid"}


def test_what_is_remembered_is_not_looked_at_again(folder):
    path, prints = folder(oriented(BASE, Orientation.ROTATED_90))
    remembered = alike.Remembered()
    first = alike.verified(find(prints), alike.FilePictures(path), remembered, LocalEngine(2))
    for name in os.listdir(path):
        os.unlink(os.path.join(path, name))
    assert alike.verified(find(prints), alike.FilePictures(path), remembered, LocalEngine(2)) == first
