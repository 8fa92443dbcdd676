"""Scenes: pieces of real photographs in which nothing is written, of the third that may be tuned with."""

import random
from functools import cache

import cv2
import numpy as np
from bench.reading.photographs import free_place, roomy


@cache
def _grey() -> tuple[np.ndarray, ...]:
    return tuple(cv2.cvtColor(one.pixels, cv2.COLOR_RGB2GRAY) for one in roomy() if one.tuned_with)


def piece(chance: random.Random) -> np.ndarray | None:
    """A piece away from all plates, of any size that a locator cuts out, or None where there is no room."""
    pixels = chance.choice(_grey())
    high = chance.randint(14, 110)
    wide = min(round(high * chance.uniform(0.9, 8)), round(0.2 * pixels.shape[1]))
    place = free_place(chance, pixels, wide, high)
    if place is None:
        return None
    left, top, right, bottom = place
    found = pixels[top:bottom, left:right]
    found = found[:, ::-1] if chance.random() < 0.5 else found
    found = np.rot90(found, 2) if chance.random() < 0.3 else found
    light = chance.uniform(0.6, 1.2)
    return np.clip(found * light + chance.uniform(-20, 20), 0, 255).astype(np.uint8)
