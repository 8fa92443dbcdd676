"""Scene: a floor with covered neutral shapes on it, seen from above, larger than any frame taken of it."""

import functools
import math
import random
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from dalil.testing.drawing import chance as draws
from dalil.testing.drawing.pixels import Matrix, Pixels, scale, shift, tinted, turn
from dalil.testing.drawing.texture import TILE, Stock

MARGIN: Final = 1.3
"""A scene is this much wider and higher than a frame."""
GROUND: Final = 1.4
"""A floor is this much wider and higher than a scene."""
COARSE: Final = 2
"""Shading is worked out on a plane this many times smaller."""


@dataclass(frozen=True, slots=True)
class Heap:
    """One covered shape; lengths in frame widths, its centre from the scene's, its angle in degrees."""

    x: float
    y: float
    length: float
    width: float
    angle: float
    squareness: float
    """Exponent of the outline: 2 is an ellipse, 5 nearly a rectangle."""
    cloth: int
    cloth_turn: float
    cloth_scale: float
    tint: tuple[float, float, float]

    @classmethod
    def of(cls, chance: random.Random, **place: float) -> "Heap":
        """A shape drawn by chance; ``place`` fixes any of x, y, length, width, angle."""
        return cls(
            x=place.get("x", chance.uniform(-0.04, 0.04)),
            y=place.get("y", chance.uniform(-0.04, 0.04)),
            length=place.get("length", chance.uniform(0.82, 1.0)),
            width=place.get("width", chance.uniform(0.3, 0.42)),
            angle=place.get("angle", chance.gauss(0, 6)),
            squareness=chance.uniform(2.2, 5),
            cloth=chance.randrange(1_000),
            cloth_turn=chance.uniform(-30, 30),
            cloth_scale=chance.uniform(0.7, 1.5),
            tint=(chance.uniform(0.8, 1.12), chance.uniform(0.8, 1.12), chance.uniform(0.8, 1.12)),
        )

    def onto(self, size: tuple[int, int]) -> Matrix:
        """The map from the shape's own axes (frame widths, centre at 0) to the scene's pixels."""
        wide, tall = scene_size(size)
        return shift(wide / 2, tall / 2) @ scale(size[0]) @ shift(self.x, self.y) @ turn(self.angle)


def inner(size: tuple[int, int]) -> tuple[int, int]:
    """The size at which what lies behind the labels of a frame of ``size`` is drawn.

    Half of it for all but small frames: the sensor's noise hides the difference, and labels are drawn at full
    size.
    """
    wide, tall = size
    return (wide // 2, tall // 2) if wide >= 640 else size


def scene_size(size: tuple[int, int]) -> tuple[int, int]:
    """Width and height of a scene for frames of ``size``, in pixels."""
    return round(size[0] * MARGIN), round(size[1] * MARGIN)


def draw(
    stock: Stock, size: tuple[int, int], floor: int, heaps: tuple[Heap, ...], chance: random.Random
) -> Pixels:
    """Draw the floor with all ``heaps`` on it."""
    wide, tall = scene_size(size)
    ground = _ground(stock, size, floor)
    x, y = chance.randrange(ground.shape[1] - wide + 1), chance.randrange(ground.shape[0] - tall + 1)
    picture = ground[y : y + tall, x : x + wide].copy()
    for heap in heaps:
        picture = _cover(picture, stock, size, heap, chance)
    return picture


@functools.lru_cache(maxsize=2)
def _ground(stock: Stock, size: tuple[int, int], floor: int) -> Pixels:
    """The floor of one place, somewhat larger than a scene; all that is photographed there lies on it."""
    chance = draws.stream(stock.seed, "ground", floor)
    wide, tall = (round(side * GROUND) for side in scene_size(size))
    factor = wide / TILE * chance.uniform(0.5, 0.8)
    return _spread(stock.floor(floor), (wide, tall), factor, chance.uniform(-25, 25))


def _spread(tile: Pixels, size: tuple[int, int], factor: float, degrees: float) -> Pixels:
    """Lay a texture over a plane of ``size``, turned, stretched and mirrored at its edges."""
    matrix = shift(size[0] / 2, size[1] / 2) @ turn(degrees) @ scale(factor) @ shift(-TILE / 2, -TILE / 2)
    return np.asarray(
        cv2.warpAffine(tile, matrix[:2], size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    )


def _cover(picture: Pixels, stock: Stock, size: tuple[int, int], heap: Heap, chance: random.Random) -> Pixels:
    wide, tall = scene_size(size)
    fit = size[0] / TILE
    cloth = _spread(
        stock.cloth(heap.cloth), (wide, tall), fit * heap.cloth_scale, heap.angle + heap.cloth_turn
    )
    mask = _outline(size, heap, chance)
    shade = _shade(mask, stock.folds(chance.randrange(1_000)), chance.uniform(0, 2 * math.pi))
    shadow = cv2.blur(np.roll(mask, (4, 3), (0, 1)), (13, 13))
    weight = _full(np.asarray(mask * shade), (wide, tall))
    rest = _full(np.asarray((1 - mask) * (1 - 0.45 * shadow)), (wide, tall))
    coloured = tinted(cloth, heap.tint)
    merged = cv2.add(
        cv2.multiply(coloured, cv2.merge([weight] * 3), scale=1 / 128),
        cv2.multiply(picture, cv2.merge([rest] * 3), scale=1 / 128),
    )
    return np.asarray(merged)


def _shade(mask: Pixels, folds: Pixels, direction: float) -> Pixels:
    """Return how bright the cloth is, about 1: round at its rim, folded, lit from ``direction``."""
    tall, wide = mask.shape
    small = cv2.resize(mask, (wide // 2, tall // 2))
    side = 2 * (wide // 28) + 1
    height = cv2.blur(cv2.blur(small, (side, side)), (side, side))
    relief = height * (1 + 0.05 * cv2.resize(folds, (wide // 2, tall // 2)))
    across = cv2.Sobel(relief, cv2.CV_32F, 1, 0) * math.cos(direction)
    down = cv2.Sobel(relief, cv2.CV_32F, 0, 1) * math.sin(direction)
    strength = wide / 2 / 240 * 2.6
    shade = np.clip(0.78 + strength * (across + down) + 0.24 * height, 0.25, 1.3)
    return np.asarray(cv2.resize(shade.astype(np.float32), (wide, tall)))


def _full(factors: Pixels, size: tuple[int, int]) -> Pixels:
    """Bring a coarse plane of factors to full size, 128 = 1."""
    small = np.clip(factors * 128, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR))


def _outline(size: tuple[int, int], heap: Heap, chance: random.Random) -> Pixels:
    """The shape's coverage, 0 to 1, on the coarse plane: a super-ellipse with slow bumps."""
    wide, tall = (side // COARSE for side in scene_size(size))
    t = np.linspace(0, 2 * np.pi, 96, endpoint=False)
    power = 2 / heap.squareness
    x = np.sign(np.cos(t)) * np.abs(np.cos(t)) ** power * heap.length / 2
    y = np.sign(np.sin(t)) * np.abs(np.sin(t)) ** power * heap.width / 2
    bumps = 1 + sum(
        chance.uniform(0.01, 0.05) * np.sin(k * t + chance.uniform(0, 2 * math.pi)) for k in (2, 3, 5, 8)
    )
    points = np.c_[x * bumps, y * bumps, np.ones(len(t))] @ heap.onto(size).T / COARSE
    mask = np.zeros((tall, wide), np.float32)
    cv2.fillPoly(mask, [np.round(points[:, :2] * 16).astype(np.int32)], 1.0, cv2.LINE_8, 4)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.8))
