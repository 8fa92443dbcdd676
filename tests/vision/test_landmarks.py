import numpy as np
import pytest

from dalil.vision import landmarks as marks
from dalil.vision.landmarks import COUNT_MAX, LANDMARK, SUBPIXELS, landmarks, reduced, reduced_size
from vision.drawn import scene

BASE = scene(7, 640, 480)


def described(found):
    return {one["bits"].tobytes() for one in found}


def test_a_picture_has_landmarks_inside_it_and_not_too_many():
    found = landmarks(BASE)
    width, height = reduced_size(640, 480)
    assert 0 < len(found) <= COUNT_MAX
    assert found.dtype == LANDMARK
    assert (found["x"] < width * SUBPIXELS).all()
    assert (found["y"] < height * SUBPIXELS).all()


def test_the_same_picture_gives_the_same_bytes():
    assert landmarks(BASE).tobytes() == landmarks(BASE.copy()).tobytes()


def test_a_mirrored_picture_has_the_same_landmarks_of_the_other_hand():
    found, mirrored = landmarks(BASE), landmarks(np.ascontiguousarray(BASE[:, ::-1]))
    assert len(described(found) & described(mirrored)) > len(found) // 4
    hands = {one["bits"].tobytes(): one["flags"] >= 0x80 for one in found}
    theirs = {one["bits"].tobytes(): one["flags"] >= 0x80 for one in mirrored}
    shared = hands.keys() & theirs.keys()
    assert sum(hands[one] != theirs[one] for one in shared) > 0.9 * len(shared)


def test_places_are_where_they_were_when_the_picture_is_turned_round():
    here, there = landmarks(BASE), landmarks(np.ascontiguousarray(BASE[::-1, ::-1]))
    width, height = reduced_size(640, 480)
    at = {one["bits"].tobytes(): one for one in there}
    apart = [
        (width - 1 - one["x"] / SUBPIXELS - other["x"] / SUBPIXELS,
         height - 1 - one["y"] / SUBPIXELS - other["y"] / SUBPIXELS)
        for one in here
        if (other := at.get(one["bits"].tobytes())) is not None
    ]  # fmt: skip
    assert len(apart) > len(here) // 4
    assert np.abs(np.median(apart, axis=0)).max() < 0.2


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (31, 31), (64, 64)])
def test_small_and_narrow_pictures_have_none_or_few(shape):
    assert len(landmarks(np.full(shape, 90, np.uint8))) == 0
    assert len(landmarks(np.random.default_rng(1).integers(0, 255, shape).astype(np.uint8))) <= COUNT_MAX


def test_nothing_is_enlarged():
    assert reduced(BASE[:100, :100]).shape == (100, 100)
    assert max(reduced(BASE).shape) == marks.LONGEST


def test_octave_and_hand_are_told_apart():
    found = np.zeros(2, LANDMARK)
    found["flags"] = (3, 0x80 + 5)
    assert marks.octave(found).tolist() == [3, 5]
    assert marks.mirrored(found).tolist() == [False, True]
