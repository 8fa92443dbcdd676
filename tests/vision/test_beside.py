"""What stands beside a line: a number of which something is missing is accepted by nobody but people."""

import cv2
import numpy as np
import pytest

from dalil.core.reading import SURE_PPM
from dalil.vision import locate
from dalil.vision.beside import goes_on
from dalil.vision.label_reading import read_regions, read_whole
from dalil.vision.recognise import Recogniser
from dalil.vision.region import box_of
from vision.drawn_labels import lettered

ROOM = 14


@pytest.fixture(scope="module")
def recogniser():
    return Recogniser()


def page(text, size=48):
    """Print in the middle of a large even sheet, and the outline of its ink."""
    word = lettered(text, size=size)[..., 0]
    sheet = np.full((300, 500), 252, np.uint8)
    sheet[100 : 100 + word.shape[0], 120 : 120 + word.shape[1]] = word
    columns = np.flatnonzero((sheet < 120).any(axis=0))
    rows = np.flatnonzero((sheet < 120).any(axis=1))
    return sheet, (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)


def box(left, top, right, bottom):
    return box_of(np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64))


def line(ink):
    return box(ink[0] - ROOM, ink[1] - 7, ink[2] + ROOM, ink[3] + 7)


def test_a_number_alone_on_its_sheet_ends_where_it_ends():
    sheet, ink = page("3659")
    for label in (line(ink), box(0, 0, 500, 300), box(ink[0] - 20, 0, ink[2] + 20, 300)):
        assert not goes_on(sheet, line(ink), label)


@pytest.mark.parametrize("covered", [0.4, 0.7, 1.0])
def test_a_piece_of_a_digit_beside_it_is_seen_at_either_end(covered):
    sheet, ink = page("36594")
    whole, shorter = line(ink), page("3659")[1]
    last = ink[2] - shorter[2]
    cut_off = sheet.copy()
    cut_off[:, round(shorter[2] + last * covered) + 2 :] = 90
    place = box(whole[0][0], whole[0][1], shorter[2] + 4, whole[2][1])
    for label in (place, box(0, 0, round(shorter[2] + last * covered) + 2, 300)):
        assert goes_on(cut_off, place, label)
    mirrored = np.ascontiguousarray(cut_off[:, ::-1])
    other = box(500 - place[1][0], place[0][1], 500 - place[0][0], place[2][1])
    assert goes_on(mirrored, other, other)


def test_what_runs_out_of_the_picture_is_seen():
    sheet, _ = page("36597")
    shorter = page("3659")[1]
    picture = np.ascontiguousarray(sheet[:, : shorter[2] + 14])
    place = box(shorter[0] - ROOM, shorter[1] - 7, shorter[2] + 4, shorter[3] + 7)
    assert goes_on(picture, place, place)


def test_what_ends_at_the_edge_of_a_photograph_may_go_on_beyond_it():
    """A digit whose gap lies on the edge leaves no ink; a crop is cut to its label by somebody who saw it."""
    sheet, ink = page("3659")
    for room, may_go_on in ((8, True), (60, False)):
        picture = np.ascontiguousarray(sheet[:, : ink[2] + room])
        place = box(ink[0] - ROOM, ink[1] - 7, ink[2] + 6, ink[3] + 7)
        carrier = box(0, 0, ink[2] + room, 300)
        assert goes_on(picture, place, carrier) is may_go_on
        assert not goes_on(picture, place, carrier, is_crop=True)


def test_a_single_character_is_never_accepted(recogniser):
    sheet, ink = page("7", size=60)
    crop = np.ascontiguousarray(sheet[ink[1] - 12 : ink[3] + 12, ink[0] - 12 : ink[2] + 12])
    label = read_whole(crop, locate.layouts(crop), recogniser)
    assert len(label.text) <= 1
    assert all(line.confidence_ppm < SURE_PPM for line in label.lines)


def test_an_underline_and_the_edge_of_a_card_are_no_characters():
    sheet, ink = page("3659")
    cv2.line(sheet, (60, ink[3] + 4), (440, ink[3] + 4), 20, 2)
    sheet[:, ink[2] + 20 :] = 60
    assert not goes_on(sheet, line(ink), box(0, 0, ink[2] + 20, 300))


@pytest.mark.parametrize("tail", ["7", "4"])
def test_a_number_whose_last_digit_is_covered_is_never_accepted(tail, recogniser):
    """On a white box, where half of a wide digit is over the edge of the box."""
    sheet, ink = page(f"3659{tail}", size=60)
    shorter = page("3659", size=60)[1]
    middle = (shorter[2] + ink[2]) // 2
    frame = np.full((600, 800), 110, np.uint8)
    frame[100:260, 100 : 100 + middle - 80] = sheet[60:220, 80:middle]
    regions = [
        region
        for region in locate.labels(_frame(frame))
        if region.box[0][0] < 500  # the box, and rows beside it
    ]
    for label in read_regions(frame, regions, recogniser):
        for one in label.lines:
            assert one.text == f"3659{tail}" or one.confidence_ppm < SURE_PPM
    crop = np.ascontiguousarray(sheet[60:220, 80:middle])
    for one in read_whole(crop, locate.layouts(crop), recogniser).lines:
        assert one.text == f"3659{tail}" or one.confidence_ppm < SURE_PPM


def test_a_line_that_nothing_carries_is_held_where_another_stands_above_or_below():
    sheet, ink = page("3659")
    word = sheet[ink[1] : ink[3], ink[0] : ink[2]].copy()
    high = ink[3] - ink[1]
    assert not goes_on(sheet, line(ink), line(ink))
    for top in (ink[1] - high - 14, ink[3] + 14):
        two = sheet.copy()
        two[top : top + high, ink[0] : ink[2]] = word
        assert goes_on(two, line(ink), line(ink))
        assert not goes_on(two, line(ink), box(0, 0, 500, 300)), "a card is read line by line"


def _frame(grey):
    from dalil.vision.frame import Frame

    return Frame.of(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB))


@pytest.mark.parametrize("tone", [90, 170])
@pytest.mark.parametrize("gap", [2, 12])
def test_a_cover_beside_a_digit_is_seen_where_the_label_goes_on_behind_it(tone, gap):
    sheet, ink = page("3659")
    covered = sheet.copy()
    covered[ink[1] - 20 : ink[3] + 12, ink[2] + gap : ink[2] + 90] = tone
    whole = box(ink[0] - 60, 0, ink[2] + 120, 300)
    ends_there = box(ink[0] - 60, 0, ink[2] + gap, 300)
    assert goes_on(covered, line(ink), whole)
    assert not goes_on(sheet, line(ink), whole)
    assert not goes_on(covered, line(ink), ends_there)
