"""Names and neighbours of a picture stand beside the number that was read in it, and change nothing."""

import pytest

from dalil.core.label_field import Field, LabelFields
from dalil.core.photograph import PhotographClass
from dalil.core.reading import Proposed
from dalil.core.sighting import Sighting, Station
from dalil.flows import listing, rebuild
from dalil.flows.roll import Roll, on_other_surfaces
from flows.labelled_world import LabelledWorld


@pytest.fixture
def office(tmp_path):
    made = LabelledWorld(tmp_path, 4, name="no 3659")
    yield made
    assert rebuild.rebuild(made.path).same


def beside(office):
    return [each.fields["corroborated_number"] for each in listing.photographs(office.path)]


def test_a_folder_says_which_of_two_texts_it_is_and_the_number_stays_as_it_was_read(office):
    office.examine(*([("card", "5659")],) * 4, confidence=600_000, other=("3659", 300_000))
    office.regroup()
    for each in beside(office):
        assert each["value"] == "3659"
        assert {"code": "folder", "value": "3659", "odds": 30, "agrees": True} in each["supports"]
    assert {each.fields["detainee_number"]["value"] for each in listing.photographs(office.path)} == {"5659"}
    assert {each.number_status for each in listing.individuals(office.path)} == {"disputed"}


def test_a_clear_neighbour_is_named_by_the_number_that_it_bears(tmp_path):
    office = LabelledWorld(tmp_path, 4)
    office.examine([("card", "4038")], [("card", "4039")], [("card", "4038")], [("card", "4038")])
    office.regroup()
    codes = {(one["code"], one["value"]) for each in beside(office) for one in each["supports"]}
    assert {value for code, value in codes if code == "neighbour"} <= {"4038", "4039"}
    assert ("neighbour", "4038") in codes


def seen(exposure, place, number="", confidence=0, *, seconds=None):
    station = Station("roll", place, seconds)
    outcome = Proposed(number, confidence)
    kind = PhotographClass.LABELLED_INDIVIDUAL
    return Sighting(exposure, (exposure,), kind, outcome, stations=(station,))


def numbers(roll, exposure):
    return [one.value for one in roll.supports(exposure)]


def test_neighbours_are_the_next_in_the_roll_whose_number_is_clear():
    roll = Roll.of([seen("a", 1, "10", 990_000), seen("b", 2, "11", 500_000), seen("c", 3, "12", 990_000)])
    assert numbers(roll, "b") == ["10", "12"]
    assert numbers(roll, "a") == []


@pytest.mark.parametrize(
    "far",
    [
        [seen("a", 1, "10", 990_000), seen("b", 90_000, "11", 500_000)],
        [seen("a", None, "10", 990_000, seconds=0), seen("b", None, "11", 500_000, seconds=90_000)],
        [seen("a", 5, "10", 990_000), seen("b", None, "11", 500_000, seconds=5)],
    ],
)
def test_pictures_far_apart_or_counted_otherwise_are_no_neighbours(far):
    assert numbers(Roll.of(far), "b") == []


def test_a_clock_that_knows_the_day_alone_gives_no_order():
    many = [seen(f"{n:04d}", None, "10", 990_000, seconds=n % 2) for n in range(4_000)]
    assert not Roll.of(many).beside


def test_another_surface_is_a_witness_and_a_copy_of_the_same_one_or_skin_is_none():
    field = Field("3659", "3659", 700_000, (), "bare")
    labels = [LabelFields(surface, detainee_number=field) for surface in ("card", "overlay", "skin")]
    assert [one.value for one in on_other_surfaces("card", labels)] == ["3659"]
    assert on_other_surfaces("card+overlay", labels) == []
