"""Verify by their pixels that two pictures are one exposure, or one exposure and an overlay.

Both are brought to one size and cut into blocks of 8×8 pixels; blocks that correlate are the same scene. One
exposure covered by an overlay agrees everywhere but in one rectangle, which is bright in one of the two. Two
exposures of one scene a second apart disagree all over. What was cropped or given a border is looked at by
:mod:`dalil.vision.framing`. Method and figures: docs/methods/copies.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.canonical import Record
from dalil.vision import decode, framing, landmarks
from dalil.vision.blocks import BLOCK, Blocks, alike, blocks
from dalil.vision.border import bare
from dalil.vision.cut import cut, grey, sheet
from dalil.vision.decode import reduced
from dalil.vision.framing import BORDERED, CROPPED, Framing
from dalil.vision.orientation import Orientation, oriented
from dalil.vision.picture import Picture
from dalil.vision.region import Pixels

PRELOAD: Final = (*decode.PRELOAD, "cv2", "numpy.ma")
"""What a jail must load before :func:`entry` runs in it."""
LIBRARIES: Final = ("pillow", "numpy", "opencv-python-headless")
"""Distributions on whose versions a verdict depends."""
LONGEST: Final = 512
"""Pixels on the longer side at which two pictures are compared."""
_SHAPE_APART: Final = 0.03
"""How much the proportions of two whole frames may differ by rounding when one was resized."""
_APART_PX_MAX: Final = 1.5
"""Pixels of 512 that the edges of a picture in a border may be from where they are without it: a hand moves a
camera more between two presses."""
_SHARE_WHOLE: Final = 0.9
_SHARE_OUTSIDE: Final = 0.9
_OVERLAY_AREA_MAX: Final = 0.35
_OVERLAY_FILL_MIN: Final = 0.6
_OVERLAY_BRIGHT: Final = 190.0
_OPENINGS: Final = (2, 5)
"""Single blocks that differ by chance do not belong to a rectangle; nor does writing that runs out of it."""
_MILLION: Final = 1_000_000
_BITS: Final = 256


@dataclass(frozen=True, slots=True)
class Overlay:
    """A bright rectangle that one of two copies has: in thousandths of the picture's width and height."""

    left: int
    top: int
    right: int
    bottom: int
    on_second: bool
    """The second picture has it; otherwise the first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the pixels say of two pictures."""

    copy: bool
    same_ppm: int
    """Share of blocks that show the same, in millionths; 0 where the proportions differ."""
    overlay: Overlay | None
    """Set only for a copy."""
    identical: bool
    """Every pixel equal, at full size; only known when both were given at full size."""
    orientation: Orientation = Orientation.SAME
    """What was done to the first to get the second."""
    framing: str = ""
    """``cropped`` or ``bordered``; nothing where both show the whole."""
    apart: int = 0
    """For a framing: how many of 256 blocks show something else; a distance, as of fingerprints."""

    def to_record(self) -> Record:
        """The record kept as a machine fact."""
        overlay: Record | None = None
        if (box := self.overlay) is not None:
            overlay = {
                "left": box.left,
                "top": box.top,
                "right": box.right,
                "bottom": box.bottom,
                "on_second": box.on_second,
            }
        return {
            "copy": self.copy,
            "same_ppm": self.same_ppm,
            "overlay": overlay,
            "identical": self.identical,
            "orientation": int(self.orientation),
            "framing": self.framing,
            "apart": self.apart,
        }


def entry(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Record]:
    """For a jail: two files one after the other; ``{"first_bytes", "orientation"}`` says where and how.

    Raises: as :func:`dalil.vision.decode.reduced`.
    """
    del file
    border, orientation = header["first_bytes"], header["orientation"]
    assert isinstance(border, int)
    assert isinstance(orientation, int)
    first, second = (reduced(part, 2 * LONGEST) for part in (payload[:border], payload[border:]))
    yield verify(first, second, Orientation(orientation)).to_record()


def warm_up() -> None:
    """Run everything once, so that nothing is left to be imported."""
    decode.warm_up()
    rows = np.add.outer(np.arange(96), np.arange(128) ** 2)
    pixels = np.stack([rows % 251, rows % 241, rows % 239], axis=2).astype(np.uint8)
    covered = pixels.copy()
    covered[:16, :16] = 255
    verify_copy(pixels, covered)
    landmarks.warm_up()
    framing.compare(grey(pixels), grey(pixels[4:, 4:]))


