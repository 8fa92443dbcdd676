"""Figures of the packaged label reader on the validation parts; prints a Markdown table.

    python -m training.label_reader.evaluate [--count 1000] [--weights PATH] [--only NAME]

Drawn sets use seeds of their own, writers, fonts and words that training never sees (splits.py).
"""

import argparse
import math
import random
import time
from collections.abc import Callable

import numpy as np

from dalil.vision.alphabet import ARABIC_INDIC, EXTENDED, WESTERN, western
from dalil.vision.recognise import Recogniser

from . import ink, paper, sets
from .wording import UNITS, Wording

Case = tuple[np.ndarray, str]


def wilson(right: int, count: int) -> tuple[float, float]:
    """95 % score interval of a share (Wilson 1927)."""
    z, share = 1.959964, right / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


def digits_of(text: str) -> str:
    """The digits alone, in Western form, digit runs left to right as they stand."""
    return "".join(c for c in western(text) if c in WESTERN)


def whole(text: str) -> str:
    """Everything that was written; digit shapes shared by two scripts count as one."""
    return text.translate(str.maketrans(EXTENDED, ARABIC_INDIC))


def composed(digits: Callable[..., sets.Digits], count: int, least: int, most: int) -> list[Case]:
    """Strings of one unseen writer's digits on paper, photographed as in training."""
    chance = random.Random(71)
    held = digits(held_out=True)
    cases = []
    for _ in range(count):
        pattern = "".join(chance.choice(WESTERN) for _ in range(chance.randint(least, most)))
        drawn, seen = ink.handwritten(chance, held, pattern)
        cases.append((paper.photographed(chance, drawn, hand=True, harsh=0.6), seen))
    return cases


def plates(_: int) -> list[Case]:
    """Held-out plates, upper strip cut away at 38 % of the height."""
    return [
        (line.image[round(line.image.shape[0] * 0.38) :], line.text) for line in sets.plates(held_out=True)
    ]


def cheques(_: int) -> list[Case]:
    """Held-out cheque amounts."""
    return [(line.image, line.text) for line in sets.cheques(held_out=True)]


def overlays(count: int) -> list[Case]:
    """Identifier, unit and date lines in unseen fonts; a third underlined or re-saved at quality 40."""
    chance = random.Random(72)
    words = Wording(chance, held_out=True)
    cases: list[Case] = []
    while len(cases) < count:
        text = chance.choice((words.identifier, words.date, lambda: " ".join(chance.sample(UNITS, 2))))()
        cases += _printed(chance, text, chance.random() < 0.33)
    return cases


def names(count: int, harsh: float) -> list[Case]:
    """Names of unseen words in unseen fonts."""
    chance = random.Random(73)
    words = Wording(chance, held_out=True)
    cases: list[Case] = []
    while len(cases) < count:
        drawn = ink.printed(chance, text := words.name(2, 3), held_out=True)
        if drawn is not None:
            cases.append((paper.photographed(chance, drawn, hand=False, harsh=harsh), text))
    return cases


def _printed(chance: random.Random, text: str, spoil: bool) -> list[Case]:  # noqa: FBT001 - one flag, one caller
    import cv2

    drawn = ink.printed(chance, text, held_out=True, size_px=chance.randint(22, 48))
    if drawn is None:
        return []
    page = 255 - cv2.copyMakeBorder(drawn, 6, 9, 10, 10, cv2.BORDER_CONSTANT, value=0)
    page = np.clip(page.astype(int) * 230 // 255 + 25, 0, 255).astype(np.uint8)
    if spoil and chance.random() < 0.5:
        cv2.line(page, (8, page.shape[0] - 5), (page.shape[1] - 8, page.shape[0] - 5), 25, 2)
    elif spoil:
        page = cv2.imdecode(
            cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 40])[1], cv2.IMREAD_GRAYSCALE
        )
    return [(page, text)]


def distance(one: str, other: str) -> int:
    """Edit distance (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for place, left in enumerate(one):
        before, row[0] = row[0], place + 1
        for at, right in enumerate(other):
            before, row[at + 1] = row[at + 1], min(row[at + 1] + 1, row[at] + 1, before + (left != right))
    return row[-1]


SETS = {
    "MADBase, composed 3–5 digits": (lambda n: composed(sets.madbase, n, 3, 5), ARABIC_INDIC, digits_of),
    "MNIST, composed 3–5 digits": (lambda n: composed(sets.mnist, n, 3, 5), WESTERN, digits_of),
    "Hoda (Persian), composed 3–5 digits": (lambda n: composed(sets.persian, n, 3, 5), EXTENDED, digits_of),
    "ORAND cheque amounts, digits": (cheques, WESTERN, digits_of),
    "plates, digits": (plates, None, digits_of),
    "plates, digits and letters": (plates, None, whole),
    "overlay lines, unseen fonts": (overlays, None, whole),
    "names, unseen fonts and words, clean": (lambda n: names(n, 0.0), None, whole),
    "names, unseen fonts and words, degraded": (lambda n: names(n, 1.0), None, whole),
}


def main() -> None:
    """Print one row per set: exact, interval, character error, milliseconds."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--count", type=int, default=1000)
    asked.add_argument("--weights")
    asked.add_argument("--only", default="")
    asked.add_argument("--wrong", type=int, default=0, help="print this many wrong readings per set")
    given = asked.parse_args()
    reader = Recogniser(given.weights)
    print(
        "| set | allow-list | exact | of | share | 95 % interval | character error | wrong at ≥ 0.99 | ms |"
    )
    print("|---|---|--:|--:|--:|---|--:|--:|--:|")
    for name, (make, allow, view) in SETS.items():
        if given.only in name:
            cases = make(given.count)
            for listed in (None, allow) if allow else (None,):
                _row(reader, name, cases, allow=listed, view=view, wrong=given.wrong)


def _row(reader, name, cases, *, allow, view, wrong) -> None:
    right = errors = characters = sure = bad = 0
    started = time.process_time()
    missed = []
    for image, text in cases:
        read = reader.read([image], allow)[0]
        hit = view(read.text) == view(text)
        right += hit
        errors += distance(view(read.text), view(text))
        characters += len(view(text))
        if read.confidence_ppm >= 990_000:
            sure += 1
            bad += not hit
        if not hit:
            missed.append((text, read.text, read.confidence_ppm, [a.text for a in read.alternatives[:2]]))
    spent = (time.process_time() - started) / len(cases) * 1000
    low, high = wilson(right, len(cases))
    print(
        f"| {name} | {'digits' if allow else 'none'} | {right} | {len(cases)} | {right / len(cases):.1%} | "
        f"{low:.1%}–{high:.1%} | {errors / characters:.1%} | {bad} of {sure} | {spent:.1f} |",
        flush=True,
    )
    for one in missed[:wrong]:
        print("   ", *one)


if __name__ == "__main__":
    main()
