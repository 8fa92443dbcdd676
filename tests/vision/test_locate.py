"""Locating: labels drawn into textured frames are found, named, and split into lines."""

import numpy as np
import pytest

from dalil.vision import locate
from dalil.vision.region import Region, Surface, cut, sides, turned_box
from vision.drawn_labels import box_with, frame, labels_of, lettered, placed, whole_of

FOUR_LINES = ("3659", "215", "12/04/2019", "601")


def _holding(regions: tuple[Region, ...], point: tuple[int, int]) -> list[Region]:
    import cv2

    return [r for r in regions if cv2.pointPolygonTest(np.array(r.box, np.float32), point, False) >= 0]


def test_a_white_box_with_dark_lines_is_one_overlay_with_as_many_lines() -> None:
    pixels = placed(frame(1), box_with(FOUR_LINES), left=40, top=500)
    found = [r for r in labels_of(pixels) if r.surface is Surface.OVERLAY]
    assert len(found) == 1
    assert len(found[0].lines) == 4
    (left, top), _, (right, bottom), _ = found[0].box
    assert abs(left - 40) <= 4
    assert abs(top - 500) <= 4
    high, wide = box_with(FOUR_LINES).shape[:2]
    assert abs(right - 40 - wide) <= 4
    assert abs(bottom - 500 - high) <= 4


def test_lines_stand_from_top_to_bottom_inside_their_box() -> None:
    pixels = placed(frame(2), box_with(FOUR_LINES), left=400, top=60)
    region = next(r for r in labels_of(pixels) if r.surface is Surface.OVERLAY)
    tops = [line[0][1] for line in region.lines]
    assert tops == sorted(tops)
    for line in region.lines:
        assert all(region.box[0][0] <= x <= region.box[2][0] for x, _ in line)
        assert all(region.box[0][1] <= y <= region.box[2][1] for _, y in line)


def test_several_overlays_are_several_regions() -> None:
    pixels = placed(frame(3), box_with(("3659",)), left=30, top=30)
    pixels = placed(pixels, box_with(("215", "601")), left=600, top=560)
    found = [r for r in labels_of(pixels) if r.surface is Surface.OVERLAY]
    assert sorted(len(r.lines) for r in found) == [1, 2]


@pytest.mark.parametrize("quarter_turns", [1, 3])
def test_an_overlay_that_stands_on_its_end_has_its_lines_along_the_text(quarter_turns: int) -> None:
    box = np.rot90(box_with(("1234567890", "9876543210")), quarter_turns)
    region = next(
        r
        for r in labels_of(placed(frame(4), np.ascontiguousarray(box), left=300, top=200))
        if r.surface is Surface.OVERLAY
    )
    assert len(region.lines) == 2
    for line in region.lines:
        wide, high = sides(line)
        assert wide > 3 * high


def test_a_card_on_a_textured_ground_is_found_with_its_lines() -> None:
    card = box_with(("4038", "215"), paper=226, ink=40, size=54)
    pixels = placed(frame(5), card, left=500, top=320)
    found = _holding(labels_of(pixels), (500 + card.shape[1] // 2, 320 + card.shape[0] // 2))
    assert any(r.surface in {Surface.CARD, Surface.TAPE} and len(r.lines) == 2 for r in found)


def test_a_card_turned_by_thirty_degrees_is_cut_out_straight() -> None:
    import cv2

    card = box_with(("40386", "21512"), paper=230, ink=40, size=54)
    pixels = frame(6)
    middle = (card.shape[1] / 2, card.shape[0] / 2)
    matrix = cv2.getRotationMatrix2D(middle, 30, 1.0)
    matrix[:, 2] += (520 - middle[0], 380 - middle[1])
    size = (pixels.shape[1], pixels.shape[0])
    cover = cv2.warpAffine(np.full(card.shape[:2], 255, np.uint8), matrix, size)
    pixels = np.where(cover[..., None] > 128, cv2.warpAffine(card, matrix, size), pixels)
    found = [r for r in _holding(labels_of(pixels), (520, 380)) if r.surface is Surface.CARD]
    assert len(found) == 1
    assert len(found[0].lines) == 2
    across = np.subtract(found[0].lines[0][1], found[0].lines[0][0])
    turned = abs(float(np.degrees(np.arctan2(across[1], across[0]))))
    assert min(abs(turned - 30), abs(turned - 150)) < 4


def test_a_frame_of_one_tone_has_no_label() -> None:
    for tone in (0, 128, 255):
        assert labels_of(np.full((480, 640, 3), tone, np.uint8)) == ()


def test_a_picture_too_small_for_text_has_no_label() -> None:
    assert labels_of(np.zeros((8, 8, 3), np.uint8)) == ()
    assert labels_of(np.zeros((2000, 3, 3), np.uint8)) == ()


def test_wild_texture_yields_no_more_than_the_stated_number_of_regions() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (600, 800, 3)).astype(np.uint8)
    assert len(labels_of(noise)) <= locate.SHEETS_MAX + locate.ROWS_MAX


def test_coordinates_are_of_the_full_resolution() -> None:
    pixels = placed(frame(8, size=(2400, 3200)), box_with(("3659", "215"), size=120), left=2000, top=1600)
    region = next(r for r in labels_of(pixels) if r.surface is Surface.OVERLAY)
    assert abs(region.box[0][0] - 2000) <= 8
    assert abs(region.box[0][1] - 1600) <= 8


def test_locating_twice_gives_the_same() -> None:
    pixels = placed(frame(9), box_with(FOUR_LINES), left=40, top=500)
    assert labels_of(pixels) == labels_of(pixels.copy())


def test_a_cut_box_stands_straight_and_keeps_its_shape() -> None:
    pixels = placed(frame(10), lettered("3659", size=60), left=100, top=100)
    high, wide = lettered("3659", size=60).shape[:2]
    box = ((100, 100), (100 + wide, 100), (100 + wide, 100 + high), (100, 100 + high))
    assert np.array_equal(cut(pixels, box), pixels[100 : 100 + high, 100 : 100 + wide])
    on_end = cut(pixels, turned_box(box, 1))
    assert on_end.shape[:2] == (wide, high)


def test_a_box_beyond_the_border_repeats_the_edge() -> None:
    pixels = np.full((50, 50, 3), 90, np.uint8)
    assert np.all(cut(pixels, ((-10, -10), (30, -10), (30, 20), (-10, 20))) == 90)
    assert cut(pixels, ((80, 80), (99, 80), (99, 99), (80, 99))).shape == (19, 19, 3)


def test_a_picture_that_is_one_label_is_split_into_its_lines() -> None:
    region = whole_of(box_with(FOUR_LINES, size=60))
    assert len(region.lines) == 4


def test_a_crop_cut_tight_around_its_characters_stays_one_line() -> None:
    line = lettered("36598", size=60)
    margin = max(4, 60 // 5)
    tight = np.ascontiguousarray(line[margin:-margin, margin:-margin])
    high, wide = tight.shape[:2]
    assert whole_of(tight).lines == (((0, 0), (wide, 0), (wide, high), (0, high)),)


def test_a_line_on_its_end_begins_at_its_lower_left_corner() -> None:
    line = np.ascontiguousarray(np.rot90(lettered("3659812345", size=60)))
    assert whole_of(line).box[0] == (0, line.shape[0])
    assert whole_of(np.zeros((3, 2, 3), np.uint8)).lines
