"""Decoding: bytes to pixels, or a refusal. For a jailed worker; Pillow is imported here alone for reading.

Notes a picture may carry: ``alpha-over-white``, ``cmyk``, ``colour-profile-ignored``, ``decoder-warned``,
``more-frames`` (the first is decoded), ``sixteen-bit`` (the upper eight bits are kept).
"""

import importlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dalil.core.limits import EXAMINE_PIXELS_MAX, PICTURE_TEXT_BYTES_MAX
from dalil.vision.frame import SIDE_PX_MAX, Frame, smaller
from dalil.vision.picture import (
    Picture,
    PictureDamaged,
    PictureTextTooLarge,
    PictureTooLarge,
    PictureTruncated,
    PictureUnsupported,
)
from dalil.vision.region import Pixels

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFile import ImageFile

FORMATS: Final = ("JPEG", "PNG", "TIFF", "BMP", "DIB", "GIF", "WEBP", "AVIF", "JPEG2000")
PRELOAD: Final = (
    "numpy",
    "PIL.Image",
    "PIL.ImageFile",
    "PIL.AvifImagePlugin",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.Jpeg2KImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.MpoImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.TiffImagePlugin",
    "PIL.WebPImagePlugin",
)
"""What a jail must load before its worker may decode."""

_EXIF_ORIENTATION: Final = 274
_ORIENTATIONS: Final = 8
_UNREAD_MODES: Final = frozenset({"I", "F", "LAB", "HSV"})
"""Numbers without a stated range, and spaces that Pillow does not convert."""
_STARTS: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\0\x0cjP  ")
_LUMINOUS: Final = frozenset({"JPEG", "MPO"})
"""Kinds that keep luminance by itself."""
_IN_GREY: Final = 2
"""Dimensions of grey pixels."""
_SENTENCE_CHARACTERS_MAX: Final = 120
_DAMAGE: Final = (
    OSError, SyntaxError, ValueError, struct.error, zlib.error, EOFError, IndexError, KeyError, TypeError,
    AttributeError, OverflowError, ZeroDivisionError, AssertionError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What Pillow's readers raise on damaged files, from reading and fuzzing them."""


def warm_up() -> None:
    """Bring Pillow to the state in which it decodes without importing anything."""
    from PIL import Image

    for name in ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP"):
        sheet = io.BytesIO()
        Image.new("RGB", (16, 16), (200, 180, 160)).save(sheet, format=name)
        decode(sheet.getvalue())
        reduced(sheet.getvalue(), 8)


def decode(content: bytes) -> Picture:
    """Decode the first frame of ``content`` whole.

    Raises: PictureUnsupported, PictureTooLarge, PictureTextTooLarge, PictureTruncated, PictureDamaged.
    """
    return _decoded(content, None)


def survey(content: bytes) -> tuple[Picture, Frame]:
    """Decode ``content`` whole, as far as finding and reading labels needs it.

    The picture's ``pixels`` are those of the frame: H×W, grey. Of a JPEG only the luminance is decoded; its
    colours are when somebody asks the frame for them.

    Raises: as :func:`decode`.
    """
    picture = _decoded(content, None, grey=True)
    if picture.pixels.ndim == _IN_GREY:
        small = smaller(picture.pixels)
        return picture, Frame(picture.pixels, small, lambda: reduced(content, SIDE_PX_MAX).pixels)
    frame = Frame.of(picture.pixels)
    return replace(picture, pixels=frame.grey), frame


def reduced(content: bytes, longest: int) -> Picture:
    """Decode ``content`` to at most ``longest`` pixels on its longer side; never enlarges.

    A JPEG is decoded at a half, a quarter or an eighth where that is enough, which is several times faster;
    the rest is averaging (box filter).

    Raises: as :func:`decode`.
    """
    return _decoded(content, longest)


def _decoded(content: bytes, longest: int | None, *, grey: bool = False) -> Picture:
    """``grey``: of a JPEG in colour or in grey, the luminance alone."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        image = _opened(content)
        width, height = image.size
        size = (width, height) if longest is None else _fitted(width, height, longest)
        notes, mode = _notes(image), image.mode
        grey &= image.format in _LUMINOUS and mode in {"RGB", "L"}
        with _named_damage():
            if longest is not None:
                image.draft(None, size)
            elif grey:
                image.draft("L", image.size)
            image.load()
            orientation = image.getexif().get(_EXIF_ORIENTATION, 1)
        name = image.format or ""
        pixels = _as_grey(image) if grey else _as_rgb(image, size)
        frames = _frames(image)
    notes |= {"more-frames"} if frames != 1 else set()
    notes |= {"decoder-warned"} if warned else set()
    senseful = isinstance(orientation, int) and 1 <= orientation <= _ORIENTATIONS
    return Picture(
        pixels=pixels,
        orientation=orientation if senseful else 1,
        width=width,
        height=height,
        mode=mode,
        format=name,
        frames=frames,
        notes=tuple(sorted(notes)),
    )


def _opened(content: bytes) -> "ImageFile":
    """Read the head alone and judge it, before a pixel is decoded."""
    from PIL import AvifImagePlugin, Image, PngImagePlugin, UnidentifiedImageError

    for module in PRELOAD:
        importlib.import_module(module)  # each registers its kind; nothing is loaded twice
    Image.MAX_IMAGE_PIXELS = None  # ours is asked below: a refusal, and not a warning
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # a jailed worker cannot start another
    PngImagePlugin.MAX_TEXT_CHUNK = PICTURE_TEXT_BYTES_MAX
    try:
        with _named_damage():
            image = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        if content.startswith(_STARTS):
            raise PictureDamaged(detail="its head cannot be read") from None
        raise PictureUnsupported(detail="its first bytes are none of a known kind") from None
    pixels = image.width * image.height
    if pixels > EXAMINE_PIXELS_MAX:
        raise PictureTooLarge(pixels=pixels, limit=EXAMINE_PIXELS_MAX)
    if pixels == 0:
        raise PictureDamaged(detail="it has no pixels")
    return image


@contextmanager
def _named_damage() -> Iterator[None]:
    """Turn what Pillow raises on a damaged file into a refusal. Nothing but Pillow runs inside."""
    from PIL import UnidentifiedImageError

    try:
        yield
    except UnidentifiedImageError:
        raise
    except _DAMAGE as wrong:
        said = str(wrong)
        if "MAX_TEXT" in said:
            raise PictureTextTooLarge(limit=PICTURE_TEXT_BYTES_MAX) from wrong
        if "truncated" in said.lower() or isinstance(wrong, EOFError):
            raise PictureTruncated from wrong
        raise PictureDamaged(detail=_sentence(wrong)) from wrong


def _notes(image: "ImageFile") -> set[str]:
    """What the head already tells will be converted or left out."""
    notes = set()
    if any("16" in str(tile[3]) for tile in image.tile):
        notes.add("sixteen-bit")
    if image.mode == "CMYK":
        notes.add("cmyk")
    if image.has_transparency_data:
        notes.add("alpha-over-white")
    if image.info.get("icc_profile"):
        notes.add("colour-profile-ignored")
    return notes


def _as_grey(image: "Image.Image") -> Pixels:
    """The luminance; converting copies, even to the same mode."""
    import numpy as np

    return np.asarray(image if image.mode == "L" else image.convert("L"))


def _as_rgb(image: "Image.Image", size: tuple[int, int]) -> Pixels:
    """Any mode as red, green, blue at ``size``."""
    import numpy as np
    from PIL import Image

    if image.mode in _UNREAD_MODES:
        raise PictureUnsupported(detail=f"pixels of kind {image.mode}")
    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    if image.mode != "RGB":  # converting copies, even to the same mode
        image = image.convert("RGB")
    if image.size != size:
        image = image.resize(size, Image.Resampling.BOX, reducing_gap=4.0)
    return np.asarray(image)


def _frames(image: "ImageFile") -> int:
    """How many frames the file says it has; 0 where counting them meets damage after the first."""
    try:
        return int(getattr(image, "n_frames", 1))
    except _DAMAGE:
        return 0


def _fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """The size with the same proportions whose longer side is at most ``longest``."""
    long = max(width, height)
    if long <= longest:
        return width, height
    return max(1, (width * longest + long // 2) // long), max(1, (height * longest + long // 2) // long)


def _sentence(wrong: Exception) -> str:
    """The reader's own words, unless they hold an address, which differs from run to run."""
    said = "".join(letter for letter in str(wrong) if letter.isascii() and letter.isprintable())
    return (
        type(wrong).__name__
        if " at 0x" in said
        else f"{type(wrong).__name__}: {said}"[:_SENTENCE_CHARACTERS_MAX]
    )
