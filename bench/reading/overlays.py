"""Overlay lines: identifier, unit and date in fonts that training never saw, dark on a white box.

A third is spoiled: underlined, or saved again as JPEG of quality 40.
"""

import random
from collections.abc import Callable

import cv2
import numpy as np
from bench.reading import compare, wear
from bench.reading.case import Case, Pixels, Row
from bench.reading.lettering import ink, with_margins
from training.label_reader import fonts
from training.label_reader.wording import UNITS, Wording

FontChoice = Callable[[random.Random, str], str | None]


def unseen(chance: random.Random, text: str) -> str | None:
    """A font of a family that is held out of training; None where none can write the text."""
    return fonts.draw(chance, text, held_out=True)


def line(chance: random.Random, words: Wording, font: FontChoice = unseen) -> Case | None:
    """One line of an overlay; None where the font has no glyphs for it."""
    forms = {
        "identifier": words.identifier,
        "date": words.date,
        "unit": lambda: " ".join(chance.sample(UNITS, chance.randint(1, 2))),
    }
    kind = chance.choice(sorted(forms))
    text = forms[kind]()
    path = font(chance, text)
    cover = ink(path, chance.randint(18, 46), text) if path else None
    if cover is None:
        return None
    page = _box(chance, cover)
    spoiled = chance.random()
    if spoiled < 1 / 6:
        return Case(_underlined(chance, page), text, f"{kind}, underlined")
    if spoiled < 2 / 6:
        return Case(wear.jpeg(page, 40), text, f"{kind}, saved at quality 40")
    return Case(page, text, kind)


def _box(chance: random.Random, cover: Pixels) -> Pixels:
    return wear.on_paper(
        with_margins(chance, cover, 4, 12), paper=chance.randint(244, 255), pen=chance.randint(0, 50)
    )


def _underlined(chance: random.Random, page: Pixels) -> Pixels:
    """A line under the text, in the margin below or just under it."""
    out = np.ascontiguousarray(cv2.copyMakeBorder(page, 0, 3, 0, 0, cv2.BORDER_REPLICATE))
    y, thick = out.shape[0] - chance.randint(3, 5), chance.choice((1, 2))
    cv2.line(out, (4, y), (out.shape[1] - 5, y), int(page.min()), thick)
    return out


def lines(seed: int, font: FontChoice = unseen) -> Callable[[int], list[Case]]:
    """A maker of lines from one seed."""

    def cases(count: int) -> list[Case]:
        chance = random.Random(seed)
        words = Wording(chance, held_out=True)
        found: list[Case] = []
        while len(found) < count:
            if made := line(chance, words, font):
                found.append(made)
        return found

    return cases


ROWS = (
    Row(
        "overlays",
        "overlay lines: identifier, unit, date; unseen fonts, a third underlined or saved at quality 40",
        1000,
        lines(301),
        view=compare.exact,
        aim_ppm=950_000,
        note="aim for character error: 1 %",
    ),
)
