"""Edits: what happens to a photograph on its way from a camera to a leak and through messengers.

Every edit is a function of chance and RGB pixels (H×W×3 uint8); :func:`saved` makes a JPEG of the result.
"""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
Change = Callable[[random.Random, Pixels], Pixels]


@dataclass(frozen=True, slots=True)
class Edit:
    """A named edit; ``aim_ppm``: the share of edited pictures to be found, None where none is asked."""

    name: str
    change: Change
    aim_ppm: int | None = 990_000


def same(_chance: random.Random, pixels: Pixels) -> Pixels:
    """Nothing but another saving."""
    return pixels


def resized(low: float, high: float) -> Change:
    """Reduced or enlarged by a factor between ``low`` and ``high``."""

    def change(chance: random.Random, pixels: Pixels) -> Pixels:
        factor = chance.uniform(low, high)
        return _array(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))

    return change


def lit(chance: random.Random, pixels: Pixels) -> Pixels:
    """Brighter or darker, with more or less contrast."""
    gain, offset = chance.uniform(0.75, 1.3), chance.uniform(-25, 25)
    return _array(np.clip(pixels.astype(np.float32) * gain + offset, 0, 255))


def grey(_chance: random.Random, pixels: Pixels) -> Pixels:
    """Without colour."""
    return _array(cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB))


def turned(chance: random.Random, pixels: Pixels) -> Pixels:
    """By one, two or three right angles."""
    return _array(np.rot90(pixels, chance.choice((1, 2, 3))))


def mirrored(_chance: random.Random, pixels: Pixels) -> Pixels:
    """Left and right exchanged."""
    return _array(pixels[:, ::-1])


def bordered(low: float, high: float) -> Change:
    """With a border of one tone, as wide as a share of the longer side, on all sides or on two."""

    def change(chance: random.Random, pixels: Pixels) -> Pixels:
        wide = round(chance.uniform(low, high) * max(pixels.shape[:2]))
        tone = chance.choice((0, 255, chance.randint(0, 255)))
        sides = chance.choice(((wide,) * 4, (wide, wide, 0, 0), (0, 0, wide, wide)))
        return _array(cv2.copyMakeBorder(pixels, *sides, cv2.BORDER_CONSTANT, value=(tone,) * 3))

    return change


def covered(share: float) -> Change:
    """With a white box of dark lines over that share of the area, anywhere but mostly near an edge."""

    def change(chance: random.Random, pixels: Pixels) -> Pixels:
        height, width = pixels.shape[:2]
        area = share * height * width
        wide = min(width - 2, round((area * chance.uniform(1.0, 3.5)) ** 0.5))
        high = min(height - 2, round(area / wide))
        near_edge = chance.random() < 0.8
        left = chance.choice((0, width - wide)) if near_edge else chance.randint(0, width - wide)
        top = chance.choice((0, height - high)) if near_edge else chance.randint(0, height - high)
        out = pixels.copy()
        out[top : top + high, left : left + wide] = 252
        for line in range(chance.randint(2, 4)):
            y = top + round(high * (line + 0.7) / 4.5)
            text = "".join(chance.choice("0123456789/- ") for _ in range(chance.randint(5, 14)))
            size = max(0.3, high / 130)
            cv2.putText(out, text, (left + 4, y), cv2.FONT_HERSHEY_SIMPLEX, size, (20, 20, 20), 1)
        return out

    return change


def cropped(low: float, high: float) -> Change:
    """A share of the area cut away, from one side, two or four."""

    def change(chance: random.Random, pixels: Pixels) -> Pixels:
        height, width = pixels.shape[:2]
        kept = 1 - chance.uniform(low, high)
        across = kept ** chance.uniform(0.2, 0.8)
        wide, high_ = round(width * across), round(height * kept / across)
        left, top = chance.randint(0, width - wide), chance.randint(0, height - high_)
        return _array(pixels[top : top + high_, left : left + wide])

    return change


def thumbnail(_chance: random.Random, pixels: Pixels) -> Pixels:
    """As cameras embed it: 160 pixels on the longer side."""
    factor = 160 / max(pixels.shape[:2])
    return _array(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))


def screenshot(chance: random.Random, pixels: Pixels) -> Pixels:
    """Seen in a messenger on a telephone: reduced, bars above and below, a little text on them."""
    wide = 720
    shown = _array(cv2.resize(pixels, (wide, round(pixels.shape[0] * wide / pixels.shape[1]))))
    tone = chance.choice((10, 245))
    bars = [np.full((chance.randint(80, 260), wide, 3), tone, np.uint8) for _ in range(2)]
    for bar in bars:
        cv2.putText(bar, f"{chance.randint(0, 23)}:{chance.randint(10, 59)}", (20, 50), 0, 1, (128,) * 3, 2)
    return _array(np.vstack([bars[0], shown, bars[1]]))


_SEVERAL = (
    resized(0.5, 0.8),
    lit,
    grey,
    turned,
    mirrored,
    bordered(0.02, 0.06),
    covered(0.06),
    cropped(0.03, 0.1),
)


def several(chance: random.Random, pixels: Pixels) -> Pixels:
    """Two or three edits, one after the other."""
    for change in chance.sample(_SEVERAL, chance.choice((2, 3))):
        pixels = change(chance, pixels)
    return pixels


EDITS = (
    Edit("saved again", same),
    Edit("resized to 0.3–0.8", resized(0.3, 0.8)),
    Edit("brightness and contrast", lit),
    Edit("greyscale", grey),
    Edit("turned by right angles", turned),
    Edit("mirrored", mirrored),
    Edit("border of 2–10 %", bordered(0.02, 0.1)),
    Edit("white box over 3 %", covered(0.03)),
    Edit("white box over 6 %", covered(0.06)),
    Edit("white box over 10 %", covered(0.1)),
    Edit("white box over 15 %", covered(0.15)),
    Edit("white box over 20 %", covered(0.2), None),
    Edit("crop of 3–10 %", cropped(0.03, 0.1), 970_000),
    Edit("crop of 10–20 %", cropped(0.1, 0.2), 970_000),
    Edit("crop of 20–25 %", cropped(0.2, 0.25), None),
    Edit("two or three edits", several, 950_000),
    Edit("embedded thumbnail", thumbnail, None),
    Edit("screenshot", screenshot, None),
)


def saved(chance: random.Random, pixels: Pixels) -> bytes:
    """As JPEG of a quality that messengers and programs use."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=chance.randint(45, 92))
    return out.getvalue()


def _array(pixels: object) -> Pixels:
    return np.ascontiguousarray(np.asarray(pixels), dtype=np.uint8)
