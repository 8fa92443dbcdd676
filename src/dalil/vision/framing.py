"""Framing: two pictures of one exposure of which one shows a part, or stands between borders or bars.

The one is laid over the other as their landmarks say (:mod:`dalil.vision.registration`), and where both show
something their blocks are compared. Of two presses of the shutter each shows something at its edge that the
other does not; a crop shows nothing that its original does not. So one of the two, its plain borders aside,
must lie in the other whole. Method and figures: docs/methods/copies.md.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.blocks import alike, blocks
from dalil.vision.border import Rectangle, content
from dalil.vision.orientation import Orientation
from dalil.vision.region import Pixels
from dalil.vision.registration import Matrix, Registration, register

CROPPED: Final = "cropped"
BORDERED: Final = "bordered"
_SAME_MIN: Final = 0.8
"""Share of blocks that must show the same where both show something. Boxes and watermarks take the rest."""
_ROOM_PX, _ROOM = 8.0, 0.05
"""What few landmarks may be wrong by."""
_SHOWN_MIN: Final = 0.5
"""Share of either that must lie in the other: less is a picture taken from nearer."""
_WHOLE_MIN: Final = 0.97
"""Share of each in the other from which both show the whole."""
_OUT_PX_MAX: Final = 2.5
"""How far the inner one may stand out of the other: a registration is off by so much."""
_BORDER_MIN: Final = 0.02
"""Share of its side that a border takes at least."""
_SOFT_PX: Final = 5
"""Resampled grain is other grain; softened more than :mod:`dalil.vision.verify` does, it is alike again."""
_FINE_PX: Final = 3
_BLOCKS_MIN: Final = 100
_TEXTURED_MIN: Final = 40
_TEXTURED: Final = 3.0
_COVERED: Final = 250.0
_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Framing:
    """How two pictures lie over one another, and whether they show the same there.

    ``fine_ppm``: the share of blocks that show the same when softened less; of two pictures a moment apart it
    tells which one a part is of. ``orientation``: what was done to the first to get the second. ``scale``:
    pixels of the second for one of the first. ``shared``: the smaller of the shares that lie in the other.
    ``apart_px``: how far either stands out of the other. ``edit``: CROPPED, BORDERED, or nothing where both
    show the whole.
    """

    copy: bool
    same_ppm: int
    fine_ppm: int
    orientation: Orientation
    scale: float
    shared: float
    apart_px: float
    edit: str

    @property
    def whole(self) -> bool:
        """Both show all that the other shows."""
        return self.shared >= _WHOLE_MIN


@dataclass(frozen=True, slots=True)
class _Laid:
    """``over``, whose pixels are at least as coarse, and how it lies in ``under``."""

    over: Pixels
    under: Pixels
    matrix: Matrix

    @property
    def scale(self) -> float:
        """Pixels of ``under`` for one of ``over``."""
        return float(np.hypot(self.matrix[0, 0], self.matrix[1, 0]))


def compare(first: Pixels, second: Pixels) -> Framing | None:
    """Compare grey pictures (H×W uint8) of at most 512 pixels; None where neither lies over the other."""
    import cv2

    found = register(first, second)
    if found is None:
        return None
    laid = _laid(first, second, found)
    covered = _covered(laid)
    if covered is None:
        return None
    same, fine = (_same_share(laid, covered, soft_px) for soft_px in (_SOFT_PX, _FINE_PX))
    over, under = content(laid.over), content(laid.under)
    shared = min(_within(over, under, laid.matrix))
    back = np.asarray(cv2.invertAffineTransform(laid.matrix), dtype=np.float64)
    out = _out(over, under, laid.matrix), _out(under, over, back) * laid.scale
    return Framing(
        copy=same >= _SAME_MIN and min(out) <= _OUT_PX_MAX and shared >= _SHOWN_MIN,
        same_ppm=round(same * _MILLION),
        fine_ppm=round(fine * _MILLION),
        orientation=found.orientation,
        scale=found.scale,
        shared=shared,
        apart_px=max(out),
        edit=_border(laid, over, under) if shared >= _WHOLE_MIN else CROPPED,
    )


def possible(found: Registration, first: Rectangle, second: Rectangle, first_width: int) -> bool:
    """Whether :func:`compare` could say that they are copies, from their landmarks, with room for error.

    ``first`` and ``second``: what is no plain border of each. ``first_width``: of the first reduced picture.
    """
    import cv2

    left, top, right, bottom = first
    laid = (first_width - right, top, first_width - left, bottom) if found.mirrored else first
    back = np.asarray(cv2.invertAffineTransform(found.matrix), dtype=np.float64)
    out = _out(laid, second, found.matrix) / max(1.0, found.scale)
    out_back = _out(second, laid, back) * min(1.0, found.scale)
    return min(out, out_back) <= _ROOM_PX and min(_within(laid, second, found.matrix)) >= _SHOWN_MIN - _ROOM


def _laid(first: Pixels, second: Pixels, found: Registration) -> _Laid:
    """The finer of both is averaged down to the coarser one's pixels before it is laid over it."""
    import cv2

    over, under, matrix = first[:, ::-1] if found.mirrored else first, second, found.matrix
    if found.scale > 1:
        over, under = under, over
        matrix = np.asarray(cv2.invertAffineTransform(matrix), dtype=np.float64)
    scale = min(1.0, float(np.hypot(matrix[0, 0], matrix[1, 0])))
    width, height = (max(1, round(side * scale)) for side in over.shape[::-1])
    across, down = over.shape[1] / width, over.shape[0] / height
    shrunk = cv2.resize(np.ascontiguousarray(over), (width, height), interpolation=cv2.INTER_AREA)
    back = np.array([[across, 0, (across - 1) / 2], [0, down, (down - 1) / 2], [0, 0, 1]])
    return _Laid(np.asarray(shrunk, dtype=np.uint8), np.ascontiguousarray(under), matrix @ back)


