import numpy as np
import pytest

from dalil.vision.fingerprint import oriented_hashes
from dalil.vision.nearness import DISTANCE_MAX, Hashes, near
from dalil.vision.orientation import Orientation


def brute(queries, hashes, orientation):
    """Every pair, counted one by one."""
    turned = oriented_hashes(queries.content, orientation)
    return [
        (int(i), int(j), bits)
        for i, query in zip(queries.places, turned, strict=True)
        for j, other in zip(hashes.places, hashes.content, strict=True)
        if i < j and (bits := int(np.bitwise_count(query ^ other).sum())) <= DISTANCE_MAX
    ]


def planted(seed, count=60):
    """Random hashes with neighbours at every distance around the limit, in every orientation."""
    rng = np.random.default_rng(seed)
    hashes = rng.integers(0, 256, (count, 32), dtype=np.uint8)
    for place in range(0, count - 1, 2):
        turned = oriented_hashes(hashes[place : place + 1], Orientation(place // 2 % 8))[0]
        bits = np.unpackbits(turned)
        flipped = rng.choice(256, size=place % 40, replace=False)
        bits[flipped] ^= 1
        hashes[place + 1] = np.packbits(bits)
    return hashes


@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize("seed", [0, 1])
def test_every_near_pair_is_found_and_no_other(seed, orientation):
    content = planted(seed)
    hashes = Hashes(np.arange(len(content)), content)
    found = near(hashes, hashes, orientation)
    rows = list(zip(found.first.tolist(), found.second.tolist(), found.distance.tolist(), strict=True))
    assert rows == brute(hashes, hashes, orientation)
    assert rows


def test_bits_gathered_in_one_band_or_spread_over_all_are_found():
    base = np.zeros((1, 32), np.uint8)
    worst = np.zeros(256, np.uint8)
    worst[np.arange(31) * 8] = 1  # two in fifteen bands, one in the last: the hardest case that counts
    gathered = np.zeros(256, np.uint8)
    gathered[:31] = 1
    content = np.concatenate([base, np.packbits(worst)[None], np.packbits(gathered)[None]])
    hashes = Hashes(np.arange(3), content)
    found = near(hashes, hashes, Orientation.SAME)
    assert found.distance.tolist() == [31, 31]


def test_a_crowd_of_alike_hashes_stays_exact():
    rng = np.random.default_rng(5)
    content = np.packbits((rng.random((150, 256)) < 0.04).astype(np.uint8), axis=1)
    hashes = Hashes(np.arange(150), content)
    found = near(hashes, hashes, Orientation.SAME)
    assert len(found.first) == len(brute(hashes, hashes, Orientation.SAME)) > 5000


def test_nothing_is_near_nothing():
    nothing = Hashes(np.zeros(0, np.int64), np.zeros((0, 32), np.uint8))
    assert len(near(nothing, nothing, Orientation.SAME).first) == 0
