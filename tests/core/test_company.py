import pytest

from core.sighted import sighting
from dalil import profiles
from dalil.core.company import NEAR_FRAMES, SHOWN_NEAR, company, numbers_on, part_by_company
from dalil.core.label import read_label
from dalil.core.label_field import Line
from dalil.core.reading import Proposed
from dalil.core.scene import merge_labels, standing
from dalil.core.script import digit_system

SYRIA = profiles.load("syria")
NEAR = frozenset({"3659", "4038", "3658", "45", "7"})


def frame(*labels):
    """Labels of one frame as they count: surface, text, and how surely it is read."""
    read = [
        read_label([Line(text, digit_system(text).value, confidence)], surface, SYRIA)
        for surface, text, confidence in labels
    ]
    return standing(read)


def people(labels, near=NEAR):
    return sorted(one.detainee_number.value for one in part_by_company(labels, near))


def test_numbers_that_near_frames_show_alone_are_a_frames_company():
    views = [
        sighting("a", "3659", 0),
        sighting("b", "4038", 5),
        sighting("c", "1174", 9),
        sighting("d", Proposed("2222", 900_000), 12),
        sighting("e", "3333", 99),
        sighting("f", "4444", 8, folder="G"),
        sighting("g", "5555", 7, slot="5555"),
    ]
    expected = {"b": frozenset({"3659", "1174"})}
    assert company(views, {"b"}) == company(views[::-1], {"b"}) == expected


def test_a_number_that_is_an_examinations_near_by_may_be_the_same_bodys():
    views = [sighting("a", "3659", 0, examination="1174"), sighting("b", "3659", 5), sighting("c", "1174", 9)]
    assert company(views, {"b"}) == {"b": frozenset({"3659"})}


def test_two_numbers_on_two_surfaces_are_two_people_only_where_near_frames_show_each():
    two = frame(("card", "215/3659", 990_000), ("tape", "4038", 930_000))
    assert len(merge_labels(two)) == 1
    assert people(two) == people(two[::-1]) == ["3659", "4038"]
    assert people(two, {"3659"}) == []
    agencies = {one.detainee_number.value: one.agency for one in part_by_company(two, NEAR)}
    assert agencies["4038"] is None, "the other's card lends no agency"


@pytest.mark.parametrize(
    ("first", "second", "parted"),
    [
        (("card", "3659", 999_000), ("tape", "3658", 950_000), True),
        (("card", "3659", 999_000), ("tape", "3658", 850_000), False),
        (("card", "3659", 999_000), ("tape", "4038", 300_000), True),
        (("card", "3659", 999_000), ("tape", "45", 500_000), True),
        (("card", "3659", 999_000), ("tape", "45", 400_000), False),
        (("card", "3659", 999_000), ("tape", "7", 890_000), False),
        (("card", "3659", 999_000), ("tape", "7", 950_000), True),
    ],
)
def test_a_doubtful_number_is_believed_where_it_is_no_misreading_of_the_other(first, second, parted):
    assert bool(people(frame(first, second))) is parted


def test_a_third_number_of_a_frame_is_never_lost():
    three = frame(("card", "3659", 990_000), ("tape", "4038", 400_000), ("overlay", "7777", 999_000))
    assert people(three) == ["3659", "4038", "7777"]
    doubtful = frame(("card", "3659", 990_000), ("tape", "4038", 400_000), ("overlay", "3689", 950_000))
    parted = {one.detainee_number.value: one.detainee_number for one in part_by_company(doubtful, NEAR)}
    assert [other.value for other in parted["3659"].alternatives] == ["3689"]


def test_a_number_and_itself_upside_down_are_one_persons():
    assert people(frame(("card", "6891", 990_000), ("overlay", "1689", 990_000)), {"6891", "1689"}) == []


def test_a_number_hardly_read_is_believed_by_nobody():
    assert people(frame(("card", "3659", 990_000), ("tape", "4038", 200_000))) == []


def test_of_a_clock_that_stands_still_only_the_nearest_frames_are_near():
    views = [sighting(f"{place:03d}", str(1000 + place), 0) for place in range(100)]
    near = company(views, {"050"})["050"]
    assert "1050" not in near
    assert {len(near), min(near), max(near)} == {
        2 * NEAR_FRAMES,
        str(1050 - NEAR_FRAMES),
        str(1050 + NEAR_FRAMES),
    }


def test_a_branch_near_by_is_nobodys_number():
    views = [sighting("a", "3659", 0, agency="999"), sighting("b", "3659", 5), sighting("c", "999", 9)]
    assert company(views, {"b"}) == {"b": frozenset({"3659"})}


def test_what_a_peeled_tape_leaves_of_a_number_is_no_second_person():
    peeled = frame(("card", "3659", 999_000), ("tape", "365", 990_000))
    assert people(peeled, {"3659", "365"}) == []


def test_doubtful_writing_on_skin_counts_where_a_near_frame_shows_its_number():
    both = frame(("card", "215/3659", 999_000), ("skin", "4038", 700_000))
    assert numbers_on(both) == {"3659", "4038"}
    found = {one.detainee_number.value: one.detainee_number.rule for one in part_by_company(both, NEAR)}
    assert found["4038"] == SHOWN_NEAR
    assert people(both, {"3659", "9999"}) == []
