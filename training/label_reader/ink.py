"""Ink: a text or a row of digits as coverage (0 paper … 255 ink) on a tight canvas, with what stands there in
visual order."""

import random

import numpy as np
from PIL import Image, ImageDraw

from dalil.vision.alphabet import _RUN, ALPHABET, shapes, visual

from . import fonts
from .sets import Digits

_KNOWN = frozenset(ALPHABET)


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
    return tight(np.asarray(page))


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


def tight(ink: np.ndarray) -> np.ndarray | None:
    """Cut away the empty margins; None when nothing is there."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 60), np.flatnonzero(ink.max(axis=0) > 60)
    if len(rows) < 2 or len(columns) < 1:
        return None
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


Spans = list[tuple[int, int]]
"""Left and right of every character, blanks left out, on the tight canvas."""


def handwritten(chance: random.Random, digits: Digits, pattern: str) -> tuple[np.ndarray, str]:
    """Digits of one writer in a row. ``pattern`` holds 0…9 and / - . and blank; returns ink and visual
    text."""
    drawn, seen, _ = written(chance, digits, pattern)
    return drawn, seen


def written(chance: random.Random, digits: Digits, pattern: str) -> tuple[np.ndarray, str, Spans]:
    """The same, with where each character stands."""
    import cv2

    mine = digits.of_writer(int(chance.choice(digits.writers)))
    height = 64
    scale = chance.uniform(0.85, 1.0)
    gap = chance.choice((chance.uniform(-0.06, 0.06), chance.uniform(0.0, 0.12), chance.uniform(0.0, 0.35)))
    cut = chance.choices((tight, _narrow, _whole), (5, 3, 2))[0]
    manner = _Manner(chance)
    canvas = np.zeros((height * 2, height * (len(pattern) + 2) * 2), dtype=np.uint8)
    x, seen = height, ""
    spans: Spans = []
    base = chance.uniform(-0.06, 0.06)
    for character in pattern:
        if character in "0123456789":
            pool = mine[int(character)]
            if len(pool) == 0:
                continue
            stroke = digits.images[chance.choice(list(pool))]
            stroke = cut(manner.apply(stroke))
            if stroke is None:
                continue
            glyph = digits.characters[int(character)]
            wanted = _height(chance, glyph, height * scale)
            if cut is not tight and glyph not in "٠۰":
                wanted = height * scale * chance.uniform(0.95, 1.1)  # its place and size on the line stay
        elif character == " ":
            x += int(height * chance.uniform(0.35, 0.7))
            seen += " "
            continue
        else:
            stroke, glyph, wanted = _mark(chance, character, height * scale), character, None
        if wanted is not None:
            width = max(3, int(stroke.shape[1] * wanted / stroke.shape[0] * chance.uniform(0.9, 1.1)))
            stroke = cv2.resize(stroke, (width, max(3, int(wanted))), interpolation=cv2.INTER_CUBIC)
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


def _narrow(ink: np.ndarray) -> np.ndarray | None:
    """Cut away the empty margins left and right; the digit keeps its size and place on the line."""
    columns = np.flatnonzero(ink.max(axis=0) > 60)
    return ink[:, columns[0] : columns[-1] + 1] if len(columns) else None


def _whole(ink: np.ndarray) -> np.ndarray:
    """Nothing is cut away."""
    return ink


class _Manner:
    """How one hand writes on one day: slant, breadth and weight, a little otherwise in every digit.

    A few thousand digits are too few shapes to learn from; bent a little, they are many.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.slant, self.broad = chance.gauss(0, 0.12), chance.uniform(0.85, 1.18)
        self.weight = chance.choice((0, 0, 0, 0, 1, 1, -1))

    def apply(self, ink: np.ndarray) -> np.ndarray:
        """One digit, bent; the canvas is larger by a quarter on every side and trimmed back to the ink's."""
        import cv2

        high, wide = ink.shape
        room = high // 4
        page = cv2.copyMakeBorder(ink, room, room, room, room, cv2.BORDER_CONSTANT, value=0)
        middle = np.array([page.shape[1] / 2, page.shape[0] / 2])
        turn = np.deg2rad(self.chance.gauss(0, 5))
        slant = self.slant + self.chance.gauss(0, 0.05)
        broad, tall = self.broad * self.chance.uniform(0.93, 1.07), self.chance.uniform(0.92, 1.08)
        bent = np.array([[broad, -slant], [0, tall]]) @ np.array(
            [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
        )
        matrix = np.hstack([bent, (middle - bent @ middle)[:, None]]).astype(np.float32)
        across, down = self._waves(page.shape)
        grid = np.stack(np.meshgrid(np.arange(page.shape[1]), np.arange(page.shape[0])), axis=-1)
        back = cv2.invertAffineTransform(matrix)
        source = grid @ back[:, :2].T + back[:, 2] + np.stack([across, down], axis=-1)
        page = cv2.remap(page, source.astype(np.float32), None, cv2.INTER_LINEAR)
        if self.weight and high >= 40:
            kernel = np.ones((2, 2), np.uint8)
            page = cv2.dilate(page, kernel) if self.weight > 0 else cv2.erode(page, kernel)
        held = page[room : room + high, room : room + wide]
        return held if held.sum() > 0.97 * page.sum() else page

    def _waves(self, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Small smooth displacements, in pixels (elastic distortion after Simard et al. 2003)."""
        import cv2

        depth = 0.03 * shape[0]
        coarse = [
            np.array([[self.chance.gauss(0, depth) for _ in range(4)] for _ in range(4)], dtype=np.float32)
            for _ in range(2)
        ]
        across, down = (
            cv2.resize(one, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC) for one in coarse
        )
        return across, down


def _height(chance: random.Random, glyph: str, height: float) -> float:
    """Arabic zeroes are dots, and the Arabic five is small; other digits vary a little."""
    if glyph in "٠۰":
        return height * chance.uniform(0.14, 0.5)
    if glyph in "٥۵":
        return height * chance.uniform(0.5, 1.0)
    return height * chance.uniform(0.82, 1.1)


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
