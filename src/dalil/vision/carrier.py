"""The carrier: the even, lighter patch that a glyph row stands on, and what kind of thing it is.

The frame is closed (bright over dark) with a kernel of glyph size, so that text vanishes and its ground
becomes one patch; the patch is then grown from the row by tone.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.glyphs import Row
from dalil.vision.region import Surface

_TONE_SPREAD_MAX: Final = 0.2
"""Spread of the ground's tones, as a share of their mean: paper is even, foliage is not."""
_TOLERANCE: Final = 0.16
"""How far a neighbouring tone may lie from the ground, as a share, and still belong to it."""
_ROOM: Final = (5.0, 3.5)
"""How far round a row its carrier is sought, in glyph heights, sideways and up and down."""
_OPEN: Final = 0.5
"""A patch that takes more than this of two borders of its window goes on outside: a wall, a cloth."""
_FILL_MIN: Final = 0.72
"""Share of its smallest rectangle that a carrier fills: a sheet, not a splash."""
_STRIP_COLOUR_MIN: Final = 70
"""Saturation (0…255) of the coloured strip over a plate's number."""
_TAPE_SHAPE: Final = 2.6
"""A carrier this many times longer than high, hardly higher than its text, is tape."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A patch: its corners (4×2, clockwise from top-left, frame coordinates) and its surface."""

    corners: NDArray[np.float32]
    surface: Surface

    def holds(self, row: Row) -> bool:
        """Whether the middle of a row lies on the patch."""
        return self.holds_point(np.array([row.left + row.right, row.top + row.bottom]) / 2)

    def holds_point(self, point: NDArray[np.float64] | NDArray[np.float32]) -> bool:
        """Whether a point lies on the patch."""
        import cv2

        return cv2.pointPolygonTest(self.corners, (float(point[0]), float(point[1])), measureDist=False) >= 0

    @property
    def area(self) -> float:
        """Of the outline, in square pixels of the frame."""
        across, down = self.corners[1] - self.corners[0], self.corners[3] - self.corners[0]
        return float(np.hypot(*across) * np.hypot(*down))


def evenness(grey: NDArray[np.uint8], row: Row) -> float:
    """Spread of the lighter half of the row's tones, as a share of their mean; small is paper."""
    window = grey[row.top : row.bottom, row.left : row.right]
    light = window[window > (row.ink + row.ground) / 2]
    return float(light.std() / max(float(light.mean()), 1.0)) if light.size else 1.0


def is_even(grey: NDArray[np.uint8], row: Row) -> bool:
    """Whether the row stands on one even tone."""
    return evenness(grey, row) <= _TONE_SPREAD_MAX


def carrier(frame: NDArray[np.uint8], grey: NDArray[np.uint8], row: Row) -> Carrier | None:
    """Return the patch under a row of a reduced RGB frame, or None when it has no outline of its own."""
    import cv2

    high = max(row.mark_height, 4.0)
    left, right = max(0, int(row.left - _ROOM[0] * high)), int(row.right + _ROOM[0] * high)
    top, bottom = max(0, int(row.top - _ROOM[1] * high)), int(row.bottom + _ROOM[1] * high)
    window = grey[top:bottom, left:right]
    size = max(3, int(0.7 * high) | 1)
    closed = cv2.morphologyEx(window, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    near = np.abs(closed.astype(np.float32) - row.ground) <= _TOLERANCE * row.ground + 4
    _, marks = cv2.connectedComponents(near.astype(np.uint8), connectivity=4)
    inner = marks[row.top - top : row.bottom - top, row.left - left : row.right - left]
    held = np.bincount(inner[inner > 0].ravel(), minlength=1)
    if held[1:].sum() == 0 or held.max() < inner.size / 2:
        return None
    patch = marks == int(held.argmax())
    edges = (patch[0], patch[-1], patch[:, 0], patch[:, -1])
    if sum(bool(edge.mean() > _OPEN) for edge in edges) > 1:
        return None
    outline = cv2.findContours(patch.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    shape = cv2.minAreaRect(max(outline, key=cv2.contourArea))
    if float(patch.sum()) < _FILL_MIN * max(shape[1][0] * shape[1][1], 1.0):
        return None
    corners = _clockwise(np.asarray(cv2.boxPoints(shape), dtype=np.float32)) + np.array(
        [left, top], dtype=np.float32
    )
    return Carrier(corners, _surface(frame, row, corners))


def _clockwise(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """The corners clockwise, the one nearest the picture's top-left first."""
    angles = np.arctan2(*(corners - corners.mean(axis=0)).T[::-1])
    ordered = corners[np.argsort(angles)]
    return np.asarray(np.roll(ordered, -int(ordered.sum(axis=1).argmin()), axis=0), dtype=np.float32)


def _surface(frame: NDArray[np.uint8], row: Row, corners: NDArray[np.float32]) -> Surface:
    """Plate by the coloured strip over the number, tape by its shape, else a card."""
    high = row.mark_height
    above = frame[
        max(0, int(row.top - 0.75 * high)) : max(1, int(row.top - 0.3 * high)), row.left : row.right
    ]
    if above.size and float(np.median(above.max(axis=2).astype(int) - above.min(axis=2))) > _STRIP_COLOUR_MIN:
        return Surface.PLATE
    sides = sorted((float(np.hypot(*(corners[1] - corners[0]))), float(np.hypot(*(corners[2] - corners[1])))))
    if sides[1] > _TAPE_SHAPE * sides[0] and sides[0] < 2.2 * high:
        return Surface.TAPE
    return Surface.CARD
