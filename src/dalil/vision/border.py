"""Border: what is plain along the edges of a picture, as albums, screens and editors add it."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.region import Pixels

Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom."""
_PLAIN: Final = 4.0
"""Grey levels of deviation within a row or column of a border."""
_IN_GREY: Final = 2
"""Dimensions of grey pixels."""


def content(grey: NDArray[np.uint8] | NDArray[np.float64]) -> Rectangle:
    """What is no plain border (H×W); the whole where all is plain."""
    down = np.flatnonzero(grey.std(axis=1) > _PLAIN)
    across = np.flatnonzero(grey.std(axis=0) > _PLAIN)
    if not down.size or not across.size:
        return 0, 0, grey.shape[1], grey.shape[0]
    return int(across[0]), int(down[0]), int(across[-1]) + 1, int(down[-1]) + 1


def bare(pixels: Pixels) -> Pixels:
    """A picture (H×W×3 or H×W) without its plain borders."""
    left, top, right, bottom = content(pixels if pixels.ndim == _IN_GREY else pixels.mean(axis=2))
    return pixels[top:bottom, left:right]
