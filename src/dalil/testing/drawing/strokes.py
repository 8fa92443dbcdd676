"""Strokes: digits written by a hand, from skeletons that belong to no font and no digit set.

Each digit is one or more lines of points in a unit box (x right, y down). A hand bends the points a little,
slants and stretches them, and pulls a pen of some width along a smooth curve through them.
"""

import random
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from dalil.testing.drawing.pixels import Pixels

Line = tuple[tuple[float, float], ...]

WESTERN: Final[tuple[tuple[Line, ...], ...]] = (
    (
        (
            (0.52, 0.02),
            (0.2, 0.2),
            (0.12, 0.55),
            (0.28, 0.93),
            (0.6, 0.97),
            (0.86, 0.7),
            (0.84, 0.28),
            (0.5, 0.02),
        ),
    ),
    (((0.3, 0.24), (0.52, 0.03), (0.53, 0.5), (0.52, 0.98)),),
    (
        ((0.14, 0.24), (0.3, 0.05), (0.66, 0.03), (0.82, 0.26), (0.6, 0.58), (0.14, 0.95)),
        ((0.14, 0.95), (0.9, 0.93)),
    ),
    (
        ((0.16, 0.1), (0.5, 0.0), (0.78, 0.18), (0.66, 0.4), (0.4, 0.47)),
        ((0.4, 0.47), (0.76, 0.54), (0.84, 0.78), (0.56, 0.98), (0.12, 0.88)),
    ),
    (((0.6, 0.02), (0.36, 0.32), (0.08, 0.66)), ((0.08, 0.66), (0.9, 0.63)), ((0.66, 0.36), (0.64, 1.0))),
    (
        ((0.82, 0.04), (0.26, 0.05)),
        ((0.26, 0.05), (0.22, 0.4)),
        ((0.22, 0.42), (0.56, 0.36), (0.84, 0.6), (0.7, 0.92), (0.36, 0.99), (0.12, 0.88)),
    ),
    (
        (
            (0.72, 0.04),
            (0.36, 0.24),
            (0.14, 0.62),
            (0.3, 0.94),
            (0.62, 0.95),
            (0.8, 0.72),
            (0.62, 0.52),
            (0.2, 0.62),
        ),
    ),
    (((0.1, 0.06), (0.5, 0.05), (0.88, 0.04)), ((0.88, 0.04), (0.58, 0.46), (0.4, 1.0))),
    (
        (
            (0.78, 0.16),
            (0.5, 0.01),
            (0.22, 0.18),
            (0.4, 0.42),
            (0.72, 0.6),
            (0.8, 0.84),
            (0.5, 1.0),
            (0.18, 0.84),
            (0.3, 0.58),
            (0.62, 0.4),
            (0.78, 0.16),
        ),
    ),
    (
        ((0.8, 0.2), (0.5, 0.02), (0.2, 0.2), (0.3, 0.46), (0.6, 0.46), (0.8, 0.22)),
        ((0.8, 0.2), (0.76, 0.6), (0.66, 1.0)),
    ),
)
"""0 to 9."""

ARABIC_INDIC: Final[tuple[tuple[Line, ...], ...]] = (
    (((0.46, 0.5), (0.54, 0.5), (0.54, 0.58), (0.46, 0.58), (0.46, 0.5)),),
    (((0.44, 0.02), (0.5, 0.5), (0.56, 0.98)),),
    (
        ((0.84, 0.02), (0.8, 0.22), (0.56, 0.3), (0.3, 0.2), (0.2, 0.02)),
        ((0.2, 0.02), (0.32, 0.5), (0.4, 0.99)),
    ),
    (
        ((0.98, 0.03), (0.94, 0.22), (0.76, 0.26), (0.62, 0.06)),
        ((0.62, 0.06), (0.56, 0.24), (0.34, 0.26), (0.14, 0.02)),
        ((0.14, 0.02), (0.26, 0.5), (0.34, 0.99)),
    ),
    (
        ((0.8, 0.05), (0.42, 0.12), (0.26, 0.28), (0.62, 0.45)),
        ((0.62, 0.45), (0.2, 0.64), (0.32, 0.9), (0.84, 0.93)),
    ),
    (((0.5, 0.16), (0.2, 0.4), (0.18, 0.72), (0.48, 0.9), (0.8, 0.72), (0.78, 0.42), (0.5, 0.16)),),
    (((0.16, 0.02), (0.24, 0.14), (0.52, 0.14), (0.72, 0.1)), ((0.72, 0.1), (0.72, 0.5), (0.84, 0.99))),
    (((0.06, 0.04), (0.3, 0.5), (0.5, 0.97)), ((0.5, 0.97), (0.7, 0.5), (0.94, 0.03))),
    (((0.06, 0.97), (0.3, 0.5), (0.5, 0.03)), ((0.5, 0.03), (0.7, 0.5), (0.94, 0.97))),
    (
        ((0.74, 0.24), (0.5, 0.04), (0.24, 0.18), (0.34, 0.42), (0.7, 0.38)),
        ((0.74, 0.22), (0.76, 0.6), (0.84, 0.99)),
    ),
)
"""٠ to ٩."""

