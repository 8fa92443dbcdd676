"""Edits: what happened to copies. Each returns the new picture and the map from old pixels to new."""

import random
from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from dalil.testing.drawing.pixels import Matrix, Pixels, scale, shift

Edited = tuple[Pixels, Matrix]
SAME: Final[Matrix] = np.eye(3)


def edited(frame: Pixels, edit: str, chance: random.Random) -> Edited:
    """Apply one edit by its name in the truth."""
    return EDITS[edit](frame, chance)


def _resaved(frame: Pixels, _chance: random.Random) -> Edited:
    return frame, SAME


def _resized(frame: Pixels, chance: random.Random) -> Edited:
    tall, wide = frame.shape[:2]
    factor = chance.uniform(0.45, 0.85)
    size = (round(wide * factor), round(tall * factor))
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA)), scale(
        size[0] / wide, size[1] / tall
    )


def _rotated(frame: Pixels, chance: random.Random) -> Edited:
    tall, wide = frame.shape[:2]
    quarter = chance.choice((1, 2, 3))
    matrix = {
        1: np.array([[0.0, -1, tall - 1], [1, 0, 0], [0, 0, 1]]),
        2: np.array([[-1.0, 0, wide - 1], [0, -1, tall - 1], [0, 0, 1]]),
        3: np.array([[0.0, 1, 0], [-1, 0, wide - 1], [0, 0, 1]]),
    }[quarter]
    return np.ascontiguousarray(np.rot90(frame, -quarter)), matrix


def _mirrored(frame: Pixels, _chance: random.Random) -> Edited:
    return np.ascontiguousarray(frame[:, ::-1]), shift(frame.shape[1] - 1, 0) @ scale(-1, 1)


def _brightness(frame: Pixels, chance: random.Random) -> Edited:
    return np.asarray(cv2.convertScaleAbs(frame, alpha=chance.choice((0.7, 0.8, 1.2, 1.35)))), SAME


def _contrast(frame: Pixels, chance: random.Random) -> Edited:
    factor = chance.choice((0.65, 0.8, 1.25, 1.4))
    return np.clip((frame.astype(np.float32) - 118) * factor + 118, 0, 255).astype(np.uint8), SAME


def _greyscale(frame: Pixels, _chance: random.Random) -> Edited:
    return np.asarray(cv2.cvtColor(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)), SAME


def _cropped(frame: Pixels, chance: random.Random) -> Edited:
    """Up to a fifth of the area is cut off."""
    tall, wide = frame.shape[:2]
    kept = np.sqrt(1 - chance.uniform(0.05, 0.2))
    w, h = round(wide * kept), round(tall * kept)
    x, y = chance.randrange(wide - w + 1), chance.randrange(tall - h + 1)
    return np.ascontiguousarray(frame[y : y + h, x : x + w]), shift(-x, -y)


def _bordered(frame: Pixels, chance: random.Random) -> Edited:
    edge = round(frame.shape[1] * chance.uniform(0.02, 0.07))
    tone = [float(chance.choice((0, 255, 128)))] * 3
    wider = cv2.copyMakeBorder(frame, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=tone)
    return np.asarray(wider), shift(edge, edge)


def _screenshot(frame: Pixels, chance: random.Random) -> Edited:
    """The photograph in a viewer's window, with bars above and below."""
    tall, wide = frame.shape[:2]
    factor = chance.uniform(0.65, 0.85)
    size = (round(wide * factor), round(tall * factor))
    screen = np.full((tall, wide, 3), chance.choice((24, 40, 238)), np.uint8)
    screen[: tall // 24] = (60, 90, 140)
    screen[-tall // 30 :] = (52, 52, 56)
    x, y = (wide - size[0]) // 2, (tall - size[1]) // 2
    screen[y : y + size[1], x : x + size[0]] = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
    return screen, shift(x, y) @ scale(size[0] / wide, size[1] / tall)


EDITS: Final[dict[str, Callable[[Pixels, random.Random], Edited]]] = {
    "resaved": _resaved,
    "resized": _resized,
    "rotated": _rotated,
    "mirrored": _mirrored,
    "brightness": _brightness,
    "contrast": _contrast,
    "greyscale": _greyscale,
    "cropped": _cropped,
    "bordered": _bordered,
    "screenshot": _screenshot,
}
"""All but ``exact`` (the bytes themselves) and ``overlaid`` (see :mod:`.overlay`)."""
