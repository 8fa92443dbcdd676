"""Regions: where a label is in a picture, on what surface, and where its text lines are.

Coordinates are whole pixels of the full-resolution picture, upright as stored, x to the right and y down.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Point = tuple[int, int]
Box = tuple[Point, Point, Point, Point]
"""Four corners, clockwise from the text's own top-left: top-left, top-right, bottom-right, bottom-left."""


class Surface(StrEnum):
    """What carries the text."""

    OVERLAY = "overlay"
    CARD = "card"
    TAPE = "tape"
    SKIN = "skin"
    PLATE = "plate"


@dataclass(frozen=True, slots=True)
class Region:
    """A label: its surface, its outline, and its text lines from first to last."""

    surface: Surface
    box: Box
    lines: tuple[Box, ...]


def box_of(corners: NDArray[np.float64] | NDArray[np.float32]) -> Box:
    """Corners (4×2) as whole pixels."""
    whole = [(round(float(x)), round(float(y))) for x, y in corners]
    return whole[0], whole[1], whole[2], whole[3]


def turned_box(box: Box, quarter_turns: int) -> Box:
    """The same outline for text that needs ``quarter_turns`` clockwise turns to stand upright."""
    first = -quarter_turns % 4
    corners = (*box, *box)[first : first + 4]
    return corners[0], corners[1], corners[2], corners[3]


def wider(box: Box, left: float, right: float) -> Box:
    """The same box, longer at its left and at its right end by so many of its heights."""
    corners = np.array(box, dtype=np.float64)
    wide, high = sides(box)
    along = (corners[[1, 2]] - corners[[0, 3]]) * high / max(wide, 1.0)
    corners[[0, 3]] -= left * along
    corners[[1, 2]] += right * along
    return box_of(corners)


_WIDTH_PX_MAX: Final = 8_000
"""A strip wider than this is squeezed: OpenCV bends no picture of more than 32,767 pixels a side."""


def sides(box: Box) -> tuple[float, float]:
    """Width and height of a box in pixels: means of its opposite sides."""
    edge = [float(np.hypot(box[i][0] - box[i - 1][0], box[i][1] - box[i - 1][1])) for i in range(4)]
    return (edge[1] + edge[3]) / 2, (edge[0] + edge[2]) / 2


def cut(pixels: Pixels, box: Box, *, height_px_max: int = 160) -> Pixels:
    """Cut a box out of the picture, grey or RGB, and straighten it; at least 4×4 pixels.

    It is at most ``height_px_max`` high. Parts outside the picture repeat its edge; a box
    that lies outside altogether is black.
    """
    import cv2

    width, height = sides(box)
    scale = min(1.0, height_px_max / max(height, 1.0), _WIDTH_PX_MAX / max(width, 1.0))
    size = (max(4, round(width * scale)), max(4, round(height * scale)))
    left, top = (max(0, min(p[i] for p in box) - 2) for i in (0, 1))
    window = pixels[top : max(p[1] for p in box) + 3, left : max(p[0] for p in box) + 3]
    if window.size == 0:
        return np.zeros((size[1], size[0], *pixels.shape[2:]), dtype=np.uint8)
    if scale < 1:
        small = max(1, round(window.shape[1] * scale)), max(1, round(window.shape[0] * scale))
        window = np.asarray(cv2.resize(window, small, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    source = (np.array(box, dtype=np.float32) - (left, top)) * np.float32(scale)
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source.astype(np.float32), target)
    straight = cv2.warpPerspective(
        window, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(straight, dtype=np.uint8)
