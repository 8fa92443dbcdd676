"""Rows that state the same get the same seal, and nothing else does."""

import hashlib
import hmac

import pytest

from dalil.core.matching.seal import FIELDS, NAME_UNCLEAR, SINGLE_NAME, reasons_said, sealed

SECRET, OTHER = bytes(range(32)), bytes(range(1, 33))
ROW = {"name": "محمد أحمد الحلبي", "mother": "فاطمة", "birth-year": "1985"}


def test_a_seal_is_what_the_method_says():
    message = "dalil/sealed-row/v2\nname=محمد احمد الحلبي\nmother=فاطمة\nbirth-year=1985"
    expected = hmac.new(SECRET, message.encode(), hashlib.sha256).hexdigest()
    assert sealed(ROW, FIELDS, SECRET).seal == expected


@pytest.mark.parametrize(
    "change",
    [
        {"name": "مُحَمَّد احمد  الحلبي"},
        {"birth-year": "١٩٨٥"},
        {"name": "", "given": "محمد", "father": "أحمد", "family": "الحلبي"},
        {"name": "محمد", "father": "أحمد", "family": "الحلبي"},
        {"name": "محمد الحلبي", "father": "أحمد"},
        {"name": "محمد احمد", "family": "الحلبي"},
        {"father": "أحمد", "family": "الحلبي"},
        {"name": "السيد محمد بن أحمد الحلبي"},
        {"name": "الحلبي، محمد أحمد"},
        {"name": "محمد أحمد الحلبي والدته فاطمة", "mother": ""},
        {"note": "x"},
    ],
)
def test_typing_and_columns_make_no_other_seal(change):
    assert sealed(ROW | change, FIELDS, SECRET) == sealed(ROW, FIELDS, SECRET)


@pytest.mark.parametrize(
    ("written", "columns"),
    [
        ("رامي عمر قدور", {"name": "رامي", "father": "عمر", "family": "قدور"}),
        ("رامي عمر علي قدور", {"given": "رامي", "father": "عمر", "grandfather": "علي", "family": "قدور"}),
        ("محمد خير احمد الحلبي", {"name": "محمد خير", "father": "احمد", "family": "الحلبي"}),
        (
            "محمد خير احمد الحلبي",
            {"name": "محمد خير احمد الحلبي", "given": "محمد خير", "father": "احمد", "family": "الحلبي"},
        ),
        (
            "محمد احمد احمد الحلبي",
            {"name": "محمد", "father": "احمد", "grandfather": "احمد", "family": "الحلبي"},
        ),
        ("عبد الله حسن حداد", {"given": "عبد الله", "father": "حسن", "family": "حداد"}),
    ],
)
def test_one_column_and_several_state_one_chain(written, columns):
    one = sealed(ROW | {"name": written}, FIELDS, SECRET)
    assert one.seal
    assert sealed({**ROW, "name": "", **columns}, FIELDS, SECRET) == one


@pytest.mark.parametrize(
    "change",
    [
        {"name": "محمد احمد حلبي"},
        {"mother": "فاطمه"},
        {"birth-year": "1986"},
        {"mother": "هدى"},
        {"name": "محمد", "father": "خالد", "family": "العبدالله"},
        {"name": "محمد", "father": "أحمد", "family": "العبدالله"},
        {"name": "محمد", "father": "أحمد", "grandfather": "علي", "family": "الحلبي"},
        {"name": "أحمد", "father": "محمد", "family": "الحلبي"},
    ],
)
def test_another_spelling_or_another_part_makes_another_seal(change):
    other = sealed(ROW | change, FIELDS, SECRET)
    assert other.seal
    assert other != sealed(ROW, FIELDS, SECRET)


def test_another_secret_makes_another_seal_and_words_do_not_wander_between_fields():
    assert sealed(ROW, FIELDS, OTHER) != sealed(ROW, FIELDS, SECRET)
    one = sealed({"name": "علي حسن", "mother": "هدى"}, ("name", "mother"), SECRET)
    assert one != sealed({"name": "علي", "mother": "حسن هدى"}, ("name", "mother"), SECRET)


@pytest.mark.parametrize("field", FIELDS)
def test_a_row_without_one_of_the_fields_has_no_seal_and_says_which(field):
    assert sealed(ROW | {field: " "}, FIELDS, SECRET) == (None, f"without-{field}")


@pytest.mark.parametrize(
    "change",
    [{"name": "محمد"}, {"name": "", "given": "محمد خير"}, {"name": "", "father": "أحمد", "family": "الحلبي"}],
)
def test_one_name_alone_is_not_sealed(change):
    assert sealed(ROW | change, FIELDS, SECRET) == (None, SINGLE_NAME)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "محمد خالد العبدالله", "father": "أحمد"},
        {"name": "محمد احمد الحلبي", "family": "العبدالله"},
        {"name": "محمد الحلبي", "given": "أحمد"},
    ],
)
def test_columns_that_say_another_name_are_not_sealed(change):
    assert sealed(ROW | change, FIELDS, SECRET) == (None, NAME_UNCLEAR)


def test_reasons_are_said_with_their_counts():
    said = reasons_said({"without-mother": 3, SINGLE_NAME: 1, "list-row-empty": 2})
    assert said == "refused (list-row-empty): 2, one name alone, or no given name: 1, no mother stated: 3"
