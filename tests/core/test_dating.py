import pytest

from dalil import profiles
from dalil.core.dating import complete, dates_in_part, find_dates, whole_dates
from dalil.core.script import fold_text

RULES = profiles.load("syria").dates


def found(text):
    return [(date.value, date.rule) for date in find_dates(fold_text(text), RULES)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("15.03.2018_عسكرية", [("2018-03-15", "date-day")]),
        ("12-04-19 شرطة", [("2019-04-12", "date-day")]),
        ("2021_شرطة 12-04", [("2021", "date-year"), ("--04-12", "date-day-month")]),
        ("٢٠١٩/٠٤/١٢", [("2019-04-12", "date-day")]),
        ("۱۲.۰۴.۲۰۱۹", [("2019-04-12", "date-day")]),
        ("15 آذار 2018", [("2018-03-15", "date-day-month-name")]),
        ("شرطة كانون الثاني 2019", [("2019-01", "date-month-name")]),
        ("March 2018", [("2018-03", "date-month-name")]),
        ("04/2019", [("2019-04", "date-month")]),
        ("2019-04", [("2019-04", "date-month")]),
        ("20180315", [("2018-03-15", "date-compact")]),
        ("12-04-19-3659", [("2019-04-12", "date-day")]),
        ("3659-12-04-19", [("2019-04-12", "date-day")]),
        ("15_03_2018", [("2018-03-15", "date-day")]),
    ],
)
def test_dates_are_read_as_clerks_write_them(text, dates):
    assert found(text) == dates


@pytest.mark.parametrize("text", ["215/3659", "3659", "12 13 14", "99999999", "", "31-31"])
def test_numbers_that_are_no_dates_are_left_alone(text):
    assert found(text) == []


def test_an_ambiguous_order_keeps_the_other_readings():
    (date,) = find_dates("12-04-19", RULES)
    assert date.alternatives == ("2012-04-19", "2019-12-04")


def test_an_impossible_day_is_never_moved_to_a_possible_one():
    assert all(value != "2019-03-03" for value, _ in found("31-02-2019"))


def test_two_digit_years_fall_into_the_profiles_hundred_years():
    assert found("01-02-94")[0][0] == "1994-02-01"
    assert found("01-02-11")[0][0] == "2011-02-01"


def test_three_digits_are_no_year():
    assert found("12-04-215") == []


def test_a_year_outside_the_archive_is_no_year():
    assert found("1812") == []


def test_a_day_without_a_year_is_completed_only_where_it_exists():
    assert complete("--02-29", 2020) == "2020-02-29"
    assert complete("--02-29", 2019) is None
    assert complete("2019", 2019) is None


def test_labels_use_only_whole_dates():
    assert [date.value for date in whole_dates("2019 12/04/2018 04/2017", RULES)] == ["2018-04-12"]


@pytest.mark.parametrize(
    "text", ["12/0?/2019", "?5/04/2019", "⋮5/04/2019", "12/04/20⋮", "12/04/201?", "1?/04/2019", "00/07/2018"]
)
def test_a_date_of_which_a_digit_is_not_read_is_no_date(text):
    assert [rule for _, rule in found(text) if rule != "date-year"] == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("12/0?/2019", [(0, 10)]),
        ("فرع 12 / 04 / 20⋮", [(4, 17)]),
        ("?5-04-19", [(0, 8)]),
        ("00/07/2018", [(0, 10)]),
        ("12/04/2019", []),
        ("215/1?/2019", []),
        ("12/3?/1174", []),
    ],
)
def test_dates_in_part_are_found_as_such(text, spans):
    assert list(dates_in_part(fold_text(text), RULES)) == spans
