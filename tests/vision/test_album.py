"""An album is a mapping like any other: what was put in comes out, and nothing depends on its file."""

import random
from tempfile import TemporaryFile

import numpy as np
import pytest

from dalil.core.errors import BodyRefusal
from dalil.vision.album import Album
from dalil.vision.copies import find
from dalil.vision.fingerprint import Fingerprint, fingerprint
from dalil.vision.landmarks import COUNT_MAX, LANDMARK
from dalil.vision.orientation import Orientation, oriented
from vision.drawn import overlaid, scene


@pytest.fixture(scope="module")
def prints():
    found = {}
    for seed in range(6):
        pixels = scene(seed)
        found[f"{seed}"] = fingerprint(pixels)
        found[f"{seed} turned"] = fingerprint(oriented(pixels, Orientation(seed)))
        found[f"{seed} over"] = fingerprint(
            overlaid(np.stack([pixels] * 3, axis=-1), share=0.12, corner=seed % 4)
        )
    return found


@pytest.fixture
def album(prints):
    with TemporaryFile() as file:
        album = Album(file)
        for name in random.Random(5).sample(sorted(prints), len(prints)):
            album.add(name, prints[name])
        yield album


def test_what_was_put_in_comes_out(album, prints):
    assert dict(album) == prints
    assert len(album) == len(prints)
    assert "nobody" not in album


def test_one_more_can_be_added_after_reading(album, prints):
    assert album["3"] == prints["3"]
    album.add("more", prints["0 over"])
    assert album["more"] == album["0 over"]


def test_copies_are_the_same_as_those_of_a_dictionary(album, prints):
    found = find(album)
    assert found == find(prints)
    assert found.pairs
    assert found.candidates


@pytest.mark.parametrize(
    "wrong",
    [
        {"quality": 101},
        {"width": 1 << 32},
        {"check": -1},
        {"content": [0, 0, 1 << 32, 1]},
        {"landmarks": "AAAA"},
    ],
)
def test_a_record_that_no_program_of_ours_wrote_is_no_fingerprint(prints, wrong):
    record = prints["0"].to_record()
    assert Fingerprint.from_record(record) == prints["0"]
    with pytest.raises(BodyRefusal):
        Fingerprint.from_record(record | wrong)


def test_no_picture_has_more_landmarks_than_are_looked_for():
    crowd = Fingerprint(bytes(32), 50, 9, 9, 0, bytes((COUNT_MAX + 1) * LANDMARK.itemsize), (0, 0, 9, 9))
    with pytest.raises(BodyRefusal):
        Fingerprint.from_record(crowd.to_record())
