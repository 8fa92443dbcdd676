"""Composed cases depend on their seed alone, and show what their truth says."""

import random

import numpy as np
from bench.reading import lettering, strings, wear
from training.label_reader.sets import Digits

from shape import tree

FONT = f"{tree.SOURCE}/testing/fonts/Harmattan-Regular.ttf"


def drawn_digits():
    """Two writers who write every digit as a bar of its own height."""
    images = np.zeros((40, 28, 28), dtype=np.uint8)
    for place in range(40):
        images[place, 14 - 5 - place % 10 // 2 : 14 + 5, 10:16] = 255
    return Digits(images, np.arange(40) % 10, np.arange(40) // 20, "٠١٢٣٤٥٦٧٨٩")


def test_a_string_depends_on_its_seed_alone():
    first, again, other = (strings.crop(random.Random(seed), drawn_digits()) for seed in (5, 5, 6))
    assert first.text == again.text
    assert np.array_equal(first.image, again.image)
    assert first.image.shape != other.image.shape or not np.array_equal(first.image, other.image)


def test_a_string_shows_as_many_strokes_as_its_text_has_digits():
    for seed in range(20):
        cover, text = strings.row_of_digits(random.Random(seed), drawn_digits())
        inked = np.concatenate([[0], (cover.max(axis=0) > 60).astype(int), [0]])
        assert np.count_nonzero(np.diff(inked) == 1) == len(text)
        assert 3 <= len(text) <= 5


def test_every_wear_keeps_to_its_seed_and_to_grey():
    page = wear.on_paper(np.pad(np.full((20, 60), 255, np.uint8), 10))
    for worn in (wear.noisy, wear.ruled, wear.creased, wear.shaded, wear.blurred):
        first, again = (worn(random.Random(9), page) for _ in range(2))
        assert first.dtype == np.uint8
        assert first.shape == page.shape
        assert np.array_equal(first, again)


def test_a_date_stands_left_to_right_inside_an_arabic_line():
    """Whatever the rules of bidirectional text make of dashes between Arabic-Indic digits."""
    date, turned = (lettering.ink(FONT, 40, text) for text in ("١٢-٣", "٣-١٢"))
    line = lettering.ink(FONT, 40, "فرع ١٢-٣")
    assert line is not None and date is not None and turned is not None  # noqa: PT018 - one statement
    there = line[:, : date.shape[1]]
    high = min(there.shape[0], date.shape[0])
    same, other = (_likeness(there, each, high) for each in (date, turned))
    assert same > other


def _likeness(one, other, high):
    """Largest agreement of two covers over vertical shifts."""
    wide = min(one.shape[1], other.shape[1])
    scores = []
    for shift in range(max(one.shape[0] - other.shape[0], 0) + 1):
        part = one[shift : shift + high, :wide].astype(float)
        scores.append(-np.abs(part - other[: part.shape[0], :wide]).mean())
    return max(scores)