SIGNS: Final[dict[str, tuple[Line, ...]]] = {
    "/": (((0.8, 0.02), (0.5, 0.5), (0.2, 0.98)),),
    ".": (((0.46, 0.93), (0.54, 0.93), (0.54, 0.98), (0.46, 0.98), (0.46, 0.93)),),
}
"""What stands between digits."""

STEPS: Final = 10
"""Points drawn between two points of a skeleton."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How one writer writes: slant, width and pen in parts of the digit's height; unrest of the points."""

    slant: float
    width: float
    pen: float
    unrest: float

    @classmethod
    def of(cls, chance: random.Random) -> "Hand":
        """A hand drawn by chance."""
        return cls(
            slant=chance.uniform(-0.08, 0.22),
            width=chance.uniform(0.5, 0.68),
            pen=chance.uniform(0.09, 0.15),
            unrest=chance.uniform(0.008, 0.03),
        )


def skeleton(letter: str) -> tuple[Line, ...] | None:
    """Return the lines of a digit or sign, or None for what hands here do not write."""
    if letter in SIGNS:
        return SIGNS[letter]
    if "0" <= letter <= "9":
        return WESTERN[ord(letter) - ord("0")]
    if "٠" <= letter <= "٩":
        return ARABIC_INDIC[ord(letter) - ord("٠")]
    return None


def write(text: str, height: int, hand: Hand, chance: random.Random) -> Pixels:
    """Return the ink (0 to 255, one plane) of ``text``, left to right, ``height`` pixels tall.

    Every letter of ``text`` must have a skeleton.
    """
    pen = max(2, round(height * hand.pen))
    margin = pen + round(height * 0.12)
    advance = round(height * (hand.width + 0.14))
    lean = round(abs(hand.slant) * height)
    ink = np.zeros((height + 2 * margin, advance * len(text) + 2 * margin + lean), np.uint8)
    left = float(margin + (0 if hand.slant > 0 else lean))
    for letter in text:
        lines = skeleton(letter)
        assert lines is not None, f"no skeleton for {letter!r}"
        width = height * hand.width * chance.uniform(0.88, 1.1)
        bob = chance.uniform(-0.04, 0.04) * height
        for line in lines:
            points = _bend(np.asarray(line, dtype=np.float64), hand, chance)
            xy = np.c_[
                left + points[:, 0] * width + hand.slant * (1 - points[:, 1]) * height,
                margin + bob + points[:, 1] * height,
            ]
            fixed = np.round(xy * 8).astype(np.int32).reshape(-1, 1, 2)
            cv2.polylines(
                ink, [fixed], isClosed=False, color=255, thickness=pen, lineType=cv2.LINE_AA, shift=3
            )
        left += advance * chance.uniform(0.92, 1.02) * (0.75 if letter in SIGNS or letter in "1١٠" else 1)
    return ink


def _bend(points: npt.NDArray[np.float64], hand: Hand, chance: random.Random) -> npt.NDArray[np.float64]:
    """Move each point a little, then draw a smooth curve (Catmull–Rom) through them."""
    moved: npt.NDArray[np.float64] = points + np.array(
        [[chance.gauss(0, hand.unrest), chance.gauss(0, hand.unrest)] for _ in points]
    )
    if len(moved) < 3:
        return moved
    padded = np.vstack([2 * moved[0] - moved[1], moved, 2 * moved[-1] - moved[-2]])
    t = np.linspace(0, 1, STEPS, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return np.asarray(np.vstack([*pieces, moved[-1:]]), dtype=np.float64)
