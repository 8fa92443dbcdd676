import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from dalil.vision.meetings import KEY_LANDMARKS_MAX, meetings


def counted(bits, owner):
    """Every pair against every pair."""
    words = [row.tobytes() for row in bits]
    keys = [[word[4 * n : 4 * n + 4] for n in range(8)] for word in words]
    sharing = [
        {key: sum(row[n] == key for row in keys) for key in {row[n] for row in keys}} for n in range(8)
    ]
    return {
        (i, j)
        for j in range(len(words))
        for i in range(j)
        if owner[i] != owner[j]
        and any(keys[i][n] == keys[j][n] and sharing[n][keys[i][n]] <= KEY_LANDMARKS_MAX for n in range(8))
    }


@given(some.integers(0, 2**31), some.lists(some.integers(0, 5), max_size=40))
def test_all_that_meet_are_found(seed, kinds):
    rng = np.random.default_rng(seed)
    pool = rng.integers(0, 256, (6, 8, 4)).astype(np.uint8)
    bits = np.array([[pool[rng.choice((kind, rng.integers(6)))][n] for n in range(8)] for kind in kinds])
    bits = bits.reshape(-1, 32).astype(np.uint8)
    owner = np.sort(rng.integers(0, 4, len(kinds)))
    first, second, _ = meetings(bits, owner)
    found = list(zip(first.tolist(), second.tolist(), strict=True))
    assert len(set(found)) == len(found)
    assert set(found) == counted(bits, owner)


def test_they_come_by_pictures():
    rng = np.random.default_rng(3)
    bits = np.repeat(rng.integers(0, 256, (1, 32)), 12, axis=0).astype(np.uint8)
    owner = np.repeat(np.arange(4), 3)
    first, second, left_out = meetings(bits, owner)
    pairs = list(zip(owner[first].tolist(), owner[second].tolist(), strict=True))
    assert pairs == sorted(pairs)
    assert len(pairs) == 6 * 9
    assert left_out == 0


def test_a_key_of_too_many_is_counted_and_left_out():
    bits = np.zeros((KEY_LANDMARKS_MAX + 1, 32), np.uint8)
    first, _, left_out = meetings(bits, np.arange(len(bits)))
    assert first.size == 0
    assert left_out == 8


def test_ranges_of_keys_change_nothing(monkeypatch):
    rng = np.random.default_rng(4)
    bits = np.repeat(rng.integers(0, 256, (40, 32)), 3, axis=0).astype(np.uint8)
    owner = np.arange(120) // 2
    whole = meetings(bits, owner)
    monkeypatch.setattr("dalil.vision.meetings._SORTED_AT_ONCE", 7)
    parts = meetings(bits, owner)
    assert [one.tolist() for one in parts[:2]] == [one.tolist() for one in whole[:2]]
    assert len(whole[0]) == 40 * 2
