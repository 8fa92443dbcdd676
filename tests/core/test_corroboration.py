"""What else speaks for a number: other surfaces, folders, neighbours; and what none of them may do."""

import pytest

from dalil.core.corroboration import RULE, Support, corroborated, neighbours_of
from dalil.core.label_field import Field, FieldAlternative, LabelFields
from dalil.core.reading import CLEAR_PPM, SURE_PPM
from dalil.core.scene import number_readings


def number(value, confidence_ppm, **others):
    alternatives = tuple(
        FieldAlternative("detainee_number", other.removeprefix("n"), ppm, "bare")
        for other, ppm in others.items()
    )
    return Field(value, value, confidence_ppm, alternatives, "bare")


FOLDER = Support("folder", ("3659",))
FILE = Support("file-name", ("3659",))


def test_nothing_changes_where_nothing_speaks():
    field = number("5659", 600_000, n3659=300_000)
    assert corroborated(field, []) == field
    assert corroborated(field, [Support("folder", ("77",))]) == field


def test_what_agrees_makes_it_surer_by_its_odds():
    field = corroborated(number("3659", 600_000), [FOLDER])
    assert field.confidence_ppm == 600_000 * 30 * 1_000_000 // (600_000 * 30 + 400_000)
    assert corroborated(number("3659", 600_000), [FILE]).confidence_ppm < field.confidence_ppm


def test_an_alternative_that_a_folder_names_takes_the_place_of_the_likelier_text():
    field = corroborated(number("5659", 600_000, n3659=300_000), [FOLDER])
    assert (field.value, field.raw, field.rule) == ("3659", "5659", RULE)
    assert field.alternatives[0].value == "5659"
    assert field.confidence_ppm > 900_000 > field.alternatives[0].confidence_ppm


def test_a_weak_witness_does_not_overturn_what_was_read_well():
    assert corroborated(number("5659", 900_000, n3659=50_000), [FILE]).value == "5659"


def test_no_number_comes_in_that_no_reader_saw():
    assert corroborated(number("5659", 300_000), [FOLDER, FILE]).value == "5659"


def test_one_witness_counts_once():
    once, twice = (corroborated(number("3659", 500_000), [FOLDER] * count) for count in (1, 2))
    assert once == twice


@pytest.mark.parametrize("confidence", [998_999, 999_500])
def test_nothing_becomes_accepted_by_it_nor_less_sure(confidence):
    field = corroborated(number("3659", confidence), [FOLDER, FILE, neighbours_of(["3660"])])
    assert field.confidence_ppm == max(confidence, SURE_PPM - 1)


def test_neighbours_alone_make_nothing_clear_for_a_misread_digit_is_a_neighbour_too():
    beside = neighbours_of(["3659"])
    assert [beside.speaks_for(each) for each in ("3658", "3659", "03660", "3661")] == [
        True,
        True,
        True,
        False,
    ]
    assert corroborated(number("3658", 980_000), [beside]).confidence_ppm == CLEAR_PPM - 1
    assert corroborated(number("3658", 990_000), [beside]).confidence_ppm == 990_000


def test_a_partial_number_stays_a_pattern():
    field = number("36?9", 600_000)
    assert corroborated(field, [FOLDER]) == field


def test_card_and_overlay_that_agree_are_surer_and_two_copies_of_a_card_are_not():
    card = LabelFields("card", detainee_number=number("3659", 700_000))
    overlay = LabelFields("overlay", detainee_number=number("3659", 800_000))
    assert number_readings([card, overlay])[0].confidence_ppm > 980_000
    assert number_readings([card, card])[0].confidence_ppm == 700_000
    skin = LabelFields("skin", detainee_number=number("3659", 100_000))
    assert number_readings([card, skin])[0].confidence_ppm == 700_000, (
        "doubtful writing on skin speaks for nothing"
    )


def test_each_witness_says_whether_it_agrees():
    assert FOLDER.to_record("5659") == {"code": "folder", "values": ["3659"], "agrees": False, "odds": 30}
    assert FOLDER.to_record("3659")["agrees"]
