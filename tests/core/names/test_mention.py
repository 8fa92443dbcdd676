"""People are found in the text of papers where a listed word announces them, with their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.names.mention import ANNOUNCED_BY, Stated, mentions

CERTIFICATE = """شهادة وفاة
المدعو محمد أحمد الحلبي والدته فاطمة
تولد دوما 1985 قيد دوما 123
توفي بتاريخ 3/5/2013 بسبب توقف القلب"""
FORM = """الاسم: خالد
اسم الأب: وليد
النسبة: الأتاسي
اسم الأم: هدى الجندي
مكان وتاريخ الولادة: حمص 12/4/1979
محل ورقم القيد: حمص - باب السباع ٧٧"""
LETTER = (
    "نعلمكم بأن الموقوف سامر علي حسن (والدته مريم) مواليد ١٩٩٠ قد توفي في المشفى. "
    "كما توفي المدعو عمر نبيل قدور والدته رجاء الحداد في اليوم نفسه."
)
STACKED = "الاسم والكنية\nرامي عمر الشامي\nاسم الأم\nليلى\nتولد\n1991"


def told(text):
    return [
        (
            each.name.text,
            {kind.value: span.text for kind, span in each.said.items()},
            {kind.value: number for kind, number in each.numbers.items()},
        )
        for each in mentions(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CERTIFICATE, [
            ("محمد أحمد الحلبي", {"mother": "فاطمة", "birth": "دوما", "registry": "دوما"},
             {"birth": "1985", "registry": "123"}),
        ]),
        (FORM, [
            ("خالد", {"father": "وليد", "family": "الأتاسي", "mother": "هدى الجندي", "birth": "حمص",
                      "registry": "حمص - باب السباع"}, {"birth": "12/4/1979", "registry": "77"}),
        ]),
        (LETTER, [
            ("سامر علي حسن", {"mother": "مريم"}, {"birth": "1990"}),
            ("عمر نبيل قدور", {"mother": "رجاء الحداد"}, {}),
        ]),
        (STACKED, [("رامي عمر الشامي", {"mother": "ليلى"}, {"birth": "1991"})]),
        ("Name: Khaled Walid Atassi\nMother: Huda\nBorn: Homs 1979", [
            ("Khaled Walid Atassi", {"mother": "Huda", "birth": "Homs"}, {"birth": "1979"}),
        ]),
        ("المدعو مجهول الهوية وجد بتاريخ 2013", []),
        ("كان الاسم معروفاً لدى الجميع ولم يذكر أحد والدته في الكتاب.", []),
        ("المدعو محمد", []),
        ("المدعو محمد أحمد الحلبي قيد التحقيق", [("محمد أحمد الحلبي", {}, {})]),
        ("", []),
    ],
)  # fmt: skip
def test_who_is_named_and_what_is_said_of_them(text, expected):
    assert told(text) == expected


def test_the_parts_of_a_form_make_one_name():
    (found,) = mentions(FORM)
    assert [(part.part.value, part.written) for part in found.whole.parts] == [
        ("given", "خالد"),
        ("father", "وليد"),
        ("family", "الأتاسي"),
        ("mother", "هدى الجندي"),
    ]


def test_marks_and_presentation_forms_are_kept_as_written_and_in_place():
    text = "الجثة العائدة للمدعو مُحَمَّد أَحْمَد الحَلَبي،\nوالدته: ﻓﺎﻃﻤﺔ"
    (found,) = mentions(text)
    for span in (found.name, found.said[Stated.MOTHER]):
        assert text[span.start : span.end] == span.text
    assert found.name.text == "مُحَمَّد أَحْمَد الحَلَبي"
    assert found.said[Stated.MOTHER].text == "ﻓﺎﻃﻤﺔ"


def test_what_stands_far_behind_a_name_is_not_its_own():
    text = f"المدعو محمد أحمد الحلبي {'في اليوم نفسه ' * 40} والدته فاطمة"
    assert told(text) == [("محمد أحمد الحلبي", {}, {})]


PIECES = [*"محمد علي\n:-. 19٣'\u064e\u0640", *(word for words in ANNOUNCED_BY.values() for word in words)]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60))
def test_every_span_is_where_it_says_and_no_text_is_too_odd(text):
    for each in mentions(text):
        for span in (each.name, *each.said.values()):
            assert text[span.start : span.end] == span.text
            assert span.text.strip()


def test_a_word_that_begins_a_sentence_ends_a_name_in_either_spelling():
    for text in ("نقل الموقوف عمر محمد الحموي إلى المشفى", "نقل الموقوف عمر محمد الحموي الي المشفي"):
        assert told(text) == [("عمر محمد الحموي", {}, {})]
    assert told("المدعو سامر علي حسن") == [("سامر علي حسن", {}, {})]
    assert told("المدعو سامر على حسن") == [("سامر على حسن", {}, {})]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("الموقوف عمر محمد الحموي رقم 549 فرع 248", {"number": "549", "agency": "248"}),
        ("الموقوف عمر محمد الحموي (رقم ٥٤٩) من الفرع ٢١٥", {"number": "549", "agency": "215"}),
        ("المدعو عمر محمد الحموي، الفرع رقم 215", {"agency": "215"}),
        ("المدعو عمر محمد الحموي تولد دوما 1985 قيد دوما رقم 123", {"birth": "1985", "registry": "123"}),
        ("المدعو عمر محمد الحموي رقم 549 والدته هدى خانة دوما رقم 77", {"number": "549", "registry": "77"}),
        ("الموقوف عمر محمد الحموي رقم الهوية 0110203040", {}),
        ("الموقوف عمر محمد الحموي والدته هدى هاتف رقم 933112", {}),
        ("نقل الموقوف عمر محمد الحموي إلى المشفى رقم 601", {}),
        ("فرع 248\nالموقوف عمر محمد الحموي", {}),
    ],
)
def test_a_number_and_an_agency_are_taken_right_behind_the_name_only(text, numbers):
    ((_, _, found),) = told(text)
    assert found == numbers
