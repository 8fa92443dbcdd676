"""Ink: a text or a row of digits as coverage (0 paper … 255 ink) on a tight canvas, with what stands there in
visual order."""

import random

import numpy as np
from PIL import Image, ImageDraw

from dalil.vision.alphabet import _RUN, ALPHABET, shapes, visual

from . import fonts
from .hand import Hand, bent, tight
from .sets import Digits

_KNOWN = frozenset(ALPHABET)
_AS_CUT = 0.3
"""Share of print that stands as its font has it."""


def target(text: str) -> str:
    """What the model must emit for ``text`` (logical order): visual order, model classes."""
    seen = visual(shapes(text))
    assert set(seen) <= _KNOWN, f"{set(seen) - _KNOWN} is not in the alphabet"
    return seen


def printed(chance: random.Random, text: str, *, held_out: bool, size_px: int = 48) -> np.ndarray | None:
    """``text`` in a font, shaped; numbers are held left to right by explicit overrides, as ``visual``
    says."""
    path = fonts.draw(chance, text, held_out=held_out)
    if path is None:
        return None
    font = fonts.opened(path, size_px)
    rtl = any("ء" <= c <= "ي" for c in text)
    shaped = _RUN.sub(lambda run: f"\u202d{run[0]}\u202c", text) if rtl else f"\u202d{text}\u202c"
    direction = "rtl" if rtl else "ltr"
    left, top, right, bottom = font.getbbox(shaped, direction=direction)
    if right - left < 3 or bottom - top < 3:
        return None
    page = Image.new("L", (right - left + 8, bottom - top + 8), 0)
    ImageDraw.Draw(page).text((4 - left, 4 - top), shaped, fill=255, font=font, direction=direction)
    found = tight(np.asarray(page))
    return None if found is None else varied(chance, found)


def varied(chance: random.Random, ink: np.ndarray) -> np.ndarray:
    """The same print from another foundry: broader or narrower, bolder or finer, a little bent.

    Fifty families of Arabic print are too few to learn from; the next office has the fifty-first.
    """
    import cv2

    if chance.random() < _AS_CUT:
        return ink
    if chance.random() < 0.6:
        broad = 2.0 ** chance.gauss(0, 0.3)
        wide = max(4, round(ink.shape[1] * min(max(broad, 0.62), 1.7)))
        ink = cv2.resize(ink, (wide, ink.shape[0]), interpolation=cv2.INTER_AREA)
    if chance.random() < 0.5:
        ink = _weighed(chance, ink)
    if chance.random() < 0.4:
        ink = bent(chance, ink, chance.uniform(0.15, 0.5))
    found = tight(ink)
    return ink if found is None else found


def _weighed(chance: random.Random, ink: np.ndarray) -> np.ndarray:
    """Bolder or finer strokes: blurred, and cut at another height."""
    import cv2

    unit = ink.shape[0] / 48
    room = max(2, round(3 * unit))
    page = cv2.copyMakeBorder(ink, room, room, room, room, cv2.BORDER_CONSTANT, value=0)
    soft = cv2.GaussianBlur(page, (0, 0), chance.uniform(0.6, 1.9) * unit + 0.3).astype(np.float32) / 255
    height = chance.uniform(0.12, 0.42) if chance.random() < 0.62 else chance.uniform(0.5, 0.72)
    made = (255 * np.clip((soft - height) / 0.2 + 0.5, 0, 1)).astype(np.uint8)
    return made if made.max() > 150 and made.sum() > 0.5 * page.sum() else page


def foreign(chance: random.Random, text: str) -> np.ndarray | None:
    """``text`` of a script that the reader does not know, in any font that has it."""
    path = fonts.draw_any(chance, text)
    if path is None:
        return None
    font = fonts.opened(path, 48)
    left, top, right, bottom = font.getbbox(text)
    if right - left < 3 or bottom - top < 3:
        return None
    page = Image.new("L", (right - left + 8, bottom - top + 8), 0)
    ImageDraw.Draw(page).text((4 - left, 4 - top), text, fill=255, font=font)
    return tight(np.asarray(page))


Spans = list[tuple[int, int]]
"""Left and right of every character, blanks left out, on the tight canvas."""


def handwritten(chance: random.Random, digits: Digits, pattern: str) -> tuple[np.ndarray, str]:
    """Digits of one writer in a row. ``pattern`` holds 0…9 and / - . and blank; returns ink and visual
    text."""
    drawn, seen, _ = written(chance, digits, pattern)
    return drawn, seen


