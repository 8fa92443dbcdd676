"""Drawn pictures for tests: soft noise on several scales. No body, no face, no scene."""

import io
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image


@cache
def texture(seed: int, width: int = 360, height: int = 270) -> NDArray[np.uint8]:
    """Like a photograph in its spectrum, without symmetry; the same for the same arguments."""
    rng = np.random.default_rng(seed)
    mixed = np.zeros((height, width, 3))
    for side in (4, 8, 16, 32):
        coarse = Image.fromarray(rng.integers(0, 256, (side, side, 3), dtype=np.uint8))
        mixed += np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC)) / side
    spread = mixed.max() - mixed.min()
    return np.clip((mixed - mixed.min()) * (255 / spread), 0, 255).astype(np.uint8)


def saved_again(pixels: NDArray[np.uint8], quality: int = 75) -> NDArray[np.uint8]:
    """Through a JPEG and back."""
    return np.asarray(Image.open(io.BytesIO(jpeg(pixels, quality))))


def jpeg(pixels: NDArray[np.uint8], quality: int = 90) -> bytes:
    """The bytes of a JPEG."""
    sheet = io.BytesIO()
    Image.fromarray(pixels).save(sheet, "JPEG", quality=quality)
    return sheet.getvalue()


def resized(pixels: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """Scaled evenly."""
    size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def overlaid(pixels: NDArray[np.uint8], *, share: float, corner: int) -> NDArray[np.uint8]:
    """With a white box over ``share`` of the area in a corner (0–3), and dark strokes in it."""
    height, width, _ = pixels.shape
    wide, high = int(width * (2 * share) ** 0.5), int(height * (share / 2) ** 0.5)
    top = int(height * 0.03) if corner < 2 else int(height * 0.97) - high
    left = int(width * 0.03) if corner % 2 == 0 else int(width * 0.97) - wide
    covered = pixels.copy()
    covered[top : top + high, left : left + wide] = 250
    for line in range(3):
        rows = slice(top + high * (2 * line + 1) // 7, top + high * (2 * line + 2) // 7)
        covered[rows, left + wide // 8 : left + wide * 7 // 8 : 3] = 10
    return covered


@cache
def scene(seed: int, width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    """A grey picture with edges and corners: a texture with plates of several tones on it."""
    rng = np.random.default_rng(seed)
    drawn = texture(seed, width, height).mean(axis=2)
    for _ in range(70):
        left, top = rng.integers(0, width), rng.integers(0, height)
        wide, high = rng.integers(8, 90, 2)
        drawn[top : top + high, left : left + wide] = rng.integers(20, 235)
    return drawn.astype(np.uint8)
