"""Frame: a picture as the finders see it, every pixel in grey, and the whole of it small.

Text is read in grey at full size; sheets, rows and boxes are found in a small one. Colour tells whether a box
is white and whether a plate has its strip: a few pixels for a few candidates, so it is decoded when asked
for. A JPEG gives its luminance without its colours ever being computed, in two fifths of the time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from dalil.vision.region import Pixels

SIDE_PX: Final = 900
"""About the longer side of the small one: a label of a tenth of the width keeps 90 pixels."""
COLOUR_SIDE_PX: Final = 500
"""Longer side of the coloured one, at most."""


def reduction(width: int, height: int) -> int:
    """How many pixels a side become one in the small frame: a whole number, so that means are exact."""
    return max(1, (2 * max(width, height) + SIDE_PX) // (2 * SIDE_PX))


@dataclass(slots=True, eq=False)
class Frame:
    """``grey`` is H×W uint8; ``small`` is h×w uint8, the means of squares of ``grey``."""

    grey: Pixels
    small: Pixels
    colours: Callable[[], Pixels]
    """Decodes the picture as h×w×3 RGB uint8, its longer side at most ``COLOUR_SIDE_PX``."""
    _coloured: Pixels | None = field(default=None, init=False)

    @classmethod
    def of(cls, pixels: Pixels) -> Self:
        """The frame of a decoded picture (H×W×3 RGB uint8)."""
        import cv2
        from PIL import Image

        grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        height, width = grey.shape
        small = np.asarray(Image.fromarray(grey).reduce(reduction(width, height)))
        every = max(1, -(-max(width, height) // COLOUR_SIDE_PX))
        return cls(grey, small, lambda: np.ascontiguousarray(pixels[::every, ::every]))

    def colour_at(self, left: float, top: float, right: float, bottom: float) -> NDArray[np.int16]:
        """The colours inside a rectangle given in pixels of ``small``: n×3, at least one."""
        if self._coloured is None:
            self._coloured = self.colours()
        coloured = self._coloured
        high, wide = coloured.shape[:2]
        down, across = high / self.small.shape[0], wide / self.small.shape[1]
        first, west = min(max(0, int(top * down)), high - 1), min(max(0, int(left * across)), wide - 1)
        last, east = max(first + 1, int(bottom * down)), max(west + 1, int(right * across))
        return coloured[first:last, west:east].reshape(-1, 3).astype(np.int16)
