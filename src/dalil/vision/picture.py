"""Picture: decoded pixels and what the file says about them; and why some files give none."""

from dataclasses import dataclass

from dalil.core.errors import Refusal
from dalil.vision.region import Pixels


class PictureTruncated(Refusal):
    """The picture ends before all of it is there."""

    code = "picture-truncated"
    exit_status = 60
    remedy = "It is kept as it is. Look for a whole copy in another acquisition."


class PictureDamaged(Refusal):
    """The picture cannot be decoded: {detail}."""

    code = "picture-damaged"
    exit_status = 61
    remedy = "It is kept as it is. Look for a whole copy in another acquisition."


class PictureTooLarge(Refusal):
    """The picture says it has {pixels} pixels; {limit} are looked at."""

    code = "picture-too-large"
    exit_status = 62
    remedy = "It is kept as it is. Look at it by hand."


class PictureTextTooLarge(Refusal):
    """The picture carries compressed text that unpacks to more than {limit} bytes."""

    code = "picture-text-too-large"
    exit_status = 63
    remedy = "It is kept as it is; it may be made to attack its reader. Look at it by hand."


class PictureUnsupported(Refusal):
    """It is no picture of a kind that is read here: {detail}."""

    code = "picture-unsupported"
    exit_status = 64
    remedy = "It is kept as it is. Convert a copy to JPEG or PNG and acquire that too."


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One decoded picture.

    ``pixels`` is height × width × 3, red, green, blue, 0–255, as stored: ``orientation`` (EXIF 274, 1–8; 1
    when absent or senseless) is *not* applied. ``width`` and ``height`` are the file's, also when ``pixels``
    is reduced; :func:`dalil.vision.decode.survey` gives them in grey, H×W. ``mode`` and ``format`` are
    Pillow's words. ``frames`` is 0 where counting them failed. ``notes`` are codes for what was left out or
    converted, sorted; see :mod:`dalil.vision.decode`.
    """

    pixels: Pixels
    orientation: int
    width: int
    height: int
    mode: str
    format: str
    frames: int
    notes: tuple[str, ...]
