import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dalil.core.errors import BodyRefusal
from dalil.vision.fingerprint import (
    QUALITY_MIN,
    Fingerprint,
    distance,
    fingerprint,
    oriented_hash,
)
from dalil.vision.orientation import Orientation, oriented
from vision.drawn import resized, saved_again, texture


@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize("size", [(360, 270), (411, 237), (90, 70)])
def test_turning_a_picture_turns_its_hash(orientation, size):
    for seed in range(3):
        pixels = texture(seed, *size)
        first, second = fingerprint(pixels), fingerprint(oriented(pixels, orientation))
        bits, found = distance(first, second)
        assert bits <= 4
        assert found is orientation
        assert first.hashes[orientation] == oriented_hash(first.whole, orientation).hex()


@given(st.binary(min_size=32, max_size=32), st.sampled_from(Orientation))
def test_turning_back_gives_the_same_hash(content, orientation):
    assert oriented_hash(oriented_hash(content, orientation), orientation.back) == content


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_distance_does_not_depend_on_which_comes_first(one, two):
    def of(content):
        return Fingerprint(content, 50, 10, 10, 0, b"", (0, 0, 10, 10))

    assert distance(of(one), of(two))[0] == distance(of(two), of(one))[0]
    assert distance(of(one), of(one)) == (0, Orientation.SAME)


def test_orientations_of_pixels_undo_each_other():
    pixels = texture(3, 30, 20)
    for orientation in Orientation:
        assert np.array_equal(oriented(oriented(pixels, orientation), orientation.back), pixels)


@pytest.mark.parametrize(
    ("edit", "bits_max"),
    [
        (lambda p: saved_again(p, 85), 4),
        (lambda p: saved_again(p, 30), 10),
        (lambda p: resized(p, 0.5), 6),
        (lambda p: resized(p, 0.25), 8),
        (lambda p: resized(p, 1.7), 6),
        (lambda p: (p * 0.7).astype(np.uint8), 6),
        (lambda p: np.clip(p.astype(int) + 20, 0, 255).astype(np.uint8), 16),
        (lambda p: np.repeat(np.asarray(Image.fromarray(p).convert("L"))[:, :, None], 3, axis=2), 6),
    ],
)
def test_an_edited_copy_stays_near(edit, bits_max):
    for seed in range(4):
        pixels = texture(seed)
        assert distance(fingerprint(pixels), fingerprint(edit(pixels)))[0] <= bits_max


def test_other_pictures_are_far():
    prints = [fingerprint(texture(seed)) for seed in range(20)]
    apart = [distance(a, b)[0] for i, a in enumerate(prints) for b in prints[:i]]
    assert min(apart) > 62


def test_empty_frames_have_no_quality():
    for value in (0, 9, 128, 255):
        assert fingerprint(np.full((300, 400, 3), value, np.uint8)).quality == 0
    noise = np.random.default_rng(0).integers(0, 12, (300, 400, 3), dtype=np.uint8)
    assert fingerprint(noise).quality < QUALITY_MIN
    assert fingerprint(texture(0)).quality > QUALITY_MIN


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 99))
def test_any_size_has_a_fingerprint_that_a_record_keeps(width, height, seed):
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    made = fingerprint(pixels)
    assert made == fingerprint(pixels.copy())
    assert (made.width, made.height) == (width, height)
    assert Fingerprint.from_record(made.to_record()) == made


def test_golden_bits():
    """Every machine gets these; a change is a new version of the fingerprint."""
    y, x = np.mgrid[0:300, 0:400]
    pixels = np.stack([(x * y) % 251, (x + 3 * y) % 256, (x * x // 50) % 256], axis=2).astype(np.uint8)
    made = fingerprint(pixels)
    assert made.whole.hex() == GOLDEN
    assert (made.quality, made.check) == GOLDEN_NUMBERS


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "other"},
        {"whole": "00"},
        {"whole": "zz"},
        {"content": []},
        {"quality": "1"},
        {"check": -1},
    ],
)
def test_other_records_are_refused(wrong):
    record = fingerprint(texture(0)).to_record()
    with pytest.raises(BodyRefusal):
        Fingerprint.from_record(record | wrong)


GOLDEN = "09454228a9654a28b9654a281d75b52ca944b72ea945b32ca94503ae56aa352c"
GOLDEN_NUMBERS = (100, 1036070276)
