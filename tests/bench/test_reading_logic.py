"""The logic of measuring reading: what counts as right, how sure a share is, what may be accepted."""

import json
from fractions import Fraction

import numpy as np
import pytest
from bench.reading import compare, report, risk
from bench.reading.case import Case, Row, Way
from bench.reading.interval import upper_bound, wilson
from bench.reading.result import Result, Rival
from bench.reading.risk import Judged


def judged(*pairs):
    return [Judged(confidence, right, accepted=False) for confidence, right in pairs]


def test_the_exact_bound_of_nothing_wrong_is_the_rule_of_three():
    assert upper_bound(0, 3000) == pytest.approx(1 - 0.05 ** (1 / 3000))
    assert upper_bound(0, 3000) == pytest.approx(0.001, rel=0.01)
    assert upper_bound(1, 100) == pytest.approx(0.0466, abs=2e-4)
    assert upper_bound(5, 5) == 1.0


def test_the_interval_of_nothing_is_everything():
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(67, 80)
    assert (round(low, 3), round(high, 3)) == (0.742, 0.903)


def test_the_bar_takes_the_longest_beginning_with_few_enough_wrong():
    readings = judged((900, True), (800, False), (700, True), (600, True), (500, True), (400, False))
    assert risk.bar(readings, Fraction(1, 5)) == risk.Bar(500, 5, 1, 6)
    assert risk.bar(readings, Fraction(0)) == risk.Bar(900, 1, 0, 6)


def test_readings_of_one_confidence_are_accepted_together_or_not_at_all():
    readings = judged((900, True), (900, True), (900, False), (100, True))
    assert risk.bar(readings, Fraction(0)).count == 0
    assert risk.bar(readings, Fraction(1, 3)).count == 4


def test_a_bar_of_one_set_is_applied_to_another():
    readings = judged((900, True), (800, False), (700, True))
    assert risk.applied(readings, 800) == risk.Bar(800, 2, 1, 3)


def test_a_reader_that_is_as_sure_as_it_is_right_has_no_calibration_error():
    honest = judged(*[(750_000, place % 4 != 0) for place in range(400)])
    assert risk.calibration_error(honest) == pytest.approx(0.0)
    boasting = judged(*[(1_000_000, place % 4 != 0) for place in range(400)])
    assert risk.calibration_error(boasting) == pytest.approx(0.25)


def test_digits_count_the_same_in_every_script_and_blanks_do_not_count():
    assert compare.compact("طب ٣٩ ٤٥") == compare.compact("طب 39۴۵")
    assert compare.digits("12.500 -") == "12500"
    assert compare.exact("فرع  ۲۱۵") == compare.exact("فرع ٢١٥")
    assert compare.exact("فرع 215") != compare.exact("فرع ٢١٥")
    assert compare.distance("3659", "5659") == 1


@pytest.mark.parametrize(
    ("way", "texts", "right"),
    [
        (Way.LINE, ("A12 34",), True),
        (Way.LINE, ("A1234 KEEP",), False),
        (Way.LABEL, ("KEEP DRY", "A1234 Box"), True),
        (Way.LABEL, ("A12", "34"), True),
        (Way.LABEL, ("A12345",), False),
    ],
)
def test_a_label_is_right_where_a_line_or_a_word_of_it_is(way, texts, right):
    row = Row("codes", "codes", 1, lambda _: [Case(np.zeros((8, 8), np.uint8), "A1234")], way)
    assert row.right(texts, "A1234") is right


def test_a_result_comes_back_from_json_and_stands_in_a_line():
    rivals = (Rival("rapidocr", "PP-OCRv6", 8, 10, 9, 0.2), Rival("tesseract", "", 0, 0, 0, 0.0, "not here"))
    result = Result("a", "strings", 9, 10, 0.01, aim_ppm=950_000, parts={"plain": (9, 10)}, rivals=rivals)
    assert Result.from_record(json.loads(json.dumps(result.to_record()))) == result
    assert report.line(result).startswith("| strings | ≥ 95 % **missed** | 9 | 10 | 90.0% |")
    page = "\n".join(report.page([result], "abc"))
    assert "8 (80.0%), PP-OCRv6, 0.20 s" in page
    assert "not here" in page
    assert "plain 9 of 10" in page
