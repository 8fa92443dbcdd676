import itertools
from dataclasses import replace
from itertools import permutations

import pytest

from dalil.core.reading import Dispute, Legibility, Proposed, ReaderKind, Reading, Settled, Unread
from dalil.core.settlement import agreed, settle_labels

WITHOUT = [Legibility.ILLEGIBLE, Legibility.NO_LABEL, Legibility.SEVERAL, Legibility.NO_NUMBER]


def person(name, value="", legibility=None, kind=ReaderKind.PERSON):
    return Reading(name, kind, value, legibility or Legibility.READ)


def judge(value="", legibility=None):
    return person("samir", value, legibility, ReaderKind.ADJUDICATOR)


MACHINE = Reading("machine", ReaderKind.MACHINE, "4038", confidence_ppm=999_000)


def test_two_different_people_who_say_the_same_agree():
    assert agreed([person("a", "3659"), person("b", "3659")]) == person("a", "3659")
    assert agreed([person("a", "3659")]) is None
    assert agreed([person("Amal", "3659"), person("amal ", "3659")]) is None
    assert agreed([person("a", "3659"), person("b", "3689")]) is None


@pytest.mark.parametrize("said", WITHOUT)
def test_that_there_is_no_number_is_agreed_upon_like_a_number(said):
    found = agreed([person("a", legibility=said), person("b", legibility=said)])
    assert found is not None
    assert found.legibility is said
    assert agreed([person("a", "3659"), person("b", legibility=said)]) is None


def test_an_adjudicator_settles_for_one_of_two():
    assert agreed([person("a", "3659"), person("b", "3689"), judge("3689")]) == judge("3689")


@pytest.mark.parametrize("said", WITHOUT)
def test_an_adjudicator_settles_alone_that_no_number_can_be_read(said):
    none = judge(legibility=said)
    assert agreed([person("a", "3659"), person("b", "3689"), none]) == none


def test_a_number_that_an_adjudicator_alone_reads_waits_for_another():
    alone = [person("a", "3659"), person("b", "3689"), judge("3669")]
    assert agreed(alone) is None
    assert agreed([*alone, objector("Samir ", "3669")]) is None, "one person twice is one"
    for readings in permutations([*alone, objector("nour", "3669")]):
        found = agreed(readings)
        assert found is not None
        assert (found.value, found.kind) == ("3669", ReaderKind.ADJUDICATOR)
    assert agreed([*alone, objector("nour", "3659")]) is None
    partial = [person("a", "3659"), person("b", "3689"), judge("36?9", Legibility.PARTIAL)]
    assert agreed(partial) is None
    assert settle_labels([alone], []) == Dispute(("3659", "3669", "3689"))


def objector(name, value):
    return person(name, value, kind=ReaderKind.ADJUDICATOR)


def test_who_objects_opens_a_label_again_and_another_decides():
    adjudicated = [person("a", "3659"), person("b", "3689"), judge("3689")]
    assert agreed([*adjudicated, objector("nour", "3659")]) is None
    for readings in permutations([*adjudicated, objector("nour", "3659"), objector("huda", "3659")]):
        found = agreed(readings)
        assert found is not None
        assert found.value == "3659"
    assert agreed([*adjudicated, objector("nour", "3659"), objector("huda", "3669")]) is None
    rejected = agreed([*adjudicated, objector("nour", "3659"), objector("huda", "3689")])
    assert rejected is not None
    assert rejected.value == "3689"


def test_one_person_does_not_overrule_two_who_agree():
    both = [person("a", "3659"), person("b", "3659")]
    assert agreed([*both, objector("nour", "3689")]) is None
    assert agreed([*both, objector("nour", "3689"), objector("huda", "3659")]).value == "3659"
    assert agreed([*both, objector("nour", "3689"), objector("huda", "3689")]).value == "3689"


def test_a_number_that_its_order_alone_tells_settles_nothing():
    doubtful = [replace(person(name, "3"), confidence_ppm=500_000) for name in "ab"]
    assert agreed(doubtful) is None
    assert agreed([*doubtful, replace(judge("3"), confidence_ppm=500_000)]) is None
    assert agreed([*doubtful, judge("3")]) == judge("3")
    assert agreed([*doubtful, judge("3659")]) is None, "none of them need have read it"
    found = agreed([*doubtful, judge("3659"), objector("nour", "3659")])
    assert found is not None
    assert found.value == "3659"


def test_a_label_that_is_open_again_settles_no_number():
    both = [person("a", "3659"), person("b", "3659")]
    open_again = settle_labels([[*both, objector("nour", "3689")]], [])
    assert open_again == Dispute(("3659", "3689"))
    decided = [*both, objector("nour", "3689"), objector("huda", "3689")]
    assert settle_labels([decided], []) == Settled("3689", "adjudicated")


def test_a_number_in_pieces_settles_no_individual():
    doubtful = [replace(person(name, "3"), confidence_ppm=500_000) for name in "ab"]
    assert not isinstance(settle_labels([doubtful], []), Settled)
    judged = replace(judge("3"), confidence_ppm=500_000)
    assert not isinstance(settle_labels([[*doubtful, judged]], []), Settled)


@pytest.mark.parametrize(
    ("labels", "outcome"),
    [
        ([[person("a", "3659"), person("b", "3659")]], Settled("3659", "two-people")),
        ([[person("a", "3659")], [person("b", "3659")]], Settled("3659", "two-people")),
        ([[person("a", "3659"), person("b", "3689"), judge("3689")]], Settled("3689", "adjudicated")),
        # an adjudicator decides about one label; what is held of another stands against it
        (
            [[person("a", "3659"), person("b", "3689"), judge("3689")], [person("a", "3659")]],
            Dispute(("3659", "3689")),
        ),
        # that one label cannot be read takes nothing from another, read by people or by the machine
        (
            [
                [person("a", "1"), person("b", "2"), judge(legibility=Legibility.ILLEGIBLE)],
                [person("a", "3659"), person("b", "3659")],
            ],
            Settled("3659", "two-people"),
        ),
        (
            [[person("a", "1"), person("b", "2"), judge(legibility=Legibility.NO_LABEL)]],
            Proposed("4038", 999_000),
        ),
        ([[person("a", legibility=Legibility.ILLEGIBLE)]], Proposed("4038", 999_000)),
    ],
)
def test_labels_that_bear_one_number_are_settled_together(labels, outcome):
    assert settle_labels(labels, [MACHINE]) == outcome
    for order in itertools.permutations(labels):
        assert settle_labels([readings[::-1] for readings in order], [MACHINE]) == outcome


def test_without_anything_else_an_adjudicators_no_is_no():
    said = [[person("a", "1"), person("b", "2"), judge(legibility=Legibility.ILLEGIBLE)]]
    assert settle_labels(said, []) == Unread("illegible")
