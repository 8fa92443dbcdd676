"""Rows that state the same get the same seal, and nothing else does."""

import hashlib
import hmac

import pytest

from dalil.core.matching.seal import FIELDS, sealed

SECRET, OTHER = bytes(range(32)), bytes(range(1, 33))
ROW = {"name": "محمد أحمد الحلبي", "mother": "فاطمة", "birth-year": "1985"}


def test_a_seal_is_what_the_method_says():
    message = "dalil/sealed-row/v1\nname=محمد احمد الحلبي\nmother=فاطمة\nbirth-year=1985"
    expected = hmac.new(SECRET, message.encode(), hashlib.sha256).hexdigest()
    assert sealed(ROW, FIELDS, SECRET) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"name": "مُحَمَّد احمد  الحلبي"},
        {"birth-year": "١٩٨٥"},
        {"name": "", "given": "محمد", "father": "أحمد", "family": "الحلبي"},
        {"note": "x"},
    ],
)
def test_typing_and_columns_make_no_other_seal(change):
    assert sealed(ROW | change, FIELDS, SECRET) == sealed(ROW, FIELDS, SECRET)


@pytest.mark.parametrize(
    "change", [{"name": "محمد احمد حلبي"}, {"mother": "فاطمه"}, {"birth-year": "1986"}, {"mother": "هدى"}]
)
def test_spelling_makes_another_seal(change):
    assert sealed(ROW | change, FIELDS, SECRET) != sealed(ROW, FIELDS, SECRET)


def test_another_secret_makes_another_seal_and_words_do_not_wander_between_fields():
    assert sealed(ROW, FIELDS, OTHER) != sealed(ROW, FIELDS, SECRET)
    one = sealed({"name": "علي", "mother": "حسن"}, ("name", "mother"), SECRET)
    assert one != sealed({"name": "حسن", "mother": "علي"}, ("name", "mother"), SECRET)


@pytest.mark.parametrize("field", FIELDS)
def test_a_row_without_one_of_the_fields_has_no_seal(field):
    assert sealed(ROW | {field: " "}, FIELDS, SECRET) is None
