import pytest

from dalil.core.names.parts import Part
from dalil.core.names.split import compose, split

CASES = [
    ("محمد أحمد علي الحلبي", "given father grandfather family"),
    ("محمد أحمد علي حسن", "given father grandfather family"),
    ("محمد أحمد الحلبي", "given father family"),
    ("محمد الحلبي", "given family"),
    ("محمد أحمد حسن", "given father unplaced"),
    ("محمد خليل", "given unplaced"),
    ("محمد", "unplaced"),
    ("الحلبي", "family"),
    ("محمد بن أحمد بن علي", "given father grandfather"),
    ("أبو خالد محمد الأحمد", "teknonym given family"),
    ("أبو خالد", "teknonym"),
    ("الشهيد الدكتور محمد أحمد الحلبي", "honorific honorific given father family"),
    ("الشيخ", "family"),
    ("سعيد الحاج", "given family"),
    ("محمد أحمد علي حسن خالد الحلبي", "given father grandfather unplaced unplaced family"),
    ("عبد الرحمن صلاح الدين أبو زيد", "given father family"),
    ("ابن سينا", "family"),
    ("محمد أحمد الحلبي والدته فاطمة العلي", "given father family mother"),
    ("الحلبي، محمد أحمد", "family given father"),
    ("Mohammad bin Ahmad al-Halabi", "given father family"),
    ("Mohammad Halabi", "given unplaced"),
    ("", ""),
    ("--- /", ""),
]


@pytest.mark.parametrize(("written", "parts"), CASES)
def test_a_chain_is_split_as_its_source_says(written, parts):
    assert " ".join(held.part for held in split(written).parts) == parts


def test_what_was_written_is_kept_letter_for_letter():
    name = split("Dr. Abd al-Rahman El-Ḥalabī")
    assert [held.written for held in name.parts] == ["Dr", "Abd al-Rahman", "El-Ḥalabī"]
    assert name.written == "Dr. Abd al-Rahman El-Ḥalabī"


def test_an_unplaced_name_says_where_it_may_stand():
    assert split("محمد خليل").unplaced[0].places == (Part.FATHER, Part.FAMILY)
    assert split("محمد أحمد خليل").unplaced[0].places == (Part.GRANDFATHER, Part.FAMILY)


def test_fields_of_a_source_win_over_the_written_chain():
    name = compose("محمد خليل", {Part.FATHER: "خليل", Part.FAMILY: "الحلبي", Part.MOTHER: " "})
    assert [(held.part, held.written) for held in name.parts] == [
        (Part.GIVEN, "محمد"),
        (Part.FATHER, "خليل"),
        (Part.FAMILY, "الحلبي"),
    ]


def test_a_lone_word_beside_fields_is_the_given_name():
    name = compose("محمد", {Part.FATHER: "أحمد"})
    assert [held.part for held in name.parts] == [Part.GIVEN, Part.FATHER]


@pytest.mark.parametrize(
    ("written", "fields", "given"),
    [
        ("محمد خير", {Part.FATHER: "أحمد", Part.FAMILY: "الحلبي"}, "محمد خير"),
        ("محمد خير أحمد الحلبي", {Part.FATHER: "أحمد"}, "محمد خير"),
        ("محمد خير أحمد الحلبي", {Part.FATHER: "خير"}, "محمد"),
        ("محمد خير الحلبي", {Part.FATHER: "أحمد", Part.FAMILY: "الحلبي"}, "محمد"),
        ("محمد حلبي", {Part.FATHER: "أحمد"}, "محمد"),
        ("محمد الحلبي", {Part.FATHER: "أحمد", Part.FAMILY: "الحلبي"}, "محمد"),
        ("محمد خير", {Part.FAMILY: "الحلبي"}, "محمد"),
        ("محمد بن خير", {Part.FATHER: "أحمد", Part.FAMILY: "الحلبي"}, "محمد"),
    ],
)
def test_two_names_are_one_given_name_where_father_and_family_stand_elsewhere(written, fields, given):
    found = compose(written, fields).get(Part.GIVEN)
    assert found is not None
    assert found.written == given


def test_the_father_of_a_given_name_of_two_is_no_grandfather():
    name = compose("محمد خير احمد الحلبي", {Part.FATHER: "أحمد", Part.FAMILY: "الحلبي"})
    assert [(held.part, held.written) for held in name.parts] == [
        (Part.GIVEN, "محمد خير"),
        (Part.FATHER, "أحمد"),
        (Part.FAMILY, "الحلبي"),
    ]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("محمد الحلبي (أبو أحمد)", "teknonym given family"),
        ("محمد أحمد الحلبي أبو يوسف", "teknonym given father family"),
        ("محمد حسن أبو زيد", "given father family"),
    ],
)
def test_a_teknonym_behind_the_family_is_no_family(written, parts):
    assert " ".join(held.part for held in split(written).parts) == parts


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("الحلبي محمد أحمد", "الحلبي", "محمد"),
        ("HALABI Mohammad Ahmad", "HALABI", "Mohammad"),
        ("العنود محمد علي", None, "العنود"),
        ("الحسن علي", None, "الحسن"),
        ("MOHAMMAD AHMAD", None, "MOHAMMAD"),
        ("الحلبي محمد الشامي", "الشامي", "الحلبي"),
    ],
)
def test_a_family_that_stands_first_is_told_from_a_given_name_with_an_article(written, family, given):
    name = split(written)
    held = name.get(Part.FAMILY)
    assert (held.written if held else None) == family
    assert name.get(Part.GIVEN).written == given
