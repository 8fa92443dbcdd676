"""Registration: how one picture lies in another that shows the same scene: turn, scale, place, mirrored.

Landmarks are matched by their descriptions, each the other's nearest, and a similarity is fitted that most of
them agree with (RANSAC: Fischler, Bolles 1981; OpenCV's, whose draws are always the same). It says nothing of
whether the two are one exposure: :mod:`dalil.vision.framing` looks at that, block by block.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision import landmarks
from dalil.vision.landmarks import SUBPIXELS, Landmarks
from dalil.vision.orientation import Orientation
from dalil.vision.region import Pixels

Matrix = NDArray[np.float64]
Size = tuple[int, int]
"""Width and height."""
COUNT: Final = 400
"""Landmarks of each picture that are matched."""
_BITS_APART_MAX: Final = 64
_AGREEING_MIN: Final = 6
_OFF_PX: Final = 3.0
_ASKEW_MAX: Final = 0.02
"""Radians from a right angle that are the registration's error rather than the picture's."""
_SURE: Final = 0.999
_DRAWS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Registration:
    """``matrix`` (2×3) takes pixels of the first, mirrored before where ``mirrored``, to the second's.

    ``spread``: share of a picture within the rectangle around the landmarks that agree; the larger of both.
    """

    matrix: Matrix
    mirrored: bool
    agreeing: int
    spread: float

    @property
    def scale(self) -> float:
        """Pixels of the second for one of the first."""
        return float(np.hypot(self.matrix[0, 0], self.matrix[1, 0]))

    @property
    def orientation(self) -> Orientation:
        """The nearest of the eight."""
        turns = int(np.rint(np.arctan2(self.matrix[1, 0], self.matrix[0, 0]) / (np.pi / 2))) % 4
        return Orientation(turns + int(Orientation.MIRRORED) * self.mirrored)


def register(first: Pixels, second: Pixels) -> Registration | None:
    """How ``first`` lies in ``second`` (both H×W uint8); None where too few landmarks agree."""
    ours, theirs = landmarks.of_sheet(first, COUNT), landmarks.of_sheet(second, COUNT)
    return registered(ours, theirs, (_size(first), _size(second)))


def registered(ours: Landmarks, theirs: Landmarks, sizes: tuple[Size, Size]) -> Registration | None:
    """The same of landmarks alone; ``sizes``: of the reduced pictures."""
    if not len(ours) or not len(theirs):
        return None
    one, other = _matched(ours, theirs)
    flipped = landmarks.mirrored(ours)[one] != landmarks.mirrored(theirs)[other]
    found = []
    for mirrored in (False, True):
        here, there = (_places(each[flipped == mirrored]) for each in (ours[one], theirs[other]))
        if mirrored:
            here[:, 0] = sizes[0][0] - 1 - here[:, 0]
        if fitted := _fitted(here, there, sizes, mirrored=mirrored):
            found.append(fitted)
    return max(found, key=lambda each: each.agreeing, default=None)


def _matched(ours: Landmarks, theirs: Landmarks) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of landmarks that are each the other's nearest."""
    words, others = (np.ascontiguousarray(each["bits"]).view("<u8") for each in (ours, theirs))
    apart = np.zeros((len(ours), len(theirs)), np.uint16)
    for word, other in zip(
        words.T, others.T, strict=True
    ):  # a sum over so short an axis takes four times as long
        apart += np.bitwise_count(word[:, None] ^ other[None])
    nearest, back = apart.argmin(axis=1), apart.argmin(axis=0)
    one = np.flatnonzero((back[nearest] == np.arange(len(ours))) & (apart.min(axis=1) <= _BITS_APART_MAX))
    return one, nearest[one]


def _places(found: Landmarks) -> Matrix:
    """Where they stand, in pixels: n×2."""
    placed: Matrix = np.stack([found["x"], found["y"]], axis=1) / SUBPIXELS
    return placed


def _size(sheet: Pixels) -> Size:
    return sheet.shape[1], sheet.shape[0]


def _fitted(here: Matrix, there: Matrix, sizes: tuple[Size, Size], *, mirrored: bool) -> Registration | None:
    import cv2

    if len(here) < _AGREEING_MIN:
        return None
    found, agreeing = cv2.estimateAffinePartial2D(
        here.astype(np.float32),
        there.astype(np.float32),
        method=cv2.RANSAC,
        ransacReprojThreshold=_OFF_PX,
        maxIters=_DRAWS,
        confidence=_SURE,
    )
    if found is None or int(agreeing.sum()) < _AGREEING_MIN:
        return None
    kept = agreeing.ravel() > 0
    matrix = _straightened(np.asarray(found, dtype=np.float64), here[kept], there[kept])
    spread = max(
        float(np.prod(np.ptp(places[kept], axis=0) / size))
        for places, size in ((here, sizes[0]), (there, sizes[1]))
    )
    return Registration(matrix, mirrored, int(kept.sum()), spread)


def _straightened(fitted: Matrix, here: Matrix, there: Matrix) -> Matrix:
    """What was turned by right angles all but a little: the least squares of scale and place alone.

    Cropping, framing and saving turn nothing by half a degree, and a few landmarks close together do.
    """
    angle = np.arctan2(fitted[1, 0], fitted[0, 0])
    quarter = np.rint(angle / (np.pi / 2)) * (np.pi / 2)
    if abs(angle - quarter) > _ASKEW_MAX:
        return fitted
    cosine, sine = np.rint(np.cos(quarter)), np.rint(np.sin(quarter))
    turn = np.array([[cosine, -sine], [sine, cosine]])
    turned = here @ turn.T
    off, off_there = turned - turned.mean(axis=0), there - there.mean(axis=0)
    scale = float((off * off_there).sum() / max((off**2).sum(), 1e-9))
    shift = there.mean(axis=0) - scale * turned.mean(axis=0)
    return np.hstack([scale * turn, shift[:, None]])
