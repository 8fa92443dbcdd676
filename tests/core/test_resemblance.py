import pytest

from dalil.core.neighbour import Neighbours
from dalil.core.photograph import PhotographClass
from dalil.core.resemblance import UNCOMPARED, Resemblances
from dalil.core.sighting import Sighting

ONE, OTHER = (Sighting(name, (name,), PhotographClass.LABELLED_INDIVIDUAL) for name in "ab")


def pairs(letter, count):
    return tuple((f"{letter}{index:02d}", f"{letter}{index:02d}+") for index in range(count))


def codes(agree_of_others, agree_of_one, agreeing):
    """The reasons of a pair where so many of twenty neighbours of two numbers, and of one, agree."""
    same, different = pairs("s", 20), pairs("d", 20)
    seen = {pair: 9 * (at < agree_of_one) for at, pair in enumerate(same)}
    seen |= {pair: 9 * (at < agree_of_others) for at, pair in enumerate(different)}
    seen["a", "b"] = agreeing
    told = Resemblances.checked(seen, Neighbours((("a", "b"),), same, different))
    return [(reason.code, reason.detail) for reason in told.reasons(OTHER, ONE)]


@pytest.mark.parametrize(
    ("of_others", "of_one", "agreeing", "told"),
    [
        (5, 16, 23, [("landmarks-agree", "23")]),
        (5, 16, 0, [("landmarks-differ", "0")]),
        (6, 16, 23, []),
        (6, 16, 0, []),
        (0, 9, 23, [("landmarks-agree", "23")]),
        (0, 9, 0, []),
    ],
)
def test_pictures_speak_as_far_as_neighbours_with_clear_numbers_bear_it_out(
    of_others, of_one, agreeing, told
):
    assert codes(of_others, of_one, agreeing) == told


def test_where_no_number_is_clear_agreeing_speaks_and_not_agreeing_does_not():
    among = Neighbours((("a", "b"),), (), ())
    assert [one.code for one in Resemblances.checked({("a", "b"): 7}, among).reasons(ONE, OTHER)] == [
        "landmarks-agree"
    ]
    assert Resemblances.checked({("a", "b"): 0}, among).reasons(ONE, OTHER) == ()


def test_what_nobody_compared_says_nothing():
    assert UNCOMPARED.reasons(ONE, OTHER) == ()
