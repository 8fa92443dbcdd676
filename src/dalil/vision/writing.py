"""Writing: rows of glyphs in a frame, the likeliest first, each once."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.glyphs import Marks, Row, chains, darker, row_of
from dalil.vision.likeness import likeness

_LEVELS: Final = ((1, 13, (6, 60)), (2, 17, (8, 80)))
"""Reduction of the frame; in the reduced one, the width of strokes that are told from their ground, and the
least and the greatest height of marks: 6 to 160 pixels of the frame."""
_BROKEN_BY: Final = 0.2
"""Share of the room between two marks that is darker than the ground: more is an edge."""
_EDGE: Final = 0.85
"""Share of the ground's tone below which an edge is dark."""
_STEP: Final = 1.8
"""How many times lighter one mark's ground may be than the next one's: shadows fall on a card, too."""
_THIN: Final = 0.45
"""Width of a piece of an edge, at most, as a share of its height."""
_BAND: Final = 0.4
"""Height of the band above a mark, and below it, in which an edge would go on; as a share of the mark's."""
_GOES_ON: Final = 0.7
"""Share of a band's lines that are crossed by something dark where an edge goes on."""
_CROSSING: Final = 1.0
"""Price of a row that crosses edges, beside its parts: a plate's divider is an edge, too."""
_MARK_GAIN: Final = 0.4
"""How much more likely a row is for every mark, beside a part of itself."""


def rows(grey: NDArray[np.uint8]) -> list[tuple[float, Row]]:
    """Return the rows of a grey frame with how like writing each is (:mod:`dalil.vision.likeness`)."""
    scored = [(likeness(grey, row), price, row) for row, price in candidates(grey)]
    scored.sort(key=lambda one: (one[1] - one[0] - _MARK_GAIN * one[2].marks, one[2].top, one[2].left))
    kept: list[tuple[float, Row]] = []
    for score, _, row in scored:
        if not any(_covers(held, row) or _covers(row, held) for _, held in kept):
            kept.append((score, row))
    return sorted(kept, key=lambda one: (-one[0], one[1].top, one[1].left))


def candidates(grey: NDArray[np.uint8]) -> Iterator[tuple[Row, float]]:
    """Yield rows of marks at each size with a price; parts, too, of those that cross edges."""
    import cv2

    for reduction, stroke, heights in _LEVELS:
        size = (max(1, grey.shape[1] // reduction), max(1, grey.shape[0] // reduction))
        level = (
            grey
            if reduction == 1
            else np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
        )
        closed = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((stroke, stroke), np.uint8))
        ground = np.asarray(cv2.blur(closed, (3, 3)), dtype=np.uint8)
        for marks in chains(darker(level, ground, heights)):
            parts = list(_parts(level, ground, marks))
            whole = any(len(part) == len(marks) for part in parts)
            for part in parts if whole else (marks, *parts):
                row = row_of(level, part)
                if row is not None:
                    yield row.larger(reduction), 0.0 if part is not marks else _CROSSING


def _parts(grey: NDArray[np.uint8], ground: NDArray[np.uint8], marks: Marks) -> Iterator[Marks]:
    """The marks of a row; where it crosses edges, what stands on either side of them, the edges left out."""
    breaks = [
        place
        for place, (one, other) in enumerate(
            zip(marks[:-1].tolist(), marks[1:].tolist(), strict=True), start=1
        )
        if _parted(grey, ground, one, other)
    ]
    for part in np.split(marks, breaks):
        first, last = 0, len(part)
        while last - first > 1 and _goes_on(grey, ground, part[first].tolist()):
            first += 1
        while last - first > 1 and _goes_on(grey, ground, part[last - 1].tolist()):
            last -= 1
        if last - first > 1:
            yield part[first:last]


def _goes_on(grey: NDArray[np.uint8], ground: NDArray[np.uint8], mark: list[int]) -> bool:
    """Whether a mark goes on above or below: then it is a piece of an edge."""
    left, top, wide, high = mark
    if wide > _THIN * high:
        return False
    room = max(2, round(_BAND * high))
    across = slice(max(0, left - 2), left + wide + 2)
    for band in (slice(max(0, top - room), top), slice(top + high, top + high + room)):
        dark = grey[band, across] < _EDGE * ground[band, across]
        if dark.size and float(dark.any(axis=1).mean()) > _GOES_ON:
            return True
    return False


def _parted(grey: NDArray[np.uint8], ground: NDArray[np.uint8], one: list[int], other: list[int]) -> bool:
    """Whether an edge runs between two marks: something dark in the gap, or another ground beyond it."""
    left, top, wide, high = one
    right, other_top, other_wide, other_high = other
    tones = sorted(
        float(ground[y : y + h, x : x + w].mean())
        for x, y, w, h in ((left, top, wide, high), (right, other_top, other_wide, other_high))
    )
    if tones[1] > _STEP * max(tones[0], 1.0):
        return True
    between = (slice(min(top, other_top), max(top + high, other_top + other_high)), slice(left + wide, right))
    gap = grey[between]
    return gap.shape[1] > 1 and float((gap < _EDGE * ground[between]).mean()) > _BROKEN_BY


def _covers(held: Row, row: Row) -> bool:
    """Whether ``row`` lies mostly inside ``held`` and is not much smaller."""
    wide = min(held.right, row.right) - max(held.left, row.left)
    high = min(held.bottom, row.bottom) - max(held.top, row.top)
    if wide <= 0 or high <= 0:
        return False
    area = (row.right - row.left) * (row.bottom - row.top)
    return wide * high > 0.6 * area and row.mark_height > 0.6 * held.mark_height
