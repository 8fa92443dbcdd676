"""Preview: what people may see. Unasked: grey, blurred beyond return, or the crop of a label alone.

A preview is made from at most 24 grey values along its longer side; no processing brings back more.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.canonical import Record
from dalil.core.limits import UNBLURRED_SIDE_PX_MAX
from dalil.vision import decode
from dalil.vision.encode import Encoding, encode
from dalil.vision.orientation import oriented, upright
from dalil.vision.region import Box, Pixels, cut

PRELOAD: Final = (*decode.PRELOAD, "cv2")
"""What a jail must load before :func:`entry` runs in it."""
VALUES_MAX: Final = 24
_SHOWN_PX: Final = 320
CLEAR: Final = "clear"
"""Asks for a photograph as it is, in grey."""
_CROP_HEIGHT_PX_MAX: Final = 240


def entry(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Record | bytes]:
    """For a jail: a file to its preview, or with ``{"box": [[x, y] × 4]}`` to that crop; a PNG.

    With ``{"box": "clear"}`` to the photograph itself, in grey: what somebody asked to see.

    Raises: as :func:`dalil.vision.decode.decode`.
    """
    del file
    if header.get("box") is None:
        picture = decode.reduced(payload, 8 * VALUES_MAX)
        yield blurred(oriented(picture.pixels, upright(picture.orientation)))
    elif header["box"] == CLEAR:
        picture = decode.reduced(payload, UNBLURRED_SIDE_PX_MAX)
        yield clear(oriented(picture.pixels, upright(picture.orientation)))
    else:
        yield crop(decode.decode(payload).pixels, box_from(header["box"]))


def crops(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Record | bytes]:
    """For a jail: a file and ``{"boxes": [box, …]}`` to one grey PNG for each label, in order.

    Raises: as :func:`dalil.vision.decode.survey`.
    """
    del file
    boxes = header["boxes"]
    assert isinstance(boxes, list), boxes
    picture, _ = decode.survey(payload)
    for box in boxes:
        yield crop(picture.pixels, box_from(box))


def warm_up() -> None:
    """Run everything once, so that nothing is left to be imported."""
    decode.warm_up()
    blank = np.zeros((40, 60, 3), np.uint8)
    blurred(blank)
    crop(blank, ((1, 1), (9, 1), (9, 9), (1, 9)))


def blurred(pixels: Pixels) -> bytes:
    """A PNG in grey, 320 pixels on the longer side, made from at most 24 values there."""
    from PIL import Image

    kept = Image.fromarray(few(pixels))
    scale = _SHOWN_PX / max(kept.size)
    size = (max(1, round(kept.width * scale)), max(1, round(kept.height * scale)))
    return encode(np.asarray(kept.resize(size, Image.Resampling.BICUBIC)), Encoding.PNG)


def clear(pixels: Pixels) -> bytes:
    """A PNG in grey, 1,280 pixels on the longer side at most: colour tells more than anybody needs."""
    from PIL import Image

    grey = Image.fromarray(pixels).convert("L")
    grey.thumbnail((UNBLURRED_SIDE_PX_MAX, UNBLURRED_SIDE_PX_MAX), Image.Resampling.BILINEAR)
    return encode(np.asarray(grey), Encoding.PNG)


def few(pixels: Pixels) -> NDArray[np.uint8]:
    """The grey values that a preview is made from: averages, at most 24 on the longer side."""
    from PIL import Image

    long = max(pixels.shape[:2])
    size = tuple(max(1, min(side, side * VALUES_MAX // long)) for side in (pixels.shape[1], pixels.shape[0]))
    grey = Image.fromarray(pixels).convert("L")
    return np.asarray(grey.resize((size[0], size[1]), Image.Resampling.BILINEAR, reducing_gap=3.0))


def crop(pixels: Pixels, box: Box) -> bytes:
    """A PNG of a label alone, straightened."""
    return encode(cut(pixels, box, height_px_max=_CROP_HEIGHT_PX_MAX), Encoding.PNG)


def box_from(value: object) -> Box:
    """Four corners out of a record of ours."""
    assert isinstance(value, list), value
    corners = [(int(point[0]), int(point[1])) for point in value]
    return corners[0], corners[1], corners[2], corners[3]
