"""Orientation: the eight ways a copy can stand to a picture, for pixels and for fingerprints alike."""

from enum import IntEnum
from typing import Final

import numpy as np

from dalil.vision.region import Pixels

_HALF: Final = 4


class Orientation(IntEnum):
    """What was done to the first picture to get the second; turns are clockwise, mirroring comes first."""

    SAME = 0
    ROTATED_90 = 1
    ROTATED_180 = 2
    ROTATED_270 = 3
    MIRRORED = 4
    """Left and right exchanged."""
    MIRRORED_ROTATED_90 = 5
    MIRRORED_ROTATED_180 = 6
    MIRRORED_ROTATED_270 = 7

    @property
    def mirrored(self) -> bool:
        """Left and right are exchanged first."""
        return self >= _HALF

    @property
    def quarter_turns(self) -> int:
        """Clockwise turns after that, 0–3."""
        return self % _HALF

    @property
    def word(self) -> str:
        """The name in records: ``rotated-90``."""
        return self.name.lower().replace("_", "-")

    @property
    def back(self) -> "Orientation":
        """What undoes it; a mirrored turn undoes itself."""
        return self if self.mirrored else Orientation(-self.quarter_turns % _HALF)


def oriented(pixels: Pixels, orientation: Orientation) -> Pixels:
    """``pixels`` (height × width, or with channels) after ``orientation``."""
    first = pixels[:, ::-1] if orientation.mirrored else pixels
    return np.ascontiguousarray(np.rot90(first, -orientation.quarter_turns))


def upright(exif: int) -> Orientation:
    """What turns pixels upright whose file says EXIF orientation ``exif`` (1–8, JEITA CP-3451 tag 274)."""
    return _UPRIGHT[exif]


_UPRIGHT: Final = {
    1: Orientation.SAME,
    2: Orientation.MIRRORED,
    3: Orientation.ROTATED_180,
    4: Orientation.MIRRORED_ROTATED_180,
    5: Orientation.MIRRORED_ROTATED_270,
    6: Orientation.ROTATED_90,
    7: Orientation.MIRRORED_ROTATED_90,
    8: Orientation.ROTATED_270,
}
