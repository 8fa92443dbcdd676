"""JPEG and PNG bytes of a drawn frame, with EXIF as cameras write it."""

import io
from typing import Final

import cv2
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from dalil.testing.drawing.happening import Claimed
from dalil.testing.drawing.pixels import Pixels

EXIF_TIME: Final = "%Y:%m:%d %H:%M:%S"
_MAKE, _MODEL, _ORIENTATION, _SOFTWARE, _DATE_TIME, _EXIF = 0x010F, 0x0110, 0x0112, 0x0131, 0x0132, 0x8769
_EXPOSURE, _F_NUMBER, _ISO, _VERSION, _ORIGINAL, _DIGITISED, _FOCAL = (
    0x829A,
    0x829D,
    0x8827,
    0x9000,
    0x9003,
    0x9004,
    0x920A,
)


def jpeg(frame: Pixels, quality: int, exif: bytes = b"") -> bytes:
    """Encode ``frame`` as baseline JPEG, 4:2:0; ``exif`` (``Exif``, two zeroes, TIFF) becomes its APP1."""
    done, encoded = cv2.imencode(
        ".jpg", cv2.cvtColor(frame, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    assert done, "an 8-bit picture can be encoded"
    content = encoded.tobytes()
    if not exif:
        return content
    length = (len(exif) + 2).to_bytes(2, "big")
    return content[:2] + b"\xff\xe1" + length + exif + content[2:]


def png(frame: Pixels) -> bytes:
    """Encode ``frame`` as PNG."""
    content = io.BytesIO()
    Image.fromarray(frame).save(content, "PNG", compress_level=1)
    return content.getvalue()


def exif_of(claimed: Claimed, orientation: int, software: str = "") -> bytes:
    """Write EXIF: make, model, times by the camera's clock, orientation, and a plausible exposure."""
    when = claimed.taken.strftime(EXIF_TIME)
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL], exif[_DATE_TIME] = claimed.make, claimed.model, when
    exif[_ORIENTATION] = orientation
    if software:
        exif[_SOFTWARE] = software
    inner = exif.get_ifd(_EXIF)
    inner.update(
        {
            _VERSION: b"0230",
            _ORIGINAL: when,
            _DIGITISED: when,
            _EXPOSURE: IFDRational(1, 60),
            _F_NUMBER: IFDRational(28, 10),
            _ISO: 400,
            _FOCAL: IFDRational(18, 1),
        }
    )
    return exif.tobytes()
