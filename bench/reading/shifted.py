"""Shifted sets: fonts, blur and texture that neither training nor the other rows have."""

import random
from functools import cache
from glob import glob

import cv2
import numpy as np
from bench.reading import halves, overlays, wear
from bench.reading.case import Case, Pixels
from bench.reading.halves import Half
from bench.reading.lettering import with_margins
from bench.reading.strings import row_of_digits
from fontTools.ttLib import TTFont
from training.label_reader import sets

_STRANGE = (
    "KacstDecorative", "KacstArt", "ae_Electron", "ae_Shado", "ae_Japan", "ae_Ostorah", "ae_Dimnah",
    "ae_Tholoth", "NafeesWeb", "Alkalami", "ae_Hor", "mry_KacstQurn", "AmiriQuran.", "PakType Tehreer",
    "Ubuntu-Title",
)  # fmt: skip
"""Families that training leaves out as ornamental or that no list of its own names."""


@cache
def _paths() -> tuple[str, ...]:
    found = sorted(glob("/usr/share/fonts/**/*.[ot]tf", recursive=True))
    return tuple(path for path in found if path.rsplit("/", 1)[-1].startswith(_STRANGE))


@cache
def _covered(path: str) -> frozenset[int]:
    return frozenset(TTFont(path, lazy=True, fontNumber=0).getBestCmap() or {})


def strange_font(chance: random.Random, text: str) -> str | None:
    """A font of none of the families that training knows; None where none can write the text."""
    wanted = frozenset(map(ord, text)) - {ord(" ")}
    able = [path for path in _paths() if wanted <= _covered(path)]
    return chance.choice(able) if able else None


def handwritten(count: int, seed: int = 801, half: Half | None = None) -> list[Case]:
    """Strings on cloth, chalk on a dark board, or smeared by movement, in turn; by all writers or a half."""
    chance = random.Random(seed)
    held = [made(held_out=True) for made in (sets.madbase, sets.mnist, sets.persian)]
    held = [halves.digits(whole, half) for whole in held] if half else held
    found = []
    for place in range(count):
        cover, text = row_of_digits(chance, held[place // 3 % 3])
        cover = cv2.resize(
            with_margins(chance, cover, 5, 14), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC
        )
        kind, make = (("cloth", _on_cloth), ("chalk", _chalk), ("moved", _moved))[place % 3]
        found.append(Case(make(chance, cover), text, kind))
    return found


def _on_cloth(chance: random.Random, cover: Pixels) -> Pixels:
    ground = wear.woven(chance, *cover.shape).astype(np.float32)
    share = cover.astype(np.float32) / 255
    pen = max(0.0, float(ground.mean()) - chance.uniform(60, 110))
    return np.clip(ground * (1 - share) + pen * share, 0, 255).astype(np.uint8)


def _chalk(chance: random.Random, cover: Pixels) -> Pixels:
    """Light and broken on dark."""
    rough = np.random.default_rng(chance.getrandbits(32))
    grain = cv2.GaussianBlur(rough.normal(0.75, 0.5, cover.shape), (0, 0), 0.8)
    share = cover.astype(np.float64) / 255 * np.clip(grain, 0, 1)
    board = chance.uniform(30, 70) + rough.normal(0, 6, cover.shape)
    return np.clip(board * (1 - share) + chance.uniform(170, 240) * share, 0, 255).astype(np.uint8)


def _moved(chance: random.Random, cover: Pixels) -> Pixels:
    """Smeared along a line of 6–12 pixels, which is more than any other row has."""
    page = wear.on_paper(cover, paper=chance.randint(190, 250), pen=chance.randint(20, 70))
    length = chance.randint(6, 12)
    bar = np.zeros((length, length), dtype=np.float32)
    cv2.line(bar, (0, chance.randrange(length)), (length - 1, chance.randrange(length)), 1)
    return cv2.filter2D(page, -1, bar / bar.sum(), borderType=cv2.BORDER_REPLICATE)


overlay_lines = overlays.lines(802, strange_font)
"""Overlay lines in strange fonts."""
