"""Wear: what paper, light and cameras do to a picture of writing. None of it is what training does.

Grey uint8 in and out. ``chance`` is seeded by the caller; the same seed gives the same bytes.
"""

import random

import cv2
import numpy as np
from bench.reading.case import Pixels


def on_paper(ink: Pixels, *, paper: int = 245, pen: int = 40) -> Pixels:
    """Ink coverage (0 … 255) as a dark pen on light paper."""
    cover = ink.astype(np.float32) / 255
    return np.clip(paper + (pen - paper) * cover, 0, 255).astype(np.uint8)


def noisy(chance: random.Random, grey: Pixels) -> Pixels:
    """Sensor noise, a slight turn, JPEG."""
    out = turned(grey, chance.uniform(-4, 4))
    rough = np.random.default_rng(chance.getrandbits(32))
    seen = out + rough.normal(0, chance.uniform(3, 14), out.shape)
    return jpeg(np.clip(seen, 0, 255).astype(np.uint8), chance.randint(30, 75))


def turned(grey: Pixels, degrees: float) -> Pixels:
    """Turn about the middle; the edge goes on outwards."""
    high, wide = grey.shape[:2]
    about = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return cv2.warpAffine(grey, about, (wide, high), borderMode=cv2.BORDER_REPLICATE)


def tilted(chance: random.Random, grey: Pixels, strength: float = 1.0) -> Pixels:
    """Seen from one side: every corner a little off."""
    high, wide = grey.shape[:2]
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    off = np.array([[chance.uniform(-0.08, 0.08) * high * strength for _ in range(2)] for _ in range(4)])
    matrix = cv2.getPerspectiveTransform((flat + off).astype(np.float32), flat)
    return cv2.warpPerspective(grey, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE)


def jpeg(grey: Pixels, quality: int) -> Pixels:
    """As it comes back from a JPEG of that quality."""
    packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(packed, cv2.IMREAD_UNCHANGED)


def ruled(chance: random.Random, grey: Pixels) -> Pixels:
    """Lines of an exercise book or a form, level, sometimes squared, darker than the paper."""
    out, (high, wide) = grey.copy(), grey.shape
    step, tone = chance.randint(max(6, high // 5), max(8, high // 2)), chance.randint(110, 190)
    lines = np.full_like(out, 255)
    for y in range(chance.randrange(step), high, step):
        cv2.line(lines, (0, y), (wide, y), tone, 1)
    if chance.random() < 0.3:
        for x in range(chance.randrange(step), wide, step):
            cv2.line(lines, (x, 0), (x, high), tone, 1)
    return np.minimum(out, lines)


def creased(chance: random.Random, grey: Pixels) -> Pixels:
    """One or two folds: a thin bright or dark line, and another light on its other side."""
    high, wide = grey.shape
    out = grey.astype(np.float32)
    across, along = np.meshgrid(np.arange(wide), np.arange(high))
    for _ in range(chance.choice((1, 1, 2))):
        at, lean = chance.uniform(0, wide), chance.uniform(-1.2, 1.2)
        off = across - at - lean * (along - high / 2)
        out *= np.where(off > 0, chance.uniform(0.8, 1.0), 1.0)
        out += np.exp(-((off / chance.uniform(0.7, 1.6)) ** 2)) * chance.choice((-60, 45))
    return np.clip(out, 0, 255).astype(np.uint8)


def shaded(chance: random.Random, grey: Pixels) -> Pixels:
    """A shadow with a soft edge over a part, and light that falls off to one side."""
    high, wide = grey.shape[:2]
    across, along = np.meshgrid(np.linspace(-1, 1, wide), np.linspace(-1, 1, high))
    lean = chance.uniform(-1, 1)
    edge = 1 / (1 + np.exp(-(across + lean * along - chance.uniform(-0.7, 0.7)) * chance.uniform(4, 20)))
    light = 1 - edge * chance.uniform(0.1, 0.45) - (across + 1) * chance.uniform(0, 0.1)
    light = light[..., None] if grey.ndim == 3 else light
    return np.clip(grey * light, 0, 255).astype(np.uint8)


def small(grey: Pixels, height: int) -> Pixels:
    """Seen from afar: reduced to ``height`` pixels."""
    wide = max(8, round(grey.shape[1] * height / grey.shape[0]))
    return cv2.resize(grey, (wide, height), interpolation=cv2.INTER_AREA)


def blurred(chance: random.Random, grey: Pixels, strength: float = 1.0) -> Pixels:
    """Out of focus, or moved while the shutter was open."""
    unit = grey.shape[0] / 40 * strength
    if chance.random() < 0.5:
        return cv2.GaussianBlur(grey, (0, 0), max(0.3, chance.uniform(0.5, 1.3) * unit))
    length = max(2, round(chance.uniform(2, 5) * unit))
    bar = np.zeros((length, length), dtype=np.float32)
    slope = chance.uniform(-0.5, 0.5)
    cv2.line(
        bar,
        (0, round((0.5 - slope / 2) * (length - 1))),
        (length - 1, round((0.5 + slope / 2) * (length - 1))),
        1,
    )
    return cv2.filter2D(grey, -1, bar / bar.sum(), borderType=cv2.BORDER_REPLICATE)


def woven(chance: random.Random, high: int, wide: int) -> Pixels:
    """Cloth: two sets of threads that cross, of a middle tone."""
    across, along = np.meshgrid(np.arange(wide), np.arange(high))
    step = chance.uniform(2.5, 7)
    threads = np.sin(across * 2 * np.pi / step) * np.sin(
        along * 2 * np.pi / (step * chance.uniform(0.7, 1.4))
    )
    folds = np.sin(across / chance.uniform(15, 60) + along / chance.uniform(15, 90) + chance.uniform(0, 6))
    seen = chance.uniform(90, 200) + chance.uniform(8, 26) * threads + chance.uniform(5, 30) * folds
    return np.clip(seen, 0, 255).astype(np.uint8)
