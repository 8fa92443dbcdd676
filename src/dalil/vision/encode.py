"""Encode: pixels to bytes that carry nothing but pixels. The same pixels give the same bytes."""

import io
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

_JPEG_QUALITY: Final = 90
_PNG_LEVEL: Final = 6


class Encoding(StrEnum):
    """How a derivative is written."""

    PNG = "png"
    """Lossless: what a mask leaves is exactly what was there."""
    JPEG = "jpeg"
    """Smaller; pixels change by a few levels. Full colour resolution."""


def encode(pixels: NDArray[np.uint8], encoding: Encoding) -> bytes:
    """The file of ``pixels`` (height × width, or with three channels), without any metadata."""
    from PIL import Image

    sheet = io.BytesIO()
    image = Image.fromarray(pixels)
    if encoding is Encoding.PNG:
        image.save(sheet, format="PNG", compress_level=_PNG_LEVEL)
    else:
        image.save(sheet, format="JPEG", quality=_JPEG_QUALITY, subsampling=0, optimize=False)
    return sheet.getvalue()
