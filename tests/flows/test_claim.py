"""A row of a list, as matching needs it."""

import pytest

from dalil import profiles
from dalil.core.matching.evidence import weigh
from dalil.core.matching.party import Sex
from dalil.core.matching.roster import Roster
from dalil.core.matching.year import year_of
from dalil.core.names.compare import Verdict
from dalil.flows import naming
from dalil.flows.claim import claim_party, uncompared
from dalil.intake.list_columns import Field

SYRIA = profiles.load("syria")


def party(**stated):
    return claim_party("L0001:1", {Field[name.upper()]: text for name, text in stated.items()}, SYRIA)


@pytest.mark.parametrize(
    ("text", "year"),
    [("1985", 1985), ("٣/٥/١٩٨٥", 1985), ("1985 أو 1986", None), ("85", None), ("12345", None), ("", None)],
)
def test_a_year_is_read_where_one_is_stated(text, year):
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "sex"),
    [("ذكر", Sex.MALE), ("أنثى", Sex.FEMALE), ("انثى", Sex.FEMALE), ("M", Sex.MALE), ("?", None), ("", None)],
)
def test_a_sex_is_read(text, sex):
    assert party(name="محمد", sex=text).sex is sex


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("215", "215"),
        ("الفرع ٢٢٧", "227"),
        ("Branch 215", "215"),
        ("المخابرات الجوية", "air-force"),
        ("الفرع 999", None),
        ("لا نعلم", None),
    ],
)
def test_an_agency_is_read_by_number_or_by_name(text, agency):
    found = party(name="محمد", agency=text).agency
    assert found == agency or (agency == "air-force" and found is not None)


def test_dates_and_numbers_that_are_not_clear_are_not_stated():
    assert party(missing_since="2012-11-03").taken.text == "2012-11-03"
    assert party(missing_since="تشرين الثاني 2012").taken.text == "2012-11"
    assert party(missing_since="بين 2012-11-03 و 2013-01-01").taken is None
    assert party(death_date="٢٠١٣").dead.text == "2013"
    assert party(number="رقم ٣٦٥٩").number == "3659"
    assert party(number="3659 أو 4038").number is None
    assert party(name="محمد").number is None


def test_a_given_name_of_two_matches_a_list_that_writes_the_whole_chain():
    in_columns = party(name="محمد خير", father="أحمد", family="الحلبي")
    in_one = party(name="محمد خير أحمد الحلبي")
    other = party(name="محمد رضا أحمد الحلبي")
    method = naming.method()
    assert weigh(in_columns, in_one, method=method).verdict is Verdict.AGREE
    assert weigh(in_columns, other, method=method).verdict is Verdict.AGAINST
    roster = Roster([other, in_one], method)
    assert [at for at, _ in roster.likeliest(in_columns, 1)] == [1]


def test_a_father_in_the_column_of_given_names_is_read_where_he_has_no_column():
    row = party(given="عبد الرحمن محمود", family="قدور")
    method = naming.method()
    assert weigh(row, party(name="عبد الرحمن محمود قدور"), method=method).verdict is Verdict.AGREE
    assert weigh(row, party(name="عبدالله يوسف قدور"), method=method).verdict is Verdict.AGAINST
    assert weigh(row, party(name="عبد الرحمن يوسف قدور"), method=method).weight < 12_000


def test_a_number_alone_gets_no_caution_back_that_no_name_was_weighed_with():
    found = weigh(party(number="4038"), party(name="محمد", number="4038"), method=naming.method())
    assert found.weight == 10_000 - 3_500


def test_what_says_something_that_cannot_be_compared_is_named():
    stated = {
        Field.NAME: "محمد أحمد",
        Field.BIRTH_YEAR: "1990-1991",
        Field.SEX: "ذكر",
        Field.NUMBER: "3659 أو 4038",
        Field.MISSING_SINCE: "2012-11-03",
        Field.DEATH_DATE: "بعد العيد",
    }
    assert uncompared(stated, SYRIA) == (Field.BIRTH_YEAR, Field.NUMBER, Field.DEATH_DATE)
    assert uncompared({Field.NAME: "محمد"}, SYRIA) == ()
