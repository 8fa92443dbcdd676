from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.core.study.estimate import Interval, NothingAssessed, estimate, wilson


def plain(positive, count):
    found = wilson(positive, Fraction(count), count)
    return found.low_ppm / 1e6, found.high_ppm / 1e6


@pytest.mark.parametrize(
    ("positive", "count", "low", "high"),
    [
        (37, 40, 0.801, 0.974),  # statsmodels 0.15, proportion_confint(method="wilson")
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0000),
    ],
)
def test_the_interval_is_the_published_one(positive, count, low, high):
    assert plain(positive, count) == pytest.approx((low, high), abs=6e-4)


def test_an_estimate_never_travels_without_its_interval_and_counts():
    settled = {f"I{at}": "yes" if at < 30 else "no" for at in range(40)} | {"I90": "cannot-assess"}
    found = estimate(settled, variable="v", counted="yes", sampled=45, population=1_000)
    assert (found.positive, found.assessed, found.cannot_assess, found.open) == (30, 40, 1, 4)
    assert found.proportion_ppm == 750_000
    assert (
        found.wilson.low_ppm < found.finite.low_ppm < 750_000 < found.finite.high_ppm < found.wilson.high_ppm
    )
    assert found.to_record()["low_ppm"] == found.wilson.low_ppm


def test_everything_drawn_leaves_no_doubt_from_sampling():
    found = estimate({"A": "yes", "B": "no"}, variable="v", counted="yes", sampled=2, population=2)
    assert (found.finite.low_ppm, found.finite.high_ppm) == (500_000, 500_000)


def test_nothing_assessed_is_refused():
    with pytest.raises(NothingAssessed):
        estimate({"A": "cannot-assess"}, variable="v", counted="yes", sampled=3, population=9)


@settings(deadline=None)
@given(st.integers(1, 5_000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_an_interval_contains_its_estimate(case):
    positive, count = case
    found = wilson(positive, Fraction(count), count)
    assert 0 <= found.low_ppm <= Fraction(positive * 10**6, count) <= found.high_ppm <= 10**6


def test_an_interval_is_shown_no_narrower_than_it_is():
    assert str(Interval(10_999, 277_100)) == "1.0–27.8 %"
    assert str(Interval(0, 1_000_000)) == "0.0–100.0 %"
    assert Interval(41_000, 41_001).per_mille == (41, 42)
