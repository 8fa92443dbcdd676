"""Fields of a photograph: what stands beside a number, and from whom it is withheld."""

import pytest

from dalil.web.pages.photograph import shown_fields
from web.shown_vault import BESIDE

pytestmark = pytest.mark.xdist_group("web")

RECORDED = {
    "detainee_number": {
        "source": "label",
        "value": "5001",
        "raw": "5001",
        "confidence_ppm": 600_000,
        "alternatives": [],
    },
    "corroborated_number": BESIDE,
    "path": {"number": "4001"},
}


def sources(*, still_read, reads):
    return [each.source for each in shown_fields(RECORDED, still_read=still_read, reads=reads)]


def test_what_speaks_beside_a_number_has_a_line_of_its_own():
    label, beside, path = shown_fields(RECORDED, still_read=False, reads=False)
    assert (label.value, beside.source, beside.value, path.source) == ("5001", "corroborated", "4001", "path")
    assert [(one.code, one.value, one.odds, one.agrees) for one in beside.supports] == [
        ("folder", "4001", 30, True),
        ("neighbour", "4007", 3, False),
    ]


def test_who_reads_labels_here_is_not_shown_what_stands_on_neighbours():
    assert sources(still_read=False, reads=True) == ["label", "path"]
    assert sources(still_read=True, reads=True) == ["path"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_says_who_agrees_and_who_does_not(looker, shown, language):
    text = looker.get(f"/{language}/photographs/{shown.files['1']}/").text
    agrees, differs = {
        "ar": ("يؤيده، ويرجّحه بنسبة", "لا يؤيده"),
        "en": ("(speaks for it", "does not speak for it"),
    }[language]
    assert agrees in text
    assert differs in text
    assert "4007" in text


def test_what_people_settled_has_no_percentage_and_is_withheld_like_any_reading():
    number = RECORDED["detainee_number"] | {"rule": "read-by-people", "confidence_ppm": 1_000_000}
    settled = RECORDED | {"detainee_number": number}
    people, path = shown_fields(settled, still_read=False, reads=False)
    assert (people.source, people.value, people.confidence_ppm) == ("people", "5001", None)
    assert shown_fields(settled, still_read=True, reads=True) == (path,)
