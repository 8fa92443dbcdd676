"""Card: a sheet of paper or card with lines written or printed on it, held to the cloth."""

import random
from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from dalil.testing.drawing import lettering
from dalil.testing.drawing.label import Label
from dalil.testing.drawing.pixels import Pixels, tinted
from dalil.testing.drawing.strokes import Hand

INKS: Final = ((22, 22, 26), (24, 34, 96), (20, 20, 24), (120, 22, 26), (30, 30, 34))


def card(
    lines: Sequence[str],
    number: str,
    says: dict[str, str],
    *,
    hand: Hand | None,
    important: int,
    height: int,
    chance: random.Random,
) -> Label:
    """Draw a card with ``lines``; by ``hand``, or printed where there is none.

    ``important`` is the line written largest, its digits ``height`` pixels tall: the number, or the name on a
    soldier's card.
    """
    inks: list[Pixels] = []
    heights: list[int] = []
    for at, line in enumerate(lines):
        line_height = height if at == important else round(height * chance.uniform(0.56, 0.74))
        heights.append(line_height)
        if hand is not None:
            inks.append(lettering.written(line, line_height, hand, chance))
        else:
            inks.append(lettering.printed(line, line_height, lettering.SANS))
    gap = round(height * 0.22)
    ink = stack(inks, gap)
    border = round(height * chance.uniform(0.3, 0.6))
    first = border + sum(above.shape[0] + gap for above in inks[:important])
    ink = np.pad(ink, border)
    paper = sheet((ink.shape[1], ink.shape[0]), chance)
    return Label(
        picture=inked(paper, ink, chance.choice(INKS)),
        cover=_edges(ink.shape[1], ink.shape[0]),
        surface="card",
        lines=tuple(lines),
        number=number,
        says=says,
        digit_height=heights[important],
        band=(first, first + inks[important].shape[0]),
    )


def sheet(size: tuple[int, int], chance: random.Random) -> Pixels:
    """White or yellowed paper of ``size`` (width, height) with an uneven tone and sometimes a fold."""
    wide, tall = size
    tone = chance.uniform(205, 246)
    colour = np.array([tone, tone - chance.uniform(0, 6), tone - chance.uniform(0, 26)], np.float32)
    slope = np.linspace(-1, 1, 16, dtype=np.float32)
    uneven = slope[None, :] * chance.uniform(-10, 10) + slope[:, None] * chance.uniform(-10, 10)
    small = np.clip(colour + uneven[..., None], 0, 255).astype(np.uint8)
    paper = np.asarray(cv2.resize(small, size))
    if chance.random() < 0.3:
        at = round(wide * chance.uniform(0.3, 0.7))
        crease = max(1, tall // 120)
        paper[:, at : at + crease] -= 22
        paper[:, at + crease :] -= 6
    return paper


def inked(paper: Pixels, ink: Pixels, colour: tuple[int, int, int]) -> Pixels:
    """Return ``paper`` with ``ink`` of one colour on it."""
    weight = cv2.merge([ink] * 3)
    under = cv2.multiply(paper, 255 - weight, scale=1 / 255)
    red, green, blue = colour
    return np.asarray(cv2.add(under, tinted(weight, (red / 255, green / 255, blue / 255))))


def stack(inks: Sequence[Pixels], gap: int) -> Pixels:
    """Set ink planes under each other, centred, ``gap`` pixels apart."""
    wide = max(ink.shape[1] for ink in inks)
    stacked = np.zeros((sum(ink.shape[0] for ink in inks) + gap * (len(inks) - 1), wide), np.uint8)
    top = 0
    for ink in inks:
        left = (wide - ink.shape[1]) // 2
        stacked[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
        top += ink.shape[0] + gap
    return stacked


def _edges(wide: int, tall: int) -> Pixels:
    """Full coverage, but for a soft rim that keeps the edge from stepping when it is turned."""
    cover = np.full((tall, wide), 255, np.uint8)
    cv2.rectangle(cover, (0, 0), (wide - 1, tall - 1), 90, 1)
    return cover
