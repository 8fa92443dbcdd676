"""Accepted readings count without a person, one in twenty is read all the same, and errors end it."""

import pytest

from dalil.catalog import queries
from dalil.core.acceptance import is_audited
from dalil.core.reading import SURE_PPM
from dalil.core.reading_queue import turn_of
from dalil.flows import listing, rebuild, transcribe
from dalil.flows.accuracy import accuracy
from dalil.flows.ladder import ladder
from flows.labelled_world import LabelledWorld

PHOTOGRAPHS = 60


@pytest.fixture
def office(tmp_path):
    made = LabelledWorld(tmp_path, PHOTOGRAPHS)
    made.examine(*([("card", f"رقم {3000 + number}")] for number in range(PHOTOGRAPHS)), confidence=SURE_PPM)
    yield made
    assert rebuild.rebuild(made.path).same


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
    office.regroup()
    assert settled(office) == {"settled"}
    assert 0 < len(audited(office)) < PHOTOGRAPHS // 4
    assert waiting(office) == len(audited(office))
    given = office.next("amal")
    assert given.place.item in audited(office)
    assert given.task.value == "first", "nobody is told that it is an audit"
    assert {each.number_settled_by for each in listing.individuals(office.path)} == {"machine"}
    told = ladder(office.path).to_record()["machine_readings"]
    assert (told["accepted"], told["acceptance_stands"]) == (PHOTOGRAPHS, True)
    assert told["accepted_waiting"] == len(audited(office)), "each of them is asked for"


def test_the_audit_is_recorded_and_counted(office):
    office.regroup()
    item = audited(office)[0]
    for name in ("amal", "basem"):
        office.reads(name, item, number(office, item))
    assert [event.body["task"] for event in office.events("reading-made")] == ["audit", "second"]
    assert accuracy(office.seen()).waiting == len(audited(office)) - 1
    office.regroup()
    assert settled(office) == {"settled"}
    assert ladder(office.path).to_record()["machine_readings"]["accepted_checked"]["right"] == 1


def misread(office):
    """An audited label of which two people read another number than the machine did."""
    item = audited(office)[0]
    for name in ("amal", "basem"):
        office.reads(name, item, "777")
    return item


def test_errors_end_acceptance_and_every_label_is_asked_for_again(office):
    office.regroup()
    misread(office)
    office.regroup()
    by = {each.number_settled_by for each in listing.individuals(office.path)}
    assert by == {"people", ""}
    states = [each.number_status for each in listing.individuals(office.path)]
    assert states.count("settled") == 1
    assert states.count("proposed") == PHOTOGRAPHS - 1
    assert waiting(office) == PHOTOGRAPHS - 1
    assert not ladder(office.path).to_record()["machine_readings"]["acceptance_stands"]


def test_who_examines_is_told_that_acceptance_ended_and_once(office, commands):
    misread(office)
    said = commands.run("examine", "--vault", office.path).out.decode()
    assert "NO NUMBER COUNTS WITHOUT A PERSON ANY MORE: 1 of 1" in said
    assert "NO NUMBER" not in commands.run("examine", "--vault", office.path).out.decode()


def test_one_reader_of_the_audit_unsettles_nothing(office):
    office.regroup()
    item = audited(office)[0]
    office.reads("amal", item, number(office, item))
    office.regroup()
    assert settled(office) == {"settled"}


def test_it_does_not_come_back(office):
    office.regroup()
    first = misread(office)
    office.regroup()
    for item in (f"{digest}:0" for digest in office.digests[:55]):
        for name in ("amal", "basem") if item != first else ():
            office.reads(name, item, number(office, item))
    office.regroup()
    assert "proposed" in settled(office)
    assert not ladder(office.path).to_record()["machine_readings"]["acceptance_stands"]


