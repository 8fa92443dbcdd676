"""Paper: ink becomes a photographed crop, and a crop becomes a worse one. All grey uint8."""

import random

import cv2
import numpy as np

from . import ground

_REAL_GROUNDS = 0.3
"""Share of handwriting that is laid on real paper."""


def photographed(chance: random.Random, ink: np.ndarray, *, hand: bool, harsh: float = 1.0) -> np.ndarray:
    """Lay ink on paper with margins, bend it, light it, and photograph it badly; ``harsh`` 0 is a clean
    scan."""
    return placed(chance, ink, hand=hand, harsh=harsh)[0]


def placed(
    chance: random.Random, ink: np.ndarray, *, hand: bool, harsh: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """The same, with the 3×3 matrix that takes points of the ink to points of the crop."""
    noise = np.random.default_rng(chance.getrandbits(32))
    canvas, (left, top) = _margins(chance, ink, harsh)
    if hand and chance.random() < 0.4:
        size = chance.choice((2, 3, 3))
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
        canvas = cv2.dilate(canvas, kernel) if chance.random() < 0.7 else cv2.erode(canvas, kernel)
    canvas, bend = _bent(chance, canvas, hand=hand, harsh=harsh)
    height = round(
        canvas.shape[0] * chance.uniform(*((0.35, 1.0) if chance.random() < 0.6 * harsh else (0.8, 1.0)))
    )
    height = max(height, 16 if chance.random() < 0.3 else 22)
    width = max(8, round(canvas.shape[1] * height / canvas.shape[0]))
    cover = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    shift = np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], dtype=np.float64)
    shrink = np.diag([width / canvas.shape[1], height / canvas.shape[0], 1.0])
    real = ground.drawn(chance, height, width) if hand and chance.random() < _REAL_GROUNDS else None
    seen = _lit(chance, noise, cover, harsh, real)
    return spoiled(chance, seen, harsh=harsh), shrink @ bend @ shift


def spoiled(chance: random.Random, grey: np.ndarray, *, harsh: float = 1.0) -> np.ndarray:
    """Blur, noise and JPEG, as a camera and a careless re-save add them."""
    noise = np.random.default_rng(chance.getrandbits(32))
    out = grey.astype(np.float32)
    fine = grey.shape[0] / 40
    if chance.random() < 0.5 * harsh:
        out = cv2.GaussianBlur(out, (0, 0), chance.uniform(0.3, 1.1) * max(fine, 0.5))
    if chance.random() < 0.1 * harsh:
        length = chance.randint(2, max(3, int(5 * fine)))
        out = cv2.blur(out, (length, 1) if chance.random() < 0.6 else (1, length))
    if chance.random() < 0.5 * harsh:
        out = out + noise.normal(0, chance.uniform(1, 12), out.shape)
    out = np.clip(out, 0, 255).astype(np.uint8)
    if chance.random() < 0.5 * harsh:
        packed = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(18, 90)])[1]
        out = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    return out


def from_afar(chance: random.Random, grey: np.ndarray) -> np.ndarray:
    """The crop as a far camera sees it, and enlarged again: few real pixels, smooth between."""
    far = chance.uniform(9, 34)
    share = far / grey.shape[0]
    if share >= 1:
        return spoiled(chance, grey)
    small = cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA).astype(np.float32)
    if chance.random() < 0.5:
        small = cv2.GaussianBlur(small, (0, 0), chance.uniform(0.25, 1.1))
    if chance.random() < 0.4:
        small = _half_in_shadow(chance, small)
    rough = np.random.default_rng(chance.getrandbits(32)).normal(0, chance.uniform(0, 10), small.shape)
    seen = np.clip(small + rough, 0, 255).astype(np.uint8)
    packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(28, 90)])[1]
    seen = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    larger = chance.uniform(1.0, 2.5)
    return cv2.resize(
        seen, None, fx=larger, fy=larger, interpolation=chance.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC))
    )


def _half_in_shadow(chance: random.Random, grey: np.ndarray) -> np.ndarray:
    """A shadow with a straight, soft edge."""
    height, width = grey.shape
    ends = [(chance.uniform(0, width), -2.0 * height), (chance.uniform(0, width), 3.0 * height)]
    side = -4 * width if chance.random() < 0.5 else 5 * width
    outline = np.array([*ends, (side, 3 * height), (side, -2 * height)], dtype=np.int32)
    shadow = cv2.fillPoly(np.zeros((height, width), dtype=np.float32), [outline], 1.0)
    shadow = cv2.GaussianBlur(shadow, (0, 0), chance.uniform(0.5, max(0.5 * height, 1)))
    return grey * (1 - shadow * chance.uniform(0.15, 0.6))


def _margins(chance: random.Random, ink: np.ndarray, harsh: float) -> tuple[np.ndarray, tuple[int, int]]:
    """Room around the ink, sometimes less than none (slight cropping), and an underline now and then; and
    where the ink's corner came to lie."""
    height = ink.shape[0]
    tops = [
        chance.uniform(-0.03 * harsh, 0.3) if chance.random() < 0.8 else chance.uniform(0.3, 0.6)
        for _ in range(2)
    ]
    sides = [
        chance.uniform(0.0, 0.4) if chance.random() < 0.8 else chance.uniform(0.4, 1.6) for _ in range(2)
    ]
    top, bottom = (round(t * height) for t in tops)
    left, right = (max(1, round(s * height)) for s in sides)
    out = cv2.copyMakeBorder(ink, max(top, 0), max(bottom, 0), left, right, cv2.BORDER_CONSTANT, value=0)
    out = out[max(-top, 0) : out.shape[0] - max(-bottom, 0)]
    if bottom > 4 and chance.random() < 0.22:
        y = max(top, 0) + height + chance.randint(0, max(1, bottom - 3))
        y = min(y, out.shape[0] - 1)
        start = left if chance.random() < 0.7 else 0
        cv2.line(
            out,
            (start, y),
            (out.shape[1] - (right if start else 0), y + chance.randint(-1, 1)),
            255,
            chance.randint(1, 4),
        )
    return out, (left, top)


