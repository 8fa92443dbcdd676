"""Text lines: an upright label crop is split where no ink crosses it."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.glyphs import links, marks_of, quantiles
from dalil.vision.polarity import dark_on_light

Span = tuple[int, int, int, int]
"""Left, top, right, bottom of a line in the crop."""

_LINES_MAX: Final = 12
"""Lines in one label; more is a page, whose lines are then read as the largest twelve."""
_LINE_SHARE_MIN: Final = 0.28
"""A line lower than this share of the highest is a rule, a fold or dots, and joins its nearest neighbour."""
_TRIM: Final = 0.012
"""Share of each side that is rim: what reaches into it is not text."""
_GROUND_PX: Final = 48
"""Shorter side, roughly, at which the tone of the ground is taken."""
_STROKE_SHARE_MAX: Final = 0.5
"""What is broader than this share of the shorter side is ground."""
_PLAINLY_LONG: Final = 2.2
"""A label this many times longer than wide has its text along its long side."""


def ink_of(grey: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a label crop is ink: darker than the middle between its ground and its darkest tones.

    Light writing on dark ground is ink, too; the ground may lie in light and shadow.
    """
    import cv2

    grey = dark_on_light(grey)
    level = np.asarray(cv2.divide(grey, _ground(grey), scale=255), dtype=np.uint8)
    dark, ground = quantiles(level, 0.01, 0.8)
    return np.asarray(level < dark + 0.5 * (ground - dark))


def _ground(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The tone of the ground at every pixel: strokes closed away, in few pixels; nowhere 0."""
    import cv2

    height, width = grey.shape
    share = max(1, min(height, width) // _GROUND_PX)
    few = max(1, width // share), max(1, height // share)
    small = cv2.resize(grey, few, interpolation=cv2.INTER_AREA)
    side = max(3, round(_STROKE_SHARE_MAX * min(small.shape))) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    whole = cv2.resize(cv2.blur(closed, (3, 3)), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.maximum(np.asarray(whole, dtype=np.uint8), 1)


def lines(grey: NDArray[np.uint8]) -> list[Span]:
    """Return the text lines of an upright label crop (H×W grey), top to bottom, with a little room."""
    height, width = grey.shape
    ink = _without_rules(_without_rim(ink_of(grey)))
    runs = _merged(_runs(ink.sum(axis=1) > 0))
    found = []
    for top, bottom in runs:
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        room = max(2, round(0.18 * (bottom - top)))
        left, right = max(0, int(columns[0]) - 2 * room), min(width, int(columns[-1]) + 1 + 2 * room)
        found.append((left, max(0, top - room), right, min(height, bottom + room)))
    return sorted(sorted(found, key=lambda one: one[1] - one[3])[:_LINES_MAX], key=lambda one: one[1])


def is_cut_tight(grey: NDArray[np.uint8]) -> bool:
    """Whether characters reach the border of a crop: then it is one line, and has no rim to take away."""
    import cv2

    height, width = grey.shape
    ink = ink_of(grey)
    rim = ink & ~_without_rim(ink)
    _, _, facts, _ = cv2.connectedComponentsWithStats(rim.astype(np.uint8), connectivity=8)
    _, _, wide, high, area = facts[1:].T
    like = (high >= 0.35 * height) & (wide < 0.5 * width) & (wide >= 0.1 * height) & (wide <= 1.5 * high)
    return bool((like & (area >= 0.1 * wide * high) & (area <= 0.8 * wide * high)).any())


def stands_on_end(grey: NDArray[np.uint8]) -> bool:
    """Whether the text of a label crop runs up or down: marks follow one another along text lines."""
    height, width = grey.shape
    if max(height, width) > _PLAINLY_LONG * min(height, width):
        return bool(height > width)
    ink = _without_rim(ink_of(grey))
    mask = ink.astype(np.uint8)
    level, upright = links(marks_of(mask)), links(marks_of(np.ascontiguousarray(mask.T)))
    if level != upright:
        return bool(upright > level)
    return bool(_parting(ink.sum(axis=0)) > _parting(ink.sum(axis=1)))


def _parting(profile: NDArray[np.int64]) -> float:
    """How strongly a profile of ink rises and falls: lines give high peaks and empty gaps."""
    return float(np.std(profile) / max(float(np.mean(profile)), 1e-6))


def _without_rim(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Remove what touches the border of the crop: the label's edge, its frame, what lies beside it."""
    import cv2

    rows, columns = (max(1, round(_TRIM * side)) for side in ink.shape)
    count, marks = cv2.connectedComponents(ink.astype(np.uint8), connectivity=8)
    border = np.zeros(count, dtype=bool)
    for part in (marks[:rows], marks[-rows:], marks[:, :columns], marks[:, -columns:]):
        border[np.unique(part)] = True
    border[0] = True
    return np.asarray(~border[marks])


def _without_rules(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Remove underlines: thin level strokes much longer than any letter is high."""
    import cv2

    length = max(25, ink.shape[1] // 4)
    rules = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, _, facts, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    out = ink.copy()
    for left, top, width, height, _area in facts[1:count]:
        if height <= max(3, 0.08 * ink.shape[0]):
            out[top : top + height, left : left + width] = False
    return out


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Starts and ends of the stretches that are filled."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], filled, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _merged(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give dots and marks to the line they belong to: the nearer neighbour."""
    runs = [run for run in runs if run[1] - run[0] > 1]
    while len(runs) > 1:
        highest = max(bottom - top for top, bottom in runs)
        low = [place for place, (top, bottom) in enumerate(runs) if bottom - top < _LINE_SHARE_MIN * highest]
        if not low:
            break
        place = low[0]
        before = runs[place][0] - runs[place - 1][1] if place else 1 << 30
        after = runs[place + 1][0] - runs[place][1] if place + 1 < len(runs) else 1 << 30
        gap = min(before, after)
        if gap > 0.5 * highest:
            del runs[place]
        elif before <= after:
            runs[place - 1 : place + 1] = [(runs[place - 1][0], runs[place][1])]
        else:
            runs[place : place + 2] = [(runs[place][0], runs[place + 1][1])]
    return runs
