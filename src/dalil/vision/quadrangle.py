"""Quadrangles: four-cornered outlines that edges close: a card of any tone, also half in shadow.

A card that is lit unevenly is not one tone, but its border is still four straight edges. Edges (Canny 1986)
are thickened until small gaps close; a closed outline whose hull has four corners and fills its smallest
rectangle is a quadrangle. Whether it is a label is asked elsewhere.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_WEAK, _STRONG = 30, 90
"""Steps of grey, summed over both directions, at which an edge goes on and begins."""
_GAP_PX: Final = 3
_SIDE_PX_MIN: Final = 8
_SHAPE_MAX: Final = 9.0
"""Longer to shorter side."""
_AREA_SHARE: Final = (0.0006, 0.35)
"""Share of the frame that a quadrangle covers."""
_FILL_MIN: Final = 0.8
"""Share of its smallest rectangle that the hull fills; a card seen at an angle narrows to one side."""
_CORNER: Final = 0.04
"""What lies nearer to a straight side than this share of the outline's length makes no corner."""
_CORNERS: Final = 4


def quadrangles(grey: NDArray[np.uint8]) -> list[NDArray[np.float64]]:
    """Return the corners (4×2) of the quadrangles of a grey frame, in the order in which they are met."""
    import cv2

    edges = cv2.Canny(cv2.GaussianBlur(grey, (3, 3), 0), _WEAK, _STRONG)
    closed = cv2.dilate(edges, np.ones((_GAP_PX, _GAP_PX), np.uint8))
    found, _ = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    kept = (_corners(np.asarray(one, np.int32), grey.size) for one in found if len(one) >= _CORNERS)
    return [one for one in kept if one is not None]


def _corners(outline: NDArray[np.int32], pixels: int) -> NDArray[np.float64] | None:
    """The four corners of an outline; None where it is no quadrangle of a label's size and shape."""
    import cv2

    sides = sorted(cv2.minAreaRect(outline)[1])
    area = sides[0] * sides[1]
    if sides[0] < _SIDE_PX_MIN or sides[1] > _SHAPE_MAX * sides[0]:
        return None
    if not _AREA_SHARE[0] * pixels < area < _AREA_SHARE[1] * pixels:
        return None
    hull = cv2.convexHull(outline)
    if cv2.contourArea(hull) < _FILL_MIN * area:
        return None
    corners = cv2.approxPolyDP(hull, _CORNER * cv2.arcLength(hull, closed=True), closed=True)
    return np.asarray(corners[:, 0], dtype=np.float64) if len(corners) == _CORNERS else None