def _covered(laid: _Laid) -> NDArray[np.bool_] | None:
    """The blocks in which both show something; None where they are too few, or plain."""
    import cv2

    seen = cv2.warpAffine(np.full_like(laid.over, 255), laid.matrix, laid.under.shape[::-1])
    covered: NDArray[np.bool_] = blocks(np.asarray(seen), _SOFT_PX).min(axis=2) > _COVERED
    textured = covered & (blocks(laid.under, _SOFT_PX).std(axis=2) > _TEXTURED)
    return covered if covered.sum() >= _BLOCKS_MIN and textured.sum() >= _TEXTURED_MIN else None


def _same_share(laid: _Laid, covered: NDArray[np.bool_], soft_px: int) -> float:
    """Share of the ``covered`` blocks that show the same."""
    import cv2

    size = laid.under.shape[::-1]
    over = cv2.warpAffine(laid.over, laid.matrix, size, borderMode=cv2.BORDER_REPLICATE)
    one, other = (blocks(np.asarray(each), soft_px) for each in (over, laid.under))
    return float(alike(one, other, covered)[covered].mean())


def _border(laid: _Laid, over: Rectangle, under: Rectangle) -> str:
    """BORDERED where one has a border that the other has not."""
    bare = [
        min((right - left) / page.shape[1], (bottom - top) / page.shape[0])
        for (left, top, right, bottom), page in ((over, laid.over), (under, laid.under))
    ]
    return BORDERED if abs(bare[0] - bare[1]) > _BORDER_MIN else ""


def _out(inner: Rectangle, outer: Rectangle, matrix: Matrix) -> float:
    """How far the corners of ``inner``, laid by ``matrix``, stand out of ``outer``, in its pixels."""
    x, y = (_corners(inner) @ matrix[:, :2].T + matrix[:, 2]).T
    left, top, right, bottom = (edge - 0.5 for edge in outer)
    return float(max(0.0, *(each.max() for each in (left - x, x - right, top - y, y - bottom))))


def _within(over: Rectangle, under: Rectangle, matrix: Matrix) -> tuple[float, float]:
    """Share of ``over`` that lies on ``under``, and the other way round."""
    import cv2

    laid = (_corners(over) @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)
    other = _corners(under).astype(np.float32)
    shared, _ = cv2.intersectConvexConvex(laid, other)
    one, two = (max(1.0, cv2.contourArea(each)) for each in (laid, other))
    return min(1.0, shared / one), min(1.0, shared / two)


def _corners(rectangle: Rectangle) -> NDArray[np.float64]:
    """Of the outermost pixels' outer edges; a pixel's place is its middle."""
    left, top, right, bottom = rectangle
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float64) - 0.5
