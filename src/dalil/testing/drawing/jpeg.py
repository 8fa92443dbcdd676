"""JPEG and PNG bytes of a drawn frame, with EXIF as cameras write it."""

import io
from typing import Final

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from dalil.testing.drawing.happening import Claimed
from dalil.testing.drawing.pixels import Pixels

EXIF_TIME: Final = "%Y:%m:%d %H:%M:%S"
_MAKE, _MODEL, _ORIENTATION, _SOFTWARE, _DATE_TIME, _EXIF = 0x010F, 0x0110, 0x0112, 0x0131, 0x0132, 0x8769
_EXPOSURE, _F_NUMBER, _ISO, _VERSION, _ORIGINAL, _DIGITISED, _FOCAL = (
    0x829A, 0x829D, 0x8827, 0x9000, 0x9003, 0x9004, 0x920A,
)  # fmt: skip


def jpeg(frame: Pixels, quality: int, exif: bytes = b"") -> bytes:
    """Encode ``frame`` as baseline JPEG with 4:2:0 colour."""
    content = io.BytesIO()
    Image.fromarray(frame).save(content, "JPEG", quality=quality, subsampling=2, exif=exif)
    return content.getvalue()


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
            _VERSION: b"0230", _ORIGINAL: when, _DIGITISED: when, _EXPOSURE: IFDRational(1, 60),
            _F_NUMBER: IFDRational(28, 10), _ISO: 400, _FOCAL: IFDRational(18, 1),
        }
    )  # fmt: skip
    return exif.tobytes()
