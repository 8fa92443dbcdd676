"""Masking: one exhibit becomes a covered derivative. Runs inside the jail.

The answer is a record with width and height of the derivative, and its PNG bytes; or a record with a refusal.
Boxes are in the frame that people see, the picture upright; they become pixels here, where its size is known.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from dalil.core.canonical import Record
from dalil.core.errors import Refusal
from dalil.core.limits import MIB
from dalil.core.record import take_integer, take_records
from dalil.core.release.redaction import Box
from dalil.engine.contract import Work
from dalil.engine.plan import JailLimits, Part
from dalil.intake.item import refusal_to_record
from dalil.vision import decode, mask
from dalil.vision.encode import Encoding, encode
from dalil.vision.mask import Polygon

DERIVATIVE_BYTES_MAX: Final = 512 * MIB
"""A derivative is not compressed with loss: three bytes a pixel at worst, for the largest sensors sold."""


def work() -> Work:
    """What an engine is asked to do."""
    limits = JailLimits(frame_bytes=DERIVATIVE_BYTES_MAX, answer_bytes=DERIVATIVE_BYTES_MAX)
    return Work("dalil.flows.masking:mask_one", mask.PRELOAD, "dalil.vision.mask:warm_up", limits)


def mask_one(header: Record, payload: bytes, _file: BinaryIO | None) -> Iterator[Part]:
    """Yield the facts and the bytes of the derivative of the exhibit whose bytes are ``payload``."""
    boxes = [
        Box(*(take_integer(box, side) for side in ("left", "top", "right", "bottom")))
        for box in take_records(header, "boxes")
    ]
    try:
        picture = decode.decode(payload)
    except Refusal as refusal:
        yield {"refusal": refusal_to_record(refusal)}
        return
    pixels = mask.shown(picture)
    height, width = pixels.shape[:2]
    covered = mask.masked(pixels, [corners(box, width, height) for box in boxes])
    yield {"refusal": None, "width": width, "height": height}
    yield encode(covered, Encoding.PNG)


def corners(box: Box, width: int, height: int) -> Polygon:
    """Return the corners of ``box`` in whole pixels; edges belong to it, so it is rounded outwards."""
    left, top, right, bottom = box.pixels(width, height)
    return [(left, top), (right - 1, top), (right - 1, bottom - 1), (left, bottom - 1)]
