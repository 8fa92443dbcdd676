"""Crops without a number: textures, folds of cloth, pieces of real photographs, print in other scripts.

A number is *read* where some line of the crop holds a digit. *Accepted* is what the reader would take without
a person.
"""

import random
from collections.abc import Callable
from functools import cache, partial
from glob import glob

import cv2
import numpy as np
from bench.reading import wear
from bench.reading.case import Case, Pixels, Way
from bench.reading.halves import Half
from bench.reading.lettering import ink, with_margins
from bench.reading.measure import Session, by_kind
from bench.reading.ours import Answer, accepted
from bench.reading.photographs import free_place, roomy
from bench.reading.result import Result

_SCRIPTS = {
    "Hebrew": (0x05D0, 0x05EA, "NotoSansHebrew-Regular NotoSerifHebrew-Regular FreeSans"),
    "Georgian": (0x10D0, 0x10F0, "NotoSansGeorgian-Regular NotoSerifGeorgian-Regular DejaVuSans"),
    "Armenian": (0x0561, 0x0586, "NotoSansArmenian-Regular DejaVuSerif"),
    "Devanagari": (0x0915, 0x0939, "NotoSansDevanagari-Regular NotoSerifDevanagari-Regular"),
    "Bengali": (0x0995, 0x09A8, "NotoSansBengali-Regular NotoSerifBengali-Regular"),
    "Tamil": (0x0B95, 0x0B95, "NotoSansTamil-Regular NotoSerifTamil-Regular"),
    "Thai": (0x0E01, 0x0E2E, "NotoSansThai-Regular NotoSerifThai-Regular NotoLoopedThai-Regular"),
    "Khmer": (0x1780, 0x17A2, "NotoSansKhmer-Regular NotoSerifKhmer-Regular"),
    "Ethiopic": (0x1200, 0x1206, "NotoSansEthiopic-Regular NotoSerifEthiopic-Regular"),
    "Korean": (0xAC00, 0xD7A3, "UnBatang UnDotum UnDinaru"),
    "Japanese": (0x3041, 0x3093, "DroidSansFallbackFull setofont"),
}
"""First and last letter of each script, and fonts; digits are none of these letters."""


@cache
def _fonts(names: str) -> tuple[str, ...]:
    found = sorted(glob("/usr/share/fonts/**/*.[ot]tf", recursive=True))
    return tuple(path for path in found if path.rsplit("/", 1)[-1].rsplit(".", 1)[0] in names.split())


def texture(chance: random.Random) -> Pixels:
    """Woven cloth, or noise at one of several sizes."""
    high, wide = chance.randint(24, 80), chance.randint(60, 320)
    if chance.random() < 0.4:
        return wear.woven(chance, high, wide)
    rough = np.random.default_rng(chance.getrandbits(32))
    grain = chance.uniform(1, 14)
    seed = rough.normal(128, chance.uniform(8, 60), (max(2, int(high / grain)), max(2, int(wide / grain))))
    seen = cv2.resize(seed, (wide, high), interpolation=chance.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC)))
    return np.clip(seen, 0, 255).astype(np.uint8)


def folds(chance: random.Random) -> Pixels:
    """Soft ridges that cross, lit from one side: cloth or crumpled plastic."""
    high, wide = chance.randint(24, 90), chance.randint(60, 320)
    across, along = np.meshgrid(np.arange(wide) / high, np.arange(high) / high)
    seen = np.full((high, wide), chance.uniform(70, 210))
    for _ in range(chance.randint(2, 7)):
        lean, at, soft = chance.uniform(-2, 2), chance.uniform(0, wide / high), chance.uniform(0.02, 0.25)
        off = (across - at - lean * (along - 0.5) + 0.1 * np.sin(along * chance.uniform(1, 9))) / soft
        seen += chance.uniform(-70, 70) * np.tanh(off) * np.exp(-(off**2) / chance.uniform(1, 30))
    rough = np.random.default_rng(chance.getrandbits(32)).normal(0, chance.uniform(0, 8), seen.shape)
    return wear.jpeg(np.clip(seen + rough, 0, 255).astype(np.uint8), chance.randint(40, 92))


def piece(chance: random.Random, *, calibrating: bool = False) -> Pixels:
    """A piece of a real photograph away from its plates, as a locator might cut it out; never trained on.

    The reader is calibrated with those of photographs that the locator was tuned with, and measured with the
    others.
    """
    held = [one for one in roomy() if one.tuned_with == calibrating]
    while True:
        pixels = held[chance.randrange(len(held))].pixels
        high = chance.randint(20, 90)
        wide = min(round(high * chance.uniform(1.5, 5)), round(0.2 * pixels.shape[1]))
        place = free_place(chance, pixels, wide, high)
        if place:
            left, top, right, bottom = place
            return cv2.cvtColor(pixels[top:bottom, left:right], cv2.COLOR_RGB2GRAY)


def other_script(chance: random.Random, *, calibrating: bool = False) -> tuple[Pixels, str]:
    """A line of letters in a script that the reader does not know; calibrated with other scripts."""
    half = Half.CALIBRATING if calibrating else Half.MEASURING
    scripts = [name for place, name in enumerate(sorted(_SCRIPTS)) if half.has(place)]
    while True:
        name = chance.choice(scripts)
        first, last, fonts = _SCRIPTS[name]
        letters = [chr(chance.randint(first, last)) for _ in range(chance.randint(3, 12))]
        if len(letters) > 6:
            letters[len(letters) // 2] = " "
        paths = _fonts(fonts)
        cover = ink(chance.choice(paths), chance.randint(20, 44), "".join(letters)) if paths else None
        if cover is not None:
            page = wear.on_paper(with_margins(chance, cover, 4, 14), paper=chance.randint(200, 255))
            return (wear.noisy(chance, page) if chance.random() < 0.5 else page), name


def cases(count: int, seed: int = 601, *, calibrating: bool = False) -> list[Case]:
    """A quarter of each."""
    chance = random.Random(seed)
    makers: tuple[tuple[str, Callable[[random.Random], Pixels]], ...] = (
        ("texture", texture),
        ("folds", folds),
        ("photograph", partial(piece, calibrating=calibrating)),
    )
    found = []
    for place in range(count):
        if place % 4 == 3:
            image, _ = other_script(chance, calibrating=calibrating)
            found.append(Case(image, "", "other script"))
        else:
            kind, make = makers[place % 4]
            found.append(Case(make(chance), "", kind))
    return found


def measure(session: Session, count: int) -> list[Result]:
    """A number read; a number accepted: as one line, and as a crop whose lines are looked for."""
    made, results = cases(count), []
    for way, suffix in ((Way.LABEL, ""), (Way.LINE, ", as one line")):
        answers = [session.ours.read(case.image, way) for case in made]
        seconds = sum(answer.seconds for answer in answers) / max(1, len(made))
        for name, what, judged, aim in (
            ("read", "a number is read", _reads_a_number, 5_000),
            ("accepted", "a number is accepted without a person", _accepts_a_number, 0),
        ):
            hits = [judged(answer) for answer in answers]
            results.append(
                Result(
                    f"rejects-{name}{'-line' if suffix else ''}",
                    f"crops with no text or in other scripts{suffix}: {what}",
                    sum(hits),
                    len(hits),
                    seconds,
                    aim_ppm=aim,
                    at_most=True,
                    parts=by_kind(made, hits),
                )
            )
    return results


def _reads_a_number(answer: Answer) -> bool:
    return answer.surest is not None


def _accepts_a_number(answer: Answer) -> bool:
    return any(accepted(line) for line in answer.lines if any(c.isdigit() for c in line.text))
