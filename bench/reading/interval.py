"""Intervals of shares: Wilson's for what is read, and an exact upper bound for what is wrong among few."""

import math
from fractions import Fraction

from dalil.core.study.estimate import wilson as whole_wilson


def wilson(count: int, of: int) -> tuple[float, float]:
    """95 % score interval of ``count`` in ``of`` (Wilson 1927); (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    found = whole_wilson(count, Fraction(of), of)
    return found.low_ppm / 1e6, found.high_ppm / 1e6


def upper_bound(count: int, of: int, *, level: float = 0.95) -> float:
    """One-sided upper bound of a share (Clopper and Pearson 1934): 3 in ``of`` where nothing was wrong.

    The share at which ``count`` or fewer would be met by a chance of 1 - ``level``.
    """
    if count >= of:
        return 1.0
    low, high = count / of, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(count, of, middle) > 1 - level:
            low = middle
        else:
            high = middle
    return high


def _at_most(count: int, of: int, share: float) -> float:
    """Probability of ``count`` or fewer in ``of`` trials that each come out with ``share``."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return float(count >= of)
    odds = math.log(share), math.log1p(-share)
    ways = (math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1) for k in range(count + 1))
    return math.fsum(math.exp(way + k * odds[0] + (of - k) * odds[1]) for k, way in enumerate(ways))
