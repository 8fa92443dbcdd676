"""Rows of writing: found in shadow and beside clutter, ranked before what only looks like marks."""

import cv2
import numpy as np
import pytest

from dalil.vision.likeness import likeness
from dalil.vision.writing import candidates, rows
from vision.drawn_labels import frame, grey_of, lettered, placed


def shaded(grey, at, by):
    """A shadow over everything right of a column, its edge soft over some pixels."""
    fall = 1 - by / (1 + np.exp(-(np.arange(grey.shape[1]) - at) / 3))
    return np.clip(grey * fall, 0, 255).astype(np.uint8)


def leaves(seed, count=900):
    """Foliage as a camera sees it: dark and light blobs of many sizes, a little rough."""
    chance = np.random.default_rng(seed)
    page = np.full((600, 800), 120, np.uint8)
    for _ in range(count):
        x, y = int(chance.integers(0, 800)), int(chance.integers(0, 600))
        size = (int(chance.integers(2, 14)), int(chance.integers(2, 9)))
        cv2.ellipse(
            page, (x, y), size, float(chance.uniform(0, 180)), 0, 360, int(chance.integers(30, 220)), -1
        )
    rough = cv2.GaussianBlur(page, (0, 0), 0.8) + chance.normal(0, 6, page.shape)
    return np.clip(rough, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("size", [24, 40, 90])
def test_a_number_in_half_a_shadow_is_the_first_row(size):
    card = lettered("36591", size=size)
    page = grey_of(placed(frame(3), card, left=300, top=300))
    dark = shaded(page, at=300 + card.shape[1] // 2, by=0.5)
    _, first = rows(dark)[0]
    assert (first.marks, first.left > 300, first.right < 300 + card.shape[1]) == (5, True, True)


@pytest.mark.parametrize("seed", range(4))
def test_a_number_among_leaves_comes_before_all_of_them(seed):
    page = leaves(seed)
    card = grey_of(lettered("72048", size=34, paper=225, ink=60))
    page[250 : 250 + card.shape[0], 350 : 350 + card.shape[1]] = card
    score, first = rows(page)[0]
    assert score > 0
    assert 330 <= first.left < 360, "a leaf at the card's edge may be taken with it"
    assert 400 < first.right <= 350 + card.shape[1]
    assert all(other < score for other, _ in rows(page)[1:])


def test_a_row_ends_where_its_card_ends():
    """Bars beside the card, as high as its digits, are none of its number."""
    page = np.full((400, 700), 90, np.uint8)
    card = grey_of(lettered("4415", size=40, paper=235, ink=40))
    top, left = 150, 250
    page[top : top + card.shape[0], left : left + card.shape[1]] = card
    for x in range(left + card.shape[1] + 6, 640, 24):
        page[top + 8 : top + card.shape[0] - 8, x : x + 9] = 20
    on_card = [row for _, row in rows(page) if row.left < left + card.shape[1]]
    assert [(row.marks, row.right <= left + card.shape[1]) for row in on_card] == [(4, True)]
    assert any(row.left < left + 40 and row.marks > 4 for row, _ in candidates(page)), (
        "the marks alone would go on"
    )


def test_even_paper_is_liked_better_than_rough():
    page = grey_of(placed(frame(5), lettered("36591"), left=300, top=300))
    rough = np.clip(page + np.random.default_rng(1).normal(0, 25, page.shape), 0, 255).astype(np.uint8)
    row = rows(page)[0][1]
    assert likeness(page, row) > likeness(rough, row) + 1


def test_a_blank_frame_has_no_rows_and_the_same_frame_the_same_ones():
    assert rows(np.full((300, 400), 200, np.uint8)) == []
    assert rows(leaves(9)) == rows(leaves(9))


@pytest.mark.parametrize("slope", [-0.27, -0.15, 0.15, 0.27])
def test_wide_digits_that_rise_or_fall_are_one_row_with_the_slope_of_their_card(slope):
    grey = np.full((400, 600), 215, np.uint8)
    digits = [(170 + along, round(200 + slope * along)) for along in (0, 48, 96, 166, 214)]
    for number, (x, y) in enumerate(digits):
        high = 30 if number % 2 else 24
        cv2.rectangle(grey, (x, y - high // 2), (x + 14, y + high // 2), 40, 4)
    _, row = rows(grey)[0]
    assert row.marks == 5
    assert row.slope == pytest.approx(slope, abs=0.03)
    assert (row.left, row.right) == pytest.approx((168, 401), abs=2)


def test_marks_one_under_the_other_are_no_row():
    grey = np.full((400, 600), 215, np.uint8)
    for place in range(4):
        cv2.rectangle(grey, (200 + place * 40, 100 + place * 40), (214 + place * 40, 128 + place * 40), 40, 4)
    assert all(row.marks < 4 for _, row in rows(grey))
