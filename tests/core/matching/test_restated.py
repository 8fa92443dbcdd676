"""Rows of two lists that state the same."""

from dalil.core.matching.restated import Restated, restated, who

BORN = {"name": "خالد محمد الحلبي", "mother": "فاطمة", "birth-year": "1980"}
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
    assert who({"name": "محمد علي", "note": "x"}) is None
    assert who({"name": "محمد علي", "birth-year": "1980"}) is not None
    assert restated([("A:1", {"name": "محمد علي", "note": "x"})], [("B:1", {"name": "محمد علي"})]) == []


def test_columns_of_their_own_and_one_chain_are_the_same_words():
    chain = {"name": "خالد محمد الحلبي", "birth-year": "1980"}
    parts = {"given": "خالد", "father": "محمد", "family": "حلبي", "birth-year": "١٩٨٠"}
    (pair,) = restated([("A:1", chain)], [("B:1", parts)])
    assert pair.how is Restated.PERSON
