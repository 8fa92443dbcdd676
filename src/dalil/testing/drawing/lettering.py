"""Lettering: lines of Arabic and digits as ink, printed from the shipped fonts or written by a hand."""

import functools
import importlib.resources
import io
import random
import re
from typing import ClassVar, Final

import cv2
import numpy as np
from PIL import ImageFont

from dalil.core.errors import Refusal
from dalil.testing.drawing import strokes
from dalil.testing.drawing.pixels import Pixels

SANS: Final = "Harmattan-Regular.ttf"
SERIF: Final = "Lateef-Regular.ttf"
SERIF_BOLD: Final = "Lateef-Bold.ttf"
MARKER: Final = "Lemonada-Regular.otf"

_SIZE_PER_HEIGHT: Final = {SANS: 1.93, SERIF: 2.13, SERIF_BOLD: 2.11, MARKER: 1.38}
"""Font size that makes a digit one unit tall; measured on the shipped files."""
_ARABIC: Final = re.compile(r"[\u0621-\u064A]")
_RIGHT_TO_LEFT: Final = re.compile(r"[\u0621-\u064A٠-٩]")
_PIECES: Final = re.compile(r"[0-9٠-٩][0-9٠-٩/.]*|/|[^\s0-9٠-٩/]+")


class ShapingMissing(Refusal):
    """Arabic letters cannot be joined: Pillow finds no FriBiDi on this machine."""

    code: ClassVar[str] = "shaping-missing"
    exit_status: ClassVar[int] = 87
    remedy: ClassVar[str] = (
        "Install Debian's package libfribidi0 (`make demo` does), then run the same command again."
    )


def insist_on_shaping() -> None:
    """Raises: ShapingMissing. Pillow brings Raqm and HarfBuzz along, and looks for the system's FriBiDi."""
    from PIL import features

    if not features.check("raqm"):
        raise ShapingMissing


DIGIT_SYSTEMS: Final = {"western": "0123456789", "arabic-indic": "٠١٢٣٤٥٦٧٨٩", "extended": "۰۱۲۳۴۵۶۷۸۹"}
"""The ten digits of each system, by its name in the truth."""


def in_digits(text: str, system: str) -> str:
    """Return ``text`` with its Western digits written in ``system``."""
    return text.translate({ord("0") + i: digit for i, digit in enumerate(DIGIT_SYSTEMS[system])})


@functools.lru_cache(maxsize=256)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a shipped font, shaped by Raqm. Raises: ShapingMissing."""
    insist_on_shaping()
    place = importlib.resources.files("dalil.testing") / "fonts" / name
    return ImageFont.truetype(io.BytesIO(place.read_bytes()), size, layout_engine=ImageFont.Layout.RAQM)


@functools.lru_cache(maxsize=512)
def printed(text: str, height: int, name: str) -> Pixels:
    """Return the ink of one printed line whose digits are about ``height`` pixels tall."""
    face = font(name, max(6, round(height * _SIZE_PER_HEIGHT[name])))
    direction = "rtl" if _ARABIC.search(text) else "ltr"
    mask, _ = face.getmask2(text, mode="L", direction=direction, language="ar")
    wide, tall = mask.size
    ink = np.frombuffer(bytes(mask), np.uint8).reshape(tall, wide)
    return np.pad(ink, max(2, height // 6))


def written(text: str, height: int, hand: strokes.Hand, chance: random.Random) -> Pixels:
    """Return the ink of one line written by hand: digits from strokes, words from an informal font, bent.

    A line with Arabic words or Arabic-Indic digits runs from right to left, number by number, as it does in
    print; a line in Western digits alone from left to right.
    """
    pieces = _PIECES.findall(text)
    inks = [_trimmed(_written_piece(piece, height, hand, chance)) for piece in pieces]
    if _RIGHT_TO_LEFT.search(text):
        inks.reverse()
    gap = round(height * 0.42)
    tall = max(ink.shape[0] for ink in inks)
    line = np.zeros((tall, sum(ink.shape[1] for ink in inks) + gap * (len(inks) - 1)), np.uint8)
    left = 0
    for ink in inks:
        top = (tall - ink.shape[0]) // 2
        line[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
        left += ink.shape[1] + gap
    return line


def _written_piece(piece: str, height: int, hand: strokes.Hand, chance: random.Random) -> Pixels:
    if all(strokes.skeleton(letter) for letter in piece):
        return strokes.write(piece, height, hand, chance)
    ink = printed(piece, round(height * 0.85), MARKER if hand.pen > 0.12 else SERIF_BOLD)
    return _wave(ink, hand, chance)


def _trimmed(ink: Pixels) -> Pixels:
    """Cut empty columns off both sides; the height stays, so that digits keep their line."""
    used = np.flatnonzero(ink.max(axis=0))
    return ink[:, used[0] : used[-1] + 1]


def _wave(ink: Pixels, hand: strokes.Hand, chance: random.Random) -> Pixels:
    """Bend printed ink as an unsteady hand would: slant, a slow wave, uneven height."""
    tall, wide = ink.shape
    pad = max(2, tall // 6)
    ink = np.pad(ink, pad)
    y, x = np.mgrid[0 : tall + 2 * pad, 0 : wide + 2 * pad].astype(np.float32)
    phase, length = chance.uniform(0, 6.28), max(8.0, tall * chance.uniform(1.6, 3.2))
    lift = tall * hand.unrest * 1.6 * np.sin(x / length * 6.28 + phase)
    lean = (y - tall / 2) * hand.slant * 0.5
    bent = cv2.remap(
        ink, (x + lean).astype(np.float32), (y + lift).astype(np.float32), cv2.INTER_LINEAR, borderValue=0
    )
    return np.asarray(bent)
