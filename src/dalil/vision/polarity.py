"""Polarity: whether a crop shows dark writing on light ground, or light writing on dark ground.

Readers and line finders know dark on light alone; a crop that is plainly the other way round is inverted.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_AROUND: Final = 0.42
"""Side of a pixel's neighbourhood, as a share of the crop's height: a stroke and its ground."""
_LOPSIDED_MIN: Final = 0.2
"""Skewness of what is lighter or darker than its neighbourhood: writing is the smaller part of its ground."""
_DARK_MIDDLE: Final = 0.4
"""Where the usual tone lies between the darkest and the lightest: below it the ground is dark."""
_FLAT: Final = 4
"""Grey levels: with less between the darkest and the lightest there is nothing to invert."""


def dark_on_light(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a grey crop (H×W) as it is, or inverted where light strokes stand on a dark ground.

    Both signs must say so: most of the crop is dark, and what stands out of its neighbourhood is light. Thick
    letters that cover half of their ground, and textures, stay as they are.
    """
    import cv2

    dark, middle, light = np.percentile(grey, (4, 50, 96))
    if light - dark < _FLAT or middle - dark > _DARK_MIDDLE * (light - dark):
        return grey
    side = max(3, round(_AROUND * grey.shape[0])) | 1
    around = cv2.boxFilter(grey, cv2.CV_32F, (side, side), borderType=cv2.BORDER_REFLECT)
    apart = grey.astype(np.float32) - around
    spread = float(apart.std())
    if spread <= 0 or float((apart.astype(np.float64) ** 3).mean()) <= _LOPSIDED_MIN * spread**3:
        return grey
    return np.asarray(255 - grey, dtype=np.uint8)
