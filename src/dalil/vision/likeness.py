"""Likeness: how like writing a row of marks is, by the ground on which it stands.

Writing stands on an even ground, much darker than it and nowhere a little, with room above and below. Most
rows of marks in a photograph are foliage, grilles and edges. A weighted sum of eight measures ranks them.
Weights: logistic regression over rows of photographs with cards and plates (``training/row_likeness``).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.glyphs import Row

_HEIGHT_PX: Final = 24
"""Height of marks at which a row is looked at; larger ones are reduced."""
_STROKE: Final = 0.5
"""What is narrower than this share of a mark's height is a stroke and not the ground."""
_INK: Final = 0.75
_FAINT: Final = 0.9
_PAPER: Final = 0.8
"""Shares of the ground's tone: below the first is ink; up to the second, neither ink nor ground. Above the
third a ground is judged by how even it is."""
_MANY: Final = 7
"""More marks than this say no more."""
MEASURES: Final = ("marks", "two", "contrast", "ink", "faint", "room", "uneven", "slanting")
WEIGHTS: Final = (0.33, -1.02, 2.99, 3.73, -4.33, -2.59, -117.7, -21.2)
ODDS: Final = 2.42


def likeness(grey: NDArray[np.uint8], row: Row) -> float:
    """How like writing a row of this grey frame is: more is more, 0 is as likely as not."""
    return ODDS + sum(weight * one for weight, one in zip(WEIGHTS, measures(grey, row), strict=True))


def measures(grey: NDArray[np.uint8], row: Row) -> tuple[float, ...]:
    """The :data:`MEASURES` of a row.

    Marks, and whether they are but two; contrast; shares of the row that are ink and faint, and of the bands
    above and below that are ink; spread of the ground's tone, and how much it changes from line to line.
    """
    import cv2

    room = max(3, int(row.mark_height * _STROKE)) | 1
    top, left = max(0, row.top - room), max(0, row.left - room)
    around = grey[top : row.bottom + room, left : row.right + room]
    scale = min(1.0, _HEIGHT_PX / max(row.mark_height, 1.0))
    if scale < 1:
        around = np.asarray(
            cv2.resize(around, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
        )
    side = max(3, int(row.mark_height * scale * _STROKE)) | 1
    ground = np.asarray(
        cv2.morphologyEx(around, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)), np.float32
    )
    level = around / np.maximum(ground, 1)
    first, last = int((row.top - top) * scale), int((row.bottom - top) * scale)
    across = slice(int((row.left - left) * scale), max(int((row.right - left) * scale), 1))
    within = level[first : max(last, first + 1), across]
    behind = ground[first : max(last, first + 1), across]
    above, below = level[: max(first, 1)], level[min(last, len(level) - 1) :]
    paper = within[within >= _PAPER]
    falls = np.abs(np.diff(behind, axis=0)).mean() if len(behind) > 1 else 0.0
    return (
        float(min(row.marks, _MANY)),
        float(row.marks == 2),  # noqa: PLR2004 - two of anything are a row by chance
        row.contrast,
        float((within < _INK).mean()),
        float(((within >= _INK) & (within < _FAINT)).mean()),
        float(((above < _PAPER).mean() + (below < _PAPER).mean()) / 2),
        float(paper.std()) if paper.size else 1.0,
        float(falls / max(float(behind.mean()), 1.0)),
    )
