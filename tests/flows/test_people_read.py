"""What people read on labels, and what grouping makes of it beside the machine's readings."""

import pytest

from dalil import profiles
from dalil.core.exposure import Exposure
from dalil.core.photograph import PhotographClass
from dalil.core.reading import (
    HELD_PPM,
    PEOPLE_ONLY,
    Dispute,
    Legibility,
    Proposed,
    ReaderKind,
    Reading,
    Settled,
    Unread,
)
from dalil.core.transcription import Task, Transcribed
from dalil.flows.sightings import sightings_of
from dalil.flows.witnesses import witness_of
from flows.labelled_world import BOX, facts

PROFILE = profiles.load("syria")
PLACE = tuple((x, y) for x, y in BOX)
ILLEGIBLE, NO_LABEL = Legibility.ILLEGIBLE, Legibility.NO_LABEL


def said(region, name, value="", legibility=Legibility.READ, *, kind=ReaderKind.PERSON, box=PLACE):
    reading = Reading(name, kind, value, legibility)
    return Transcribed("d", region, box, reading, (value,) if value else (), Task.FIRST)


def twice(region, value="", legibility=Legibility.READ):
    return [said(region, name, value, legibility) for name in ("amal", "basem")]


def shown(labels, *made):
    """Class and sightings of one photograph with these labels."""
    witness = witness_of({**facts("d", labels), "size": 1}, [b"x"], PROFILE, made)
    exposure = Exposure("d", ("d",), (), ())
    proposal, _, sightings = sightings_of(exposure, [witness], PEOPLE_ONLY)
    return proposal.photograph_class, sightings


@pytest.mark.parametrize(
    ("labels", "made", "number"),
    [
        ([("card", "4038")], [], Proposed("4038", HELD_PPM)),
        ([("card", "4038")], [said(0, "amal", "3659")], Proposed("3659", 500_000, ("4038",))),
        ([("card", "4038")], twice(0, "3659"), Settled("3659", "two-people")),
        ([("card", "")], twice(0, "3659"), Settled("3659", "two-people")),
        ([("card", "4038")], [said(0, "amal", "3659"), said(0, "basem", "3689")], Dispute(("3659", "3689"))),
        ([("card", "4038")], twice(0, legibility=ILLEGIBLE), Unread("illegible")),
        # what was read where no label is found any more still stands
        (
            [("card", "4038")],
            [said(3, "amal", "3659"), said(3, "basem", "3659")],
            Settled("3659", "two-people"),
        ),
        # nobody has looked at the other label, which clearly bears another number
        ([("card", "3659"), ("overlay", "4038")], twice(0, "3659"), Dispute(("3659", "4038"))),
        # two labels of one body
        (
            [("card", "4038"), ("tape", "215")],
            [*twice(0, "3659"), *twice(1, "3659")],
            Settled("3659", "two-people"),
        ),
        (
            [("card", "4038"), ("overlay", "4038")],
            [*twice(0, "3659"), *twice(1, "3689")],
            Dispute(("3659", "3689")),
        ),
    ],
)
def test_people_go_before_the_machine(labels, made, number):
    shows, (sighting,) = shown(labels, *made)
    assert sighting.number == number
    assert shows is PhotographClass.LABELLED_INDIVIDUAL


def test_a_label_that_people_say_is_none_makes_nobody():
    shows, (sighting,) = shown([("card", "4038")], *twice(0, legibility=NO_LABEL))
    assert shows is PhotographClass.NO_LABEL
    assert isinstance(sighting.number, Unread)
    shows, _ = shown([("card", "4038")], said(0, "amal", legibility=NO_LABEL))
    assert shows is PhotographClass.LABELLED_INDIVIDUAL, "one person alone takes nothing away"


def test_readings_of_one_label_of_several_are_about_one_person():
    labels = [("card", "4038"), ("card", "1174")]
    made = [*twice(0, "3659"), said(1, "amal", "1174")]
    shows, sightings = shown(labels, *made)
    assert shows is PhotographClass.SEVERAL_PEOPLE
    numbers = {one.slot: one.number for one in sightings}
    assert numbers == {"3659": Settled("3659", "two-people"), "1174": Proposed("1174", 1_000_000)}


def test_two_labels_that_people_read_alike_are_one_person():
    shows, (sighting,) = shown([("card", "4038"), ("card", "1174")], *twice(0, "4038"), *twice(1, "4038"))
    assert shows is PhotographClass.LABELLED_INDIVIDUAL
    assert sighting.number == Settled("4038", "two-people")


def test_two_people_of_one_frame_never_share_a_slot():
    labels = [("card", "4038"), ("card", "1174")]
    _, sightings = shown(labels, said(0, "amal", "1174"))
    assert len({one.key for one in sightings}) == len(sightings) == 2


def test_a_name_written_otherwise_is_no_second_person():
    _, (sighting,) = shown([("card", "4038")], said(0, "Amal", "3659"), said(0, "amal", "3659"))
    assert isinstance(sighting.number, Proposed)