def test_labels_that_nobody_drew_buy_no_error(office):
    office.regroup()
    wrong = audited(office)[0]
    chosen = [item for item in (f"{digest}:0" for digest in office.digests) if item not in audited(office)]
    for item in [wrong, *chosen[:52]]:
        for name in ("amal", "basem"):
            office.reads(name, item, "777" if item == wrong else number(office, item))
    found = accuracy(office.seen())
    assert (found.sure.of, found.drawn.of, found.unread) == (53, 1, len(audited(office)) - 1)
    office.regroup()
    assert not ladder(office.path).to_record()["machine_readings"]["acceptance_stands"]


def test_an_error_on_a_label_that_nobody_drew_ends_acceptance_too(office):
    office.regroup()
    chosen = next(f"{digest}:0" for digest in office.digests if f"{digest}:0" not in audited(office))
    for name in ("amal", "basem"):
        office.reads(name, chosen, "777")
    office.regroup()
    told = ladder(office.path).to_record()["machine_readings"]
    assert (told["audit_checked"]["of"], told["accepted_checked"]["of"]) == (0, 1)
    assert not told["acceptance_stands"]


def test_the_audit_draws_no_copy_that_is_not_read(office):
    drawn = audited(office)[0]
    copy = drawn.partition(":")[0]
    assert accuracy(office.seen()).unread == len(audited(office))
    office.group([*(digest for digest in office.digests if digest != copy), copy])
    assert waiting(office) == 1, "one label is read of all copies"
    assert accuracy(office.seen()).unread == 0
    office.reads("amal", drawn, number(office, drawn))
    (made,) = office.events("reading-made")
    assert made.body["task"] == "first", "it may be read, but nobody drew it"


def test_a_label_just_below_the_bar_is_asked_for(office):
    office.examine([("card", "رقم 3000")], digests=office.digests[:1], confidence=SURE_PPM - 1)
    office.regroup()
    below = [one for one in listing.individuals(office.path) if one.number == "3000"]
    assert [one.number_status for one in below] == ["proposed"]
    assert office.digests[0] in queries.reading.exhibits_waiting()
    assert queries.exposure.accepted() == PHOTOGRAPHS - 1


@pytest.mark.parametrize(
    ("labels", "folder"),
    [
        ([("card", "رقم 3659")], "no 4038"),
        ([("card", "3659\n1174")], ""),
        ([("card", "12/04/2019")], ""),
        ([("card", "رقم 3000"), ("overlay", "5000")], ""),
    ],
)
def test_whatever_no_machine_settles_is_asked_of_people(tmp_path, labels, folder):
    office = LabelledWorld(tmp_path, 3, name=folder)
    office.examine(*[labels] * 3, confidence=SURE_PPM)
    office.regroup()
    assert settled(office) != {"settled"}
    assert waiting(office) == 3 * len(labels)


def test_a_copy_that_is_read_otherwise_stops_a_machine_from_settling(tmp_path):
    office = copies(tmp_path, "رقم 3659", "رقم 3659")
    office.examine([("card", "رقم 3689")], digests=office.digests[1:], confidence=970_000)
    office.regroup()
    assert len({each.exposure for each in listing.photographs(office.path)}) == 1
    assert settled(office) == {"proposed"}
    assert waiting(office)


@pytest.mark.parametrize("said", ["-", "0", "2"])
def test_people_who_read_no_number_on_one_copy_outweigh_another_that_is_accepted(tmp_path, said):
    office = copies(tmp_path, "رقم 3659", "رقم 3659")
    assert settled(office) == {"settled"}
    shown = representative(office)
    for name in ("amal", "basem"):
        office.reads(name, f"{shown}:0", said)
    office.regroup()
    assert "settled" not in settled(office)
    assert waiting(office) == 1, "the other copy is asked for"


def copies(tmp_path, one, other):
    """A vault of two copies of one exposure whose labels say so, grouped."""
    office = LabelledWorld(tmp_path, 2, alike=True)
    office.examine([("card", one)], [("card", other)], confidence=SURE_PPM)
    office.regroup()
    return office


def representative(office):
    from dalil.catalog.queries.release import exposures_of

    (shown,) = {each.representative for each in exposures_of(office.digests).values()}
    return shown