def verify(first: Picture, second: Picture, orientation: Orientation) -> Verdict:
    """Look at two pictures as ``orientation`` proposes, and then as their landmarks do."""
    proposed = verify_copy(first.pixels, second.pixels, orientation)
    if proposed.copy:
        return proposed
    sheets = sheet(first), sheet(second)
    seen = framing.compare(*(one.grey for one in sheets))
    if seen is None:
        return proposed
    if seen.whole:
        one, other = bare(first.pixels), bare(second.pixels)
        standing = replace(verify_copy(one, other, seen.orientation), framing=seen.edit)
        if not standing.copy and seen.copy and seen.same_ppm >= _SHARE_WHOLE * _MILLION:
            if seen.edit == BORDERED and seen.apart_px <= _APART_PX_MAX:
                standing = replace(standing, copy=True, same_ppm=seen.same_ppm)
            elif seen.apart_px > _APART_PX_MAX and cut(*sheets, seen):
                standing = replace(standing, copy=True, same_ppm=seen.same_ppm, framing=CROPPED)
        return replace(standing, apart=_apart(seen))
    return Verdict(
        copy=seen.copy and cut(*sheets, seen),
        same_ppm=seen.same_ppm,
        overlay=None,
        identical=False,
        orientation=seen.orientation,
        framing=seen.edit,
        apart=_apart(seen),
    )


def _apart(seen: Framing) -> int:
    return round(_BITS * (1 - seen.fine_ppm / _MILLION))


def verify_copy(first: Pixels, second: Pixels, orientation: Orientation = Orientation.SAME) -> Verdict:
    """Compare ``first`` after ``orientation`` with ``second``, block by block."""
    turned = oriented(first, orientation)
    identical = turned.shape == second.shape and bool(np.array_equal(turned, second))
    if not _same_shape(turned, second):
        return Verdict(copy=False, same_ppm=0, overlay=None, identical=False, orientation=orientation)
    size = _common_size(turned, second)
    one, other = _sized(turned, size), _sized(second, size)
    same = alike(one, other)
    share = int(same.sum()) * _MILLION // same.size
    if identical or share >= _SHARE_WHOLE * _MILLION:
        overlay = overlay_in(same, one, other) if share < _MILLION else None
        return Verdict(
            copy=True, same_ppm=share, overlay=overlay, identical=identical, orientation=orientation
        )
    overlay = overlay_in(same, one, other)
    return Verdict(
        copy=overlay is not None,
        same_ppm=share,
        overlay=overlay,
        identical=False,
        orientation=orientation,
    )


def _same_shape(one: Pixels, other: Pixels) -> bool:
    ratio = (one.shape[0] * other.shape[1]) / (one.shape[1] * other.shape[0])
    return bool(abs(np.log(ratio)) <= _SHAPE_APART)


def _common_size(one: Pixels, other: Pixels) -> tuple[int, int]:
    """Width and height in whole blocks, at most LONGEST and at most the smaller picture's."""
    height, width = min(one.shape[:2], other.shape[:2])
    scale = min(1.0, LONGEST / max(height, width))
    return max(1, round(width * scale / BLOCK)) * BLOCK, max(1, round(height * scale / BLOCK)) * BLOCK


def _sized(pixels: Pixels, size: tuple[int, int]) -> Blocks:
    """The blocks of a picture brought to ``size`` (width, height)."""
    from PIL import Image

    sheet = Image.fromarray(grey(pixels)).resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0)
    return blocks(np.asarray(sheet))


def overlay_in(same: NDArray[np.bool_], one: Blocks, other: Blocks) -> Overlay | None:
    """The one bright rectangle that holds the disagreement; None when it is anything else."""
    return next(filter(None, (_rectangle(same, one, other, wide) for wide in _OPENINGS)), None)


def _rectangle(same: NDArray[np.bool_], one: Blocks, other: Blocks, wide: int) -> Overlay | None:
    """The same of what differs in ``wide`` blocks at least, across and down."""
    import cv2

    apart = cv2.morphologyEx((~same).astype(np.uint8), cv2.MORPH_OPEN, np.ones((wide, wide), np.uint8))
    rows, columns = np.flatnonzero(apart.any(axis=1)), np.flatnonzero(apart.any(axis=0))
    if not rows.size:
        return None
    top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    inside = np.zeros_like(same)
    inside[top:bottom, left:right] = True
    bright = [float(np.median(picture[inside].max(axis=1))) for picture in (one, other)]
    believable = (
        inside.mean() <= _OVERLAY_AREA_MAX
        and (~same)[inside].mean() >= _OVERLAY_FILL_MIN
        and same[~inside].mean() >= _SHARE_OUTSIDE
        and max(bright) >= _OVERLAY_BRIGHT
    )
    if not believable:
        return None
    height, width = same.shape
    return Overlay(
        left=1000 * left // width,
        top=1000 * top // height,
        right=1000 * right // width,
        bottom=1000 * bottom // height,
        on_second=bright[1] > bright[0],
    )
