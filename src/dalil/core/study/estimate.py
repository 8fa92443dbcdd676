"""Estimate: a proportion with its interval. Wilson's score interval (Wilson 1927), in whole numbers.

Computed with integers alone, so that every machine prints the same digits; bounds are rounded outwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Final

from dalil.core.canonical import Record
from dalil.core.errors import Refusal
from dalil.core.study.codebook import CANNOT_ASSESS

PPM: Final = 1_000_000
Z_95: Final = Fraction(1_959_963_984_540_054, 10**15)
"""Two-sided 95 % point of the normal distribution."""
_ROOT_SCALE: Final = 10**18


class NothingAssessed(Refusal):
    """No sampled individual has a settled code for {variable} other than "cannot assess"."""

    code = "estimate-nothing-assessed"
    exit_status = 71
    remedy = "Two people must code the sample first; differences are settled by a third."


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, in parts per million."""

    low_ppm: int
    high_ppm: int

    @property
    def per_mille(self) -> tuple[int, int]:
        """Both ends in whole thousandths, rounded outwards: an interval that is shown promises no less."""
        return self.low_ppm // 1_000, -(-self.high_ppm // 1_000)

    def __str__(self) -> str:
        """In per cent with one decimal, as commands and pages show it."""
        low, high = self.per_mille
        return f"{low / 10:.1f}–{high / 10:.1f} %"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One proportion with everything that qualifies it."""

    code: str
    positive: int
    assessed: int
    cannot_assess: int
    open: int
    """Sampled individuals without a settled code."""
    population: int
    proportion_ppm: int
    wilson: Interval
    finite: Interval
    """Wilson's interval with the finite population correction: the frame is all there is."""

    def to_record(self) -> Record:
        """Return the estimate for its event and ``--json``; it always carries interval and counts."""
        return {
            "code": self.code,
            "positive": self.positive,
            "assessed": self.assessed,
            "cannot_assess": self.cannot_assess,
            "open": self.open,
            "population": self.population,
            "proportion_ppm": self.proportion_ppm,
            "low_ppm": self.wilson.low_ppm,
            "high_ppm": self.wilson.high_ppm,
            "finite_low_ppm": self.finite.low_ppm,
            "finite_high_ppm": self.finite.high_ppm,
            "confidence_ppm": 950_000,
            "method": "wilson-1927",
        }


def estimate(
    settled: Mapping[str, str], *, variable: str, counted: str, sampled: int, population: int
) -> Estimate:
    """Estimate the proportion of ``counted`` among the individuals of the frame that can be assessed.

    Args:
        settled: settled code of each sampled individual, as far as there is one.
        variable: for the refusal's sentence.
        counted: the code whose proportion is wanted.
        sampled: how many individuals were drawn.
        population: how many the frame holds.

    Raises: NothingAssessed.

    """
    codes = list(settled.values())
    unclear = codes.count(CANNOT_ASSESS)
    assessed, positive = len(codes) - unclear, codes.count(counted)
    if assessed == 0:
        raise NothingAssessed(variable=variable)
    return Estimate(
        code=counted,
        positive=positive,
        assessed=assessed,
        cannot_assess=unclear,
        open=sampled - len(codes),
        population=population,
        proportion_ppm=round(Fraction(positive, assessed) * PPM),
        wilson=wilson(positive, Fraction(assessed), assessed),
        finite=wilson(positive, _effective(assessed, population), assessed),
    )


def wilson(positive: int, size: Fraction | None, count: int) -> Interval:
    """Return Wilson's interval for ``positive`` of ``count``, as if ``size`` had been drawn.

    ``size`` differs from ``count`` under a finite population correction; None means everything was drawn, so
    the proportion is known.
    """
    share = Fraction(positive, count)
    if size is None:
        return Interval(floor(share * PPM), ceil(share * PPM))
    square = Z_95 * Z_95
    middle = share + square / (2 * size)
    spread = Z_95 * _root(share * (1 - share) / size + square / (4 * size * size))
    whole = 1 + square / size
    low, high = (middle - spread) / whole, (middle + spread) / whole
    # At 0 and at 1 the exact bound is the share itself; the root's last digit must not move it.
    low = Fraction(0) if positive == 0 else low
    high = Fraction(1) if positive == count else high
    return Interval(max(0, floor(low * PPM)), min(PPM, ceil(high * PPM)))


def _effective(size: int, population: int) -> Fraction | None:
    """The sample size that would say as much if the population had no end: n (N - 1) / (N - n)."""
    if size >= population:
        return None
    return Fraction(size * (population - 1), population - size)


def _root(value: Fraction) -> Fraction:
    return Fraction(isqrt(value.numerator * _ROOT_SCALE**2 // value.denominator), _ROOT_SCALE)
