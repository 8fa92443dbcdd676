"""A strip: one line of text as the line model sees it.

Grey, ``STRIP_HEIGHT`` pixels high, dark on light, contrast stretched between its 2nd and 98th percentile,
padded on the right with its own background to a whole number of steps. Training makes its strips with this
same function.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.polarity import dark_on_light

STRIP_HEIGHT: Final = 40
"""Pixels. Arabic needs 40 or more (its letters differ by dots); every further pixel costs time."""
STRIP_WIDTH_MAX: Final = 720
"""Pixels: about 60 characters. A longer line is squeezed, not cut."""
STRIP_WIDTH_STEP: Final = 16
"""Pixels: widths are whole multiples, at least two."""

_IN_COLOUR: Final = 3
"""Dimensions of an RGB crop."""
_FLAT: Final = 4
"""Grey levels: with less between ground and ink there is nothing to stretch."""

Pixels = NDArray[np.uint8]


def strip(crop: Pixels) -> Pixels:
    """Return the strip (``STRIP_HEIGHT`` × n uint8) of an upright crop (H×W×3 RGB or H×W grey uint8)."""
    import cv2

    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY) if crop.ndim == _IN_COLOUR else crop
    height, width = grey.shape
    wanted = round(width * STRIP_HEIGHT / height)
    wanted = min(max(wanted, STRIP_WIDTH_STEP), STRIP_WIDTH_MAX)
    how = cv2.INTER_AREA if height > STRIP_HEIGHT else cv2.INTER_CUBIC
    sized = cv2.resize(grey, (wanted, STRIP_HEIGHT), interpolation=how)
    return _padded(_stretched(dark_on_light(np.asarray(sized, dtype=np.uint8))))


def squeezed(crop: Pixels) -> Pixels:
    """The crop squeezed a little, its top and bottom edge repeated: a second look."""
    import cv2

    height, width = crop.shape[:2]
    edge = max(1, round(0.06 * height))
    padded = cv2.copyMakeBorder(crop, edge, edge, 0, 0, cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(padded, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def narrower_and_wider(crop: Pixels) -> tuple[Pixels, Pixels]:
    """The crop as if its characters were narrower, and wider: two more looks."""
    import cv2

    height, width = crop.shape[:2]
    narrow, wide = max(2, round(0.85 * width)), max(2, round(1.18 * width))
    return (
        np.asarray(cv2.resize(crop, (narrow, height), interpolation=cv2.INTER_AREA), dtype=np.uint8),
        np.asarray(cv2.resize(crop, (wide, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8),
    )


def _stretched(grey: Pixels) -> Pixels:
    """Spread the grey values over 0…255; a flat strip stays as it is."""
    low, high = np.percentile(grey, (2, 98))
    if high - low < _FLAT:
        return grey
    spread = (grey.astype(np.float32) - low) * (255.0 / (high - low))
    return np.asarray(np.clip(np.rint(spread), 0, 255), dtype=np.uint8)


def _padded(grey: Pixels) -> Pixels:
    """Pad on the right with the strip's median to a multiple of ``STRIP_WIDTH_STEP``, at least two."""
    width = grey.shape[1]
    wanted = max(-(-width // STRIP_WIDTH_STEP), 2) * STRIP_WIDTH_STEP
    out = np.full((STRIP_HEIGHT, wanted), np.uint8(np.median(grey)), dtype=np.uint8)
    out[:, :width] = grey
    return out
