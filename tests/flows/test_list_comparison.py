"""Lists that copy one another, later versions of a list, and a row that is withdrawn with its copies."""

from pathlib import Path

import pytest

from dalil.flows import list_comparison, lists, match, withdrawal
from dalil.intake.list_columns import Field

FIRST = """رقم,الاسم,اسم الأم,سنة الولادة,خانة
1,محمد احمد علي حلبي,فاطمة,1985,أ
2,أحمد محمد الحلبي,سعاد,1960,ب
3,خالد وليد أتاسي,هدى,2001,ج
4,سامر حسن,,,د
"""
SECOND = """رقم,الاسم,اسم الأم,سنة الولادة,خانة
1,محمد أحمد علي الحلبي,فاطمه,١٩٨٥,أ
2,أحمد محمود الحلبي,سعاد,1960,ب
9,رامي عمر قدور,ليلى,1990,هـ
4,سامر حسن,,,د
"""


def imported(small, content, name, **columns):
    path = small.file(name, content)
    with small.writing() as vault:
        return lists.import_list(vault, path, source=name, columns=columns)


@pytest.fixture
def both(small):
    imported(small, FIRST, "first.csv")
    imported(small, SECOND, "second.csv")
    return small


def test_a_later_version_is_compared_row_by_row_and_both_sides_balance(both):
    found = list_comparison.compare(both.reading(), "L0001", "L0002")
    assert found.counts == {
        "same": 2,
        "person": 0,
        "other-fields": 0,
        "changed": 1,
        "only-left": 1,
        "only-right": 1,
    }
    rows = {(each["left"], each["right"]): each for each in found.records()}
    assert rows["L0001:2", "L0002:2"]["fields"] == ["name"]
    assert rows["L0001:1", "L0002:1"]["respelled"] == ["mother", "name"]
    assert rows["L0001:3", None]["relation"] == "only-left"
    assert rows[None, "L0002:3"]["relation"] == "only-right"
    assert "حلبي" not in str(rows)


def test_a_list_that_copies_another_is_said(both):
    assert list_comparison.alike(both.reading(), "L0002") == {"L0001": 2}
    imported(both, "الاسم,اسم الأم\nنبيل,هند\n", "third.csv")
    assert list_comparison.alike(both.reading(), "L0003") == {}


def test_a_list_that_is_not_there_is_refused(both):
    with pytest.raises(list_comparison.ListUnknown):
        list_comparison.compare(both.reading(), "L0001", "L0009")


def test_what_columns_hold_is_remembered_for_the_same_header(small):
    assert imported(small, FIRST, "first.csv", خانة=Field.NOTE).remembered is None
    second = imported(small, SECOND, "second.csv")
    assert second.remembered == "L0001"
    assert dict(second.columns)["خانة"] == "note"
    third = imported(small, SECOND.replace("رامي", "رامز"), "third.csv", خانة=Field.CONTACT)
    assert dict(third.columns)["خانة"] == "contact"


def test_a_row_is_withdrawn_with_its_copies_and_a_bare_name_has_none(both):
    with both.writing() as vault:
        match.match(vault)
        assert withdrawal.withdraw(vault, "L0001", 1, "the family asked").rows == ("L0002:1", "L0001:1")
        assert withdrawal.withdraw(vault, "L0001", 4, "asked").rows == ("L0001:4",)
    left = [each["right"] for each in list_comparison.compare(both.reading(), "L0001", "L0002").records()]
    assert "L0002:1" not in left
    assert "L0002:4" in left
    kept = b"".join(path.read_bytes() for path in Path(both.path, "payloads").rglob("*") if path.is_file())
    assert "محمد أحمد علي".encode() not in kept


def test_two_mothers_whom_nobody_knows_are_not_one(small):
    imported(small, "الاسم,اسم الأم\nمحمد علي,غير معروف\nسامر علي,هدى\n", "a.csv")
    imported(small, "الاسم,اسم الأم\nمحمد علي,غير معروف\n", "b.csv")
    assert list_comparison.restating(small.reading(), "L0001:1") == []


