"""Accepted readings count without a person, one in twenty is read all the same, and errors end it."""

import pytest

from dalil.catalog import queries
from dalil.core.acceptance import is_audited
from dalil.core.reading import SURE_PPM
from dalil.core.reading_queue import turn_of
from dalil.flows import group, listing, rebuild, transcribe
from dalil.flows.ladder import ladder
from flows.labelled_world import LabelledWorld

PHOTOGRAPHS = 60


@pytest.fixture
def office(tmp_path):
    made = LabelledWorld(tmp_path, PHOTOGRAPHS)
    made.examine(*([("card", str(3000 + number))] for number in range(PHOTOGRAPHS)), confidence=SURE_PPM)
    yield made
    assert rebuild.rebuild(made.path).same


def regroup(office):
    with office.writing("dalil/0") as vault:
        group.group(vault)


def audited(office):
    vault = office.seen().config.id
    items = [f"{digest}:0" for digest in office.digests]
    return [item for item in items if is_audited(turn_of(vault, item))]


def number(office, item):
    return str(3000 + office.digests.index(item.partition(":")[0]))


def settled(office):
    return {each.number_status for each in listing.individuals(office.path)}


def waiting(office):
    return transcribe.waiting(office.seen())["first"]


def test_accepted_numbers_are_settled_and_people_are_asked_for_the_audit_alone(office):
    assert waiting(office) == PHOTOGRAPHS
    regroup(office)
    assert settled(office) == {"settled"}
    assert 0 < len(audited(office)) < PHOTOGRAPHS // 4
    assert waiting(office) == len(audited(office))
    given = office.next("amal")
    assert given.place.item in audited(office)
    assert given.task.value == "first", "nobody is told that it is an audit"
    told = ladder(office.path).to_record()["machine_readings"]
    assert (told["accepted"], told["acceptance_stands"]) == (PHOTOGRAPHS, True)


def test_the_audit_is_recorded_and_counted(office):
    regroup(office)
    item = audited(office)[0]
    for name in ("amal", "basem"):
        office.reads(name, item, number(office, item))
    assert [event.body["task"] for event in office.events("reading-made")] == ["audit", "second"]
    regroup(office)
    assert settled(office) == {"settled"}
    assert ladder(office.path).to_record()["machine_readings"]["accepted_checked"]["right"] == 1


def test_errors_end_acceptance_and_every_label_is_asked_for_again(office):
    regroup(office)
    item = audited(office)[0]
    for name in ("amal", "basem"):
        office.reads(name, item, "777")
    regroup(office)
    states = [each.number_status for each in listing.individuals(office.path)]
    assert states.count("settled") == 1
    assert states.count("proposed") == PHOTOGRAPHS - 1
    assert waiting(office) == PHOTOGRAPHS - 1
    assert not ladder(office.path).to_record()["machine_readings"]["acceptance_stands"]


def test_one_reader_of_the_audit_unsettles_nothing(office):
    regroup(office)
    item = audited(office)[0]
    office.reads("amal", item, number(office, item))
    regroup(office)
    assert settled(office) == {"settled"}


def test_a_label_just_below_the_bar_is_asked_for(office):
    office.examine([("card", "3000")], digests=office.digests[:1], confidence=SURE_PPM - 1)
    regroup(office)
    assert queries.reading.accepted_count() == PHOTOGRAPHS - 1
    below = [one for one in listing.individuals(office.path) if one.number == "3000"]
    assert [one.number_status for one in below] == ["proposed"]
