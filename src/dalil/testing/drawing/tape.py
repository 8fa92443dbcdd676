"""Tape: strips stuck on the cloth with a number in felt-tip, sometimes peeled so that a part is gone."""

import random

import cv2
import numpy as np

from dalil.testing.drawing.card import INKS, inked
from dalil.testing.drawing.label import Label
from dalil.testing.drawing.lettering import in_digits
from dalil.testing.drawing.pixels import Pixels
from dalil.testing.drawing.strokes import Hand, write

TAPES = ((232, 226, 205), (240, 240, 238), (214, 190, 150), (226, 222, 190))
"""Colours of tape: masking, white, parcel, yellowed."""


def tape(
    number: str, agency: str, *, system: str, peeled: int, hand: Hand, height: int, chance: random.Random
) -> Label:
    """Draw a strip with ``number`` and, below it, one with ``agency``; ``peeled`` last digits of it are gone.

    A peeled digit is wholly gone: a half digit would be a question of taste, not of truth.
    """
    left = number[: len(number) - peeled]
    picture, cover = _strip(in_digits(left, system), peeled, hand, height, chance)
    lines, strip = [in_digits(left, system)], picture.shape[0]
    if agency:
        below, below_cover = _strip(in_digits(agency, system), 0, hand, height, chance)
        picture, cover = _under(
            (picture, cover), (below, below_cover), round(height * chance.uniform(0.05, 0.25)), chance
        )
        lines.append(in_digits(agency, system))
    return Label(
        picture=picture,
        cover=cover,
        surface="tape",
        lines=tuple(lines),
        number=left,
        says={"agency": agency} if agency else {},
        digit_height=height,
        band=(0, strip),
    )


def _strip(text: str, peeled: int, hand: Hand, height: int, chance: random.Random) -> tuple[Pixels, Pixels]:
    ink = write(text, height, hand, chance)
    pad = round(height * 0.3)
    ink = np.pad(ink, ((0, 0), (pad, round(pad * (0.5 if peeled else 1)))))
    tall, wide = ink.shape
    tone = np.array(chance.choice(TAPES), np.float32) + chance.uniform(-8, 6)
    strip = np.broadcast_to(tone, (tall, wide, 3)).copy()
    strip += np.sin(np.arange(wide) / wide * chance.uniform(4, 14))[None, :, None] * 4
    cover = np.zeros((tall, wide), np.uint8)
    cv2.fillPoly(cover, [_torn(wide, tall, chance)], 255, cv2.LINE_AA)
    if peeled:
        strip[:, -round(pad * 0.5) :] *= np.linspace(1, 0.62, round(pad * 0.5))[None, :, None]
    return inked(np.clip(strip, 0, 255).astype(np.uint8), ink, chance.choice(INKS)), cover


def _torn(wide: int, tall: int, chance: random.Random) -> Pixels:
    """The outline of a strip whose short sides were torn off."""
    rows = np.linspace(0, tall - 1, 7)
    left = [(chance.uniform(0, tall * 0.12), y) for y in rows]
    right = [(wide - 1 - chance.uniform(0, tall * 0.12), y) for y in reversed(rows)]
    return np.round(np.array(left + right)).astype(np.int32)


def _under(
    upper: tuple[Pixels, Pixels], lower: tuple[Pixels, Pixels], gap: int, chance: random.Random
) -> tuple[Pixels, Pixels]:
    wide = max(upper[0].shape[1], lower[0].shape[1])
    tall = upper[0].shape[0] + gap + lower[0].shape[0]
    picture, cover = np.zeros((tall, wide, 3), np.uint8), np.zeros((tall, wide), np.uint8)
    top = 0
    for strip, mask in (upper, lower):
        left = chance.randrange(wide - mask.shape[1] + 1)
        picture[top : top + mask.shape[0], left : left + mask.shape[1]] = strip
        cover[top : top + mask.shape[0], left : left + mask.shape[1]] = mask
        top += upper[0].shape[0] + gap
    return picture, cover
