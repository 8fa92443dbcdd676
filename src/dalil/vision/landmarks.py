"""Landmarks: places of a picture that are found again when it is cropped, framed, covered or mirrored.

Corners on eight reductions of the picture, each described by 256 comparisons of brightness along its own
direction (ORB: Rublee, Rabaud, Konolige, Bradski 2011). Mirroring a corner changes all its bits. So each is
given a hand first: where its surroundings are brighter on one side, it is described as it stands, else as a
mirror shows it, and which of both is kept. One description then serves a picture and its mirror image.

Labels draw all the strongest corners to themselves, and an office's labels are all alike. So those corners
are kept that no stronger one stands near (adaptive non-maximal suppression: Brown, Szeliski, Winder 2005).
Why and how well: docs/methods/copies.md.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.region import Pixels

if TYPE_CHECKING:
    import cv2

LONGEST: Final = 512
"""Pixels on the longer side of the picture in which they are looked for; smaller ones stay as they are."""
COUNT_MAX: Final = 128
_SEEN_MAX: Final = 1_000
"""Corners among which they are chosen: with half as many, those of a label are most of them."""
_STRONGER: Final = 0.9
"""A corner is stronger than another one of which the strength is at most this share of its own."""
SUBPIXELS: Final = 64
ANGLES: Final = 256
OCTAVE_STEP: Final = 1.2
OCTAVES: Final = 8
_MIRRORED: Final = 0x80

LANDMARK: Final = np.dtype([("x", "<u2"), ("y", "<u2"), ("angle", "u1"), ("flags", "u1"), ("bits", "u1", 32)])
"""One landmark, 38 bytes: place in 1/64 pixel of the reduced picture, direction in 1/256 turn, octave and
hand (``flags``), description."""
Landmarks = NDArray[np.void]
"""n × LANDMARK."""

_REACH: Final = 15
"""Pixels around a landmark, on its own reduction, that tell its hand."""
_SIDE_MIN: Final = 64
"""Pixels: the finder looks at nothing within 31 of an edge."""
_STEP: Final = 2
"""Every second pixel is looked at; they are softened over as many."""
_EDGE: Final = 24
_SOFT_PX: Final = 5
_FAST_THRESHOLD: Final = 5


def warm_up() -> None:
    """Find and describe landmarks of either hand once, so that OpenCV has loaded all that it loads."""
    sheet = np.full((128, 128), 90, np.uint8)
    sheet[40:80, 40:90] = 220
    sheet[50:60, 45:60] = 20
    for seen in (sheet, np.ascontiguousarray(sheet[:, ::-1])):
        landmarks(seen)


def landmarks(grey: Pixels) -> Landmarks:
    """The landmarks of a picture (H×W uint8), at most COUNT_MAX, in order of their places."""
    return of_sheet(reduced(grey), COUNT_MAX)


def of_sheet(sheet: Pixels, count: int) -> Landmarks:
    """The same of a picture that is reduced already; at most ``count``."""
    seen = _finder(max(count, _SEEN_MAX)).detect(sheet, None) if min(sheet.shape) >= _SIDE_MIN else ()
    if not seen:
        return np.zeros(0, LANDMARK)
    told = np.array([(*one.pt, one.angle, one.octave, one.response) for one in seen])
    chosen = _spread(told, count)
    points = [seen[place] for place in chosen.tolist()]
    places, octaves = told[chosen, :3], told[chosen, 3].astype(np.int64)
    left_handed = _left_handed(sheet, places, octaves)
    found = np.zeros(len(points), LANDMARK)
    found["x"], found["y"] = np.rint(_placed(places[:, :2], octaves, sheet) * SUBPIXELS).T
    found["angle"] = np.rint(places[:, 2] * ANGLES / 360).astype(int) % ANGLES
    found["flags"] = octaves + _MIRRORED * left_handed
    for hand in (False, True):
        chosen = np.flatnonzero(left_handed == hand)
        _describe(sheet, points, chosen, found, mirrored=hand)
    return np.sort(found, order=("y", "x", "flags", "angle"))


def _spread(told: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Which ``count`` of some corners (x, y, degrees, octave, strength) stand farthest from a stronger one.

    Distances are pixels of the reduction that a corner was found on, and only corners of one reduction count:
    so the choice is much the same in a part of the picture, and beside what covers it.
    """
    alone = np.full(len(told), np.inf)
    for level in np.unique(told[:, 3]):
        here = np.flatnonzero(told[:, 3] == level)
        x, y, strength = told[here][:, [0, 1, 4]].T
        apart = np.subtract.outer(x, x) ** 2 + np.subtract.outer(y, y) ** 2
        apart[strength[None] * _STRONGER <= strength[:, None]] = np.inf
        alone[here] = apart.min(axis=1) / OCTAVE_STEP ** (2 * level)
    return np.lexsort((told[:, 0], told[:, 1], -told[:, 4], -alone))[:count]


