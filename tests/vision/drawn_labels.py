"""Small drawn frames, boxes and lines for the tests of locating and recognising: digits and Latin only."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from dalil.vision import locate
from dalil.vision.frame import Frame
from dalil.vision.region import Region

Pixels = NDArray[np.uint8]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    from importlib import resources

    with resources.as_file(resources.files("dalil.testing") / "fonts" / "Harmattan-Regular.ttf") as path:
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def frame(seed: int, size: tuple[int, int] = (800, 1000)) -> Pixels:
    """A cloth-like texture without text: mild noise in two grains, mid grey."""
    noise = np.random.default_rng(seed)
    coarse = noise.normal(0, 14, (size[0] // 40, size[1] // 40, 3)).astype(np.float32)
    fine = noise.normal(0, 5, (size[0], size[1], 1)).astype(np.float32)
    ground = cv2.resize(coarse, (size[1], size[0]), interpolation=cv2.INTER_CUBIC) + fine + (96, 110, 104)
    return np.clip(ground, 0, 255).astype(np.uint8)


def lettered(text: str, size: int = 40, paper: int = 252, ink: int = 20) -> Pixels:
    """One line of text on paper with a small margin."""
    font = _font(size)
    left, top, right, bottom = font.getbbox(text)
    margin = max(4, size // 5)
    page = Image.new("L", (int(right - left) + 2 * margin, int(bottom - top) + 2 * margin), paper)
    ImageDraw.Draw(page).text((margin - left, margin - top), text, fill=ink, font=font)
    return np.repeat(np.asarray(page)[:, :, None], 3, axis=2)


def grey_of(pixels: Pixels) -> Pixels:
    """The picture in grey (H×W)."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def box_with(lines: tuple[str, ...], size: int = 40, paper: int = 252, ink: int = 20) -> Pixels:
    """Lines under one another on one sheet."""
    rows = [lettered(line, size, paper, ink) for line in lines]
    wide = max(row.shape[1] for row in rows)
    edge = {"borderType": cv2.BORDER_CONSTANT, "value": (paper, paper, paper)}
    return np.vstack([cv2.copyMakeBorder(row, 0, 0, 0, wide - row.shape[1], **edge) for row in rows])


def placed(ground: Pixels, sheet: Pixels, *, left: int, top: int) -> Pixels:
    """The sheet laid on the ground."""
    out = ground.copy()
    out[top : top + sheet.shape[0], left : left + sheet.shape[1]] = sheet
    return out


def labels_of(pixels: Pixels) -> tuple[Region, ...]:
    """The labels located in a picture (RGB)."""
    return locate.labels(Frame.of(pixels))


def whole_of(pixels: Pixels) -> Region:
    """A picture (RGB) that is one label and nothing else, in its likeliest layout."""
    return locate.layouts(Frame.of(pixels).grey)[0]
