"""Places of a gazetteer are found in what lists write."""

import pytest

from dalil.core.place import Gazetteer, Place, Region

HALAB = Region(("حلب", "Aleppo", "Alep"), (("منبج", "Manbij"), ("عين العرب", "كوباني", "Kobani")))
HIMS = Region(("حمص", "Homs"), (("تدمر", "Palmyra"), ("منبج الصغيرة",)))
KNOWN = Gazetteer.of([HALAB, HIMS], ["مدينة", "قرية", "city", "of"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("حلب", ["حلب"]),
        ("ALEPPO", ["حلب"]),
        ("مدينة حلب", ["حلب"]),
        ("city of Aleppo", ["حلب"]),
        ("منبج - حلب", ["منبج"]),
        ("منبج-حلب", ["منبج"]),
        ("Kobani, Aleppo", ["عين العرب"]),
        ("عين  العرب", ["عين العرب"]),
        ("حلب، حمص", ["حلب", "حمص"]),
        ("منبج الصغيرة", ["منبج الصغيرة"]),
        ("حمص وتدمر", ["حمص"]),
        ("لا مكان", []),
        ("", []),
    ],
)
def test_the_places_that_a_text_names(text, names):
    assert [place.name for place in KNOWN.find(text)] == names


def test_a_region_is_told_from_its_places():
    (region,), (place,) = KNOWN.find("حمص"), KNOWN.find("Palmyra")
    assert region.is_region
    assert place == Place("تدمر", "حمص")
    assert not place.is_region


def test_a_name_of_two_places_is_the_first_ones():
    twice = Gazetteer.of([Region(("أ",), (("ب",),)), Region(("ب",))])
    assert twice.find("ب") == (Place("ب", "أ"),)
    assert twice.find("أ")[0] != twice.find("ب")[0]


def test_what_describes_is_left_out_of_the_key():
    assert KNOWN.plain("قرية الكفير") == KNOWN.plain("الكفير")
    assert Gazetteer().find("حلب") == ()
