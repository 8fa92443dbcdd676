"""Titles and formulas stand aside, whatever respect a list writes: none of them is a name."""

import pytest

from dalil.core.names.compare import Verdict, compare
from dalil.core.names.honorific import formulas_apart
from dalil.core.names.parts import Part
from dalil.core.names.split import split
from dalil.flows import naming


@pytest.mark.parametrize(
    "written",
    [
        "عيسى باسل المصري (رحمه الله)",
        "الشهيد البطل عيسى باسل المصري رحمه الله تعالى",
        "البطل عيسى باسل المصري",
        "المرحوم الحاج عيسى باسل المصري، تقبله الله",
        "المعتقل عيسى باسل المصري فك الله أسره",
        "عيسى باسل المصري - الله يرحمه",
    ],
)
def test_what_is_said_in_respect_is_no_part_of_a_name(written):
    found = compare(written, "عيسى باسل المصري", method=naming.method())
    assert found.verdict is Verdict.AGREE
    assert found.score_ppm == 1_000_000


def test_every_formula_is_kept_as_written():
    name = split("عيسى باسل المصري (رحمه الله) والدته سعاد")
    assert [(held.part, held.written) for held in name.parts][3:] == [
        (Part.HONORIFIC, "(رحمه الله)"),
        (Part.MOTHER, "سعاد"),
    ]


@pytest.mark.parametrize(
    "written", ["محمد رحمة الله", "عبد الله فرج الله", "عيسى باسل البطل", "هبة الله خالد", "نصر الله حسن"]
)
def test_names_with_god_in_them_and_the_family_of_heroes_stay(written):
    assert formulas_apart(written) == (written, [])
    assert all(held.part is not Part.HONORIFIC for held in split(written).parts)
