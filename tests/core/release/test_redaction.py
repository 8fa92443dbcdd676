import numpy as np
import pytest
from PIL import Image

from dalil.core.release.redaction import PPM, WHOLE, Box, BoxMalformed, Redaction, RedactionPlan

MAKES = {
    0: None,
    1: Image.Transpose.ROTATE_270,  # Pillow turns anti-clockwise
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
    4: Image.Transpose.FLIP_LEFT_RIGHT,
    5: Image.Transpose.TRANSVERSE,
    6: Image.Transpose.FLIP_TOP_BOTTOM,
    7: Image.Transpose.TRANSPOSE,
}


@pytest.mark.parametrize(("orientation", "made"), MAKES.items())
def test_a_turned_copy_is_covered_where_it_shows_the_box(orientation, made):
    box = Box(100_000, 200_000, 300_000, 900_000)
    picture = np.zeros((40, 60), np.uint8)
    left, top, right, bottom = box.pixels(60, 40)
    picture[top:bottom, left:right] = 255
    copy = Image.fromarray(picture)
    copy = copy.transpose(made) if made is not None else copy
    left, top, right, bottom = box.turned(orientation).pixels(*copy.size)
    marked = np.asarray(copy) == 255
    assert marked[top:bottom, left:right].all()
    assert marked.sum() == (bottom - top) * (right - left)


def test_pixels_are_rounded_outwards():
    assert Box(1, 1, 2, 2).pixels(100, 100) == (0, 0, 1, 1)
    assert WHOLE.pixels(37, 41) == (0, 0, 37, 41)


@pytest.mark.parametrize("sides", [(5, 0, 5, 9), (0, 9, 5, 5), (-1, 0, 5, 5), (0, 0, PPM + 1, 5)])
def test_a_box_outside_the_picture_is_refused(sides):
    with pytest.raises(BoxMalformed):
        Box(*sides)


def test_a_copy_whose_place_is_unknown_is_covered_whole():
    redaction = Redaction("e1", (Box(0, 0, 10, 10),), "face")
    assert redaction.boxes_for(None) == (WHOLE,)
    assert redaction.boxes_for(0) == redaction.boxes


def test_a_plan_comes_back_and_knows_what_it_does_not_cover():
    plan = RedactionPlan(
        (Redaction("e2", (Box(0, 0, 10, 10),), "face"), Redaction("e1", (), "nothing to cover"))
    )
    assert RedactionPlan.from_record(plan.to_record()).to_record() == plan.to_record()
    assert plan.unplanned(["e1", "e3", "e2"]) == ("e3",)
    assert plan.of("e2").boxes == (Box(0, 0, 10, 10),)