def _placed(points: NDArray[np.float64], octaves: NDArray[np.int64], sheet: Pixels) -> NDArray[np.float64]:
    """Where OpenCV's points are in the picture.

    It multiplies a reduction's pixel numbers by the step, as if pixels were counted from their middle and
    each reduction were as large as the step says: up to 1.5 pixels off, and the other way in a mirror.
    """
    step = OCTAVE_STEP ** octaves[:, None]
    sides = np.array(sheet.shape[::-1], dtype=np.float64)
    return (points / step + 0.5) * (sides / np.rint(sides / step)) - 0.5


def reduced(grey: Pixels) -> Pixels:
    """``grey`` at LONGEST pixels at most; never enlarged."""
    from PIL import Image

    size = reduced_size(grey.shape[1], grey.shape[0])
    if size == grey.shape[::-1]:
        return np.ascontiguousarray(grey)
    return np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0))


def reduced_size(width: int, height: int) -> tuple[int, int]:
    """Width and height of the reduced picture."""
    scale = min(1.0, LONGEST / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def mirrored(found: Landmarks) -> NDArray[np.bool_]:
    """Which of them were described as a mirror shows them."""
    return found["flags"] >= _MIRRORED


def octave(found: Landmarks) -> NDArray[np.int64]:
    """On which reduction each was found: by OCTAVE_STEP to this power."""
    return (found["flags"] % _MIRRORED).astype(np.int64)


@cache
def _finder(count: int) -> "cv2.ORB":
    import cv2

    return cv2.ORB.create(
        nfeatures=count, scaleFactor=OCTAVE_STEP, nlevels=OCTAVES, fastThreshold=_FAST_THRESHOLD
    )


@cache
def _around() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """A disc around the origin: x along the direction, y across it, and what each place weighs for the hand.

    x²·y turns its sign when left and right of the direction are exchanged, and is not nothing by definition,
    as y is: the direction points to the centre of brightness.
    """
    y, x = np.mgrid[-_REACH : _REACH + 1 : _STEP, -_REACH : _REACH + 1 : _STEP].astype(np.float64)
    inside = x**2 + y**2 <= _REACH**2
    x, y = x[inside], y[inside]
    return x, y, x * x * y


def _left_handed(sheet: Pixels, places: NDArray[np.float64], octaves: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which landmarks (x, y, degrees) are brighter on the side of negative y."""
    import cv2

    along, across, weights = _around()
    hands = np.zeros(len(places), dtype=bool)
    for level in np.unique(octaves):
        here = np.flatnonzero(octaves == level)
        scale = OCTAVE_STEP**level
        size = tuple(max(8, round(side / scale)) for side in sheet.shape[::-1])
        page = cv2.resize(sheet, size, interpolation=cv2.INTER_AREA) if level else sheet
        page = cv2.blur(page, (_SOFT_PX, _SOFT_PX))
        page = cv2.copyMakeBorder(page, _EDGE, _EDGE, _EDGE, _EDGE, cv2.BORDER_REFLECT_101)
        middle = places[here, :2] / scale + _EDGE
        turn = np.deg2rad(places[here, 2])[:, None]
        cosine, sine = np.cos(turn), np.sin(turn)
        columns = np.rint(middle[:, :1] + cosine * along - sine * across).astype(np.int64)
        rows = np.rint(middle[:, 1:] + sine * along + cosine * across).astype(np.int64)
        seen = page[rows.clip(0, page.shape[0] - 1), columns.clip(0, page.shape[1] - 1)].astype(np.float64)
        hands[here] = seen @ weights < 0
    return hands


def _describe(
    sheet: Pixels,
    points: "Sequence[cv2.KeyPoint]",
    chosen: NDArray[np.int64],
    found: Landmarks,
    *,
    mirrored: bool,
) -> None:
    """Put the bits of the ``chosen`` points into ``found``."""
    import cv2

    width = sheet.shape[1]
    asked = []
    for place in chosen.tolist():
        one = points[place]
        x, angle = (width - 1 - one.pt[0], (180 - one.angle) % 360) if mirrored else (one.pt[0], one.angle)
        asked.append(cv2.KeyPoint(x, one.pt[1], one.size, angle, one.response, one.octave, place))
    if asked:
        page = np.ascontiguousarray(sheet[:, ::-1]) if mirrored else sheet
        described, bits = _finder(COUNT_MAX).compute(page, asked)
        found["bits"][[one.class_id for one in described]] = bits
