from tempfile import TemporaryFile

import numpy as np
import pytest

from dalil.vision.constellation import Constellations, constellations
from dalil.vision.landmarks import LANDMARK, SUBPIXELS, landmarks, reduced_size
from dalil.vision.meetings import KEY_LANDMARKS_MAX
from vision.drawn import scene

BASE = scene(7, 640, 480)
OTHERS = [scene(seed, 640, 480) for seed in range(20, 26)]


def found_of(pictures, widths=None):
    """All that is found, and how many keys were left out."""
    with TemporaryFile() as file:
        pieces, left_out = constellations(pictures, widths or [512] * len(pictures), file)
        nothing = [np.zeros(0, np.int64)] * len(Constellations._fields)
        found = Constellations(*map(np.concatenate, zip(nothing, *pieces, strict=True)))
    return found, left_out


def compared(pictures):
    widths = [reduced_size(one.shape[1], one.shape[0])[0] for one in pictures]
    found, _ = found_of([landmarks(one) for one in pictures], widths)
    return dict(
        zip(zip(found.first.tolist(), found.second.tolist(), strict=True), found.places.tolist(), strict=True)
    )


@pytest.mark.parametrize(
    "edit",
    [
        lambda p: p[30:430, 50:600],
        lambda p: np.rot90(p[:440], 1),
        lambda p: p[40:, ::-1],
        lambda p: np.pad(p, 60, constant_values=0),
    ],
)
def test_a_part_of_a_picture_is_told_from_other_pictures(edit):
    found = compared([BASE, np.ascontiguousarray(edit(BASE)), *OTHERS])
    assert found[0, 1] >= 8
    assert all(2 * places < found[0, 1] for pair, places in found.items() if pair != (0, 1))


def test_it_is_told_in_any_order():
    pictures = [BASE, BASE[30:430, 50:600], *OTHERS]
    last = len(pictures) - 1
    there = {pair for pair, places in compared(pictures).items() if places > 3}
    back = {(last - b, last - a) for (a, b), places in compared(pictures[::-1]).items() if places > 3}
    assert there == back == {(0, 1)}


def drawn(count, seed, bits=None):
    """Landmarks in drawn places."""
    rng = np.random.default_rng(seed)
    found = np.zeros(count, LANDMARK)
    found["x"], found["y"] = (rng.integers(0, 500, count) * SUBPIXELS for _ in range(2))
    found["bits"] = rng.integers(0, 256, (count, 32)) if bits is None else bits
    return found


def test_equal_landmarks_that_stand_otherwise_do_not_count():
    first, second = drawn(40, 1), drawn(40, 2)
    second["bits"] = first["bits"]
    assert found_of([first, second])[0].places.max(initial=0) < 4
    second["x"], second["y"] = first["x"], first["y"]
    assert found_of([first, second])[0].places.tolist()[0] > 30


def test_landmarks_in_one_place_count_once():
    first = drawn(30, 1)
    first["x"], first["y"] = 100 * SUBPIXELS, 100 * SUBPIXELS
    assert found_of([first, first.copy()])[0].places.size == 0


def test_what_too_many_share_says_nothing_and_is_counted():
    bits = np.random.default_rng(3).integers(0, 256, (20, 32))
    crowd = [drawn(20, 1, bits) for _ in range(KEY_LANDMARKS_MAX + 1)]
    found, left_out = found_of(crowd)
    assert found.places.size == 0
    assert left_out == 20 * 8


@pytest.mark.parametrize("pictures", [[], [drawn(0, 1)], [drawn(0, 1), drawn(5, 1)]])
def test_nothing_gives_nothing(pictures):
    assert found_of(pictures)[0].places.size == 0
