"""What somebody who decides can decide for: readings, each once, and numbers that only their order tells."""

import pytest

from dalil.core.reading import ReaderKind
from dalil.core.reading_queue import LabelReadAlready
from dalil.core.transcription import NumberNotThere, Transcription
from dalil.flows import transcribe
from flows.labelled_world import LabelledWorld

CARD = ("card", "9999")
TWO = "215/3659"


@pytest.fixture
def office(tmp_path):
    office = LabelledWorld(tmp_path)
    office.examine([CARD], [], [])
    return office


def item(office):
    return office.next("zaid").place.item


def settled(office):
    return transcribe.waiting(office.seen())["settled"]


def test_numbers_that_only_their_order_tells_are_chosen_between_by_a_third(office):
    label = item(office)
    for name in ("amal", "basem"):
        office.reads(name, label, TWO)
    asked = office.next("samir")
    assert asked.agreed_text
    assert not asked.contested
    assert [(each.lines, each.number) for each in asked.choices] == [((TWO,), "215"), ((TWO,), "3659")]
    assert not settled(office)
    suggested = next(each.number for each in asked.choices if each.number != "3659")
    done = office.reads("samir", label, TWO, adjudicates=True, number="3659")
    assert (done.reading.value, done.alone) == ("3659", suggested == "215")
    assert not settled(office)
    assert not office.reads("huda", label, TWO, adjudicates=True, number="3659").alone
    assert settled(office) == 1


def test_the_number_that_its_order_suggests_is_settled_by_a_third(office):
    label = item(office)
    for name in ("amal", "basem"):
        office.reads(name, label, TWO)
    office.reads("samir", label, TWO, adjudicates=True, number="215")
    assert settled(office) == 1


def test_who_reads_may_say_which_number_it_is_and_two_who_say_the_same_settle_it(office):
    label = item(office)
    for name in ("amal", "basem"):
        office.reads(name, label, TWO, number="٣٦٥٩")
    assert settled(office) == 1


def test_two_who_choose_different_numbers_are_decided_between(office):
    label = item(office)
    office.reads("amal", label, TWO, number="215")
    office.reads("basem", label, TWO, number="3659")
    assert sorted(each.number for each in office.next("samir").choices) == ["215", "3659"]


@pytest.mark.parametrize(("text", "number"), [(TWO, "21"), ("3659", "3659"), ("-", "3659")])
def test_a_number_between_which_nothing_is_open_is_refused_and_nothing_is_recorded(office, text, number):
    with pytest.raises(NumberNotThere):
        office.reads("amal", item(office), text, number=number)
    assert not office.events("reading-made")


def objected_to(office):
    """A label on which two differed, samir decided, and nadia objects."""
    label = item(office)
    office.reads("amal", label, "3659")
    office.reads("basem", label, "3689")
    office.reads("samir", label, "3659", adjudicates=True)
    with office.writing("nadia") as vault:
        other = Transcription.typed(["3689"])
        transcribe.make(vault, label, other, kind=ReaderKind.ADJUDICATOR, objects=True)
    return label


def test_readers_who_typed_the_same_give_one_choice(office):
    objected_to(office)
    asked = office.next("huda")
    assert asked.contested
    assert len(asked.readings) == 4
    assert sorted(each.lines for each in asked.choices) == [("3659",), ("3689",)]


def test_who_decided_is_not_asked_again_when_somebody_objects(office):
    label = objected_to(office)
    for name in ("amal", "basem", "samir", "nadia"):
        assert office.next(name) is None
        with pytest.raises(LabelReadAlready):
            office.reads(name, label, "3659", adjudicates=True)


def test_of_three_bare_numbers_any_may_be_the_persons(office):
    label = item(office)
    for name in ("amal", "basem"):
        office.reads(name, label, "40\n227\n791")
    assert not settled(office)
    assert sorted(each.number for each in office.next("samir").choices) == ["227", "40", "791"]
    assert office.reads("samir", label, "40\n227\n791", adjudicates=True, number="40").reading.value == "40"