def test_copies_stay_where_only_this_row_is_withdrawn(both):
    with both.writing() as vault:
        assert withdrawal.withdraw(vault, "L0001", 1, "asked", copies=False).rows == ("L0001:1",)
    assert list_comparison.restating(both.reading(), "L0002:1") == []


STRANGERS = "الاسم,محل الولادة,الهاتف\nمحمد أحمد الحلبي,حلب,0944\nمحمد أحمد الحلبي,حلب,0955\n"


def test_another_familys_row_stays_and_is_named(small):
    """No mother and no year is stated: the other may be a stranger."""
    imported(small, STRANGERS, "a.csv")
    twice = (
        "الاسم,المواليد,الهاتف\nمحمد بن أحمد حلبي,1984,0966\nمحمد أحمد الحلبي,1984,0977\nأحمد محمد,1984,\n"
    )
    imported(small, twice, "b.csv")
    with small.writing() as vault:
        done = withdrawal.withdraw(vault, "L0001", 1, "asked")
    assert done.to_record() == {
        "withdrawn": ["L0001:1"],
        "perhaps": ["L0001:2", "L0002:1", "L0002:2"],
        "to_tell": 0,
    }
    assert {identity for identity, _ in lists.rows_of(small.reading(), "L0001")} == {"L0001:2"}
    with small.writing() as vault:
        assert withdrawal.withdraw(vault, "L0002", 1, "asked").rows == ("L0002:1",)


def test_copies_that_stay_are_named(both):
    with both.writing() as vault:
        assert withdrawal.withdraw(vault, "L0001", 1, "asked", copies=False).perhaps == ("L0002:1",)


CORRECTED = """رقم,الاسم,اسم الأم,سنة الولادة,خانة
{},محمد أحمد العلي الحلبي,فاطمة,1986,أ
5,رامي عمر قدور,ليلى,1990,هـ
4,سامر حسن,,,د
"""


@pytest.mark.parametrize(("reference", "perhaps"), [("1", ["L0002:1"]), ("7", [])])
def test_the_row_of_another_version_in_its_place_is_perhaps_the_same_person(small, reference, perhaps):
    """Whom it states was changed in more than one thing: name and year of birth."""
    imported(small, FIRST.replace("علي حلبي", "حلبي"), "first.csv")
    imported(small, CORRECTED.format(reference), "second.csv")
    with small.writing() as vault:
        assert [*withdrawal.withdraw(vault, "L0001", 1, "asked").perhaps] == perhaps


def test_the_same_reference_in_a_list_that_copies_nothing_is_a_stranger(small):
    imported(small, FIRST, "first.csv")
    imported(small, "رقم,الاسم,اسم الأم\n1,نبيل هادي,هند\n2,رامي عمر,ليلى\n", "second.csv")
    with small.writing() as vault:
        assert withdrawal.withdraw(vault, "L0001", 1, "asked").perhaps == ()


def test_the_same_cells_under_another_header_are_a_copy(small):
    """One list has the year in a column of dates, and states a place, too."""
    imported(small, "الاسم,اسم الأم,سنة الولادة\nمحمد أحمد الحلبي,فاطمة,1984\nخالد وليد,هدى,1990\n", "a.csv")
    header = "الاسم,اسم الأم,تاريخ الولادة,محل الولادة\n"
    imported(small, f"{header}محمد أحمد الحلبي,فاطمة,1984,حلب\nخالد وليد,هدى,1990,\n", "b.csv")
    counts = list_comparison.compare(small.reading(), "L0001", "L0002").counts
    assert counts == {
        "same": 1,
        "person": 1,
        "other-fields": 0,
        "changed": 0,
        "only-left": 0,
        "only-right": 0,
    }
    assert list_comparison.alike(small.reading(), "L0002") == {"L0001": 2}
    with small.writing() as vault:
        assert withdrawal.withdraw(vault, "L0001", 1, "asked").rows == ("L0002:1", "L0001:1")
