"""Cards composed into real photographs: real handwriting of unseen writers on a card, seen at an angle.

A card is 1/8–1/5 of the frame wide, turned by up to 15°, in perspective, lit unevenly, with a shadow under it
and sometimes one across it. Nobody has labelled real photographs of hand-held number cards that can be had.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from bench.reading import wear
from bench.reading.case import Pixels
from bench.reading.photographs import Photograph, free_place, roomy
from bench.reading.strings import row_of_digits
from training.label_reader import sets

SCRIPTS = {"Arabic-Indic": sets.madbase, "Western": sets.mnist}
_SHARPER = 3
"""A card is drawn this many times larger than it is seen."""


@dataclass(frozen=True, slots=True)
class CardFrame:
    """A photograph with one card. ``corners``: its outline (4×2), in pixels."""

    pixels: Pixels
    text: str
    script: str
    corners: np.ndarray
    plates: tuple[str, ...]


def frames(count: int) -> list[CardFrame]:
    """Photographs in turn, each with another card."""
    chance, held = random.Random(501), roomy()
    scripts = {name: digits(held_out=True) for name, digits in SCRIPTS.items()}
    found: list[CardFrame] = []
    while len(found) < count:
        made = with_card(chance, held[chance.randrange(len(held))], scripts)
        if made:
            found.append(made)
    return found


def with_card(
    chance: random.Random, photograph: Photograph, scripts: Mapping[str, sets.Digits]
) -> CardFrame | None:
    """One card in the photograph; None where there is no room for it."""
    width = photograph.pixels.shape[1]
    script = chance.choice(sorted(scripts))
    wide = width * chance.uniform(1 / 8, 1 / 5)
    high = wide * chance.uniform(0.4, 0.65)
    corners = _outline(chance, wide, high)
    low = corners.min(axis=0)
    corners -= low
    size = np.ceil(corners.max(axis=0)).astype(int)
    place = free_place(chance, photograph.pixels, int(size[0]), int(size[1]))
    if place is None:
        return None
    corners += place[:2]
    card, text = _card(chance, scripts[script], (round(wide * _SHARPER), round(high * _SHARPER)))
    seen = _laid(chance, photograph.pixels, card, corners)
    packed = cv2.imencode(".jpg", seen[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, chance.randint(75, 92)])[1]
    back = cv2.imdecode(packed, cv2.IMREAD_COLOR)[..., ::-1]
    return CardFrame(np.ascontiguousarray(back), text, script, corners, photograph.plates)


def _outline(chance: random.Random, wide: float, high: float) -> np.ndarray:
    """Four corners, clockwise from the text's top-left: turned and in perspective."""
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float64)
    flat += np.array([[chance.uniform(-0.06, 0.06) * high for _ in range(2)] for _ in range(4)])
    turn = np.deg2rad(chance.uniform(-15, 15))
    return flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])


def _card(chance: random.Random, digits: sets.Digits, size: tuple[int, int]) -> tuple[Pixels, str]:
    """A sheet with a number that fills most of its width, grey."""
    cover, text = row_of_digits(chance, digits)
    room = chance.uniform(0.7, 0.92)
    scale = min(size[0] * room / cover.shape[1], size[1] * room / cover.shape[0])
    cover = cv2.resize(cover, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    cover = cv2.GaussianBlur(cover, (0, 0), scale / 3)
    cover = np.where(cover > 110, 255, 0).astype(np.uint8)
    left = round((size[0] - cover.shape[1]) * chance.uniform(0.35, 0.65))
    top = round((size[1] - cover.shape[0]) * chance.uniform(0.35, 0.65))
    page = np.zeros((size[1], size[0]), dtype=np.uint8)
    page[top : top + cover.shape[0], left : left + cover.shape[1]] = cover
    sheet = wear.on_paper(page, paper=chance.randint(205, 250), pen=chance.randint(15, 70))
    if chance.random() < 0.25:
        sheet = wear.ruled(chance, sheet)
    if chance.random() < 0.25:
        sheet = wear.creased(chance, sheet)
    return (wear.shaded(chance, sheet) if chance.random() < 0.6 else sheet), text


def _laid(chance: random.Random, pixels: Pixels, card: Pixels, corners: np.ndarray) -> Pixels:
    """The photograph with the card and the shadow under it."""
    high, wide = card.shape
    height, width = pixels.shape[:2]
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    tint = np.array([1.0, chance.uniform(0.95, 1.0), chance.uniform(0.85, 1.0)], dtype=np.float32)
    around = float(pixels.mean())
    light = min(1.0, max(0.45, around / 140)) * chance.uniform(0.85, 1.0)
    coloured = card[..., None].astype(np.float32) * tint * light
    small = cv2.GaussianBlur(coloured, (0, 0), _SHARPER / 3)
    seen = cv2.warpPerspective(small, matrix, (width, height), flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.ones_like(card, dtype=np.float32), matrix, (width, height))
    cover = cv2.GaussianBlur(cover, (0, 0), 0.6)[..., None]
    off = np.array([[1, 0, chance.uniform(-4, 6)], [0, 1, chance.uniform(2, 6)]], dtype=np.float32)
    shadow = cv2.GaussianBlur(cv2.warpAffine(cover[..., 0], off, (width, height)), (0, 0), 4)[..., None]
    ground = pixels.astype(np.float32) * (1 - 0.45 * shadow)
    out = ground * (1 - cover) + seen * cover
    rough = np.random.default_rng(chance.getrandbits(32)).normal(0, chance.uniform(0, 5), out.shape)
    return np.clip(out + rough * cover, 0, 255).astype(np.uint8)
