"""Hand: one writer's digits as the writer might have written them on another day."""

import random

import numpy as np

from .sets import Digits


def tight(ink: np.ndarray) -> np.ndarray | None:
    """Cut away the empty margins; None when nothing is there."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 60), np.flatnonzero(ink.max(axis=0) > 60)
    if len(rows) < 2 or len(columns) < 1:
        return None
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _narrow(ink: np.ndarray) -> np.ndarray | None:
    """Cut away the empty margins left and right; the digit keeps its size and place on the line."""
    columns = np.flatnonzero(ink.max(axis=0) > 60)
    return ink[:, columns[0] : columns[-1] + 1] if len(columns) else None


def _whole(ink: np.ndarray) -> np.ndarray:
    """Nothing is cut away."""
    return ink


_FINE_PENS = 0.35
"""Share of hands that write with a finer pen than the set's."""


class Hand:
    """How one hand writes on one day: slant, breadth and weight, a little otherwise in every digit.

    A few thousand digits are too few shapes to learn from; bent a little, they are many.
    """

    def __init__(self, chance: random.Random, digits: Digits, height: float) -> None:
        self.chance, self.digits, self.height = chance, digits, height
        self.pools = digits.of_writer(int(chance.choice(digits.writers)))
        self.cut = chance.choices((tight, _narrow, _whole), (5, 3, 2))[0]
        self.slant, self.broad = chance.gauss(0, 0.12), chance.uniform(0.85, 1.18)
        self.dotted = chance.random() < 0.5
        self.weight = chance.choice((0, 0, 0, 0, 1, 1, -1))
        self.pen = chance.uniform(0.2, 0.6) if chance.random() < _FINE_PENS else 0.0

    def digit(self, digit: int) -> np.ndarray | None:
        """One digit as this hand writes it now, at its size on the line; None where the set has none."""
        import cv2

        pool = self.pools[digit]
        stroke = (
            self.cut(self._bent(self.digits.images[self.chance.choice(list(pool))])) if len(pool) else None
        )
        if stroke is None:
            return None
        glyph = self.digits.characters[digit]
        wanted = _height(self.chance, glyph if self.dotted else "", self.height)
        if self.cut is not tight and (glyph not in "٠۰" or not self.dotted):
            wanted = self.height * self.chance.uniform(0.95, 1.1)  # its place and size on the line stay
        width = max(3, int(stroke.shape[1] * wanted / stroke.shape[0] * self.chance.uniform(0.9, 1.1)))
        written = cv2.resize(stroke, (width, max(3, int(wanted))), interpolation=cv2.INTER_CUBIC)
        return written if not self.pen or glyph in "٠۰" else fine(written, self.pen)

    def _bent(self, ink: np.ndarray) -> np.ndarray:
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


def fine(ink: np.ndarray, pen: float) -> np.ndarray:
    """The same strokes with a finer pen: their outer part, ``pen`` of half a stroke's breadth, goes.

    The sets were written with one kind of pen, and scanned digits are broad once they are enlarged.
    """
    import cv2

    inside = cv2.distanceTransform((ink > 110).astype(np.uint8), cv2.DIST_L2, 3)
    if inside.max() < 2:
        return ink
    reach = 2 * round(float(np.percentile(inside[inside > 0], 90))) + 1
    middle = cv2.dilate(inside, np.ones((reach, reach), np.uint8))
    line = np.clip((inside / np.maximum(middle, 1) - pen) / 0.15, 0, 1)
    joined = cv2.dilate(line.astype(np.float32), np.ones((2, 2), np.uint8))
    return (255 * cv2.GaussianBlur(joined, (0, 0), 0.6)).astype(np.uint8)


def bent(chance: random.Random, ink: np.ndarray, much: float = 1.0) -> np.ndarray:
    """A piece of writing, slanted and waved a little as a whole; print is bent less (``much``)."""
    import cv2

    high = ink.shape[0]
    room = max(2, round(0.35 * high))
    page = cv2.copyMakeBorder(ink, 3, 3, room, room, cv2.BORDER_CONSTANT, value=0)
    slant, depth = chance.gauss(0, 0.2) * much, chance.uniform(0.02, 0.055) * high * much
    columns = max(2, round(3 * page.shape[1] / page.shape[0]))
    coarse = [
        np.array([[chance.gauss(0, depth) for _ in range(columns)] for _ in range(3)], dtype=np.float32)
        for _ in range(2)
    ]
    across, down = (cv2.resize(one, page.shape[::-1], interpolation=cv2.INTER_CUBIC) for one in coarse)
    x, y = np.meshgrid(np.arange(page.shape[1]), np.arange(page.shape[0]))
    x = x + slant * (y - page.shape[0] / 2) + across
    return cv2.remap(page, x.astype(np.float32), (y + down).astype(np.float32), cv2.INTER_LINEAR)


def _height(chance: random.Random, glyph: str, height: float) -> float:
    """Arabic zeroes are dots, and the Arabic five is small; other digits vary a little. Sets of single digits
    give all of them one size, and so do some hands: then no glyph is told.
    """
    if glyph in "٠۰":
        return height * chance.uniform(0.14, 0.5)
    if glyph in "٥۵":
        return height * chance.uniform(0.5, 1.0)
    return height * chance.uniform(0.82, 1.1)
