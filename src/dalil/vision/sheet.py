"""Sheets: even, light, four-cornered patches with ink on them: cards, stickers, tape, the white of a plate.

The frame is closed (light over dark) so that strokes vanish from their ground, then cut at a ladder of tones;
what stays in one piece over its surroundings and fills its smallest rectangle is a sheet. Works at any angle
and for a single character. After extremal regions (Matas et al. 2002), restricted to rectangles.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.glyphs import quantiles
from dalil.vision.region import Surface

_REDUCTION: Final = 2
"""Sheets are sought in a frame reduced once more: their outlines are coarse."""
_STROKES_PX: Final = (7, 15)
"""Widths of strokes that are closed, in the reduced frame: felt-tip on a far and on a near card."""
_TONES: Final = tuple(range(56, 250, 16))
"""Grey levels of the ladder."""
_AREA_SHARE: Final = (0.0006, 0.35)
"""Share of the frame that a sheet covers: from 18 pixels square in 1,000 × 750 to a card held before the
lens."""
_LIGHT_SHARE_MAX: Final = 0.97
"""Where more of the frame is lighter than a tone, nothing stands out at it."""
_SIDE_PX_MIN: Final = 7
_SHAPE_MAX: Final = 9.0
"""Longer to shorter side."""
_FILL_MIN: Final = 0.82
"""Share of its smallest rectangle that a sheet fills; torn tape is the worst."""
_UNEVEN_MAX: Final = 0.13
"""Spread of the closed tones, as a share of their mean."""
_INK_SHARE: Final = (0.008, 0.55)
"""Share of the sheet that is ink."""
_INK_TONE: Final = 0.72
"""Ink is darker than this share of the ground."""
_RIM_MAX: Final = 0.93
"""A sheet's surroundings are darker than this share of its ground."""
_SAME: Final = 0.6
"""Two finds that cover each other by this share of the smaller are one sheet."""
_TAPE_FILL_MAX: Final = 0.945
"""Torn ends: below this fill a sheet is tape."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A patch: corners (4×2, clockwise from the one nearest the top-left), area, fill of its rectangle."""

    corners: NDArray[np.float64]
    area: float
    fill: float

    @property
    def surface(self) -> Surface:
        """Card where the edges are straight, tape where they are torn."""
        return Surface.TAPE if self.fill < _TAPE_FILL_MAX else Surface.CARD

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        (left, top), (right, bottom) = self.corners.min(axis=0).tolist(), self.corners.max(axis=0).tolist()
        return left, top, right, bottom


def sheets(grey: NDArray[np.uint8]) -> list[Sheet]:
    """Return the sheets of a grey frame, the largest first, in its own coordinates."""
    import cv2

    size = (max(1, grey.shape[1] // _REDUCTION), max(1, grey.shape[0] // _REDUCTION))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    found: list[Sheet] = []
    for stroke in _STROKES_PX:
        kernel = np.ones((stroke, stroke), np.uint8)
        closed = np.asarray(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel), dtype=np.uint8)
        for tone in _TONES:
            found += _at(small, closed, tone)
    found.sort(key=lambda one: (-round(one.fill, 2), -one.area, tuple(one.corners.ravel())))
    kept: list[Sheet] = []
    for one in found:
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    stretch = np.array([grey.shape[1] / size[0], grey.shape[0] / size[1]])
    scaled = [
        replace(one, corners=one.corners * stretch, area=one.area * float(stretch.prod())) for one in kept
    ]
    return sorted(scaled, key=lambda one: (-one.area, tuple(one.corners.ravel())))


def _at(small: NDArray[np.uint8], closed: NDArray[np.uint8], tone: int) -> list[Sheet]:
    """Sheets among the pieces lighter than one tone."""
    import cv2

    light = (closed > tone).astype(np.uint8)
    if not _AREA_SHARE[0] <= cv2.countNonZero(light) / light.size <= _LIGHT_SHARE_MAX:
        return []
    height, width = small.shape
    least, most = (share * small.size for share in _AREA_SHARE)
    found = []
    for outline in outlines(light, _SIDE_PX_MIN):
        x, y, w, h = cv2.boundingRect(outline)
        inside = x > 0 and y > 0 and x + w < width and y + h < height
        if not inside or min(w, h) < _SIDE_PX_MIN or not least <= _area(outline) <= most:
            continue
        window = (slice(max(0, y - 3), y + h + 3), slice(max(0, x - 3), x + w + 3))
        origin = np.array([window[1].start, window[0].start], dtype=np.int32)
        one = _sheet(small[window], closed[window], outline - origin)
        if one is not None:
            found.append(replace(one, corners=one.corners + origin))
    return found


def outlines(mask: NDArray[np.uint8], side_min: int) -> list[NDArray[np.int32]]:
    """The outer outlines (n×1×2: x, y, pixel by pixel) of the pieces of a mask, those within holes too.

    Pieces with a side below ``side_min`` pixels are left out where the length of the outline tells.
    """
    import cv2

    found, levels = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    long = [place for place, one in enumerate(found) if len(one) >= 4 * (side_min - 1)]
    return [np.asarray(found[place], dtype=np.int32) for place in long if levels[0][place][3] < 0]


def _area(outline: NDArray[np.int32]) -> float:
    """Pixels inside an outline, those of the outline too."""
    import cv2

    return float(cv2.contourArea(outline)) + len(outline) / 2


def _sheet(small: NDArray[np.uint8], closed: NDArray[np.uint8], outline: NDArray[np.int32]) -> Sheet | None:
    """The sheet that a piece is, or None: its shape, its evenness, its ink, its surroundings."""
    import cv2

    shape = cv2.minAreaRect(outline)
    sides = sorted(side + 1 for side in shape[1])
    area = _area(outline)
    fill = min(area / (sides[0] * sides[1]), 1.0)
    if fill < _FILL_MIN or sides[0] < _SIDE_PX_MIN or sides[1] > _SHAPE_MAX * sides[0]:
        return None
    filled = cv2.drawContours(np.zeros_like(small), [outline], -1, 1, -1)
    core = cv2.erode(filled, np.ones((3, 3), np.uint8)).astype(bool)
    if not core.any():
        return None
    tones = closed[core].astype(np.float32)
    (ground,) = quantiles(closed[core], 0.5)
    if float(tones.std()) > _UNEVEN_MAX * ground:
        return None
    ink = float((small[core] < _INK_TONE * ground).mean())
    if not _INK_SHARE[0] <= ink <= _INK_SHARE[1]:
        return None
    around = cv2.dilate(filled, np.ones((5, 5), np.uint8)).astype(bool) & ~filled.astype(bool)
    if quantiles(closed[around], 0.5)[0] > _RIM_MAX * ground:
        return None
    return Sheet(_clockwise(np.asarray(cv2.boxPoints(shape), dtype=np.float64)), area, fill)


def _clockwise(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """The corners clockwise, the one nearest the picture's top-left first."""
    away = corners - corners.mean(axis=0)
    ordered = corners[np.argsort(np.arctan2(away[:, 1], away[:, 0]))]
    return np.asarray(np.roll(ordered, -int(ordered.sum(axis=1).argmin()), axis=0))


def _same(one: Sheet, other: Sheet) -> bool:
    """Whether two finds are the same sheet."""
    import cv2

    shared = cv2.intersectConvexConvex(one.corners.astype(np.float32), other.corners.astype(np.float32))[0]
    return float(shared) > _SAME * min(one.area, other.area)
