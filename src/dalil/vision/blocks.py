"""Blocks: two pictures of one size, compared 8×8 pixels at a time, whatever their brightness and contrast."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.region import Pixels

BLOCK: Final = 8
_BLOCK_AREA: Final = BLOCK * BLOCK
_LIKE: Final = 0.9
"""Correlation from which a block shows the same."""
_FLAT: Final = 3.0
"""Grey levels of deviation below which a block has nothing to correlate; its mean is compared."""
_MEAN_APART: Final = 12.0
_WHITE: Final = 255.0

Blocks = NDArray[np.float64]
"""Rows × columns × 64 grey values."""


def blocks(grey: Pixels, soft_px: int = 3) -> Blocks:
    """``grey`` (H×W uint8) in blocks, rows and columns that fill none left out.

    It is softened over ``soft_px`` first: saving again moves single pixels, and so does resampling, more.
    """
    import cv2

    rows, columns = grey.shape[0] // BLOCK, grey.shape[1] // BLOCK
    soft = cv2.blur(grey, (soft_px, soft_px))[: rows * BLOCK, : columns * BLOCK].astype(np.float64)
    cut = soft.reshape(rows, BLOCK, columns, BLOCK).transpose(0, 2, 1, 3)
    return cut.reshape(rows, columns, _BLOCK_AREA)


def alike(one: Blocks, other: Blocks, among: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Which blocks show the same: correlated where there is texture, equally bright where there is none.

    ``among``: the blocks that count when brightness and contrast are compared; all, where nothing is said.
    """
    first, second = one - one.mean(axis=2, keepdims=True), other - other.mean(axis=2, keepdims=True)
    deviations = first.std(axis=2), second.std(axis=2)
    together = (first * second).mean(axis=2) / np.maximum(deviations[0] * deviations[1], 1e-9)
    textured = np.maximum(*deviations) >= _FLAT
    matched = textured & (together >= _LIKE)
    means = one.mean(axis=2), other.mean(axis=2)
    # Brightness and contrast of a copy may have been changed: what matches in texture tells by how much.
    counted = matched if among is None else matched & among
    told = counted if counted.any() else np.ones_like(matched)
    gain = float(np.median(deviations[0][counted] / deviations[1][counted])) if counted.any() else 1.0
    offset = float(np.median((means[0] - gain * means[1])[told]))
    level = np.abs(means[0] - np.clip(gain * means[1] + offset, 0, _WHITE)) <= _MEAN_APART
    same: NDArray[np.bool_] = np.where(textured, matched, level)
    return same
