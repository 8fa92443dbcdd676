"""Beside: whether something like a character stands beyond the ends of a line.

A number of which a digit is covered, cut by the edge of its card or of the picture, or left out by a finder
reads as surely as a whole one, and is another person's. So a line is accepted only where nothing goes on
beside it, and where it ends before the picture does: a digit beyond the edge leaves no ink.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.polarity import dark_on_light
from dalil.vision.region import Box, Pixels, box_of, cut, sides, wider
from dalil.vision.textlines import ink_of

_REACH: Final = 0.8
"""How far beyond an end is looked, in heights of the line: to the next digit, were it cut or not."""
_REACH_ACROSS: Final = 1.3
"""How far above and below a line that nothing carries is looked, in its heights: to the next line."""
_REACH_MIN: Final = 0.3
"""Where the label ends nearer: what covers a digit ends the label, too."""
_RIM: Final = 0.05
"""Heights of the line that belong to the label's own edge, or to the picture's."""
_ROOM: Final = 0.5
"""Heights of the line that a photograph shows beyond its last character, where that is the last one."""
_HIGH: Final = 0.45
"""How high ink beyond an end must reach, as a share of the line's usual mark, to be a character's."""
_EDGE: Final = 0.8
"""A column that is ink by this share is an edge, of a card or of a shadow."""
_COVER: Final = 0.35
"""Heights of the line beyond its last mark within which another ground is a cover's."""
_BEHIND: Final = 0.3
"""Heights of the line by which the label must go on where such a ground begins, or it is the label's end."""
_GROUND_TONE: Final = 0.75
"""The quantile of a column's tones that is its ground."""
_STEP: Final = 1.25
"""By how much another ground is darker or lighter, as a ratio."""
_HEIGHT_PX: Final = 64
_HEIGHT_PX_ACROSS: Final = 160
_IN_GREY: Final = 2
"""Dimensions of grey pixels."""
_USUAL: Final = 0.6
"""Height of characters, as a share of the line's, where no mark tells it."""


def goes_on(pixels: Pixels, line: Box, label: Box, *, is_crop: bool = False) -> bool:
    """Return whether ink as high as a piece of a character is beside a line, or may be beyond the picture.

    Args:
        pixels: the picture, grey or RGB.
        line: the line's box, which has a little room around its characters.
        label: the outline of what carries it; the line's own where nothing does.
        is_crop: the picture was cut to its label: what ends near an edge is whole, what touches it is not.

    """
    if label == line and _is_among_lines(pixels, line):
        return True
    left, right = _reach(line, label)
    window = wider(line, left, right)
    grey = _grey(pixels, window, _HEIGHT_PX)
    ink = ink_of(grey)
    first, last = round(left * ink.shape[0]), ink.shape[1] - round(right * ink.shape[0])
    if label != line and _is_covered(grey, ink, (first, last), _room(line, label)):
        return True
    usual = _usual(ink, first, last)
    ink = ink & (ink.mean(axis=0) < _EDGE)
    inside = _inside(window, ink.shape[1], (pixels.shape[1], pixels.shape[0]))
    ink &= inside
    if max(_height(ink[:, :first]), _height(ink[:, last:])) >= _HIGH * usual:
        return True
    rim = max(1, round((_RIM if is_crop else _ROOM) * ink.shape[0]))
    near = 1 if is_crop else 1 + 2 * _RIM * sides(line)[1]
    return _runs_out(ink, inside, _at_edge(window, pixels, near), rim)


def _is_covered(
    grey: Pixels, ink: NDArray[np.bool_], ends: tuple[int, int], room: tuple[float, float]
) -> bool:
    """Whether another ground begins close beside the line's marks, and the label goes on behind it.

    ``ends``: where the line's box begins and ends in the window; ``room``: how far the label goes beyond it.
    """
    height, (first, last) = ink.shape[0], ends
    marks = first + np.flatnonzero(ink[:, first:last].any(axis=0))
    if not marks.size:
        return False
    tones = np.quantile(dark_on_light(grey), _GROUND_TONE, axis=0)
    own = max(1.0, float(np.median(tones[marks[0] : marks[-1] + 1])))
    other = np.flatnonzero((tones < own / _STEP) | (tones > own * _STEP))
    near = round(_COVER * height)
    before = other[(other < marks[0]) & (other >= marks[0] - near)]
    after = other[(other > marks[-1]) & (other <= marks[-1] + near)]
    behind = (
        room[0] - (first - before.max()) / height if before.size else 0.0,
        room[1] - (after.min() - last) / height if after.size else 0.0,
    )
    return max(behind) >= _BEHIND


