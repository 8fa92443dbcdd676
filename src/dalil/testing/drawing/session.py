"""Session: one photographer's day at one hospital, the folder it was left in, and the camera's clock."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dalil.testing.drawing import chance as draws
from dalil.testing.drawing import places
from dalil.testing.drawing.difficulty import Difficulty

FIRST_DAY: Final = date(2015, 6, 14)
LAST_DAY: Final = date(2024, 10, 20)
PHOTOGRAPHS_USUAL: Final = 95
"""Photographs in one session of a large archive."""


@dataclass(frozen=True, slots=True)
class Session:
    """What all photographs of one day's work share."""

    day: date
    hospital: str
    photographer: str
    unit: str
    camera: tuple[str, str, str]
    folder: str
    """Path of the folder, text in NFC."""
    exif: bool
    clock_off: timedelta
    floor: int
    photographs: int
    """How many are wanted; the last individual may carry it a little over."""


def sessions(seed: int, photographs: int, difficulty: Difficulty) -> Iterator[Session]:
    """Yield sessions in order of time, over nine years, without end at the last day: later ones share it."""
    usual = max(12, min(PHOTOGRAPHS_USUAL, photographs // 8))
    step = (LAST_DAY - FIRST_DAY).days / max(1, round(photographs / usual))
    at = 0
    while True:
        chance = draws.stream(seed, "session", at)
        days = min((at + chance.random() * 0.9) * step, (LAST_DAY - FIRST_DAY).days)
        yield _session(seed, FIRST_DAY + timedelta(days=int(days)), usual, difficulty, chance)
        at += 1


def _session(seed: int, day: date, usual: int, difficulty: Difficulty, chance: random.Random) -> Session:
    unit = chance.choice(places.UNITS)
    photographer = chance.choice(places.PHOTOGRAPHERS)
    folder = dated_folder(day, unit, draws.stream(seed, "style", day.year).randrange(3))
    if chance.random() < 0.3:
        folder = f"{folder}/{photographer}"
    off = timedelta()
    if chance.random() < difficulty.wrong_clock:
        reset = date(chance.choice((2000, 2008, 2010, 2012)), 1, 1)
        off = chance.choice(
            (reset - day, timedelta(days=-365), timedelta(days=31), timedelta(hours=chance.choice((-9, 6))))
        )
    return Session(
        day=day,
        hospital=draws.weighted(
            chance, [(code, w) for (code, _, _), w in zip(places.HOSPITALS, (5, 3, 6), strict=True)]
        ),
        photographer=photographer,
        unit=unit,
        camera=chance.choice(places.CAMERAS),
        folder=folder,
        exif=chance.random() < difficulty.exif,
        clock_off=off,
        floor=chance.randrange(1_000),
        photographs=max(6, round(usual * chance.uniform(0.5, 1.5))),
    )


def dated_folder(day: date, unit: str, style: int) -> str:
    """Name a folder in one of the three styles of the real archives."""
    if style == 0:
        return f"{day:%d.%m.%Y}_{unit}"
    if style == 1:
        return f"{day:%Y}/{day:%d-%m-%y} {unit}"
    return f"{day:%Y}_{unit}/{day:%d-%m}"
