import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.matching.chance import chances, shared_chances

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


pairs = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(min_value=-60_000, max_value=400_000)),
    max_size=20,
    unique_by=lambda pair: pair[:2],
)


@given(pairs, st.integers(min_value=1, max_value=10**7))
def test_no_side_of_a_pair_is_shared_out_twice(found, entries):
    shares = shared_chances(found, entries)
    assert len(shares) == len(found)
    for side in (0, 1):
        for one in range(5):
            assert (
                sum(share for pair, share in zip(found, shares, strict=True) if pair[side] == one) <= 1 + 1e-9
            )


def test_who_is_asked_for_alone_has_the_chance_that_others_would_take_from_nobody_else():
    evidence = [30_000, 12_000, 31_000]
    shared = shared_chances([(0, at, each) for at, each in enumerate(evidence)], 1_000)
    assert shared == pytest.approx(chances(evidence, 1_000))


def test_many_who_bear_one_common_name_share_the_individual_who_bears_it():
    shares = shared_chances([(asked, 0, 40_000) for asked in range(30)], 100)
    assert shares == pytest.approx([1 / 30] * 30, rel=0.01)
