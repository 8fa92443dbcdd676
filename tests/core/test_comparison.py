"""Two holdings compared: each exhibit once, the balance sums, and one side's order says nothing."""

from hypothesis import given
from hypothesis import strategies as st

from dalil.core.comparison import Where, compared

SIDES = st.sets(st.sampled_from("abcdefgh"))


def test_what_only_one_side_has_may_be_there_under_other_bytes():
    rows, balance = compared("abc", "cde", [("a", "d"), ("b", "c"), ("e",)])
    assert [(one.digest, one.where, one.copies) for one in rows] == [
        ("a", Where.FIRST, ("d",)),
        ("b", Where.FIRST, ("c",)),
        ("c", Where.COMMON, ()),
        ("d", Where.SECOND, ("a",)),
        ("e", Where.SECOND, ()),
    ]
    assert (balance.first_copied, balance.second_copied, balance.exposures) == (2, 1, 1)


def test_copies_on_one_side_alone_are_nothing_to_the_other():
    rows, balance = compared("ab", "cd", [("a", "b"), ("c", "d")])
    assert all(not one.copies for one in rows)
    assert (balance.common, balance.exposures) == (0, 0)


@given(SIDES, SIDES, st.lists(st.sampled_from("wxyz"), min_size=8, max_size=8))
def test_both_sides_sum_and_may_change_places(first, second, groups):
    exposures = [
        [one for one, group in zip("abcdefgh", groups, strict=True) if group == wanted] for wanted in "wxyz"
    ]
    rows, here = compared(first, second, exposures)
    _, back = compared(second, first, exposures)
    assert [one.digest for one in rows] == sorted(first | second)
    assert here.common + here.only_first == len(first)
    assert here.common + here.only_second == len(second)
    assert (here.common, here.only_first, here.first_copied) == (
        back.common,
        back.only_second,
        back.second_copied,
    )
    assert here.first_copied <= here.only_first
    assert here.exposures == back.exposures
