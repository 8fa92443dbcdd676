import numpy as np
import pytest

from dalil.vision import nearness
from dalil.vision.fingerprint import oriented_hashes
from dalil.vision.nearness import DISTANCE_MAX, near
from dalil.vision.orientation import Orientation


def brute(hashes):
    """Every pair in every orientation, counted one by one."""
    turned = {one: oriented_hashes(hashes, one) for one in Orientation}
    found = []
    for i in range(len(hashes)):
        for j in range(i + 1, len(hashes)):
            bits, how = min((int(np.bitwise_count(turned[o][i] ^ hashes[j]).sum()), o) for o in Orientation)
            if bits <= DISTANCE_MAX:
                found.append((i, j, bits, int(how)))
    return found


def rows(found):
    return list(zip(*(each.tolist() for each in found), strict=True))


def planted(seed, count=240):
    """Random hashes with neighbours at every distance around the limit, in every orientation."""
    rng = np.random.default_rng(seed)
    hashes = rng.integers(0, 256, (count, 32), dtype=np.uint8)
    for place in range(0, count - 1, 2):
        turned = oriented_hashes(hashes[place : place + 1], Orientation(place // 2 % 8))[0]
        bits = np.unpackbits(turned)
        flipped = rng.choice(256, size=place % 40, replace=False)
        bits[flipped] ^= 1
        hashes[place + 1] = np.packbits(bits)
    return hashes[rng.permutation(count)]


@pytest.mark.parametrize("seed", range(6))
def test_every_near_pair_is_found_in_its_nearest_orientation_and_no_other(seed):
    hashes = planted(seed)
    expected = brute(hashes)
    assert len({how for *_, how in expected}) == len(Orientation)
    assert rows(near(hashes)) == expected


@pytest.mark.parametrize("orientation", list(Orientation))
def test_two_bits_in_every_band_but_one_are_found(orientation):
    # Two in fifteen bands, one in the last: the hardest case that counts. One more, and it does not.
    rng = np.random.default_rng(3)
    first = rng.integers(0, 256, (1, 32), dtype=np.uint8)
    place = nearness._order().reshape(16, 16)
    for last in range(16):
        bits = np.unpackbits(oriented_hashes(first, orientation)[0])
        bits[place[:, :2].ravel()] ^= 1
        far = np.packbits(bits)[None]
        bits[place[last, 0]] ^= 1
        assert rows(near(np.concatenate([first, np.packbits(bits)[None]]))) == [(0, 1, 31, int(orientation))]
        assert rows(near(np.concatenate([first, far]))) == []


def test_bits_gathered_in_one_place_are_found():
    gathered = np.zeros(256, np.uint8)
    gathered[:31] = 1
    hashes = np.stack([np.zeros(32, np.uint8), np.packbits(gathered)])
    assert rows(near(hashes)) == brute(hashes)
    assert near(hashes).distance.tolist() == [31]


def test_a_crowd_of_alike_hashes_stays_exact(monkeypatch):
    rng = np.random.default_rng(5)
    hashes = np.packbits((rng.random((150, 256)) < 0.04).astype(np.uint8), axis=1)
    expected = brute(hashes)
    assert len(expected) > 5000
    assert rows(near(hashes)) == expected
    monkeypatch.setattr(nearness, "_CANDIDATES_AT_ONCE", 100)
    monkeypatch.setattr(nearness, "_QUERIES_AT_ONCE", 7)
    assert rows(near(hashes)) == expected


def test_nothing_is_near_nothing():
    assert rows(near(np.zeros((0, 32), np.uint8))) == []
    assert rows(near(np.zeros((1, 32), np.uint8))) == []
