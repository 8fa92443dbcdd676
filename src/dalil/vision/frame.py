"""Frame: a picture as the finders see it, every pixel in grey and the whole of it small and in colour.

Text is read in grey at full size; colour tells boxes and strips, for which a thousand pixels are enough. A
JPEG gives both without its colours ever being computed at full size.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from dalil.vision.region import Pixels

SIDE_PX_MAX: Final = 1_000
"""Longer side of the small one. A label of a tenth of the width keeps 100 pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """``grey`` is H×W uint8; ``small`` is h×w×3 RGB uint8, its longer side at most ``SIDE_PX_MAX``."""

    grey: Pixels
    small: Pixels

    @classmethod
    def of(cls, pixels: Pixels) -> Self:
        """The frame of a decoded picture (H×W×3 RGB uint8)."""
        import cv2

        height, width = pixels.shape[:2]
        scale = min(1.0, SIDE_PX_MAX / max(height, width))
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        every = max(1, int(1 / (2 * scale)))
        small = cv2.resize(pixels[::every, ::every], size, interpolation=cv2.INTER_AREA)
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        return cls(np.asarray(grey, dtype=np.uint8), np.asarray(small, dtype=np.uint8))
