"""Fit: a curve from how sure the model is to how often it is right, and the bar from which it is accepted.

The curve is an isotonic regression (Ayer et al. 1955), made to rise where that is level, so that what is
surer stays before what is less sure. The bar is the lowest at which the upper bound (95 %, Clopper and
Pearson 1934) of the share of wrong ones is at most the stated risk. It is asked of numbers, for nothing else
is accepted: lines without text, words and dates would make the share look better. Where no bar satisfies
that, nothing is accepted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.reading.interval import upper_bound

from dalil.core.reading import PPM, SURE_PPM
from dalil.vision.calibration import NINES_MAX

RISK_PPM = 1_000
_LEVEL = 4
"""Nines in which a level curve rises by a millionth."""
_GROUPS = 60
"""Groups of about equal count that isotonic regression begins with."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading that says something: how sure (nines), whether right, and whether it would be a number.

    What is read in a place without text is one, too, where it has digits; a date is none.
    """

    sure: int
    right: bool
    number: bool = True


def bar_of(cases: Sequence[Judged], risk_ppm: int = RISK_PPM) -> tuple[int, int, int]:
    """The lowest bar (nines) that keeps the risk, how many are above it, how many of them are wrong."""
    ordered = sorted((one for one in cases if one.number), key=lambda one: -one.sure)
    best, wrong = (NINES_MAX + 1, 0, 0), 0
    for place, one in enumerate(ordered, start=1):
        wrong += not one.right
        last = place == len(ordered) or ordered[place].sure < one.sure
        if last and upper_bound(wrong, place) * PPM <= risk_ppm:
            best = one.sure, place, wrong
        elif wrong > place // 100 + 3:
            break
    return best


def curve_of(cases: Sequence[Judged], bar: int, top_ppm: int) -> list[list[int]]:
    """Knots of the curve: isotonic below the bar, where nothing is accepted; above it up to the top."""
    knots: list[list[int]] = []
    for sure, right_ppm in _isotonic([one for one in cases if one.sure < bar]):
        if sure < bar - 1 and (not knots or sure > knots[-1][0]):
            knots.append([sure, min(right_ppm, SURE_PPM - 1)])
    highest = knots[-1][1] if knots else 0
    if bar > NINES_MAX:
        return _rising([*knots, [NINES_MAX + 1, highest]])
    knots = _rising([*knots, [bar - 1, highest]])
    return [*knots, [bar, SURE_PPM], [NINES_MAX + 1, max(top_ppm, SURE_PPM)]]


def _rising(knots: list[list[int]]) -> list[list[int]]:
    """The same, lower where it would be level: a millionth for every few nines."""
    rising = knots[-1:]
    for sure, right_ppm in reversed(knots[:-1]):
        after, highest = rising[-1]
        rising.append([sure, max(0, min(right_ppm, highest - (after - sure) // _LEVEL))])
    return rising[::-1]


def _isotonic(cases: Sequence[Judged]) -> list[tuple[int, int]]:
    """Mean nines and share right (millionths) of pools in which the share right rises."""
    ordered = sorted((one.sure, one.right) for one in cases)
    pools: list[tuple[int, int, int]] = []
    for place in range(_GROUPS):
        part = ordered[len(ordered) * place // _GROUPS : len(ordered) * (place + 1) // _GROUPS]
        if part:
            pools.append((sum(sure for sure, _ in part), sum(right for _, right in part), len(part)))
        while len(pools) > 1 and pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2]:
            last, before = pools.pop(), pools.pop()
            pools.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    return [(sure // count, right * PPM // count) for sure, right, count in pools]
