"""Label readings: a crop that is one label is divided in the way in which most can be read."""

import numpy as np
import pytest

from dalil.vision import locate
from dalil.vision.label_reading import read_regions, read_whole
from dalil.vision.recognise import Recogniser
from dalil.vision.region import Region, Surface, box_of, wider
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


@pytest.mark.parametrize("text", ["6098", "8609", "٧٨٠١"])
def test_a_number_that_reads_both_ways_up_is_never_accepted_by_itself(text, recogniser) -> None:
    for turns in (0, 2):
        crop = np.ascontiguousarray(np.rot90(grey_of(box_with((text,), size=60)), turns))
        (line,) = read_whole(crop, locate.layouts(crop), recogniser).lines
        assert line.confidence_ppm <= 900_000


def test_another_line_of_the_label_tells_which_way_up_it_stands(recogniser) -> None:
    crop = grey_of(box_with(("6098", "32547"), size=60))
    for turns in (0, 2):
        shown = np.ascontiguousarray(np.rot90(crop, turns))
        first, _ = read_whole(shown, locate.layouts(shown), recogniser).lines
        assert first.text == "6098"
        assert first.confidence_ppm > 900_000


def test_a_row_that_was_found_too_short_is_read_whole(recogniser) -> None:
    """The finder left the last digit out: its crop ends within it."""
    page = grey_of(placed(frame(5), lettered("32547", size=60), left=300, top=300))
    whole = np.array([[300, 300], [476, 300], [476, 372], [300, 372]], np.float64)
    cut_short = box_of(whole - [[0, 0], [50, 0], [50, 0], [0, 0]])
    region = Region(Surface.SKIN, cut_short, (cut_short,))
    (label,) = read_regions(page, [region], recogniser)
    assert label.text == "32547"
    assert label.box[1][0] > cut_short[1][0]


def test_a_box_grows_along_its_own_line() -> None:
    box = ((0, 0), (60, 80), (52, 86), (-8, 6))
    assert wider(box, 0, 1) == ((0, 0), (66, 88), (58, 94), (-8, 6))
    assert wider(box, 1, 0) == ((-6, -8), (60, 80), (52, 86), (-14, -2))
