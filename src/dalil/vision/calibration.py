"""Calibration: from what the line model believes of a whole string to how often such readings are right.

A curve for each surface, measured on cases that nobody trained on (docs/methods/reading.md), lies beside the
weights and belongs to them alone. A reading is *accepted* from ``core.reading.SURE_PPM`` on; a surface
reaches that only where its share of wrong readings was measured. Weights without curves: nothing is accepted.
"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from dalil.core.reading import PPM, SURE_PPM

NINES_MAX: Final = 9_000
"""Thousandths of a power of ten: beyond a doubt of a thousand-millionth the model's own numbers end."""

Curve = tuple[tuple[int, int], ...]
"""Knots, rising: nines (:func:`nines`) and confidence in millionths; straight between, level outside."""


def nines(chance: float) -> int:
    """Return how sure ``chance`` is in thousandths of a power of ten: 0.9 is 1,000 and 0.999 is 3,000."""
    doubt = max(1.0 - chance, 10.0 ** (-NINES_MAX / 1000))
    return min(max(round(-1000 * math.log10(doubt)), 0), NINES_MAX)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of one set of weights, by surface."""

    curves: Mapping[str, Curve]

    @classmethod
    def from_record(cls, record: object) -> Self:
        """Read the curves of a description; none where there are none. Raises: ValueError."""
        if not isinstance(record, dict):
            raise ValueError("curves are not an object")  # noqa: TRY004 - a damaged file, not a wrong call
        curves = {
            str(surface): tuple((int(x), int(y)) for x, y in knots) for surface, knots in record.items()
        }
        for knots in curves.values():
            rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in itertools.pairwise(knots))
            if not knots or not rising or knots[0][1] < 0 or knots[-1][1] > PPM:
                raise ValueError("a curve does not rise from 0 to 1,000,000")
        return cls(curves)

    def confidence_ppm(self, surface: str, sure: int, raw_ppm: int) -> int:
        """Return how often readings as sure as this one are right on that surface, in millionths.

        Args:
            surface: what carries the text.
            sure: the model's chance of the whole string, as :func:`nines`.
            raw_ppm: the same in millionths; given back, below the bar, where the surface has no curve.

        """
        curve = self.curves.get(surface)
        if curve is None:
            return min(raw_ppm, SURE_PPM - 1)
        if sure <= curve[0][0]:
            return curve[0][1]
        for (left, low), (right, high) in itertools.pairwise(curve):
            if sure <= right:
                return low + (high - low) * (sure - left) // (right - left)
        return curve[-1][1]
