"""Names and neighbours of a picture speak for the number that was read in it."""

import pytest

from dalil.flows import group, listing, rebuild
from flows.labelled_world import LabelledWorld


@pytest.fixture
def office(tmp_path):
    made = LabelledWorld(tmp_path, 4, name="no 3659")
    yield made
    assert rebuild.rebuild(made.path).same


def regroup(office):
    with office.writing("dalil/0") as vault:
        group.group(vault)


def seen(office):
    return {each.digest: each.fields for each in listing.photographs(office.path)}


def test_a_folder_says_which_of_two_texts_it_is_and_the_photograph_tells(office):
    office.examine(*([("card", "5659")],) * 4, confidence=600_000, other=("3659", 300_000))
    regroup(office)
    numbers = {each.number for each in listing.individuals(office.path)}
    assert numbers == {"3659"}
    told = next(iter(seen(office).values()))["detainee_number"]
    assert told["value"] == "5659", "the label's own reading stays as it was read"
    assert {"code": "folder", "values": ["3659"], "agrees": False, "odds": 30} in told["supports"]


def test_a_folder_that_nothing_read_agrees_with_is_a_dispute(office):
    office.examine(*([("card", "4038")],) * 4, confidence=600_000)
    regroup(office)
    assert {each.number_status for each in listing.individuals(office.path)} <= {"disputed"}
