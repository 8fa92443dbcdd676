from dataclasses import replace

import pytest

from dalil import profiles
from dalil.core.held import held
from dalil.core.label import read_label
from dalil.core.label_field import Line, LineAlternative
from dalil.core.lexicon import Lexicon, Phrase
from dalil.core.reading import SURE_PPM

SYRIA, GENERIC = profiles.load("syria"), profiles.load("generic")


def number(*texts, profile=SYRIA, confidence=999_900, surface="card"):
    """The number of a label whose lines read as surely as any."""
    lines = [Line(text, "western", confidence) for text in texts]
    return held(read_label(lines, surface, profile), lines, profile).detainee_number


def accepted(*texts, **how):
    found = number(*texts, **how)
    return found.value if found is not None and found.confidence_ppm >= SURE_PPM else None


@pytest.mark.parametrize("profile", [SYRIA, GENERIC])
@pytest.mark.parametrize(
    "texts",
    [
        ("رقم 1221",),
        ("رقم ١٢٢١", "فرع ٢٢٠", "شرطة مشفى ٦٠١", "23/06/2016"),
        ("رقم المعتقل: 1221", "12/04/2019"),
        ("رقم الجثة 1221",),
        ("فرع 227", "رقم 1221"),
        ("No. 1221", "branch 227"),
        ("1221", "فرع 227"),
        ("1221", "شرطة عسكرية", "فرع 227", "12/04/2019"),
    ],
)
def test_a_number_is_as_sure_as_it_reads_where_the_label_tells_that_it_is_the_persons(texts, profile):
    assert accepted(*texts, profile=profile) == "1221"


@pytest.mark.parametrize(
    "texts", [("1221/227",), ("227 / 1221", "12/04/2019"), ("227-1221-4038",), ("1221 | 227", "فرع 227")]
)
def test_it_tells_where_number_and_branch_stand_on_one_line(texts):
    assert accepted(*texts) == "1221"


@pytest.mark.parametrize(
    "texts",
    [
        # An examination's, where the number above it is under a fold, covered or not found.
        ("1526",),
        ("فرع 227", "1526"),
        ("227", "1526"),
        ("227", "1526", "12/04/2019"),
        ("فرع 227", "1526", "12/04/2019"),
        ("1526", "12/04/2019"),
        ("رقم الفحص", "1526", "12/04/2019"),
        ("xyz", "1526", "فرع 227"),
        ("", "1526", "فرع 227"),
        ("رقم الفحص الطبي 1526", "فرع 227"),
        ("فحض 1526", "فرع 227"),
        # Branches and hospitals, in the register or not.
        ("261", "12/04/2019"),
        ("290", "شرطة عسكرية"),
        ("الفرع", "261", "12/04/2019"),
        ("ف 261", "12/04/2019"),
        ("فع 227",),
        ("601", "مشفى تشرين"),
        # Parts of a date.
        ("2013", "12/4"),
        ("12", "4/2013"),
        ("12", "نيسان 2019"),
        ("2013", "فرع 227", "12/4"),
        ("215 / 2013",),
        # Rooms, telephones, ages, units, hours, pictures.
        ("IMG 0123",),
        ("DSC 0045", "فرع 227"),
        ("ص 12",),
        ("8 ص", "فرع 227"),
        ("2013 م",),
        ("10 cm", "فرع 227"),
        ("35 سنة", "فرع 227"),
        ("رقم الهاتف 223456",),
        ("رقم الغرفة 12", "فرع 227"),
        ("رقم الصورة 12",),
        ("غرفة رقم 12", "فرع 227"),
        ("room no 12",),
        ("تقرير 1526", "فرع 227", "12/04/2019"),
        ("العمر 35", "فرع 227"),
        ("هاتف 223456", "دمشق"),
        ("كتيبة 405", "12/04/2019"),
        ("1526", "سري للغاية"),
        ("223456", "دمشق"),
        # Contradictions.
        ("229.251", "فرع 215"),
        ("1221/227", "فرع 215"),
        ("رقم 1221", "رقم 1222"),
        ("1221.227",),
        ("10:227",),
    ],
)
@pytest.mark.parametrize("profile", [SYRIA, GENERIC])
def test_whatever_else_could_be_meant_is_for_people(texts, profile):
    assert accepted(*texts, profile=profile) is None


def test_a_part_of_a_hospitals_name_is_not_a_person():
    named = replace(SYRIA, lexicon=Lexicon.of([("مشفى 601", Phrase("place", "hospital-601"))]))
    assert accepted("1221", "فرع 227", profile=named) == "1221"
    assert accepted("601", "فرع 227", profile=named) is None


def test_another_text_of_the_same_line_is_in_its_confidence():
    lines = [Line("رقم 1221", "western", 999_900, (LineAlternative("رقم 1227", 50),))]
    found = held(read_label(lines, "card", SYRIA), lines, SYRIA).detainee_number
    assert [other.value for other in found.alternatives] == ["1227"]
    assert found.confidence_ppm == 999_900


def test_who_typed_a_number_saw_its_place():
    assert number("1526", confidence=1_000_000).confidence_ppm == 1_000_000


def test_what_is_held_keeps_its_value_and_its_doubts():
    found = number("2013")
    assert found.value == "2013"
    assert found.confidence_ppm < SURE_PPM
    assert [(other.field, other.rule) for other in found.alternatives] == [("date", "bare-year")]
