"""Two institutions learn which rows both lists state, and see no list."""

import pytest

from dalil.core.errors import UsageRefusal
from dalil.core.matching.seal_list import SealsOtherFields, SealsOtherSecret, SealsUnreadable
from dalil.flows import intersection
from dalil.intake.list_columns import Field

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


def sealed(files, name, by=BY, secret="secret", **how):
    return intersection.seal(str(files / name), str(files / secret), by, **how)


def test_rows_that_both_state_are_found_and_rows_balance(files):
    theirs = sealed(files, "theirs.csv")
    assert len(theirs.lines()) == 1 + 3
    (files / "seals").write_text("\n".join(theirs.lines()), "utf-8")
    found = intersection.met_in(sealed(files, "ours.csv"), str(files / "seals"))
    assert found["rows"] == [1, 4]
    assert (found["met"], found["sealed"], found["incomplete"], found["theirs"]) == (5, 3, 1, 3)
    assert found["unsealed"] == {"without-mother": 1}
    assert sum(found["refused"].values()) == 1


@pytest.mark.parametrize("header", ["الاسم", "اسم المفقود", "الاسم الأول"])
def test_father_and_family_in_columns_of_their_own_are_sealed_with_the_name(files, header):
    columns = f"{header},اسم الأب,الكنية,اسم الأم,سنة الولادة\n"
    (files / "a.csv").write_text(columns + "محمد,أحمد,الحلبي,فاطمة,1984\n", "utf-8")
    (files / "b.csv").write_text(columns + "محمد,خالد,العبدالله,فاطمة,1984\n", "utf-8")
    (files / "c.csv").write_text("الاسم,اسم الأم,سنة الولادة\nمحمد احمد الحلبي,فاطمة,1984\n", "utf-8")
    for name, rows in (("b.csv", []), ("c.csv", [1])):
        (files / "seals").write_text("\n".join(sealed(files, name).lines()), "utf-8")
        assert intersection.met_in(sealed(files, "a.csv"), str(files / "seals"))["rows"] == rows


def test_what_leaves_holds_no_name_and_no_order(files):
    first, *lines = sealed(files, "theirs.csv").lines()
    assert first.isascii()
    assert lines == sorted(lines)
    assert all(len(line) == 64 for line in lines)


@pytest.mark.parametrize("text", ["", "zz" * 32, "ab" * 31, "ab" * 16])
def test_a_weak_secret_is_refused(files, text):
    (files / "secret").write_text(text, "utf-8")
    with pytest.raises(intersection.SecretUnfit):
        sealed(files, "ours.csv")


@pytest.mark.parametrize("path", ["theirs.csv", "nowhere", "secret", "empty"])
def test_what_is_no_file_of_seals_is_refused(files, path):
    (files / "empty").write_bytes(b"")
    with pytest.raises(SealsUnreadable):
        intersection.met_in(sealed(files, "ours.csv"), str(files / path))


def test_seals_of_another_secret_or_of_other_fields_are_not_nobody_in_common(files):
    (files / "other").write_text("cd" * 32, "utf-8")
    (files / "seals").write_text("\n".join(sealed(files, "theirs.csv").lines()), "utf-8")
    with pytest.raises(SealsOtherSecret):
        intersection.met_in(sealed(files, "ours.csv", secret="other"), str(files / "seals"))
    by = intersection.fields_of("name,mother")
    with pytest.raises(SealsOtherFields):
        intersection.met_in(sealed(files, "ours.csv", by), str(files / "seals"))


def test_a_list_of_which_nothing_is_sealed_is_refused_with_the_reasons(files):
    (files / "odd.csv").write_text("name,Mama,born\nعلي حسن,هدى,1970\nرامي,هند,\n,هند,1960\n", "utf-8")
    with pytest.raises(intersection.NothingSealed) as told:
        sealed(files, "odd.csv")
    for each in ("3 rows", "no mother stated: 1", "one name alone", "list-row-nameless", "Mama"):
        assert each in told.value.sentence
    found = sealed(files, "odd.csv", columns={"Mama": Field.MOTHER})
    assert len(found.seals) == 1
    assert found.unsealed == {"single-name": 1}


@pytest.mark.parametrize("text", ["mother", "name,shoe"])
def test_fields_without_a_name_or_unknown_are_refused(text):
    with pytest.raises(UsageRefusal):
        intersection.fields_of(text)


def test_the_order_in_which_fields_are_typed_makes_no_other_seal():
    assert intersection.fields_of("birth-year, mother,name") == BY
