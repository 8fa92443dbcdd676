import pytest

from dalil.core.errors import BodyRefusal
from dalil.core.reading import (
    PEOPLE_ONLY,
    Dispute,
    Legibility,
    Proposed,
    ReaderKind,
    Reading,
    Settled,
    SettlingRule,
    Unread,
    settle,
)


def person(name, value, **more):
    return Reading(name, ReaderKind.PERSON, value, **more)


def machine(value, confidence=990_000):
    return Reading("reader-1", ReaderKind.MACHINE, value, confidence_ppm=confidence)


def test_two_people_who_agree_settle():
    assert settle([person("a", "3659"), person("b", "3659")]) == Settled("3659", "two-people")


def test_one_person_twice_is_one_person():
    assert isinstance(settle([person("a", "3659"), person("a", "3659")]), Proposed)


def test_a_machine_alone_only_proposes():
    assert settle([machine("3659", 1_000_000)]) == Proposed("3659", 1_000_000)


def test_a_threshold_that_nobody_measured_settles_provisionally():
    rule = SettlingRule.provisional(980_000)
    assert settle([machine("3659")], rule) == Settled("3659", "machine-provisional")
    assert isinstance(settle([machine("3659", 900_000)], rule), Proposed)
    assert "provisional" in rule.name


def test_a_calibrated_rule_says_so():
    rule = SettlingRule("reader-1-at-0.1-percent", accept_ppm=980_000, calibrated=True)
    assert settle([machine("3659")], rule) == Settled("3659", "machine-calibrated")


@pytest.mark.parametrize(
    "dissent",
    [
        machine("5659", 10_000),
        Reading("folder", ReaderKind.PATH, "4038"),
        Reading("reader-1", ReaderKind.MACHINE, "4?3", Legibility.PARTIAL),
    ],
)
def test_any_dissent_keeps_a_machine_from_settling(dissent):
    rule = SettlingRule.provisional(980_000)
    assert not isinstance(settle([machine("3659"), dissent], rule), Settled)


def test_people_who_differ_are_a_dispute_until_somebody_adjudicates():
    readings = [person("a", "3659"), person("b", "3859"), person("c", "3659")]
    assert settle(readings) == Dispute(("3659", "3859"))
    judge = Reading("d", ReaderKind.ADJUDICATOR, "3659")
    assert settle([*readings, judge]) == Settled("3659", "adjudicated")
    assert isinstance(settle([judge, Reading("e", ReaderKind.ADJUDICATOR, "3859")]), Dispute)


def test_a_person_who_cannot_read_it_does_not_dissent():
    blank = person("c", "", legibility=Legibility.ILLEGIBLE)
    assert settle([person("a", "3659"), blank, person("b", "3659")]) == Settled("3659", "two-people")


def test_a_persons_reading_goes_before_a_machines():
    assert settle([person("a", "3659"), machine("5659")]) == Proposed("3659", 500_000, ("5659",))


def test_machines_that_split_evenly_are_a_dispute():
    assert settle([machine("3659"), machine("5659")]) == Dispute(("3659", "5659"))


def test_most_machine_views_propose_with_less_confidence():
    outcome = settle([machine("3659"), machine("3659"), machine("3659"), machine("5659")])
    assert outcome == Proposed("3659", 750_000, ("5659",))


def test_a_partial_reading_that_fits_does_not_dissent():
    partial = Reading("reader-1", ReaderKind.MACHINE, "36?9", Legibility.PARTIAL)
    assert settle([machine("3659"), partial]) == Proposed("3659", 990_000)
    assert settle([partial]) == Unread("partial", ("36?9",))


def test_a_path_alone_proposes_nothing():
    assert settle([Reading("folder", ReaderKind.PATH, "3659")]) == Unread("not-read-yet")


def test_unread_says_why():
    illegible = person("a", "", legibility=Legibility.ILLEGIBLE)
    none = person("b", "", legibility=Legibility.NO_LABEL)
    assert settle([]) == Unread("not-read-yet")
    assert settle([illegible]) == Unread("illegible")
    assert settle([illegible, none]) == Unread("readers-differ")


@pytest.mark.parametrize(
    ("value", "legibility"),
    [
        ("", Legibility.READ),
        ("36?9", Legibility.READ),
        ("3659", Legibility.ILLEGIBLE),
        ("3", Legibility.PARTIAL),
    ],
)
def test_a_reading_that_contradicts_itself_is_refused(value, legibility):
    with pytest.raises(BodyRefusal):
        Reading("a", ReaderKind.PERSON, value, legibility)


def test_a_confidence_outside_its_range_is_refused():
    with pytest.raises(BodyRefusal):
        machine("3659", 1_000_001)


def test_readings_and_rules_come_back_from_their_records():
    for reading in (machine("3659"), person("a", "", legibility=Legibility.SEVERAL)):
        assert Reading.from_record(reading.to_record()) == reading
    for rule in (PEOPLE_ONLY, SettlingRule.provisional(990_000)):
        assert SettlingRule.from_record(rule.to_record()) == rule
    with pytest.raises(BodyRefusal):
        Reading.from_record({**machine("3").to_record(), "kind": "oracle"})
