"""Lettering: a text in a font as dark print on light paper, independent of how training draws it.

What stands on the picture is what docs/methods/reading.md says a text means: in a line with Arabic letters
the runs (digits and Latin letters with ``/ - . : _`` between them) stand left to right as they are written.
"""

import random
import re
from functools import cache

import cv2
import numpy as np
from bench.reading.case import Pixels
from PIL import Image, ImageDraw, ImageFont

_WORD = "[0-9٠-٩۰-۹A-Za-z]+"
_RUN = re.compile(rf"#?{_WORD}(?:[/\-.:_]+{_WORD})*")
_HELD = "\u202d{}\u202c"
"""Left to right, whatever stands around: a left-to-right override and its end."""


@cache
def _font(path: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size_px, layout_engine=ImageFont.Layout.RAQM)


def ink(path: str, size_px: int, text: str) -> Pixels | None:
    """``text`` as coverage (0 … 255), tight; None where the font draws nothing."""
    font, rtl = _font(path, size_px), any("ء" <= c <= "ي" for c in text)
    shaped = _RUN.sub(lambda run: _HELD.format(run[0]), text) if rtl else _HELD.format(text)
    direction = "rtl" if rtl else "ltr"
    left, top, right, bottom = font.getbbox(shaped, direction=direction)
    page = Image.new("L", (round(right - left) + 8, round(bottom - top) + 8), 0)
    ImageDraw.Draw(page).text((4 - left, 4 - top), shaped, fill=255, font=font, direction=direction)
    return tight(np.asarray(page))


def tight(cover: Pixels) -> Pixels | None:
    """Without its empty margins; None where nothing is."""
    rows, columns = np.flatnonzero(cover.max(axis=1) > 60), np.flatnonzero(cover.max(axis=0) > 60)
    if len(rows) < 2 or len(columns) < 2:
        return None
    return cover[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def with_margins(chance: random.Random, cover: Pixels, least: int, most: int) -> Pixels:
    """Empty room around, drawn for each side between ``least`` and ``most`` pixels."""
    sides = [chance.randint(least, most) for _ in range(4)]
    return cv2.copyMakeBorder(cover, *sides, cv2.BORDER_CONSTANT, value=0)