def written(chance: random.Random, digits: Digits, pattern: str) -> tuple[np.ndarray, str, Spans]:
    """The same, with where each character stands."""
    height = 64
    scale = chance.uniform(0.85, 1.0)
    gap = chance.choice((-0.16, -0.06, 0.0, 0.0)) + chance.choice((0.12, 0.12, 0.35)) * chance.random()
    hand = Hand(chance, digits, height * scale)
    canvas = np.zeros((height * 2, height * (len(pattern) + 2) * 2), dtype=np.uint8)
    x, seen = height, ""
    spans: Spans = []
    base = chance.uniform(-0.06, 0.06)
    for character in pattern:
        if character in "0123456789":
            stroke, glyph = hand.digit(int(character)), digits.characters[int(character)]
            if stroke is None:
                continue
        elif character == " ":
            x += int(height * chance.uniform(0.35, 0.7))
            seen += " "
            continue
        else:
            stroke, glyph = _mark(chance, character, height * scale), character
        y = int(height - stroke.shape[0] / 2 + base * (x - height) + chance.gauss(0, 0.03) * height)
        y = min(max(y, 0), canvas.shape[0] - stroke.shape[0])
        if character == ".":
            y = int(height + height * scale / 2 - stroke.shape[0])
        x = max(x, 0)
        if x + stroke.shape[1] >= canvas.shape[1]:
            break
        part = canvas[y : y + stroke.shape[0], x : x + stroke.shape[1]]
        np.maximum(part, stroke, out=part)
        spans.append((x, x + stroke.shape[1]))
        x += stroke.shape[1] + int(gap * height + chance.gauss(0, 0.03) * height)
        seen += glyph
    found = tight(canvas)
    if found is None:
        return canvas[:8, :8], "", []
    first = int(np.flatnonzero(canvas.max(axis=0) > 60)[0])
    return found, seen.strip(), [(left - first, right - first) for left, right in spans]


def lifted(grey: np.ndarray) -> np.ndarray:
    """The ink of a photographed crop without its paper: how much darker a pixel is than what is around it."""
    import cv2

    side = max(5, grey.shape[0] // 3) | 1
    ground = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    ground = cv2.GaussianBlur(ground, (0, 0), side / 2).astype(np.float32)
    cover = 1 - grey.astype(np.float32) / np.maximum(ground, 1)
    black = max(float(np.percentile(cover, 99)), 0.1)
    return (255 * np.clip((cover - 0.25 * black) / (0.6 * black), 0, 1)).astype(np.uint8)


def side_by_side(chance: random.Random, parts: list[np.ndarray]) -> np.ndarray:
    """Pieces of ink of about one height in a row."""
    import cv2

    height = 64
    tiles = []
    for given in parts:
        found = tight(given)
        part = given if found is None else found
        tall = max(8, round(height * chance.uniform(0.85, 1.05)))
        wide = max(4, round(part.shape[1] * tall / part.shape[0] * chance.uniform(0.85, 1.15)))
        tile = cv2.resize(part, (wide, tall), interpolation=cv2.INTER_AREA)
        above = chance.randint(0, max(0, 70 - tall))
        tiles.append(
            cv2.copyMakeBorder(
                tile, above, 70 - tall - above, 0, chance.randint(1, 9), cv2.BORDER_CONSTANT, value=0
            )
        )
    return np.hstack(tiles)


def _mark(chance: random.Random, mark: str, height: float) -> np.ndarray:
    """A separator drawn with a pen."""
    import cv2

    thick = chance.randint(3, 7)
    if mark == "/":
        wide, tall = int(height * chance.uniform(0.3, 0.6)), int(height * chance.uniform(0.9, 1.35))
        page = np.zeros((tall, wide), dtype=np.uint8)
        cv2.line(page, (wide - thick, thick), (thick, tall - thick), 255, thick, cv2.LINE_AA)
        return page
    if mark == "-":
        wide = int(height * chance.uniform(0.25, 0.5))
        page = np.zeros((thick * 3, wide), dtype=np.uint8)
        cv2.line(
            page,
            (thick, thick + chance.randint(0, thick)),
            (wide - thick, thick + chance.randint(0, 3)),
            255,
            thick,
            cv2.LINE_AA,
        )
        return page
    page = np.zeros((thick * 2, thick * 2), dtype=np.uint8)
    cv2.circle(page, (thick, thick), max(2, thick - 1), 255, -1, cv2.LINE_AA)
    return page
