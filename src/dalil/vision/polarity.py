"""Polarity: whether a crop shows dark writing on light ground, or light writing on dark ground.

Readers and line finders know dark on light alone; a crop that is plainly the other way round is inverted.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.glyphs import quantiles

_AROUND: Final = 0.42
"""Side of a pixel's neighbourhood, as a share of the crop's height: a stroke and its ground."""
_LOPSIDED_MIN: Final = 0.2
"""Skewness of what is lighter or darker than its neighbourhood: writing is the smaller part of its ground."""
_DARK_MIDDLE: Final = 0.4
"""Where the usual tone lies between the darkest and the lightest: below it the ground is dark."""
_HEIGHT_PX_MAX: Final = 80
"""A higher crop is judged at this height: a label of four lines keeps 20 pixels for each."""
_FLAT: Final = 4
"""Grey levels: with less between the darkest and the lightest there is nothing to invert."""


def dark_on_light(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a grey crop (H×W) as it is, or inverted where light strokes stand on a dark ground.

    Both signs must say so: most of the crop is dark, and what stands out of its neighbourhood is light. Thick
    letters that cover half of their ground, and textures, stay as they are.
    """
    return np.asarray(255 - grey, dtype=np.uint8) if _is_light_on_dark(_reduced(grey)) else grey


def _reduced(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The crop at a height at which strokes are still told from their ground."""
    import cv2

    if grey.shape[0] <= _HEIGHT_PX_MAX:
        return grey
    size = max(1, round(grey.shape[1] * _HEIGHT_PX_MAX / grey.shape[0])), _HEIGHT_PX_MAX
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _is_light_on_dark(grey: NDArray[np.uint8]) -> bool:
    import cv2

    dark, middle, light = quantiles(grey, 0.04, 0.5, 0.96)
    if light - dark < _FLAT or middle - dark > _DARK_MIDDLE * (light - dark):
        return False
    side = max(3, round(_AROUND * grey.shape[0])) | 1
    around = cv2.boxFilter(grey, cv2.CV_32F, (side, side), borderType=cv2.BORDER_REFLECT)
    apart = grey - around
    spread = float(apart.std())
    return spread > 0 and float(((apart / spread) ** 3).mean()) > _LOPSIDED_MIN
