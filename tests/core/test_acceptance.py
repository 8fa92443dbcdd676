"""Acceptance: which machine readings count without a person, which of them people check, and when it ends."""

import pytest

from dalil.core.acceptance import ACCEPTING, is_accepted, is_audited, rule, stands
from dalil.core.reader import Share
from dalil.core.reading import (
    PEOPLE_ONLY,
    SURE_PPM,
    Legibility,
    Proposed,
    ReaderKind,
    Reading,
    Settled,
    settle,
)
from dalil.core.reading_queue import turn_of
from dalil.core.settlement import settle_labels

SURELY = Reading("label-reader", ReaderKind.MACHINE, "3659", confidence_ppm=SURE_PPM)


def person(name, value):
    return Reading(name, ReaderKind.PERSON, value)


@pytest.mark.parametrize(
    ("text", "confidence_ppm", "accepted"),
    [
        ("3659", SURE_PPM, True),
        ("٣٦٥٩\nالفرع", SURE_PPM, True),
        ("3659", SURE_PPM - 1, False),
        ("36?9", SURE_PPM, False),
        ("⋮659", SURE_PPM, False),
        ("الفرع", SURE_PPM, False),
        ("", SURE_PPM, False),
    ],
)
def test_a_whole_number_read_surely_is_accepted(text, confidence_ppm, accepted):
    assert is_accepted(text, confidence_ppm) is accepted


def test_about_one_label_in_twenty_is_audited_and_a_vault_has_its_own():
    items = [f"{number:064x}:0" for number in range(10_000)]
    mine, theirs = ({one for one in items if is_audited(turn_of(vault, one))} for vault in ("a", "b"))
    assert 430 < len(mine) < 570
    assert mine != theirs


@pytest.mark.parametrize(
    ("right", "of", "holds"),
    [(0, 0, True), (50, 50, True), (49, 50, False), (51, 52, True), (353, 355, False), (354, 356, True)],
)
def test_it_stands_as_long_as_what_people_found_goes_with_the_risk(right, of, holds):
    assert stands(Share(right, of)) is holds
    assert rule(Share(right, of), ended=False) is (ACCEPTING if holds else PEOPLE_ONLY)
    assert rule(Share(right, of), ended=True) is PEOPLE_ONLY, "it does not come back"


def test_an_accepted_reading_settles_unless_something_dissents():
    path = Reading("path", ReaderKind.PATH, "5659")
    assert settle([SURELY], ACCEPTING) == Settled("3659", "machine-calibrated")
    assert settle([SURELY], PEOPLE_ONLY) == Proposed("3659", SURE_PPM)
    assert not isinstance(settle([SURELY, path], ACCEPTING), Settled)


def test_a_person_alone_never_makes_an_accepted_reading_less_settled_by_agreeing():
    assert settle([SURELY, person("amal", "3659")], ACCEPTING) == Settled("3659", "machine-calibrated")
    differs = settle([SURELY, person("amal", "5659")], ACCEPTING)
    assert isinstance(differs, Proposed)
    assert differs.value == "5659"
    agreed = settle([SURELY, person("amal", "5659"), person("basem", "5659")], ACCEPTING)
    assert agreed == Settled("5659", "two-people")
    assert agreed.by_people
    assert not settle([SURELY], ACCEPTING).by_people


@pytest.mark.parametrize(
    "without", [Legibility.ILLEGIBLE, Legibility.NO_LABEL, Legibility.SEVERAL, Legibility.NO_NUMBER]
)
def test_no_machine_settles_where_a_person_looked_and_read_no_number(without):
    unread = Reading("amal", ReaderKind.PERSON, "", without)
    assert settle([SURELY, unread], ACCEPTING) == Proposed("3659", SURE_PPM)
    judged = Reading("samir", ReaderKind.ADJUDICATOR, "", without)
    assert not isinstance(settle_labels([[unread], [judged]], [SURELY], ACCEPTING), Settled)


def test_a_folder_that_leaves_zeros_out_does_not_dissent():
    reading = Reading("label-reader", ReaderKind.MACHINE, "0417", confidence_ppm=SURE_PPM)
    assert settle([reading, Reading("path", ReaderKind.PATH, "417")], ACCEPTING) == Settled(
        "0417", "machine-calibrated"
    )


def test_a_long_audit_is_judged_at_once():
    assert not stands(Share(39_900, 40_000))
    assert stands(Share(39_965, 40_000))
