"""Lines of free Arabic, names and places, in fonts and of words that training never saw: clean; degraded."""

import random
from collections.abc import Callable

from bench.reading import compare, wear
from bench.reading.case import Case, Pixels, Row
from bench.reading.lettering import ink, with_margins
from training.label_reader import fonts
from training.label_reader.wording import UNITS, Wording


def lines(seed: int, *, degraded: bool) -> Callable[[int], list[Case]]:
    """A maker of lines from one seed."""

    def cases(count: int) -> list[Case]:
        chance = random.Random(seed)
        words = Wording(chance, held_out=True)
        found: list[Case] = []
        while len(found) < count:
            kind = "place" if chance.random() < 0.25 else "name"
            text = words.name(2, 3) if kind == "name" else f"{chance.choice(UNITS)} {words.name(1, 1)}"
            path = fonts.draw(chance, text, held_out=True)
            cover = ink(path, chance.randint(26, 48), text) if path else None
            if cover is not None:
                cover = with_margins(chance, cover, 4, 14)
                page = wear.on_paper(cover, paper=chance.randint(235, 255), pen=chance.randint(0, 60))
                found.append(Case(_degraded(chance, page) if degraded else page, text, kind))
        return found

    return cases


def _degraded(chance: random.Random, page: Pixels) -> Pixels:
    """Two or three of: from afar, blurred, noisy and turned, faint, shaded, ruled; then saved small."""
    steps: dict[str, Callable[[Pixels], Pixels]] = {
        "afar": lambda seen: wear.small(seen, max(20, round(seen.shape[0] * chance.uniform(0.45, 0.8)))),
        "blurred": lambda seen: wear.blurred(chance, seen),
        "noisy": lambda seen: wear.noisy(chance, seen),
        "shaded": lambda seen: wear.shaded(chance, seen),
        "ruled": lambda seen: wear.ruled(chance, seen),
        "creased": lambda seen: wear.creased(chance, seen),
    }
    for name in chance.sample(sorted(steps), chance.randint(2, 3)):
        page = steps[name](page)
    return wear.jpeg(page, chance.randint(30, 80))


ROWS = (
    Row(
        "names-clean",
        "free Arabic lines (names, places), unseen fonts and words, clean",
        1000,
        lines(401, degraded=False),
        view=compare.exact,
        aim_ppm=880_000,
    ),
    Row(
        "names-degraded",
        "free Arabic lines, degraded",
        1000,
        lines(402, degraded=True),
        view=compare.exact,
        aim_ppm=700_000,
    ),
)
