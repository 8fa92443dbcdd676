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
    "Gurmukhi": ("ਉਊਐਕਖਗਘਙਚਛਜਝਞਟਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵਸਹ", "NotoSansGurmukhi-Regular NotoSerifGurmukhi-Regular"),
    "Japanese": ("あいうえおかきくけこさしすせそたちつてなにぬねはひふほまみむめもやゆよらるれわゐゑをん",
                 "DroidSansFallbackFull setofont"),
    "Khmer": ("កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ", "NotoSansKhmer-Regular NotoSerifKhmer-Regular"),
    "Tamil": ("அஆஇஈஉஊஎஏஐஒஓகஙசஞடணதநபமயரலவழளறன", "NotoSansTamil-Regular NotoSerifTamil-Regular"),
}  # fmt: skip
"""Scripts that training does not draw (``samples.FOREIGN``): their letters, but for those that look like
digits to a person, and fonts."""


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

    Of the photographs that the locator was not tuned with and the reader not trained, every third calibrates
    and the others measure.
    """
    unseen = [one for one in roomy() if not one.tuned_with]
    held = [one for place, one in enumerate(unseen) if (place % 3 == 0) == calibrating]
    while True:
        pixels = held[chance.randrange(len(held))].pixels
        high = chance.randint(20, 90)
        wide = min(round(high * chance.uniform(1.5, 5)), round(0.2 * pixels.shape[1]))
        place = free_place(chance, pixels, wide, high)
        if place:
            left, top, right, bottom = place
            return cv2.cvtColor(pixels[top:bottom, left:right], cv2.COLOR_RGB2GRAY)


def other_script(chance: random.Random, *, calibrating: bool = False) -> tuple[Pixels, str]:
    """A line of letters in a script that training does not draw; calibrated with other ones."""
    half = Half.CALIBRATING if calibrating else Half.MEASURING
    scripts = [name for place, name in enumerate(sorted(_SCRIPTS)) if half.has(place)]
    while True:
        name = chance.choice(scripts)
        known, fonts = _SCRIPTS[name]
        letters = [chance.choice(known) for _ in range(chance.randint(3, 12))]
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
