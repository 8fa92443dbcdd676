import pytest

from core.sighted import sighting
from dalil.core.doubt import DoubtKind
from dalil.core.individual import group_individuals
from dalil.core.reading import Proposed, Settled
from dalil.core.reason_words import DOUBTS, doubt_in_words


def doubts(*views):
    """Every individual's first sighting, and its doubts as kind, own and other sighting, and detail."""
    return {
        one.members[0].sighting: [(each.kind, each.here, each.there, each.detail) for each in one.doubts]
        for one in group_individuals(views).individuals
    }


def test_a_number_that_may_be_misread_names_the_other_on_both_sides():
    views = [sighting("a", "3659", agency="215"), sighting("b", Proposed("3859", 700_000), agency="215")]
    kind = DoubtKind.MISREADING
    assert doubts(*views) == {
        "a": [(kind, "a", "b", "3659 3859")],
        "b": [(kind, "b", "a", "3859 3659")],
    }
    assert doubts(*views[::-1]) == doubts(*views)
    (doubt,) = group_individuals(views).individuals[1].doubts
    assert doubt_in_words(doubt).en == "its number 3859 and the other's, 3659, may be one that is misread"


def test_a_possible_link_is_told_with_its_reasons():
    views = [sighting("a", "3659", date=None), sighting("b", "3659", date=None, folder="G")]
    (one, other) = group_individuals(views).individuals
    assert (one.low, other.low) == (1, 0)
    (doubt,) = other.doubts
    assert (doubt.kind, doubt.there) == (DoubtKind.LINK, "a")
    assert doubt_in_words(doubt).en == "they may show one person: same number 3659 on both labels"
    assert "3659" in doubt_in_words(doubt).ar


def test_a_number_on_skin_alone_is_a_doubt_about_nobody_else():
    skin = sighting("a", "3659", agency="215", surfaces=("skin",))
    assert doubts(skin) == {"a": [(DoubtKind.SKIN, "a", "", "")]}


def test_of_those_who_may_be_one_the_surest_is_counted():
    views = [
        sighting("a", Proposed("3859", 700_000), agency="215"),
        sighting("b", Settled("3659", "two-people"), agency="215"),
        sighting("c", Proposed("3689", 990_000), agency="215"),
    ]
    for order in (views, views[::-1]):
        lows = {one.number.value: one.low for one in group_individuals(order).individuals}
        assert lows == {"3859": 0, "3659": 1, "3689": 0}


def test_who_is_sure_has_none():
    views = [sighting("a", "3659", agency="215"), sighting("b", "4038", agency="215")]
    assert doubts(*views) == {"a": [], "b": []}


@pytest.mark.parametrize("kind", DoubtKind)
def test_every_doubt_has_words_in_both_languages(kind):
    assert DOUBTS[kind].ar
    assert DOUBTS[kind].en
