"""Rows of two lists that state the same."""

import pytest

from dalil.core.matching.restated import Restated, restated

BORN = {"name": "خالد محمد الحلبي", "mother": "فاطمة", "birth-year": "1980"}
NAMED = {"name": "خالد محمد الحلبي"}
KHALED = BORN | {"reference": "17", "note": "أخوه"}


def test_rows_are_paired_by_everything_by_whom_and_by_their_reference():
    left = [
        ("A:1", KHALED),
        ("A:2", {"name": "سامر علي حسن", "mother": "هدى", "contact": "0944"}),
        ("A:3", {"name": "وليد أحمد", "reference": "19"}),
        ("A:4", {"name": "رامي عمر", "reference": "20"}),
    ]
    right = [
        ("B:1", {"name": "وليد محمد", "reference": "19"}),
        ("B:2", {"name": "سامر علي حسن", "mother": "هدي", "contact": "0955"}),
        ("B:3", KHALED | {"name": "خَالد محمد حلبي", "reference": "99"}),
        ("B:4", {"name": "نبيل"}),
    ]
    found = {(pair.left, pair.right): (pair.how, pair.fields) for pair in restated(left, right)}
    assert found == {
        ("A:1", "B:3"): (Restated.SAME, ("reference",)),
        ("A:2", "B:2"): (Restated.PERSON, ("contact",)),
        ("A:3", "B:1"): (Restated.CHANGED, ("name",)),
    }


def test_every_row_is_paired_once_in_the_order_given():
    twice = [("A:1", KHALED), ("A:2", KHALED)]
    thrice = [("B:1", KHALED), ("B:2", KHALED), ("B:3", KHALED)]
    assert [(pair.left, pair.right) for pair in restated(twice, thrice)] == [("A:1", "B:1"), ("A:2", "B:2")]
    assert [(pair.left, pair.right) for pair in restated(thrice, twice)] == [("B:1", "A:1"), ("B:2", "A:2")]


def test_a_bare_name_is_nobody_in_particular():
    assert restated([("A:1", {"name": "محمد علي", "note": "x"})], [("B:1", {"name": "محمد علي"})]) == []


def test_columns_of_their_own_and_one_chain_are_the_same_words():
    chain = {"name": "خالد محمد الحلبي", "birth-year": "1980"}
    parts = {"given": "خالد", "father": "محمد", "family": "حلبي", "birth-date": "١٩٨٠"}
    (pair,) = restated([("A:1", chain)], [("B:1", parts)])
    assert (pair.how, pair.fields) == (Restated.SAME, ())


@pytest.mark.parametrize(
    ("other", "fields"),
    [
        ({"birth-date": "3.5.1980"}, ()),
        ({"birth-year": "1980", "birth-place": "حلب"}, ("birth-place",)),
        ({"birth-date": "1980", "mother": "فاطمة"}, ("mother",)),
        ({"birth-year": "1980", "name": "خالد بن محمد الحلبي", "note": "x"}, ("note",)),
    ],
)
def test_what_one_side_alone_states_is_no_difference(other, fields):
    one = {"name": "خالد محمد الحلبي", "birth-year": "1980"}
    (pair,) = restated([("A:1", one)], [("B:1", one | other if "birth-year" in other else other | NAMED)])
    assert (pair.how, pair.fields) == (Restated.PERSON, fields)


@pytest.mark.parametrize(
    "other", [{"birth-year": "1981"}, {"birth-year": "1980", "mother": "هدى"}, {"birth-place": "حلب"}]
)
def test_what_contradicts_or_has_a_name_alone_in_common_is_not_paired(other):
    assert (
        restated([("A:1", NAMED | {"birth-year": "1980", "mother": "فاطمة"})], [("B:1", NAMED | other)]) == []
    )


def test_who_has_most_in_common_is_paired_first():
    right = [
        ("B:1", NAMED | {"birth-year": "1980"}),
        ("B:2", NAMED | {"mother": "فاطمة"}),
        ("B:3", BORN | {"birth-place": "حلب"}),
    ]
    left = [("A:1", BORN), ("A:2", NAMED | {"birth-year": "1980", "birth-place": "حمص"})]
    assert [(pair.left, pair.right) for pair in restated(left, right)] == [("A:1", "B:3"), ("A:2", "B:1")]


@pytest.mark.parametrize(
    ("change", "how"),
    [
        ({"note": "رآه جاره"}, Restated.OTHER_FIELDS),
        ({"contact": "0944"}, Restated.OTHER_FIELDS),
        ({"mother": "هدى"}, Restated.CHANGED),
        ({"birth-place": "حلب"}, Restated.CHANGED),
        ({"name": "خالد أحمد الحلبي"}, Restated.CHANGED),
    ],
)
def test_a_changed_note_under_one_reference_changes_nobody(change, how):
    one = NAMED | {"reference": "17", "note": "أخوه"}
    (pair,) = restated([("A:1", one)], [("B:1", one | change)])
    assert (pair.how, pair.fields) == (how, tuple(change))


@pytest.mark.parametrize(
    ("one", "other", "respelled"),
    [
        ({"mother": "ليلى فارس"}, {"mother": "ليلى الفارس"}, ("mother",)),
        ({"name": "خالد احمد حلبي"}, {"name": "خالد أحمد الحلبي"}, ("name",)),
        ({"birth-year": "1980"}, {"birth-year": "١٩٨٠"}, ()),
        ({"mother": "ليلى"}, {"mother": "ليـلى "}, ()),
        ({"name": "خالد بن محمد الحلبي"}, {}, ("name",)),
        ({"reference": "أ1"}, {"reference": "ا1"}, ()),
        ({"mother": "فاطمة الخالد"}, {}, ()),
    ],
)
def test_what_is_only_spelled_otherwise_is_named(one, other, respelled):
    (pair,) = restated([("A:1", BORN | one)], [("B:1", BORN | other)])
    assert pair.respelled == respelled
