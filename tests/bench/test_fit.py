"""Fitting confidence: the curve rises, the bar keeps its risk, and too few cases accept nothing."""

import random

from bench.reading.fit import RISK_PPM, Judged, bar_of, curve_of
from bench.reading.interval import upper_bound
from bench.reading.risk import Judged as Graded
from bench.reading.risk import calibration_error

from dalil.core.reading import PPM, SURE_PPM
from dalil.vision.calibration import NINES_MAX, Calibration


def cases(seed: int, count: int, doubt: float = 1.0) -> list[Judged]:
    """Readings whose share of wrong ones is ``doubt`` times what their nines say."""
    chance = random.Random(seed)
    sure = [chance.randrange(0, 6000) for _ in range(count)]
    return [Judged(one, chance.random() >= doubt * 10 ** (-one / 1000)) for one in sure]


def test_the_bar_keeps_the_upper_bound_of_its_risk() -> None:
    _bar, count, wrong = bar_of(cases(1, 20_000))
    assert count > 0
    assert upper_bound(wrong, count) * PPM <= RISK_PPM


def test_too_few_cases_accept_nothing_though_all_are_right() -> None:
    few = [Judged(5000, right=True)] * 2_000
    assert bar_of(few) == (NINES_MAX + 1, 0, 0)
    enough = [Judged(5000, right=True)] * 3_000
    assert bar_of(enough) == (5000, 3_000, 0)


def test_readings_of_one_sureness_are_accepted_together_or_not_at_all() -> None:
    mixed = [Judged(5000, right=True)] * 3_000 + [Judged(5000, right=False)] * 10
    assert bar_of(mixed)[1] == 0


def test_below_the_bar_nothing_reaches_acceptance() -> None:
    found = cases(2, 20_000)
    bar, _, _ = bar_of(found)
    curve = Calibration.from_record({"card": curve_of(found, bar, PPM - 300)})
    assert curve.confidence_ppm("card", bar, 0) >= SURE_PPM
    assert curve.confidence_ppm("card", bar - 1, 0) < SURE_PPM
    nothing = Calibration.from_record({"card": curve_of(found, NINES_MAX + 1, 0)})
    assert nothing.confidence_ppm("card", NINES_MAX, 0) < SURE_PPM


def test_a_curve_of_one_half_fits_the_other() -> None:
    found, other = cases(3, 20_000, doubt=3.0), cases(4, 20_000, doubt=3.0)
    curve = Calibration.from_record({"card": curve_of(found, *bar_of(found)[:1], PPM - 300)})
    graded = [Graded(curve.confidence_ppm("card", one.sure, 0), one.right, accepted=False) for one in other]
    assert calibration_error(graded) < 0.01


def test_where_all_or_none_are_right_there_is_still_a_curve() -> None:
    for right in (True, False):
        flat = [Judged(place, right=right) for place in range(500)]
        curve = Calibration.from_record({"card": curve_of(flat, NINES_MAX + 1, 0)})
        assert (curve.confidence_ppm("card", 250, 0) > PPM // 2) is right
    assert Calibration.from_record({"card": curve_of([], NINES_MAX + 1, 0)}).confidence_ppm("card", 9, 9) == 0


def test_what_is_surer_stays_before_what_is_less_sure() -> None:
    found = [Judged(sure, right=True) for sure in range(0, 6000, 2)]
    curve = Calibration.from_record({"card": curve_of(found, NINES_MAX + 1, 0)})
    earned = [curve.confidence_ppm("card", sure, 0) for sure in range(3000, 9000, 100)]
    assert earned == sorted(set(earned))


def test_lines_without_numbers_lower_no_bar() -> None:
    words = [Judged(5000, right=True, number=False)] * 3_000
    numbers = [Judged(5000, right=True)] * 2_000
    assert bar_of([*words, *numbers]) == (NINES_MAX + 1, 0, 0)
    assert bar_of([*words, *numbers, *numbers]) == (5000, 4_000, 0)
