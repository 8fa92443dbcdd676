"""Texture: floors, cloths, light and grain, drawn once per process, then cut and turned for each use."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from dalil.testing.drawing import chance
from dalil.testing.drawing.pixels import Pixels

TILE: Final = 320
"""Side of a texture in pixels; scenes stretch and mirror it."""
FLOORS: Final = 16
CLOTHS: Final = 36
FOLDS: Final = 6
LIGHTS: Final = 16
GRAINS: Final = 3
LIT: Final = 170
"""The factor of a light that changes nothing."""


@dataclass(frozen=True, slots=True)
class Stock:
    """The textures of one archive at one frame size (width, height); each is drawn when first asked for."""

    seed: int
    size: tuple[int, int]

    def floor(self, at: int) -> Pixels:
        """Floor number ``at``."""
        return _floor(self.seed, at % FLOORS)

    def cloth(self, at: int) -> Pixels:
        """Cloth number ``at``."""
        return _cloth(self.seed, at % CLOTHS)

    def folds(self, at: int) -> Pixels:
        """A plane of floats about 0: how a cloth falls."""
        return _folds(self.seed, at % FOLDS)

    def light(self, at: int) -> Pixels:
        """A small picture of factors, :data:`LIT` = unchanged."""
        return _light(self.seed, at % LIGHTS)

    def lit(self, at: int, size: tuple[int, int]) -> Pixels:
        """The light of :meth:`light`, spread over a picture of ``size``."""
        return _lit(self.seed, at % LIGHTS, size)

    def grain(self, at: int) -> Pixels:
        """Sensor noise about 128, larger than a frame by 64 pixels each way."""
        return _grain(self.seed, at % GRAINS, (self.size[0] + 64, self.size[1] + 64))


def _cloud(grain: np.random.Generator, side: int, octaves: int) -> Pixels:
    """A plane of smooth noise about 0, standard deviation 1."""
    plane: Pixels = np.zeros((side, side), np.float32)
    for octave in range(octaves):
        cells = 3 * 2**octave
        coarse = grain.standard_normal((cells, cells)).astype(np.float32)
        plane = plane + cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC) / 1.7**octave
    return np.asarray((plane - plane.mean()) / plane.std())


def _coloured(plane: Pixels, low: Pixels, high: Pixels) -> Pixels:
    """Spread a plane of 0 to 1 between two colours."""
    return np.asarray(low + np.clip(plane, 0, 1)[..., None] * (high - low), dtype=np.float32)


@functools.lru_cache(maxsize=FLOORS)
def _floor(seed: int, at: int) -> Pixels:
    grain = chance.grain(seed, "floor", at)
    base = np.float32(grain.uniform(90, 190)) + grain.uniform(-14, 14, 3).astype(np.float32)
    cloud = _cloud(grain, TILE, 7)
    picture = base + cloud[..., None] * np.float32(grain.uniform(4, 9))
    kind = at % 4
    if kind == 0:
        _grout(picture, grain)
    elif kind == 1:
        specks = cv2.GaussianBlur(grain.standard_normal((TILE, TILE)).astype(np.float32), (0, 0), 1.2)
        picture += np.where(specks > 0.28, -38, np.where(specks < -0.3, 26, 0))[..., None]
    elif kind == 2:
        brushed = cv2.blur(grain.standard_normal((TILE, TILE)).astype(np.float32), (31, 1))
        picture += brushed[..., None] * 60
    else:
        picture += grain.standard_normal((TILE, TILE, 1)).astype(np.float32) * 9
        _stains(picture, grain)
    return np.asarray(np.clip(picture, 0, 255).astype(np.uint8))


def _grout(picture: Pixels, grain: np.random.Generator) -> None:
    step = int(grain.integers(35, 75))
    for start in range(0, TILE, step):
        for other in range(0, TILE, step):
            picture[start : start + step, other : other + step] += np.float32(grain.normal(0, 5))
        picture[start : start + 2] *= np.float32(0.72)
        picture[:, start : start + 2] *= np.float32(0.72)


def _stains(picture: Pixels, grain: np.random.Generator) -> None:
    """Darker damp patches; grey, so that nothing looks like more than water."""
    patches = np.zeros((TILE, TILE), np.float32)
    for _ in range(6):
        centre = tuple(int(v) for v in grain.integers(0, TILE, 2))
        cv2.circle(patches, centre, int(grain.integers(10, 45)), 1.0, -1)
    picture *= 1 - 0.16 * cv2.GaussianBlur(patches, (0, 0), 7)[..., None]


@functools.lru_cache(maxsize=CLOTHS)
def _cloth(seed: int, at: int) -> Pixels:
    grain = chance.grain(seed, "cloth", at)
    low, high = _faded(grain.uniform(35, 150, 3)), _faded(grain.uniform(40, 205, 3))
    picture = _coloured(PATTERNS[at % len(PATTERNS)](grain), low, high)
    y, x = np.mgrid[0:TILE, 0:TILE]
    weave = ((x % 4 < 2) ^ (y % 4 < 2)).astype(np.float32) * 7 - 3.5
    fluff = grain.standard_normal((TILE, TILE)).astype(np.float32) * 5
    picture += (weave + fluff + _cloud(grain, TILE, 4) * 4)[..., None]
    return np.asarray(np.clip(picture, 0, 255).astype(np.uint8))


def _faded(colour: Pixels) -> Pixels:
    """A colour washed towards its grey, as used blankets are."""
    return np.asarray(colour * 0.6 + colour.mean() * 0.4, dtype=np.float32)


def _stripes(grain: np.random.Generator) -> Pixels:
    edges = np.sort(grain.integers(0, TILE, int(grain.integers(14, 40))))
    tones = grain.uniform(0, 1, len(edges) + 1).astype(np.float32)
    line = tones[np.searchsorted(edges, np.arange(TILE))]
    return np.asarray(np.broadcast_to(line, (TILE, TILE)))


def _plaid(grain: np.random.Generator) -> Pixels:
    return np.asarray((_stripes(grain) + _stripes(grain).T) / 2)


def _checks(grain: np.random.Generator) -> Pixels:
    step = int(grain.integers(8, 23))
    y, x = np.mgrid[0:TILE, 0:TILE] // step
    return np.asarray(((x + y) % 2).astype(np.float32))


def _wool(grain: np.random.Generator) -> Pixels:
    return np.asarray(_cloud(grain, TILE, 8) * 0.18 + 0.4)


def _blooms(grain: np.random.Generator) -> Pixels:
    plane = np.zeros((TILE, TILE), np.float32)
    for _ in range(60):
        x, y = (int(v) for v in grain.integers(0, TILE, 2))
        radius, tone = int(grain.integers(5, 14)), float(grain.uniform(0.4, 1))
        for petal in range(5):
            angle = petal * 1.2566
            at = (int(x + radius * np.cos(angle)), int(y + radius * np.sin(angle)))
            cv2.circle(plane, at, radius * 2 // 3, tone, -1, cv2.LINE_AA)
        cv2.circle(plane, (x, y), radius // 2, 0.1, -1, cv2.LINE_AA)
    return plane


def _patches(grain: np.random.Generator) -> Pixels:
    return np.asarray(np.floor(np.clip(_cloud(grain, TILE, 4) + 1.5, 0, 2.99)) / 2, dtype=np.float32)


PATTERNS: Final[tuple[Callable[[np.random.Generator], Pixels], ...]] = (
    _stripes,
    _wool,
    _plaid,
    _blooms,
    _checks,
    _patches,
)
"""How a cloth is patterned."""


@functools.lru_cache(maxsize=FOLDS)
def _folds(seed: int, at: int) -> Pixels:
    return _cloud(chance.grain(seed, "folds", at), 160, 5)


@functools.lru_cache(maxsize=LIGHTS)
def _light(seed: int, at: int) -> Pixels:
    grain = chance.grain(seed, "light", at)
    y, x = np.mgrid[0:48, 0:64].astype(np.float32)
    cx, cy = grain.uniform(12, 52), grain.uniform(8, 40)
    reach = grain.uniform(38, 90)
    fall = np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * reach**2))
    level = grain.uniform(0.85, 1.2) * LIT
    cast = 1 + grain.uniform(-0.05, 0.05, 3)
    return np.asarray(np.clip(fall[..., None] * level * cast, 0, 255).astype(np.uint8))


@functools.lru_cache(maxsize=LIGHTS)
def _lit(seed: int, at: int, size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.resize(_light(seed, at), size))


@functools.lru_cache(maxsize=GRAINS)
def _grain(seed: int, at: int, size: tuple[int, int]) -> Pixels:
    wide, tall = size
    noise: Pixels = chance.grain(seed, "grain", at).standard_normal((tall, wide), dtype=np.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), 0.7)
    plane = np.clip(128 + noise * 20, 0, 255).astype(np.uint8)
    return np.asarray(cv2.merge([plane, plane, plane]))
