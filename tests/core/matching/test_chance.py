import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.matching.chance import chances

weights = st.lists(st.integers(min_value=-60_000, max_value=90_000), max_size=20)


@given(weights, st.integers(min_value=1, max_value=10**7))
def test_chances_are_shared_with_nobody(found, entries):
    shares = chances(found, entries)
    assert all(0 <= share <= 1 for share in shares)
    assert shares.sum() <= 1 + 1e-9


def test_entries_that_are_equally_good_share_the_chance():
    one, other = chances([40_000, 40_000], 160_000)
    assert one == other == pytest.approx(0.5, abs=0.01)


def test_the_same_evidence_says_less_in_a_longer_list():
    assert chances([15_000], 160_000)[0] < chances([15_000], 1_000)[0]


def test_more_evidence_is_a_better_chance():
    found = [chances([bits * 1_000], 160_000)[0] for bits in range(0, 60, 3)]
    assert found == sorted(found)
    assert found[0] < 0.001
    assert found[-1] > 0.999
