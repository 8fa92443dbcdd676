"""Verify by their pixels that two pictures are one exposure, or one exposure and an overlay.

Both are brought to one size and cut into blocks of 8×8 pixels; blocks that correlate are the same scene. One
exposure covered by an overlay agrees everywhere but in one rectangle, which is bright in one of the two. Two
exposures of one scene a second apart disagree all over. Knows framing changes (crops, borders) only as
disagreement. Method and figures: docs/methods/copies.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.canonical import Record
from dalil.vision import decode
from dalil.vision.decode import reduced
from dalil.vision.orientation import Orientation, oriented
from dalil.vision.region import Pixels

PRELOAD: Final = (*decode.PRELOAD, "cv2", "numpy.ma")
"""What a jail must load before :func:`entry` runs in it."""
LONGEST: Final = 512
"""Pixels on the longer side at which two pictures are compared."""
_BLOCK: Final = 8
_BLOCK_AREA: Final = _BLOCK * _BLOCK
_LIKE: Final = 0.9
"""Correlation from which a block shows the same."""
_FLAT: Final = 3.0
"""Grey levels of deviation below which a block has nothing to correlate; its mean is compared."""
_MEAN_APART: Final = 12.0
_WHITE: Final = 255.0
_SHAPE_APART: Final = 0.03
"""How much the proportions of two whole frames may differ by rounding when one was resized."""
_SHARE_WHOLE: Final = 0.9
_SHARE_OUTSIDE: Final = 0.9
_OVERLAY_AREA_MAX: Final = 0.35
_OVERLAY_FILL_MIN: Final = 0.6
_OVERLAY_BRIGHT: Final = 190.0
_MILLION: Final = 1_000_000


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
        }


def entry(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Record]:
    """For a jail: two files one after the other; ``{"first_bytes", "orientation"}`` says where and how.

    Raises: as :func:`dalil.vision.decode.reduced`.
    """
    del file
    border, orientation = header["first_bytes"], header["orientation"]
    assert isinstance(border, int)
    assert isinstance(orientation, int)
    first = reduced(payload[:border], 2 * LONGEST)
    second = reduced(payload[border:], 2 * LONGEST)
    yield verify_copy(first.pixels, second.pixels, Orientation(orientation)).to_record()


def warm_up() -> None:
    """Run everything once, so that nothing is left to be imported."""
    decode.warm_up()
    rows = np.add.outer(np.arange(64), np.arange(64) ** 2)
    pixels = np.stack([rows % 251, rows % 241, rows % 239], axis=2).astype(np.uint8)
    covered = pixels.copy()
    covered[:16, :16] = 255
    verify_copy(pixels, covered)


def verify_copy(first: Pixels, second: Pixels, orientation: Orientation = Orientation.SAME) -> Verdict:
    """Compare ``first`` after ``orientation`` with ``second``, block by block."""
    turned = oriented(first, orientation)
    identical = turned.shape == second.shape and bool(np.array_equal(turned, second))
    if not _same_shape(turned, second):
        return Verdict(copy=False, same_ppm=0, overlay=None, identical=False)
    size = _common_size(turned, second)
    one, other = _blocks(turned, size), _blocks(second, size)
    alike = _alike(one, other)
    share = int(alike.sum()) * _MILLION // alike.size
    if identical or share >= _SHARE_WHOLE * _MILLION:
        overlay = _overlay(alike, one, other) if share < _MILLION else None
        return Verdict(copy=True, same_ppm=share, overlay=overlay, identical=identical)
    overlay = _overlay(alike, one, other)
    return Verdict(copy=overlay is not None, same_ppm=share, overlay=overlay, identical=False)


def _same_shape(one: Pixels, other: Pixels) -> bool:
    ratio = (one.shape[0] * other.shape[1]) / (one.shape[1] * other.shape[0])
    return bool(abs(np.log(ratio)) <= _SHAPE_APART)


def _common_size(one: Pixels, other: Pixels) -> tuple[int, int]:
    """Width and height in whole blocks, at most LONGEST and at most the smaller picture's."""
    height, width = min(one.shape[:2], other.shape[:2])
    scale = min(1.0, LONGEST / max(height, width))
    return max(1, round(width * scale / _BLOCK)) * _BLOCK, max(1, round(height * scale / _BLOCK)) * _BLOCK


def _blocks(pixels: Pixels, size: tuple[int, int]) -> NDArray[np.float64]:
    """Grey values as rows × columns × 64, softened a little: saving again moves single pixels."""
    import cv2
    from PIL import Image

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    sheet = Image.fromarray(grey).resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0)
    soft = cv2.blur(np.asarray(sheet), (3, 3)).astype(np.float64)
    rows, columns = soft.shape[0] // _BLOCK, soft.shape[1] // _BLOCK
    cut = soft.reshape(rows, _BLOCK, columns, _BLOCK).transpose(0, 2, 1, 3)
    return cut.reshape(rows, columns, _BLOCK_AREA)


def _alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Blocks that show the same: correlated where there is texture, equally bright where there is none."""
    first, second = one - one.mean(axis=2, keepdims=True), other - other.mean(axis=2, keepdims=True)
    deviations = first.std(axis=2), second.std(axis=2)
    together = (first * second).mean(axis=2) / np.maximum(deviations[0] * deviations[1], 1e-9)
    textured = np.maximum(*deviations) >= _FLAT
    matched = textured & (together >= _LIKE)
    means = one.mean(axis=2), other.mean(axis=2)
    # Brightness and contrast of a copy may have been changed: what matches in texture tells by how much.
    told = matched if matched.any() else np.ones_like(matched)
    gain = float(np.median(deviations[0][matched] / deviations[1][matched])) if matched.any() else 1.0
    offset = float(np.median((means[0] - gain * means[1])[told]))
    level = np.abs(means[0] - np.clip(gain * means[1] + offset, 0, _WHITE)) <= _MEAN_APART
    same: NDArray[np.bool_] = np.where(textured, matched, level)
    return same


def _overlay(
    alike: NDArray[np.bool_], one: NDArray[np.float64], other: NDArray[np.float64]
) -> Overlay | None:
    """The one bright rectangle that holds the disagreement; None when it is anything else."""
    import cv2

    # Single blocks that differ by chance do not belong to a rectangle: an opening by 2×2 removes them.
    apart = cv2.morphologyEx((~alike).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    rows, columns = np.flatnonzero(apart.any(axis=1)), np.flatnonzero(apart.any(axis=0))
    if not rows.size:
        return None
    top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    inside = np.zeros_like(alike)
    inside[top:bottom, left:right] = True
    bright = [float(np.median(picture[inside].max(axis=1))) for picture in (one, other)]
    believable = (
        inside.mean() <= _OVERLAY_AREA_MAX
        and (~alike)[inside].mean() >= _OVERLAY_FILL_MIN
        and alike[~inside].mean() >= _SHARE_OUTSIDE
        and max(bright) >= _OVERLAY_BRIGHT
    )
    if not believable:
        return None
    height, width = alike.shape
    return Overlay(
        left=1000 * left // width,
        top=1000 * top // height,
        right=1000 * right // width,
        bottom=1000 * bottom // height,
        on_second=bright[1] > bright[0],
    )