def _bent(
    chance: random.Random, canvas: np.ndarray, *, hand: bool, harsh: float
) -> tuple[np.ndarray, np.ndarray]:
    """Turn a little, slant, and view at an angle."""
    height, width = canvas.shape
    slant = chance.gauss(0, 0.14 if hand else 0.06) * harsh
    turn = chance.gauss(0, 0.022) * harsh
    flat = np.array([[1, -slant, slant * height / 2], [turn, 1, -turn * width / 2]], dtype=np.float32)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    moved = corners @ flat[:, :2].T + flat[:, 2]
    far = 0.05 * height * harsh
    moved += np.array([[chance.gauss(0, far), chance.gauss(0, far)] for _ in range(4)], dtype=np.float32)
    shift = min(0.0, float(moved[:, 0].min()))
    moved[:, 0] -= shift
    wide = int(max(moved[:, 0].max(), 8))
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    return cv2.warpPerspective(canvas, matrix, (wide, height), flags=cv2.INTER_LINEAR), matrix


def _lit(
    chance: random.Random,
    noise: np.random.Generator,
    cover: np.ndarray,
    harsh: float,
    real: np.ndarray | None,
) -> np.ndarray:
    """Mix ink and paper by coverage, with texture, rules, gradients and edges of whatever lies beside the
    paper; ``real`` is a piece of real paper to write on."""
    height, width = cover.shape
    white = chance.uniform(150, 255) if chance.random() < 0.5 * harsh else chance.uniform(235, 255)
    black = chance.uniform(0, 110) if chance.random() < 0.5 * harsh else chance.uniform(0, 50)
    black = min(black, white - 50)
    paper = np.full((height, width), white, dtype=np.float32)
    if real is not None:
        paper = paper * chance.uniform(0.6, 1.0) * real
        black = min(black, float(np.median(paper)) - 40)
    if chance.random() < 0.4 * harsh:
        small = noise.normal(
            0,
            chance.uniform(2, 16),
            (max(2, height // chance.randint(2, 12)), max(2, width // chance.randint(2, 12))),
        )
        paper += cv2.resize(small.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    if chance.random() < 0.3 * harsh:
        paper *= np.linspace(chance.uniform(0.6, 1), chance.uniform(0.6, 1), width, dtype=np.float32)[None, :]
    if chance.random() < 0.25 * harsh:
        _rules(chance, paper)
    if chance.random() < 0.14 * harsh:
        _edges(chance, noise, paper)
    out = paper * (1 - cover) + np.minimum(black, paper) * cover
    if chance.random() < 0.2 * harsh:
        out = _half_in_shadow(chance, out.astype(np.float32))
    if chance.random() < 0.15 * harsh:
        out = _folded(chance, out)
    if chance.random() < 0.1 * harsh:
        out = 255 - out
    return np.clip(out, 0, 255)


def _folded(chance: random.Random, seen: np.ndarray) -> np.ndarray:
    """A fold through paper and ink: a fine line, lighter or darker, and beyond it another light."""
    height, width = seen.shape
    lean = chance.choice((0.0, 1.0)) * chance.gauss(0, 0.7)
    along, across = np.mgrid[0:height, 0:width].astype(np.float32)
    if chance.random() < 0.7:
        off = across - chance.uniform(0, width) - lean * (along - height / 2)
    else:
        off = along - chance.uniform(0.1, 0.9) * height - 0.1 * lean * (across - width / 2)
    light = chance.uniform(0.72, 1.0) if chance.random() < 0.6 else 1.0
    line = np.exp(-((off / chance.uniform(0.5, 1.8)) ** 2)) * chance.choice((1, -1)) * chance.uniform(15, 70)
    return seen * np.where(off > 0, light, 1.0) + line


def _rules(chance: random.Random, paper: np.ndarray) -> None:
    """Ruled or woven paper: fine lines, level or slanting, as on forms and cheques."""
    height, width = paper.shape
    step, dark = chance.randint(3, max(4, height // 2)), chance.uniform(8, 60)
    slope = chance.choice((0.0, 0.0, chance.uniform(-0.6, 0.6)))
    for start in range(-width, height + width, step):
        cv2.line(paper, (0, start), (width, int(start + slope * width)), float(max(paper[0, 0] - dark, 0)), 1)
    if chance.random() < 0.3:
        for start in range(0, width, step):
            cv2.line(paper, (start, 0), (start, height), float(max(paper[0, 0] - dark, 0)), 1)


def _edges(chance: random.Random, noise: np.random.Generator, paper: np.ndarray) -> None:
    """A strip of something else at a border: the frame round a box, a table, cloth, the next line."""
    height = paper.shape[0]
    side, depth = chance.randrange(4), chance.uniform(0.02, 0.09)
    tone = chance.uniform(0, 200)
    rows = max(1, int(depth * height))
    columns = max(1, int(depth * 2 * height))
    part = (paper[:rows], paper[-rows:], paper[:, :columns], paper[:, -columns:])[side]
    part[:] = tone + noise.normal(0, chance.uniform(0, 20), part.shape)
