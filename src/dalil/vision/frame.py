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

SIDE_PX_MAX: Final = 1_000
"""Longer side of the small one and of the coloured one. A label of a tenth of the width keeps 100 pixels."""


def smaller(grey: Pixels) -> Pixels:
    """Return means of ``grey``, the longer side at most ``SIDE_PX_MAX``; never enlarges.

    Whole squares first, which is fast, then parts of pixels; all in whole numbers, so that every machine gets
    the same.
    """
    from PIL import Image

    image, long = Image.fromarray(grey), max(grey.shape)
    if long <= SIDE_PX_MAX:
        return grey
    height, width = ((side * SIDE_PX_MAX + long // 2) // long for side in grey.shape)
    sheet = image.reduce(long // SIDE_PX_MAX)
    return np.asarray(sheet.resize((max(1, width), max(1, height)), Image.Resampling.BOX))


@dataclass(slots=True, eq=False)
class Frame:
    """``grey`` is H×W uint8; ``small`` is h×w uint8, its means (:func:`smaller`)."""

    grey: Pixels
    small: Pixels
    colours: Callable[[], Pixels]
    """Decodes the picture as h×w×3 RGB uint8, its longer side at most ``SIDE_PX_MAX``."""
    _coloured: Pixels | None = field(default=None, init=False)

    @classmethod
    def of(cls, pixels: Pixels) -> Self:
        """The frame of a decoded picture (H×W×3 RGB uint8)."""
        import cv2

        grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        every = max(1, -(-max(grey.shape) // SIDE_PX_MAX))
        return cls(grey, smaller(grey), lambda: np.ascontiguousarray(pixels[::every, ::every]))

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
