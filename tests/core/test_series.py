from dalil.core.joint import NumberStatus
from dalil.core.moment import PartialDate
from dalil.core.series import SeriesRow, series_contradictions


def row(name, number, date="2018-03-15", **more):
    return SeriesRow(
        individual=name,
        agency=more.pop("agency", "215"),
        letters=more.pop("letters", ""),
        number=number,
        status=more.pop("status", NumberStatus.PROPOSED),
        date=PartialDate.parse(date) if date else None,
        **more,
    )


def found(*rows):
    return [(one.code, one.subject, one.detail) for one in series_contradictions(rows)]


def test_one_number_on_two_individuals_of_one_month_is_listed_at_both():
    assert found(row("I-1", "3659"), row("I-2", "3659")) == [
        ("number-on-two-individuals", "I-1", "215 3659 | I-2"),
        ("number-on-two-individuals", "I-2", "215 3659 | I-1"),
    ]


def test_a_number_reused_across_agencies_years_or_plates_is_normal():
    assert found(row("I-1", "3659"), row("I-2", "3659", agency="227")) == []
    assert found(row("I-1", "3659"), row("I-2", "3659", date="2019-03-15")) == []
    assert found(row("I-1", "6666", letters="ddd"), row("I-2", "6666", letters="ww")) == []


def test_two_numbers_on_one_individual_are_listed_once_they_weigh():
    settled = row("I-1", "3659", status=NumberStatus.SETTLED, others=("3859",))
    assert found(settled) == [("individual-with-two-numbers", "I-1", "3659 | 3859")]
    assert found(row("I-1", "3659", others=("3859",))) == []
    assert found(row("I-1", "3659", status=NumberStatus.SETTLED, others=("36?9",))) == []


def test_a_gap_in_a_running_series_is_listed_at_the_agency():
    assert found(row("I-1", "3659"), row("I-2", "3663")) == [("number-gap", "agency:215", "3660–3662 (3)")]
    assert found(row("I-1", "3659"), row("I-2", "3660")) == []
    assert found(row("I-1", "3659"), row("I-2", "4038")) == []


def test_a_higher_number_with_a_much_earlier_date_is_listed():
    assert found(row("I-1", "3659", date="2018-06-15"), row("I-2", "3660")) == [
        ("dates-run-backwards", "I-2", "3659 2018-06-15 | 3660 2018-03-15")
    ]
    assert found(row("I-1", "3659"), row("I-2", "3660", date="2018-06-15")) == []


def test_a_card_that_may_be_upside_down_is_listed():
    codes = {code for code, _, _ in found(row("I-1", "68"), row("I-2", "89"))}
    assert "number-upside-down" in codes
    arabic = {code for code, _, _ in found(row("I-1", "17"), row("I-2", "81"))}
    assert "number-upside-down" in arabic


def test_the_order_of_rows_does_not_matter():
    rows = [row("I-1", "3659"), row("I-2", "3659"), row("I-3", "3662"), row("I-4", "")]
    assert found(*rows) == found(*rows[::-1])


DAYS = ["2018-03-12", "2018-03-13", "2018-03-15", "2018-03-16", "2018-03-17"]


def month(*numbers):
    return [row(f"I-{place}", number, DAYS[place]) for place, number in enumerate(numbers)]


def strays(*rows):
    return [one[1:] for one in found(*rows) if one[0] == "number-far-from-neighbours"]


def test_a_number_far_from_those_of_the_same_weeks_is_listed():
    assert strays(*month("3651", "3655", "8659", "3660", "3662")) == [("I-2", "8659 | 3651–3662")]
    assert strays(*month("3651", "3655", "4100", "3660", "3662")) == []


def test_the_first_and_the_last_of_a_series_have_neighbours_too_few():
    assert strays(*month("8659", "3651", "3655", "3660", "3662")) == []


def test_two_series_side_by_side_have_no_strays():
    assert strays(*month("3651", "8659", "3655", "8660", "3662")) == []


def test_numbers_of_other_months_and_agencies_are_no_neighbours():
    rows = month("3651", "3655", "8659", "3660", "3662")
    later = [
        row(each.individual, each.number, "2019-01-15") if place != 2 else each
        for place, each in enumerate(rows)
    ]
    assert strays(*later) == []
    elsewhere = [
        row(each.individual, each.number, agency="227") if place == 2 else each
        for place, each in enumerate(rows)
    ]
    assert strays(*elsewhere) == []


def test_what_is_not_known_to_be_one_agency_or_month_is_no_repeat():
    for agency in ("", "21?"):
        assert found(row("I-1", "3659", agency=agency), row("I-2", "3659", agency=agency)) == []
    assert found(row("I-1", "3659", date="2018"), row("I-2", "3659", date="2018")) == []


def test_a_gap_needs_dates_known_to_the_month():
    assert found(row("I-1", "3659", date="2018"), row("I-2", "3663", date="2018-01")) == []


def test_a_number_that_came_back_years_later_hides_no_gap_and_runs_not_backwards():
    rows = [row("I-1", "5", "2018-03-02"), row("I-2", "6", "2021-01-05"), row("I-3", "7", "2018-03-09")]
    assert found(*rows) == [("number-gap", "agency:215", "6–6 (1)")]
