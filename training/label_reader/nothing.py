"""Crops in which nothing is written: cloth, gravel, wrinkles, things. The reader must say nothing of them.

Float32, any range; the caller spoils and clips."""

import random

import cv2
import numpy as np


def drawn(chance: random.Random) -> np.ndarray:
    """One crop of any kind, sometimes with lines across it."""
    noise = np.random.default_rng(chance.getrandbits(32))
    high = chance.choice((24, 32, 48, 64))
    shape = high, round(high * chance.uniform(0.8, 7))
    make = chance.choice((_rough, _rough, _waves, _relief, _relief, _things, _gravel, _stripes))
    seen = make(chance, noise, shape)
    for _ in range(chance.choice((0, 0, 0, 1, 2, 3))):
        seen = _crossed(chance, seen)
    if chance.random() < 0.3:
        seen = seen * np.linspace(chance.uniform(0.5, 1), chance.uniform(0.5, 1), shape[1])[None, :]
    return np.ascontiguousarray(seen, dtype=np.float32)


def _field(noise: np.random.Generator, shape: tuple[int, int], grain: tuple[float, float]) -> np.ndarray:
    """Smooth noise about 0 with spots of about ``grain`` (down, across) pixels, of unit spread."""
    size = max(2, round(shape[1] / grain[1])), max(2, round(shape[0] / grain[0]))
    coarse = noise.normal(0, 1, size[::-1]).astype(np.float32)
    return cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC)


def _octaves(chance: random.Random, noise: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Noise of several sizes together, more or less drawn out to one side."""
    long, fall = chance.choice((1.0, 1.0, 2.0, 4.0, 0.4)), chance.uniform(0.35, 0.8)
    grain = chance.uniform(6, 40)
    found = np.zeros(shape, dtype=np.float32)
    for step in range(chance.randint(1, 4)):
        size = max(grain / 2**step, 1.0)
        found += fall**step * _field(noise, shape, (size, max(size * long, 1.0)))
    return found


def _rough(chance: random.Random, noise: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    return chance.uniform(60, 200) + chance.uniform(5, 60) * _octaves(chance, noise, shape)


def _waves(chance: random.Random, noise: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Cloth: threads one way, or both."""
    across, along = np.meshgrid(np.arange(shape[1]), np.arange(shape[0]))
    turn, step = chance.uniform(-0.6, 0.6), chance.uniform(2, 24)
    bend = chance.uniform(0, 3) * _field(noise, shape, (shape[0] / 1.5, shape[0]))
    seen = np.sin((across + turn * along) * 2 * np.pi / step + bend)
    if chance.random() < 0.5:
        seen = seen + np.sin((along - turn * across) * 2 * np.pi / (step * chance.uniform(0.6, 1.6)) + bend)
    return 130 + chance.uniform(8, 50) * seen + chance.uniform(0, 30) * _octaves(chance, noise, shape)


def _relief(chance: random.Random, noise: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Wrinkles: a surface of hills, lit from one side; sharp where it breaks."""
    hills = _octaves(chance, noise, shape) * chance.uniform(3, 14)
    if chance.random() < 0.5:
        hills = np.abs(hills)
    down, across = np.gradient(hills)
    light = chance.uniform(0, 2 * np.pi)
    shade = down * np.sin(light) + across * np.cos(light)
    return chance.uniform(70, 200) + chance.uniform(20, 90) * np.tanh(shade)


def _things(chance: random.Random, noise: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Edges of things: flat, soft-edged patches, most larger than the crop is high."""
    seen = np.full(shape, chance.uniform(0, 255), dtype=np.float32)
    for _ in range(chance.randint(1, 5)):
        points = [(chance.gauss(0.5, 0.5) * shape[1], chance.gauss(0.5, 1.0) * shape[0]) for _ in range(4)]
        patch = np.zeros(shape, dtype=np.float32)
        if chance.random() < 0.6:
            cv2.fillPoly(patch, [np.array(points, dtype=np.int32)], 1.0, cv2.LINE_AA)
        else:
            middle, size = points[0], [max(2, round(abs(one))) for one in points[1]]
            axes = size[0] // 2 + 2, size[1] // 2 + 2
            centre = round(middle[0]), round(middle[1])
            cv2.ellipse(patch, centre, axes, chance.uniform(0, 180), 0, 360, 1.0, -1, cv2.LINE_AA)
        patch = cv2.GaussianBlur(patch, (0, 0), chance.choice((0.4, 1, 3, 8)))
        seen = seen * (1 - patch) + chance.uniform(0, 255) * patch
    return seen + chance.uniform(0, 14) * _octaves(chance, noise, shape)


def _gravel(chance: random.Random, noise: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Stones, leaves, hair: islands of one tone in another."""
    field = _octaves(chance, noise, shape)
    level = float(np.quantile(field, chance.uniform(0.3, 0.92)))
    soft = chance.uniform(0.02, 0.4)
    islands = 1 / (1 + np.exp(-np.clip((field - level) / soft, -30, 30)))
    dark, light = sorted((chance.uniform(0, 255), chance.uniform(0, 255)))
    return (dark if chance.random() < 0.5 else light) + (light - dark) * (0.5 - islands)


def _stripes(chance: random.Random, noise: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Bars, bricks, tiles, fences: a pattern with sharp edges."""
    across, along = np.meshgrid(np.arange(shape[1]), np.arange(shape[0]))
    turn = chance.choice((0.0, 0.0, chance.uniform(-0.5, 0.5)))
    step, share = chance.uniform(6, 60), chance.uniform(0.1, 0.9)
    bars = ((across + turn * along) % step) / step < share
    if chance.random() < 0.5:
        other = chance.uniform(8, 40)
        row = ((along - turn * across) // other) % 2
        bars = ((across + row * step / 2) % step) / step < share
        bars &= ((along - turn * across) % other) / other < chance.uniform(0.7, 0.95)
    seen = cv2.GaussianBlur(bars.astype(np.float32), (0, 0), chance.uniform(0.3, 2))
    tone = chance.uniform(40, 220)
    return tone + chance.uniform(-120, 120) * seen + chance.uniform(0, 14) * _octaves(chance, noise, shape)


def _crossed(chance: random.Random, seen: np.ndarray) -> np.ndarray:
    """A line through the whole crop, and beyond."""
    high, wide = seen.shape
    ends = [(chance.randint(-40, wide + 40), y) for y in (-20, high + 20)]
    if chance.random() < 0.5:
        ends = [(x, chance.randint(0, high)) for x in (-20, wide + 20)]
    page = np.ascontiguousarray(seen, dtype=np.float32)
    return cv2.line(page, ends[0], ends[1], chance.uniform(0, 255), chance.randint(1, high // 4))
