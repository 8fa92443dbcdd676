"""What else speaks for a number: other surfaces, folders, neighbours; each once, and each by its odds."""

import itertools

import pytest

from dalil.core.corroboration import Support, corroborated
from dalil.core.label_field import Field, FieldAlternative


def number(value, confidence_ppm, **others):
    alternatives = tuple(
        FieldAlternative("detainee_number", other.removeprefix("n"), ppm, "bare")
        for other, ppm in others.items()
    )
    return Field(value, value, confidence_ppm, alternatives, "bare")


FOLDER = Support("folder", "3659")
FILE = Support("file-name", "3659")


def test_where_nothing_speaks_nothing_is_said():
    assert corroborated(number("5659", 600_000), []) is None
    assert corroborated(number("36?9", 600_000), [FOLDER]) is None


def test_what_agrees_makes_it_likelier_by_its_odds():
    found = corroborated(number("3659", 600_000), [FOLDER])
    assert found.confidence_ppm == 600_000 * 30 * 1_000_000 // (600_000 * 30 + 400_000)
    assert corroborated(number("3659", 600_000), [FILE]).confidence_ppm < found.confidence_ppm


def test_an_alternative_that_a_folder_names_may_be_likelier_than_what_was_read():
    found = corroborated(number("5659", 600_000, n3659=300_000), [FOLDER])
    assert found.value == "3659"
    assert found.to_record()["supports"] == [{"code": "folder", "value": "3659", "odds": 30, "agrees": True}]


def test_a_weak_witness_does_not_overturn_what_was_read_well():
    found = corroborated(number("5659", 900_000, n3659=50_000), [FILE])
    assert found.value == "5659"
    assert not found.to_record()["supports"][0]["agrees"]


def test_no_number_comes_in_that_no_reader_saw():
    assert corroborated(number("5659", 300_000), [FOLDER, FILE]).value == "5659"


@pytest.mark.parametrize(
    "again", [FOLDER, Support("folder", "03659"), Support("file-name", "3659"), Support("file-name", "03659")]
)
def test_one_witness_counts_once_however_it_is_written(again):
    once, twice = (corroborated(number("3659", 500_000), given) for given in ([FOLDER], [FOLDER, again]))
    assert once.confidence_ppm == twice.confidence_ppm


def test_the_order_of_witnesses_does_not_matter():
    given = [FOLDER, FILE, Support("neighbour", "3660"), Support("folder", "77"), Support("folder", "077")]
    found = {
        corroborated(number("5659", 500_000, n3659=90_000), order) for order in itertools.permutations(given)
    }
    assert len(found) == 1


def test_a_neighbour_speaks_for_the_number_before_and_after_its_own():
    beside = Support("neighbour", "3659")
    spoken = [beside.speaks_for(each) for each in ("3657", "3658", "03659", "3660", "3661", "36?9")]
    assert spoken == [False, True, True, True, False, True]
    assert corroborated(number("3660", 500_000), [beside]).to_record()["supports"][0]["value"] == "3659"
