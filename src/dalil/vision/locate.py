"""Locating: which parts of a picture are labels. Works on a reduced frame; answers in full-resolution pixels.

Overlays are found by geometry, everything else by rows of glyphs on a lighter ground. What is found is a
proposal: whether it can be read is the recogniser's answer. Not found: light text on dark ground, text under
6 pixels high in the reduced frame, a single mark on its own.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.carrier import Carrier, carrier, evenness
from dalil.vision.glyphs import Row, rows
from dalil.vision.overlay import Rectangle, overlays
from dalil.vision.region import Box, Pixels, Region, Surface, box_of, cut
from dalil.vision.textlines import lines, stands_on_end

FRAME_SIDE_PX_MAX: Final = 1_000
"""Longer side of the reduced frame. A label of a tenth of the width keeps 100 pixels."""
REGIONS_MAX: Final = 14
"""Labels proposed per picture; each costs some milliseconds to read. Real frames hold one to four."""
_LABEL_PX_MAX: Final = 600
"""Height to which a label is cut out while its lines are sought; twelve lines still have 40 pixels each."""
_SIDE_PX_MIN: Final = 16
"""A smaller picture holds no label that could be read."""
_PIECE_MAX: Final = 4.0
"""A carrier inside another counts as its piece while the other is at most this many times larger."""
_UNEVEN_MAX: Final = 0.22
"""A ground less even than this is foliage, grille or cloth."""


def labels(pixels: Pixels) -> tuple[Region, ...]:
    """Return the labels of a picture (H×W×3 RGB uint8), overlays first, then the likeliest.

    The answer depends on the pixels alone. A picture smaller than 16 pixels on a side has none.
    """
    import cv2

    height, width = pixels.shape[:2]
    if min(height, width) < _SIDE_PX_MIN:
        return ()
    scale = min(1.0, FRAME_SIDE_PX_MAX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    frame = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    stretch = np.array([width / size[0], height / size[1]])
    boxes = overlays(frame)
    found = [_overlay(pixels, one, stretch) for one in boxes]
    grey = np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    for left, top, wide, high in boxes:
        grey[max(0, top - 1) : top + high + 1, max(0, left - 1) : left + wide + 1] = 255
    found += _written(pixels, frame, grey, stretch, turned=False)
    if not any(region.surface is not Surface.SKIN for region in found):
        turned = np.ascontiguousarray(np.rot90(frame)), np.ascontiguousarray(np.rot90(grey))
        found += _written(pixels, *turned, stretch, turned=True)
    return tuple(region for region in found if region.lines)[: REGIONS_MAX + len(boxes)]


def _overlay(pixels: Pixels, rectangle: Rectangle, stretch: NDArray[np.float64]) -> Region:
    """An overlay's region: its text may stand on its end, then its first corner is the bottom-left one."""
    left, top, wide, high = rectangle
    corners = (
        np.array([[left, top], [left + wide, top], [left + wide, top + high], [left, top + high]]) * stretch
    )
    box = _along_text(pixels, box_of(corners))
    return Region(Surface.OVERLAY, box, _lines_of(pixels, box))


def _along_text(pixels: Pixels, box: Box) -> Box:
    """The same box, begun at its next corner when its text stands on its end."""
    import cv2

    crop = cut(pixels, box, height_px_max=_LABEL_PX_MAX)
    if stands_on_end(np.asarray(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), dtype=np.uint8)):
        return box[3], box[0], box[1], box[2]
    return box


