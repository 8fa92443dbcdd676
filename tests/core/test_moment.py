import pytest

from dalil.core.errors import BodyRefusal
from dalil.core.moment import ClaimedTime, Instant, PartialDate, Precision


@pytest.mark.parametrize("text", ["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.250Z"])
def test_an_instant_is_utc_text(text):
    assert str(Instant(text)) == text


@pytest.mark.parametrize("text", ["2026-01-31T09:30:00+02:00", "2026-13-31T09:30:00Z", "2026-01-31", ""])
def test_other_texts_are_no_instants(text):
    with pytest.raises(BodyRefusal):
        Instant(text)


def test_a_claimed_time_is_the_cameras_wall_clock():
    claimed = ClaimedTime.read("2018:03:15 10:22:31", "exif")
    assert claimed == ClaimedTime("2018-03-15T10:22:31", "exif")
    assert claimed.date == PartialDate(2018, 3, 15)


@pytest.mark.parametrize("text", ["2018-00", "2018-00-07", "2018-07-00"])
def test_a_date_of_a_day_or_a_month_0_is_none(text):
    with pytest.raises(BodyRefusal):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "", "2018:02:31 10:00:00", "    :  :     :  :  "])
def test_what_cameras_write_for_no_time_is_no_time(text):
    assert ClaimedTime.read(text, "exif") is None


def test_claimed_times_are_compared_in_seconds_across_midnight():
    early, late = (ClaimedTime.read(text, "exif") for text in ("2018:12:31 23:59:58", "2019:01:01 00:00:03"))
    assert late.seconds - early.seconds == 5


@pytest.mark.parametrize(
    ("text", "precision", "period"),
    [
        ("2019", Precision.YEAR, "2019"),
        ("2019-04", Precision.MONTH, "2019-04"),
        ("2019-04-12", Precision.DAY, "2019-04"),
    ],
)
def test_a_partial_date_knows_its_precision_and_period(text, precision, period):
    date = PartialDate.parse(text)
    assert (date.text, date.precision, date.period) == (text, precision, period)


@pytest.mark.parametrize("text", ["2019-13", "2019-02-30", "19", "2019-4", "0000"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(BodyRefusal):
        PartialDate.parse(text)


def test_a_day_without_a_month_is_refused():
    with pytest.raises(BodyRefusal):
        PartialDate(2019, None, 3)


def test_dates_agree_when_one_can_be_the_other():
    month, day, other = PartialDate(2019, 4), PartialDate(2019, 4, 12), PartialDate(2019, 5, 1)
    assert month.agrees_with(day)
    assert day.agrees_with(month)
    assert not month.agrees_with(other)


def test_days_between_are_those_that_surely_lie_between():
    assert PartialDate(2019, 4, 12).days_from(PartialDate(2019, 4, 15)) == 3
    assert PartialDate(2019, 4).days_from(PartialDate(2019, 4, 15)) == 0
    assert PartialDate(2019, 12).days_from(PartialDate(2020)) == 1
    assert PartialDate(9999, 12).days_from(PartialDate(9999)) == 0