def _runs_out(
    ink: NDArray[np.bool_], inside: NDArray[np.bool_], at_edge: tuple[bool, bool], rim: int
) -> bool:
    """Whether ink is so near to the picture's edge, where the window's left or right end lies there."""
    off = int(inside.argmax()), int(inside[::-1].argmax())
    near = ink[:, off[0] : off[0] + rim], ink[:, ink.shape[1] - off[1] - rim : ink.shape[1] - off[1]]
    return any(bool(one.any()) and (gone > 0 or at) for one, gone, at in zip(near, off, at_edge, strict=True))


def _grey(pixels: Pixels, window: Box, height_px_max: int) -> NDArray[np.uint8]:
    """The straightened window."""
    import cv2

    seen = cut(pixels, window, height_px_max=height_px_max)
    return seen if seen.ndim == _IN_GREY else np.asarray(cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY), np.uint8)


def _is_among_lines(pixels: Pixels, line: Box) -> bool:
    """Whether a line that nothing was found to carry has others above or below: a part of a label."""
    corners = np.array(line, np.float64)
    up = (corners[[0, 1]] - corners[[3, 2]]) * _REACH_ACROSS
    window = box_of(np.concatenate([corners[:2] + up, corners[2:] - up[::-1]]))
    ink = ink_of(_grey(pixels, window, _HEIGHT_PX_ACROSS))
    high = ink.shape[0] / (1 + 2 * _REACH_ACROSS)
    first, last = round(_REACH_ACROSS * high), round((1 + _REACH_ACROSS) * high)
    usual = _usual(ink[first:last], 0, ink.shape[1])
    ink = ink & (ink.mean(axis=1) < _EDGE)[:, None]
    return any(_has_marks(part, _HIGH * usual) for part in (ink[:first], ink[last:]))


def _has_marks(ink: NDArray[np.bool_], least: float) -> bool:
    """Whether a mark is so high, and not a mere stroke from edge to edge."""
    wide, tall = _sizes(ink)
    return bool(((tall >= least) & (tall < 0.98 * ink.shape[0]) & (wide <= 4 * tall)).any())


def _reach(line: Box, label: Box) -> tuple[float, float]:
    """How far to look beyond the left and the right end, in heights of the line."""
    if label == line:
        return _REACH, _REACH
    left, right = (min(max(one - _RIM, _REACH_MIN), _REACH) for one in _room(line, label))
    return left, right


def _room(line: Box, label: Box) -> tuple[float, float]:
    """How far the label goes on beyond the line's left and right end, in heights of the line."""
    corners, outline = np.array(line, np.float64), np.array(label, np.float64)
    wide, high = sides(line)
    along = (corners[1] - corners[0]) / max(wide, 1.0)
    places = np.sort((outline - corners[0]) @ along)
    return float(-places[:2].mean()) / max(high, 1.0), float(places[2:].mean() - wide) / max(high, 1.0)


def _inside(window: Box, columns: int, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Which columns of a straightened window show the picture, by the middle of its height."""
    corners = np.array(window, np.float64)
    start, end = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    places = start + (end - start) * ((np.arange(columns)[:, None] + 0.5) / columns)
    return np.asarray(((places >= 0) & (places < np.array(size))).all(axis=1))


def _at_edge(window: Box, pixels: Pixels, near: float) -> tuple[bool, bool]:
    """Whether the window's left, and right, end lies at the picture's edge, or so many pixels before it."""
    limits = pixels.shape[1] - 1 - near, pixels.shape[0] - 1 - near
    at = [x <= near or y <= near or x >= limits[0] or y >= limits[1] for x, y in window]
    return at[0] or at[3], at[1] or at[2]


def _usual(ink: NDArray[np.bool_], first: int, last: int) -> float:
    """The usual height of the line's own marks."""
    _, heights = _sizes(ink[:, first:last])
    own = heights[heights >= ink.shape[0] // 4]
    return float(np.median(own)) if len(own) else _USUAL * ink.shape[0]


def _sizes(ink: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Widths and heights of connected marks; of nothing there are none, on which OpenCV would fail."""
    import cv2

    if not ink.size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    _, _, facts, _ = cv2.connectedComponentsWithStats(
        np.ascontiguousarray(ink, dtype=np.uint8), connectivity=8
    )
    return facts[1:, 2].astype(np.int64), facts[1:, 3].astype(np.int64)


def _height(ink: NDArray[np.bool_]) -> int:
    """From the topmost to the lowest ink."""
    rows = np.flatnonzero(ink.any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if len(rows) else 0
