"""Zeros at the ends of a row: in Arabic-Indic digits a dot, too low to be chained with the other marks.

A number that loses its last zero is another number, and reads as surely as the right one.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from dalil.vision.glyphs import Marks, Row, darker
from dalil.vision.region import Pixels

_HIGH: Final = (0.12, 0.6)
"""Height of a zero, as a share of the marks' usual height."""
_NEAR: Final = 1.2
"""Largest gap between a zero and its neighbour, in mark heights."""
_REACH: Final = 3.0
"""How far beyond an end zeros are sought, in mark heights."""
_MIDDLE: Final = (0.1, 0.95)
"""Where between the row's upper and lower edge a zero's middle stands."""
_LONG_MAX: Final = 2.5
"""Longer to shorter side of a zero."""
_STROKE: Final = 0.8
"""Width of strokes that are told from their ground, in mark heights."""
_INK: Final = 0.45
"""A zero's tone lies at most so far from the row's ink towards its ground."""
_SAME_GROUND: Final = (0.6, 1.4)
"""Tones of the ground between a zero and its row, as a share of the usual one there."""
_HEIGHT_PX_MIN: Final = 2


def with_zeros(grey: Pixels, row: Row) -> Row:
    """Return the row with the dots beside its ends. ``grey``: the frame in which it was found."""
    import cv2

    high = row.mark_height
    reach = round(_REACH * high)
    first, top = max(0, row.left - reach), max(0, row.top)
    window = grey[top : row.bottom, first : row.right + reach]
    side = max(3, round(_STROKE * high)) | 1
    closed = cv2.morphologyEx(window, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    ground = np.asarray(cv2.blur(closed, (3, 3)), dtype=np.uint8)
    dots = [dot for dot in _low(window, ground, row).tolist() if _is_dot(window, row, dot, (first, top))]
    near = _NEAR * high
    left, right = row.left - first, row.right - first
    for x, y, wide, tall in reversed(dots):
        if left - near <= x + wide <= left and _is_even(ground[y : y + tall, x:left]):
            left = x
    for x, y, wide, tall in dots:
        if right <= x <= right + near and _is_even(ground[y : y + tall, right : x + wide]):
            right = x + wide
    return replace(row, left=left + first, right=right + first)


def _low(window: Pixels, ground: Pixels, row: Row) -> Marks:
    """Marks as low as a zero."""
    least, most = (max(_HEIGHT_PX_MIN, round(share * row.mark_height)) for share in _HIGH)
    return darker(window, ground, (least, most))


def _is_dot(window: Pixels, row: Row, dot: list[int], origin: tuple[int, int]) -> bool:
    """Whether a mark is compact, as dark as the row's ink, and stands where the row does."""
    x, y, wide, tall = dot
    if max(wide, tall) > _LONG_MAX * min(wide, tall) or y == 0 or y + tall == window.shape[0]:
        return False
    if float(window[y : y + tall, x : x + wide].mean()) > row.ink + _INK * (row.ground - row.ink):
        return False
    place = y + origin[1] + tall / 2 - row.slope * (x + origin[0] + wide / 2) - row.upper
    return _MIDDLE[0] <= place / max(row.lower - row.upper, 1.0) <= _MIDDLE[1]


def _is_even(ground: Pixels) -> bool:
    """Whether no edge of a card runs through the ground from a dot to its row."""
    usual = float(np.median(ground))
    return bool(ground.min() >= _SAME_GROUND[0] * usual and ground.max() <= _SAME_GROUND[1] * usual)
