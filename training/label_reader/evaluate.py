"""How well the reader learned what it was shown: unseen writers and fonts, set by training's own composition.

    python -m training.label_reader.evaluate [--count 500] [--weights PATH] [--only NAME] [--wrong 5]

Read it beside ``python -m bench.reading``, whose cases are composed otherwise: where this is high and that is
low, the composition lacks something; where both are low, more training is needed. Nothing here is a figure of
the reader's quality.
"""

import argparse
import random
import time
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from dalil.core.study.estimate import wilson
from dalil.vision.alphabet import EXTENDED, western
from dalil.vision.recognise import Recogniser

from . import ink, paper, sets
from .wording import Wording

Case = tuple[np.ndarray, str]


def strings(digits: Callable[..., sets.Digits], count: int) -> list[Case]:
    """3–5 digits of one unseen writer, on paper, photographed as in training."""
    chance = random.Random(71)
    held = digits(held_out=True)
    cases = []
    for _ in range(count):
        pattern = "".join(chance.choice("0123456789") for _ in range(chance.randint(3, 5)))
        drawn, seen = ink.handwritten(chance, held, pattern)
        cases.append((paper.photographed(chance, drawn, hand=True, harsh=0.6), seen))
    return cases


def lines(count: int) -> list[Case]:
    """Lines of labels in unseen fonts and words, photographed as in training."""
    chance = random.Random(72)
    words = Wording(chance, held_out=True)
    cases: list[Case] = []
    while len(cases) < count:
        drawn = ink.printed(chance, text := words.label_line(), held_out=True)
        if drawn is not None:
            cases.append((paper.photographed(chance, drawn, hand=False), text))
    return cases


def plain(text: str) -> str:
    """Without blanks, digits in Western form."""
    return "".join(western(text.translate(str.maketrans(EXTENDED, "0123456789"))).split())


SETS: dict[str, Callable[[int], list[Case]]] = {
    "MADBase": lambda count: strings(sets.madbase, count),
    "MNIST": lambda count: strings(sets.mnist, count),
    "Hoda": lambda count: strings(sets.persian, count),
    "printed lines": lines,
}


def main() -> None:
    """Print one row per set."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--count", type=int, default=500)
    asked.add_argument("--weights")
    asked.add_argument("--only", default="")
    asked.add_argument("--wrong", type=int, default=0, help="print this many wrong readings per set")
    given = asked.parse_args()
    reader = Recogniser(given.weights)
    print("| composed as in training | exact | of | share | 95 % interval | ms |\n|---|--:|--:|--:|---|--:|")
    for name, make in SETS.items():
        if given.only in name:
            _row(reader, name, make(given.count), given.wrong)


def _row(reader: Recogniser, name: str, cases: list[Case], wrong: int) -> None:
    started = time.process_time()
    read = [reader.read([image])[0] for image, _ in cases]
    spent = (time.process_time() - started) / len(cases) * 1000
    missed = [
        (text, one.text) for (_, text), one in zip(cases, read, strict=True) if plain(one.text) != plain(text)
    ]
    right, of = len(cases) - len(missed), len(cases)
    held = wilson(right, Fraction(of), of)
    interval = f"{held.low_ppm / 1e6:.1%}–{held.high_ppm / 1e6:.1%}"
    print(f"| {name} | {right} | {of} | {right / of:.1%} | {interval} | {spent:.1f} |", flush=True)
    for one in missed[:wrong]:
        print("   ", *one)


if __name__ == "__main__":
    main()
