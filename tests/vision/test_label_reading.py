"""Label readings: a crop that is one label is divided in the way in which most can be read."""

import numpy as np
import pytest

from dalil.vision import locate
from dalil.vision.label_reading import read_whole
from dalil.vision.recognise import Recogniser
from dalil.vision.region import Region
from vision.drawn_labels import box_with, frame, grey_of, lettered, placed


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


def test_a_number_is_read_where_half_of_the_crop_lies_in_shadow(recogniser: Recogniser) -> None:
    written = grey_of(box_with(("EVIDENCE", "36598"), size=48)).astype(float)
    written[:, written.shape[1] // 2 :] *= 0.3
    said = read_whole(written.astype(np.uint8), locate.layouts(written.astype(np.uint8)), recogniser)
    assert "36598" in said.text.split()


def test_a_number_is_read_where_the_crop_shows_more_than_the_label(recogniser: Recogniser) -> None:
    around = grey_of(placed(frame(3)[:260, :420] // 3, lettered("36598", size=60), left=90, top=90))
    assert "36598" in read_whole(around, locate.layouts(around), recogniser).text.split()


def test_what_reads_well_in_the_likeliest_layout_is_not_divided_otherwise(recogniser: Recogniser) -> None:
    tight = grey_of(lettered("3659", size=48))
    first = locate.layouts(tight)[0]
    empty = Region(first.surface, first.box, ())
    assert read_whole(tight, (first, empty), recogniser) == read_whole(tight, (first,), recogniser)


def test_every_crop_has_a_layout_and_a_reading(recogniser: Recogniser) -> None:
    for shape in ((1, 1), (3, 200), (200, 3), (40, 40)):
        blank = np.full(shape, 200, np.uint8)
        layouts = locate.layouts(blank)
        assert layouts
        assert read_whole(blank, layouts, recogniser).lines


ODD = [(16, 20_000), (20_000, 16), (12, 60_000), (1, 1), (1, 5_000), (5_000, 1), (3, 40)]


@pytest.mark.parametrize("shape", ODD)
def test_a_picture_of_any_shape_is_read_as_a_label_without_failing(shape, recogniser) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, shape).astype(np.uint8)
    assert read_whole(pixels, locate.layouts(pixels), recogniser).surface == "card"