def _lines_of(pixels: Pixels, box: Box) -> tuple[Box, ...]:
    """The text lines of a box, from its own top to its bottom."""
    import cv2

    crop = cut(pixels, box, height_px_max=_LABEL_PX_MAX)
    grey = np.asarray(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    spans = lines(grey)
    return tuple(_inside(box, span, (crop.shape[1], crop.shape[0])) for span in spans)


def _inside(box: Box, span: tuple[int, int, int, int], size: tuple[int, int]) -> Box:
    """A rectangle of a straightened crop as a box of the picture."""
    corner = np.array(box, dtype=np.float64)
    left, top, right, bottom = span[0] / size[0], span[1] / size[1], span[2] / size[0], span[3] / size[1]

    def place(x: float, y: float) -> NDArray[np.float64]:
        upper = corner[0] + (corner[1] - corner[0]) * x
        lower = corner[3] + (corner[2] - corner[3]) * x
        return np.asarray(upper + (lower - upper) * y)

    return box_of(np.array([place(left, top), place(right, top), place(right, bottom), place(left, bottom)]))


def _written(
    pixels: Pixels,
    frame: NDArray[np.uint8],
    grey: NDArray[np.uint8],
    stretch: NDArray[np.float64],
    *,
    turned: bool,
) -> list[Region]:
    """Labels from glyph rows, the likeliest first; ``turned`` frames were turned left by 90°."""
    ranked = sorted(
        ((_score(grey, row), row) for row in rows(grey)), key=lambda one: (-one[0], one[1].top, one[1].left)
    )
    back = frame.shape[0] if turned else None
    found: list[tuple[Carrier | None, Row]] = []
    for score, row in ranked:
        if score <= 0 or len(found) == REGIONS_MAX:
            break
        if not any(under is not None and under.holds(row) for under, _ in found):
            found.append((carrier(frame, grey, row), row))
    found = [one for one in found if not any(_within(one[0], other) for other, _ in found)]
    found.sort(key=lambda one: one[0] is None)
    return [_region(pixels, row, under, stretch, back) for under, row in found]


def _within(inner: Carrier | None, outer: Carrier | None) -> bool:
    """Whether a carrier is a piece of another one that is not much larger: a card parted by a fold."""
    if inner is None or outer is None or inner is outer:
        return False
    return outer.holds_point(inner.corners.mean(axis=0)) and 1 < outer.area / inner.area <= _PIECE_MAX


def _score(grey: NDArray[np.uint8], row: Row) -> float:
    """How much a row looks like writing on something: more marks, stronger contrast, more even ground."""
    uneven = evenness(grey, row)
    if uneven > _UNEVEN_MAX:
        return 0.0
    ragged = (row.bottom - row.top) / max(row.mark_height, 1.0) - abs(row.slope) * row.marks
    return min(row.marks, 7) + 3 * row.contrast - 12 * uneven - max(0.0, ragged - 1.5)


def _region(
    pixels: Pixels, row: Row, under: Carrier | None, stretch: NDArray[np.float64], back: int | None
) -> Region:
    """The region of one row: its carrier with all lines on it, or the row alone.

    ``back`` is the height of a turned frame, whose corners are turned back.
    """
    if under is not None:
        corners = under.corners.astype(np.float64)
        box = box_of((_turned_back(corners, back) if back is not None else corners) * stretch)
        box = _along_text(pixels, box)
        if lines_there := _lines_of(pixels, box):
            return Region(under.surface, box, lines_there)
    line = _line(row)
    box = box_of((_turned_back(line, back) if back is not None else line) * stretch)
    return Region(Surface.SKIN, box, (box,))


def _line(row: Row) -> NDArray[np.float64]:
    """The corners of a row with a little room around."""
    room = 0.16 * (row.lower - row.upper)
    left, right = row.left - 2 * room, row.right + 2 * room
    return np.array(
        [
            [left, row.slope * left + row.upper - room],
            [right, row.slope * right + row.upper - room],
            [right, row.slope * right + row.lower + room],
            [left, row.slope * left + row.lower + room],
        ]
    )


def _turned_back(corners: NDArray[np.float64], height: int) -> NDArray[np.float64]:
    """Corners found in a frame ``height`` high that was turned to the left by 90°, as before the turn."""
    return np.stack([height - corners[:, 1], corners[:, 0]], axis=1)
