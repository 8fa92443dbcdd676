"""Ground: real paper with its fine printed lines, as it lies behind the amounts that are trained on."""

import random
from functools import cache

import cv2
import numpy as np

from . import ink, sets


@cache
def _grounds() -> tuple[np.ndarray, ...]:
    """The training cheques with their ink filled in, each around 1.0."""
    found = []
    for line in sets.cheques(held_out=False):
        written = cv2.dilate((ink.lifted(line.image) > 40).astype(np.uint8), np.ones((5, 5), np.uint8))
        filled = cv2.inpaint(line.image, written, 3, cv2.INPAINT_TELEA).astype(np.float32)
        found.append(filled / max(float(np.median(filled)), 1.0))
    return tuple(found)


def drawn(chance: random.Random, height: int, width: int) -> np.ndarray:
    """A ground of that size around 1.0: a piece of a real one, mirrored where it ends, paler or stronger."""
    held = chance.choice(_grounds())
    if chance.random() < 0.5:
        held = held[:, ::-1]
    if chance.random() < 0.5:
        held = held[::-1]
    scale = max(height / held.shape[0], 0.3) * chance.uniform(0.8, 2.0)
    piece = cv2.resize(held, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    more = [max(0, height - piece.shape[0]), max(0, width - piece.shape[1])]
    piece = cv2.copyMakeBorder(piece, 0, more[0], 0, more[1], cv2.BORDER_REFLECT)
    top = chance.randint(0, piece.shape[0] - height)
    left = chance.randint(0, piece.shape[1] - width)
    part = piece[top : top + height, left : left + width]
    return 1 + (part - 1) * chance.uniform(0.5, 1.3)
