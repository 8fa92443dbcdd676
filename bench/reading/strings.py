"""Handwritten strings of 3–5 digits, set as an outsider would set them; and the real ones of cheques.

One unseen writer a string; the set's own small pictures of digits, trimmed or not, side by side with gaps of
1–5 pixels, on light paper. A third plain; a third with noise, a slight turn and JPEG; a third of low
contrast, ruled or creased. Nothing of training's own composition takes part.
"""

import random
from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
from bench.reading import compare, wear
from bench.reading.case import Case, Pixels, Row
from bench.reading.lettering import tight, with_margins
from training.label_reader import sets

from dalil.vision.alphabet import ARABIC_INDIC, EXTENDED, WESTERN

KINDS = ("plain", "noisy", "faint, ruled or creased")
_TILE = 28
_OVERLAP_MAX = 0.25
"""A digit box that lies on its neighbour by more than this share leaves a doubt about what was labelled."""


def row_of_digits(chance: random.Random, digits: sets.Digits) -> tuple[Pixels, str]:
    """Ink of one writer's digits side by side, and what they say."""
    writers = sorted(set(digits.writers.tolist()))
    pools = {digit: pool for digit, pool in digits.of_writer(chance.choice(writers)).items() if len(pool)}
    wanted = [chance.choice(sorted(pools)) for _ in range(chance.randint(3, 5))]
    trimmed, dotted = chance.random() < 0.5, chance.random() < 0.5
    tiles = []
    for digit in wanted:
        tile = _tile(digits.images[chance.choice(list(pools[digit]))], trimmed=trimmed)
        is_dot = digit == 0 and digits.characters[0] == "٠" and trimmed and dotted
        tiles.append(_shrunk(tile, chance.uniform(0.3, 0.5)) if is_dot else tile)
    return _side_by_side(chance, tiles), "".join(digits.characters[digit] for digit in wanted)


def _tile(image: Pixels, *, trimmed: bool) -> Pixels:
    """A digit as the sets give it, about 20 pixels high in 28; the larger ones of Hoda are reduced."""
    if image.shape[0] > _TILE:
        image = _reduced(image)
    found = tight(image) if trimmed else image
    return image if found is None else found


def _reduced(image: Pixels) -> Pixels:
    """A digit of Hoda, in the middle of 64 pixels with much room around, as 28 with a little."""
    found = tight(image)
    if found is None:
        return image
    scale = min(40 / 64, (_TILE - 2) / max(found.shape))
    tile = cv2.resize(found, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    room = [(_TILE - tile.shape[axis]) // 2 for axis in (0, 1)]
    rest = [_TILE - tile.shape[axis] - room[axis] for axis in (0, 1)]
    return cv2.copyMakeBorder(tile, room[0], rest[0], room[1], rest[1], cv2.BORDER_CONSTANT, value=0)


def _shrunk(tile: Pixels, share: float) -> Pixels:
    size = max(3, round(tile.shape[1] * share)), max(3, round(tile.shape[0] * share))
    return cv2.resize(tile, size, interpolation=cv2.INTER_AREA)


def _side_by_side(chance: random.Random, tiles: list[Pixels]) -> Pixels:
    """In a row on one middle line."""
    high = max(tile.shape[0] for tile in tiles)
    parts: list[Pixels] = []
    for tile in tiles:
        above = (high - tile.shape[0]) // 2
        gap = chance.randint(1, 5)
        below = high - tile.shape[0] - above
        parts.append(cv2.copyMakeBorder(tile, above, below, 0, gap, cv2.BORDER_CONSTANT, value=0))
    return np.hstack(parts)


def crop(chance: random.Random, digits: sets.Digits) -> Case:
    """One string on paper."""
    cover, text = row_of_digits(chance, digits)
    cover = with_margins(chance, cover, 4, 12)
    larger = chance.choice((1.0, 1.5, 2.0))
    cover = cv2.resize(cover, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC)
    kind = chance.choice(KINDS)
    return Case(_worn(chance, cover, kind), text, kind)


def _worn(chance: random.Random, cover: Pixels, kind: str) -> Pixels:
    paper, pen = chance.randint(225, 255), chance.randint(10, 80)
    if kind == KINDS[0]:
        return wear.on_paper(cover, paper=paper, pen=pen)
    if kind == KINDS[1]:
        return wear.noisy(chance, wear.on_paper(cover, paper=paper, pen=pen))
    how = chance.randrange(3)
    if how == 0:
        paper = chance.randint(170, 235)
        return wear.on_paper(cover, paper=paper, pen=paper - chance.randint(45, 90))
    page = wear.on_paper(cover, paper=paper, pen=pen)
    return wear.ruled(chance, page) if how == 1 else wear.creased(chance, page)


def composed(digits: Callable[..., sets.Digits], seed: int) -> Callable[[int], list[Case]]:
    """A maker of cases from the held-out writers of a set."""

    def cases(count: int) -> list[Case]:
        chance, held = random.Random(seed), digits(held_out=True)
        return [crop(chance, held) for _ in range(count)]

    return cases


def cheques(count: int) -> list[Case]:
    """Held-out cheque amounts, as they are."""
    return [Case(line.image, line.text) for line in sets.cheques(held_out=True)[:count]]


def clear_cheques(count: int) -> list[Case]:
    """Those whose label is not in doubt: its boxes stand in the order of its digits and hardly overlap."""
    clear = [line for line in sets.cheques(held_out=True) if _is_clear(line)]
    return [Case(line.image, line.text) for line in clear[:count]]


def _is_clear(line: sets.Line) -> bool:
    pairs = pairwise(line.boxes)
    return all(b[0] > a[0] and a[0] + a[2] - b[0] <= _OVERLAP_MAX * min(a[2], b[2]) for a, b in pairs)


ROWS = (
    Row(
        "strings-arabic-indic",
        "handwritten Arabic-Indic strings (MADBase), composed",
        1000,
        composed(sets.madbase, 101),
        allow=ARABIC_INDIC,
        aim_ppm=970_000,
    ),
    Row(
        "strings-cheques",
        "handwritten Western strings (ORAND cheque amounts), all, digits",
        1000,
        cheques,
        view=compare.digits,
        allow=WESTERN,
    ),
    Row(
        "strings-cheques-clear",
        "handwritten Western strings (ORAND), clear labels, digits",
        1000,
        clear_cheques,
        view=compare.digits,
        allow=WESTERN,
        aim_ppm=930_000,
        note="clear: the boxes of the label stand in its order and overlap by a quarter at most",
    ),
    Row(
        "strings-western",
        "handwritten Western strings (MNIST), composed",
        1000,
        composed(sets.mnist, 102),
        allow=WESTERN,
        aim_ppm=960_000,
    ),
    Row(
        "strings-persian",
        "handwritten Persian strings (Hoda), composed",
        1000,
        composed(sets.persian, 103),
        allow=EXTENDED,
        aim_ppm=960_000,
    ),
)
