"""Risk and coverage: what share can be accepted at a stated share of wrong ones; and calibration.

Readings are ordered by confidence. The share that can be accepted is the longest beginning of that order with
no more wrong ones than stated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

RISKS = {"0.5 %": Fraction(1, 200), "0.1 %": Fraction(1, 1000)}
CALIBRATION_BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading: how sure the reader is (millionths), whether it is right, whether it would be accepted."""

    confidence_ppm: int
    right: bool
    accepted: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Readings of at least ``least_ppm``: ``count`` of ``of``, ``wrong`` of them wrong."""

    least_ppm: int
    count: int
    wrong: int
    of: int


def bar(judged: Sequence[Judged], risk: Fraction) -> Bar:
    """The lowest bar above which at most ``risk`` are wrong; readings of one confidence stay together."""
    ordered = sorted(judged, key=lambda one: -one.confidence_ppm)
    best, wrong = Bar(1_000_001, 0, 0, len(ordered)), 0
    for place, one in enumerate(ordered):
        wrong += not one.right
        last = place + 1 == len(ordered) or ordered[place + 1].confidence_ppm < one.confidence_ppm
        if last and wrong <= risk * (place + 1):
            best = Bar(one.confidence_ppm, place + 1, wrong, len(ordered))
    return best


def applied(judged: Sequence[Judged], least_ppm: int) -> Bar:
    """What a given bar accepts."""
    above = [one for one in judged if one.confidence_ppm >= least_ppm]
    return Bar(least_ppm, len(above), sum(not one.right for one in above), len(judged))


def calibration_error(judged: Sequence[Judged]) -> float:
    """Mean distance of confidence and share right over ten bins of equal count (Naeini 2015)."""
    ordered = sorted(judged, key=lambda one: one.confidence_ppm)
    error = 0.0
    for place in range(CALIBRATION_BINS):
        ends = [len(ordered) * (place + step) // CALIBRATION_BINS for step in (0, 1)]
        part = ordered[ends[0] : ends[1]]
        sure = sum(one.confidence_ppm for one in part) / 1e6
        error += abs(sure - sum(one.right for one in part))
    return error / max(1, len(ordered))
