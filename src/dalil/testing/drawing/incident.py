"""Incident: other scenes of the archive: a yard with wrecks, crates and numbered markers; no people."""

import random
from typing import Final

import cv2
import numpy as np

from dalil.testing.drawing import lettering
from dalil.testing.drawing.label import Label
from dalil.testing.drawing.pixels import Matrix, Pixels, scale, shift
from dalil.testing.drawing.scene import scene_size
from dalil.testing.drawing.texture import TILE, Stock

MARKER: Final = (214, 176, 34)
"""Yellow of a numbered marker."""


def draw(stock: Stock, size: tuple[int, int], chance: random.Random) -> Pixels:
    """Draw a yard: a wall or sky above, ground below, some boxes and burnt places."""
    wide, tall = scene_size(size)
    horizon = round(tall * chance.uniform(0.3, 0.5))
    ground = cv2.resize(stock.floor(chance.randrange(1_000)), (wide, tall))
    wall = cv2.resize(stock.floor(chance.randrange(1_000)), (wide, horizon), interpolation=cv2.INTER_AREA)
    picture = np.asarray(ground.copy())
    sky = chance.random() < 0.4
    picture[:horizon] = np.clip(wall * 0.15 + np.array([165, 180, 195]), 0, 255) if sky else wall * 0.8
    for _ in range(chance.randint(1, 3)):
        _burn(picture, horizon, chance)
    for _ in range(chance.randint(2, 5)):
        _crate(picture, horizon, stock, chance)
    if chance.random() < 0.6:
        _wreck(picture, horizon, chance)
    return picture


def markers(size: tuple[int, int], chance: random.Random) -> list[tuple[Label, Matrix]]:
    """Draw the numbered markers of a scene, each with its map onto a scene for frames of ``size``.

    Their digits count the finds of the scene. They are a trap: no marker bears a detainee number.
    """
    wide, tall = scene_size(size)
    found = []
    for at in range(chance.choice((0, 0, 2, 3, 4))):
        ink = np.pad(lettering.printed(str(at + 1), 60, lettering.SANS), 18)
        picture = np.empty((*ink.shape, 3), np.uint8)
        picture[:] = MARKER
        picture[ink > 128] = (20, 20, 20)
        cover = np.full(ink.shape, 255, np.uint8)
        label = Label(picture, cover, "marker", (str(at + 1),), "", {}, 60, (0, ink.shape[0]))
        where = shift(wide * chance.uniform(0.25, 0.7), tall * chance.uniform(0.55, 0.75))
        found.append((label, where @ scale(size[0] * 0.045 / ink.shape[1])))
    return found


def _burn(picture: Pixels, horizon: int, chance: random.Random) -> None:
    tall, wide = picture.shape[:2]
    patch = np.zeros((tall, wide), np.float32)
    centre = (round(wide * chance.random()), round(chance.uniform(horizon, tall)))
    axes = (round(wide * chance.uniform(0.06, 0.2)), round(wide * chance.uniform(0.02, 0.07)))
    cv2.ellipse(patch, centre, axes, 0, 0, 360, 0.7, -1)
    soft = cv2.blur(patch, (wide // 16, wide // 16))[..., None]
    picture[:] = (picture * (1 - soft)).astype(np.uint8)


def _crate(picture: Pixels, horizon: int, stock: Stock, chance: random.Random) -> None:
    tall, wide = picture.shape[:2]
    w, h = round(wide * chance.uniform(0.06, 0.16)), round(wide * chance.uniform(0.05, 0.12))
    x, y = chance.randrange(max(1, wide - w)), min(tall - h - 1, horizon + chance.randrange(tall // 3))
    tile = stock.floor(chance.randrange(1_000))[: TILE // 2, : TILE // 2]
    tint = np.array([chance.uniform(0.5, 1.0) for _ in range(3)])
    picture[y : y + h, x : x + w] = cv2.resize(tile, (w, h)) * tint
    cv2.rectangle(picture, (x, y), (x + w, y + h), (35, 32, 30), max(1, wide // 400))


def _wreck(picture: Pixels, horizon: int, chance: random.Random) -> None:
    """A car's outline: body, cabin, wheels."""
    tall, wide = picture.shape[:2]
    w = round(wide * chance.uniform(0.25, 0.4))
    x, y = chance.randrange(wide - w), min(tall - w // 3, horizon + round(tall * chance.uniform(0.02, 0.12)))
    tone = tuple(chance.randrange(30, 150) for _ in range(3))
    body = np.array(
        [(0, 0.16), (0.18, 0.14), (0.3, 0), (0.68, 0), (0.82, 0.14), (1, 0.17), (1, 0.32), (0, 0.32)]
    )
    cv2.fillPoly(picture, [np.round(body * w + (x, y)).astype(np.int32)], tone, cv2.LINE_AA)
    glass = np.array([(0.33, 0.03), (0.65, 0.03), (0.76, 0.14), (0.23, 0.14)])
    cv2.fillPoly(picture, [np.round(glass * w + (x, y)).astype(np.int32)], (24, 26, 28), cv2.LINE_AA)
    for at in (0.22, 0.78):
        cv2.circle(
            picture, (round(x + at * w), round(y + 0.32 * w)), round(w * 0.07), (18, 18, 18), -1, cv2.LINE_AA
        )
