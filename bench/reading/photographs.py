"""The real photographs of ``photos_with_numbers.zip``: vehicles with numbered plates, and where none is."""

import io
import json
import random
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np
from bench.reading.case import Pixels
from PIL import Image
from training.label_reader.sets import DATA

Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""
_TRIES = 60
_AGAIN = frozenset({"0936.jpg", "0860.jpg", "0976.jpg"})
"""Photographs that are another one (0227, 0181, 0155) saved again: what is read on both is one case."""
_NOT_FREE = frozenset({"0099.jpg", "0639.jpg", "0695.jpg", "1195.jpg", "1672.jpg", "1883.jpg"})
"""Photographs with a plate, or another number, where the others have none: at a side or at the top."""
_WIDTH_MIN = 700
"""Pixels: on a narrower photograph a card of an eighth of its width cannot be read by anybody."""


@dataclass(frozen=True, slots=True)
class Photograph:
    """``plates`` are the digits of its plates in Western form."""

    name: str
    pixels: Pixels
    plates: tuple[str, ...]
    tuned_with: bool
    """Whether the locator was tuned while looking at it: at one of its plates, by a checksum of the plate."""


@cache
def photographs() -> tuple[Photograph, ...]:
    """All of them, decoded."""
    archive = zipfile.ZipFile(f"{DATA}/photos_with_numbers.zip")
    found = []
    for item in json.loads(archive.read("labels.json")):
        if item["file"] in _AGAIN:
            continue
        image = Image.open(io.BytesIO(archive.read(item["file"]))).convert("RGB")
        names = [plate["digits_western"] + plate["letters_right_to_left"] for plate in item["plates"]]
        tuned = any(zlib.crc32(name.encode()) % 3 == 0 for name in names)
        digits = tuple(plate["digits_western"] for plate in item["plates"])
        found.append(Photograph(item["file"], np.asarray(image), digits, tuned))
    return tuple(found)


@cache
def roomy() -> tuple[Photograph, ...]:
    """Those that are large enough to hold a card and have room for one."""
    return tuple(
        one for one in photographs() if one.name not in _NOT_FREE and one.pixels.shape[1] >= _WIDTH_MIN
    )


def free_place(chance: random.Random, pixels: Pixels, wide: int, high: int) -> Rectangle | None:
    """A place of that size without a plate and with something on it; None where none is found.

    Plates of these photographs stand in the middle, below the top: what lies in the uppermost part or at
    either side holds none. Empty borders that a photograph was given afterwards are no place either.
    """
    height, width = pixels.shape[:2]
    top, side = round(0.22 * height), round(0.2 * width)
    for _ in range(_TRIES):
        left, upper = chance.randint(0, max(0, width - wide)), chance.randint(0, max(0, height - high))
        free = upper + high <= top or left + wide <= side or left >= width - side
        part = pixels[upper : upper + high, left : left + wide]
        if free and part.shape[:2] == (high, wide) and part.std() > 6 and part.mean() < 200:
            return left, upper, left + wide, upper + high
    return None
