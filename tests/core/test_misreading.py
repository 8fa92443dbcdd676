from dalil.core.individual import group_individuals
from dalil.core.misreading import NumberSeen, misread_pairs
from dalil.core.moment import PartialDate
from dalil.core.photograph import PhotographClass
from dalil.core.reading import Proposed, Settled
from dalil.core.sighting import Sighting


def seen(name, value, confidence=900_000, **more):
    number = Settled(value, "two-people") if confidence is None else Proposed(value, confidence)
    known = {"agency": "215", "date": PartialDate(2018, 3), "surfaces": ("card",), **more}
    return Sighting(name, (name,), PhotographClass.LABELLED_INDIVIDUAL, number, **known)


def low(*sightings):
    grouping = group_individuals(sightings)
    return len(grouping.individuals), grouping.low


def test_an_unaccepted_number_near_another_adds_nothing_to_low():
    assert low(seen("a", "3659", 995_000), seen("b", "3859")) == (2, 1)
    assert low(seen("a", "3659"), seen("b", "3695")) == (2, 1)


def test_two_accepted_numbers_are_two_people():
    assert low(seen("a", "3659", 995_000), seen("b", "3859", None)) == (2, 2)


def test_another_agency_or_period_is_another_person():
    assert low(seen("a", "3659"), seen("b", "3859", agency="227")) == (2, 2)
    assert low(seen("a", "3659"), seen("b", "3859", date=PartialDate(2019, 3))) == (2, 2)
    assert low(seen("a", "3659"), seen("b", "3859", agency="", date=None)) == (2, 1)


def test_short_numbers_are_one_digit_apart_at_most():
    assert low(seen("a", "365"), seen("b", "385")) == (2, 1)
    assert low(seen("a", "365"), seen("b", "395"), seen("c", "401")) == (3, 2)


def test_who_is_seen_through_writing_on_skin_alone_adds_nothing_to_low():
    assert low(seen("a", "3176", surfaces=("skin",))) == (1, 0)
    assert low(seen("a", "3176", surfaces=("skin",)), seen("b", "3176")) == (1, 1)
    assert low(seen("a", "3176", None, surfaces=("skin",))) == (1, 1)


def test_every_two_near_numbers_are_found():
    groups = [NumberSeen.of([seen(f"{value:04d}", str(value))]) for value in range(1000, 1300)]
    found = set(misread_pairs(groups))
    pairs = [(one, other) for one in groups for other in groups if one.key < other.key]
    assert found == {(one.key, other.key) for one, other in pairs if one.may_be(other)}
