"""All meetings are found, in any order and whatever is held in memory at a time."""

from collections import Counter, defaultdict
from itertools import combinations
from tempfile import TemporaryFile

import numpy as np
import pytest

from dalil.vision import constellation, meetings, runs
from dalil.vision.landmarks import LANDMARK
from dalil.vision.meetings import KEY_LANDMARKS_MAX, Meetings


def crowded(count, seed):
    """Landmarks of which pieces are often equal: some of few others', some of a hundred, some of nobody's."""
    rng = np.random.default_rng(seed)
    pictures = []
    for size in rng.integers(0, 30, count):
        found = np.zeros(size, LANDMARK)
        kinds = rng.choice([2, 40, 1 << 32], (size, 8), p=[0.05, 0.5, 0.45])
        found["bits"] = rng.integers(0, kinds).astype("<u4").view(np.uint8)
        found["x"], found["y"] = rng.integers(0, 3_000, (2, size))
        pictures.append(found)
    return pictures


def found_of(pictures):
    with TemporaryFile() as file:
        pieces, left_out = meetings.meetings(pictures, file)
        found = [Meetings(*map(np.concatenate, zip(*pieces, strict=True)))]
    return list(zip(*(each.tolist() for each in found[0]), strict=True)), left_out


def counted(pictures):
    """The same, one landmark after the other."""
    met, left_out = set(), 0
    for key in range(8):
        sharing = defaultdict(list)
        for picture, marks in enumerate(pictures):
            for place, one in enumerate(marks):
                sharing[bytes(one["bits"][4 * key : 4 * key + 4])].append((picture, place))
        left_out += sum(len(each) > KEY_LANDMARKS_MAX for each in sharing.values())
        for each in sharing.values():
            if len(each) <= KEY_LANDMARKS_MAX:
                met |= {(a, b, i, j) for (a, i), (b, j) in combinations(each, 2) if a != b}
    often = Counter(one[:2] for one in met)
    return sorted(one for one in met if often[one[:2]] > 1), left_out


LIMITS = [
    (meetings, "_PICTURES_AT_ONCE", 3),
    (meetings, "_LANDMARKS_AT_ONCE", 5),
    (meetings, "_RANGES", 7),
    (runs, "RUN", 50),
    (runs, "READ_AT_ONCE", 20),
    (constellation, "_AT_ONCE", 10),
]


@pytest.fixture(params=[False, True], ids=["large limits", "small limits"])
def limits(request, monkeypatch):
    for module, name, small in LIMITS if request.param else ():
        monkeypatch.setattr(module, name, small)


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("seed", range(4))
def test_what_meets_twice_is_found_and_nothing_else(seed):
    pictures = crowded(60, seed)
    assert found_of(pictures) == counted(pictures)


def test_what_is_held_at_a_time_changes_nothing_at_all(monkeypatch):
    pictures = crowded(120, 9)

    def agreeing():
        with TemporaryFile() as file:
            found, left_out = constellation.constellations(pictures, [512] * len(pictures), file)
            return [np.concatenate(each).tobytes() for each in zip(*found, strict=True)], left_out

    expected = agreeing()
    assert len(expected[0][0]) > 1_000
    for module, name, small in LIMITS:
        monkeypatch.setattr(module, name, small)
        assert agreeing() == expected


def test_meetings_of_a_landmark_are_bounded_however_crowded_its_keys_are():
    same = np.zeros(1, LANDMARK)
    assert len(found_of([same] * KEY_LANDMARKS_MAX + [crowded(1, 1)[0]])[0]) == 0  # they meet once
    twice = [np.repeat(same, 2)] * (KEY_LANDMARKS_MAX // 2)
    pairs = KEY_LANDMARKS_MAX // 2 * (KEY_LANDMARKS_MAX // 2 - 1) // 2
    assert len(found_of(twice)[0]) == 4 * pairs
    with TemporaryFile() as file:
        pieces, left_out = meetings.meetings([*twice, same], file)
        assert (list(pieces), left_out) == ([], 8)
