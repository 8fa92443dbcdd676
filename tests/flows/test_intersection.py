"""Two institutions learn which rows both lists state, and see no list."""

import pytest

from dalil.core.errors import UsageRefusal
from dalil.flows import intersection

OURS = """الاسم,اسم الأم,تاريخ الولادة
محمد احمد الحلبي,فاطمة,3/5/1985
خالد وليد أتاسي,هدى,1990
سامر حسن,,1970
رامي عمر قدور,ليلى,1991
,سعاد,1960
"""
THEIRS = """name,mother,birth year
رامي عمر قدور,ليلى,1991
مُحمد أحمد الحلبي,فاطمة,1985
نبيل كرم,هند,1966
نبيل كرم,هند,1966
"""
BY = intersection.fields_of("")


@pytest.fixture
def files(tmp_path):
    (tmp_path / "ours.csv").write_text(OURS, "utf-8")
    (tmp_path / "theirs.csv").write_text(THEIRS, "utf-8")
    (tmp_path / "secret").write_text("ab" * 32 + "\n", "utf-8")
    return tmp_path


def test_rows_that_both_state_are_found_and_rows_balance(files):
    theirs = intersection.seal(str(files / "theirs.csv"), str(files / "secret"), BY)
    assert len(theirs.lines()) == 3
    (files / "seals").write_text("\n".join(theirs.lines()), "utf-8")
    ours = intersection.seal(str(files / "ours.csv"), str(files / "secret"), BY)
    found = intersection.met_in(ours, str(files / "seals"))
    assert found["rows"] == [1, 4]
    assert (found["met"], found["sealed"], found["incomplete"], found["theirs"]) == (5, 3, 1, 3)
    assert sum(found["refused"].values()) == 1


def test_what_leaves_holds_no_name_and_no_order(files):
    lines = intersection.seal(str(files / "theirs.csv"), str(files / "secret"), BY).lines()
    assert lines == sorted(lines)
    assert all(len(line) == 64 for line in lines)


@pytest.mark.parametrize("text", ["", "zz" * 32, "ab" * 31, "ab" * 16])
def test_a_weak_secret_is_refused(files, text):
    (files / "secret").write_text(text, "utf-8")
    with pytest.raises(intersection.SecretUnfit):
        intersection.seal(str(files / "ours.csv"), str(files / "secret"), BY)


def test_what_is_no_file_of_seals_is_refused(files):
    ours = intersection.seal(str(files / "ours.csv"), str(files / "secret"), BY)
    for path in ("theirs.csv", "nowhere"):
        with pytest.raises(intersection.SealsUnreadable):
            intersection.met_in(ours, str(files / path))


@pytest.mark.parametrize("text", ["mother", "name,shoe"])
def test_fields_without_a_name_or_unknown_are_refused(text):
    with pytest.raises(UsageRefusal):
        intersection.fields_of(text)
