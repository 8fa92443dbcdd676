"""Agreement of two coders: raw share, and Cohen's kappa (Cohen 1960), in exact fractions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dalil.core.canonical import Record

PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree. ``kappa_ppm`` is None where chance alone would agree fully."""

    pairs: int
    agreed: int
    raw_ppm: int | None
    kappa_ppm: int | None

    def to_record(self) -> Record:
        """Return the agreement for records and ``--json``."""
        return {
            "pairs": self.pairs,
            "agreed": self.agreed,
            "raw_ppm": self.raw_ppm,
            "kappa_ppm": self.kappa_ppm,
        }


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Return the agreement over ``pairs`` of codes, one pair for each item coded twice.

    Kappa misleads where one code prevails; it is printed beside the raw share, never instead of it.
    """
    agreed = sum(left == right for left, right in pairs)
    if not pairs:
        return Agreement(0, 0, None, None)
    observed = Fraction(agreed, len(pairs))
    by_chance = _chance(pairs)
    kappa = None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
    return Agreement(len(pairs), agreed, round(observed * PPM), None if kappa is None else round(kappa * PPM))


def _chance(pairs: Sequence[tuple[str, str]]) -> Fraction:
    """The share that two coders with these habits would agree on by chance."""
    left, right = Counter(code for code, _ in pairs), Counter(code for _, code in pairs)
    return Fraction(sum(left[code] * right[code] for code in left), len(pairs) ** 2)
