"""Cut: whether a crop explains how two pictures lie, and a second press of the shutter does not.

A second press gives a picture of the same proportions, perhaps from a little nearer. So pictures of the same
proportions are copies where much was cut away, or a part was cut out and not resized: then pixel lies on
pixel. Method: docs/methods/copies.md.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from dalil.vision import landmarks
from dalil.vision.border import content
from dalil.vision.framing import Framing
from dalil.vision.picture import Picture
from dalil.vision.region import Pixels

_UNSCALED: Final = 0.006
"""Logarithm of a scale that is none: a registration is off by so much."""
_MUCH: Final = 0.88
"""Share in common below which a picture was not taken from a step nearer."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``grey`` (H×W uint8): as landmarks are looked for in a picture; ``width``, ``height``: its file's."""

    grey: Pixels
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Its pixels for one of the file."""
        return float(self.grey.shape[1] / self.width)


def cut(first: Sheet, second: Sheet, seen: Framing) -> bool:
    """Whether the one was cut out of the other, as they lie in ``seen``."""
    one, other = _bare_size(first), _bare_size(second)
    (wide, high), (broad, tall) = sorted(one.sides), sorted(other.sides)
    room = one.room + other.room
    if abs(np.log(wide * tall / (high * broad))) > room:
        return True
    if abs(np.log(wide / broad)) <= room:
        return False
    unscaled = abs(np.log(seen.scale * first.scale / second.scale)) <= _UNSCALED
    return bool(unscaled or seen.shared < _MUCH)


def sheet(picture: Picture) -> Sheet:
    """The sheet of a picture."""
    return Sheet(landmarks.reduced(grey(picture.pixels)), picture.width, picture.height)


def grey(pixels: Pixels) -> Pixels:
    """Its brightness (H×W)."""
    import cv2

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


class _Size(NamedTuple):
    """Pixels of a file, across and down, without plain borders, and how far their logarithms may be off."""

    sides: tuple[float, float]
    room: float


def _bare_size(seen: Sheet) -> _Size:
    left, top, right, bottom = content(seen.grey)
    if (right - left, bottom - top) == seen.grey.shape[::-1]:
        return _Size((seen.width, seen.height), 1 / min(seen.width, seen.height))
    sides = (right - left) / seen.scale, (bottom - top) / seen.scale
    return _Size(sides, 2 / min(right - left, bottom - top))
