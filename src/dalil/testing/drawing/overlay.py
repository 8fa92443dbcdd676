"""Overlay: the white box with dark Arabic lines that an office's software burned into most photographs."""

import functools
import random
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from dalil.testing.drawing import lettering
from dalil.testing.drawing.pixels import Pixels, Quad

HEIGHT_SHARE: Final = 0.0235
"""Height of a digit as a share of the frame's width."""
HEIGHT_MIN: Final = 11
"""Pixels; below it no one reads the numbers."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a burned-in label says and how it is set."""

    lines: tuple[str, ...]
    number: str
    says: dict[str, str]
    face: str
    corner: int
    """0 top left, 1 top right, 2 bottom right, 3 bottom left."""
    larger: float
    underlined: bool
    framed: bool
    ink: int

    @classmethod
    def styled(
        cls, lines: tuple[str, ...], number: str, says: dict[str, str], style: random.Random
    ) -> "Overlay":
        """An overlay in the manner of one office."""
        return cls(
            lines=lines,
            number=number,
            says=says,
            face=style.choice((lettering.SANS, lettering.SERIF, lettering.SERIF_BOLD)),
            corner=style.randrange(4),
            larger=style.uniform(0.95, 1.35),
            underlined=style.random() < 0.2,
            framed=style.random() < 0.25,
            ink=style.randrange(9),
        )

    def burn(self, frame: Pixels) -> tuple[Quad, int]:
        """Paint the box into ``frame``; return its corners and the height of its digits in pixels."""
        tall, wide = frame.shape[:2]
        height = max(HEIGHT_MIN, round(wide * HEIGHT_SHARE * self.larger))
        box = _box(self.lines, (self.face, self.ink), height, underlined=self.underlined, framed=self.framed)
        top = 0 if self.corner < 2 else tall - box.shape[0]
        left = 0 if self.corner in {0, 3} else wide - box.shape[1]
        inset = round(wide * 0.02)
        top += inset if self.corner < 2 else -inset
        left += inset if self.corner in {0, 3} else -inset
        assert top >= 0, "the box is higher than the frame"
        assert left >= 0, "the box is wider than the frame"
        right, bottom = left + box.shape[1], top + box.shape[0]
        frame[top:bottom, left:right] = box[..., None]
        return ((left, top), (right - 1, top), (right - 1, bottom - 1), (left, bottom - 1)), height

    def line_box(self, box: Quad, height: int) -> Quad:
        """Return where the first line, the number's, stands in a burned ``box``."""
        (_, top), (right, _), _, _ = box
        ink = lettering.printed(self.lines[0], height, self.face)
        margin = _margin(height)
        end, bottom = right - margin, top + margin + ink.shape[0]
        start = end - ink.shape[1]
        return ((start, top + margin), (end, top + margin), (end, bottom), (start, bottom))


def _margin(height: int) -> int:
    return round(height * 0.7)


@functools.lru_cache(maxsize=16)
def _box(
    lines: tuple[str, ...], style: tuple[str, int], height: int, *, underlined: bool, framed: bool
) -> Pixels:
    """The box in grey: lines flush right, as Arabic is set; an individual's photographs share it."""
    face, dark = style
    inks = [lettering.printed(line, height, face) for line in lines]
    margin, gap = _margin(height), max(1, round(height * 0.18))
    wide = max(ink.shape[1] for ink in inks) + 2 * margin
    sheet = np.zeros((sum(ink.shape[0] + gap for ink in inks) + 2 * margin, wide), np.uint8)
    top = margin
    for at, ink in enumerate(inks):
        left = wide - margin - ink.shape[1]
        sheet[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
        top += ink.shape[0] + gap
        if underlined and at == 0:
            cv2.line(sheet, (left, top - gap), (left + ink.shape[1], top - gap), 255, max(1, height // 12))
    box = 255 - (sheet.astype(np.uint16) * (255 - dark) // 255).astype(np.uint8)
    if framed:
        cv2.rectangle(box, (0, 0), (box.shape[1] - 1, box.shape[0] - 1), dark, max(1, height // 10))
    return np.asarray(box)
