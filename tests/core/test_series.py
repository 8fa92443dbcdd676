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
