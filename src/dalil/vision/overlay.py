"""Overlays: white boxes with dark text that a program drew into the picture, found by geometry alone.

A box is upright or turned by a right angle, its ground is 245–255, its text darker than 110 after reduction.
It may stand anywhere, and there may be several.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.sheet import outlines

Rectangle = tuple[int, int, int, int]
"""Left, top, width, height in pixels of the frame at hand."""

_WHITE_MIN: Final = 236
"""Grey value of the ground after area reduction and JPEG."""
_DARK_MAX: Final = 130
"""Grey value below which a pixel counts as ink; strokes thin out when the frame is reduced."""
_SIDE_MIN: Final = 9
"""Pixels of the reduced frame: nothing smaller can be read in the full one."""
_INK_SHARE: Final = (0.005, 0.6)
"""Share of a box that is ink: less is blank paper, more is a picture."""
_FILL_MIN: Final = 0.93
"""Share of each side of the box that is ground."""
_FRAY_PX: Final = 4
"""Pixels of the reduced frame by which the sides of a box may be frayed."""
_PICTURE_SHARE_MIN: Final = 0.85
"""Share of the not-white that is of middle tones where a white patch belongs to a scene."""
_FRAME_SHARE_MAX: Final = 0.5
"""A box that covers more of the frame is a scanned paper, not an overlay."""


def overlays(grey: NDArray[np.uint8]) -> list[Rectangle]:
    """Return the light boxes in a reduced grey frame (H×W), from top to bottom."""
    import cv2

    white = (grey >= _WHITE_MIN).astype(np.uint8)
    found = []
    for outline in outlines(white, _SIDE_MIN):
        left, top, width, height = cv2.boundingRect(outline)
        if min(width, height) < _SIDE_MIN or width * height > _FRAME_SHARE_MAX * white.size:
            continue
        filled = np.zeros((height, width), np.uint8)
        cv2.drawContours(filled, [outline - np.array([left, top], dtype=np.int32)], -1, 1, cv2.FILLED)
        inner = (filled & white[top : top + height, left : left + width]).astype(bool)
        if np.count_nonzero(inner) < 0.3 * width * height:
            continue
        rectangle = _box(inner, grey[top : top + height, left : left + width])
        if rectangle is not None:
            found.append((left + rectangle[0], top + rectangle[1], rectangle[2], rectangle[3]))
    return sorted(found, key=lambda one: (one[1], one[0]))


def _box(ground: NDArray[np.bool_], grey: NDArray[np.uint8]) -> Rectangle | None:
    """Trim spurs off a white component and say whether what remains is a box with text in it."""
    rows, columns = _span(_outer(ground, axis=1)), _span(_outer(ground, axis=0))
    if rows is None or columns is None:
        return None
    top, bottom, left, right = _shrunk(ground, (*rows, *columns))
    inside, tones = ground[top:bottom, left:right], grey[top:bottom, left:right]
    if min(inside.shape) < _SIDE_MIN:
        return None
    ink = tones <= _DARK_MAX
    share = float(ink.mean())
    if not _INK_SHARE[0] <= share <= _INK_SHARE[1]:
        return None
    if not all(_solid(rim) for rim in _rims(inside)) or _holds_picture(inside, tones):
        return None
    return left, top, right - left, bottom - top


def _outer(ground: NDArray[np.bool_], *, axis: int) -> NDArray[np.bool_]:
    """Rows (axis 1) or columns (axis 0) over which the component reaches nearly from end to end."""
    length = ground.shape[axis]
    forward = ground.argmax(axis=axis)
    backward = np.flip(ground, axis=axis).argmax(axis=axis)
    reach = np.where(ground.any(axis=axis), length - forward - backward, 0)
    return np.asarray(reach >= 0.9 * length)


def _span(kept: NDArray[np.bool_]) -> tuple[int, int] | None:
    """First and one past the last kept place."""
    places = np.flatnonzero(kept)
    return (int(places[0]), int(places[-1]) + 1) if len(places) else None


def _shrunk(ground: NDArray[np.bool_], edges: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Move ragged sides (top, bottom, left, right) inwards, as far as JPEG and reduction fray an edge."""
    top, bottom, left, right = edges
    for _ in range(_FRAY_PX):
        if min(bottom - top, right - left) < _SIDE_MIN:
            break
        first, last, west, east = (not _solid(rim) for rim in _rims(ground[top:bottom, left:right]))
        top, bottom, left, right = top + first, bottom - last, left + west, right - east
    return top, bottom, left, right


def _rims(inside: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], ...]:
    """First and last row, first and last column."""
    return inside[0], inside[-1], inside[:, 0], inside[:, -1]


def _solid(rim: NDArray[np.bool_]) -> bool:
    """Whether a side of the box is nearly unbroken ground."""
    return float(rim.mean()) >= _FILL_MIN


def _holds_picture(inside: NDArray[np.bool_], tones: NDArray[np.uint8]) -> bool:
    """Whether most of what is not ground is of middle tones: a picture, not ink with soft edges."""
    other = tones[~inside]
    if other.size < 0.005 * tones.size:
        return True
    return float(((other > _DARK_MAX) & (other < _WHITE_MIN - 20)).mean()) > _PICTURE_SHARE_MIN
