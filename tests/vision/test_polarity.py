"""Polarity: light writing on dark ground is turned round; everything else stays as it is."""

import numpy as np
import pytest

from dalil.vision.polarity import dark_on_light
from dalil.vision.recognise import Recogniser
from dalil.vision.strip import strip
from dalil.vision.textlines import lines
from vision.drawn_labels import box_with, grey_of, lettered


@pytest.mark.parametrize("text", ["3659", "٢١٥", "12/04/2019", "1"])
def test_light_writing_on_dark_ground_is_turned_round(text: str) -> None:
    written = grey_of(lettered(text, size=48))
    assert np.array_equal(dark_on_light(written), written)
    assert np.array_equal(dark_on_light(np.asarray(255 - written)), written)


def test_what_is_no_writing_stays_as_it_is() -> None:
    flat = np.full((40, 120), 30, np.uint8)
    ramp = np.tile(np.linspace(0, 255, 120).astype(np.uint8), (40, 1))
    half = np.repeat(np.array([[0, 255]], np.uint8), 60, axis=1).repeat(40, axis=0)
    for picture in (flat, ramp, half):
        assert np.array_equal(dark_on_light(picture), picture)


def test_a_strip_is_dark_on_light_whichever_way_the_crop_was() -> None:
    written = grey_of(lettered("36598", size=60))
    assert np.abs(strip(written).astype(int) - strip(np.asarray(255 - written)).astype(int)).max() <= 1


def test_a_number_in_light_paint_is_read() -> None:
    written = grey_of(lettered("3659", size=48))
    painted = np.asarray(40 + (255 - written) // 2, dtype=np.uint8)
    assert Recogniser().read([painted])[0].text == "3659"


def test_lines_of_a_dark_label_are_parted() -> None:
    written = grey_of(box_with(("3659", "215", "12/04/2019", "Case"), size=60))
    assert len(lines(np.asarray(255 - written))) == 4
