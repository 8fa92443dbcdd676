"""Calibrate the reader: how often readings as sure as this one are right, on each kind of surface.

    python -m bench.reading.calibrate WEIGHTS.onnx [--count 20000] [--workers 2]

Reads cases of the calibrating half (``halves``), fits a curve for each surface (``fit``), and writes the
curves beside the weights, with what was measured. A bar needs some 3,000 numbers above it of which none is
wrong, so fewer cases than the default find none. What is written on cards, tape and skin is drawn alike
here: they share twice as many cases and one curve.
"""

import argparse
import json
import os
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

from bench.reading import codes, compare, halves, overlays, plates, rejects, strings
from bench.reading.case import Case
from bench.reading.fit import RISK_PPM, Judged, bar_of, curve_of
from bench.reading.halves import Half
from bench.reading.interval import upper_bound
from training.label_reader import sets

from dalil.core.reading import PPM
from dalil.vision.calibration import NINES_MAX
from dalil.vision.recognise import Recogniser

MARGIN = 300
"""Nines by which a bar is raised (half the doubt): it is the lowest of many that could have been."""


def handwritten(seed: int, count: int, half: Half) -> list[Case]:
    """Composed strings of the three scripts in turn, and the half's real cheque amounts."""
    chance = random.Random(seed)
    held = [halves.digits(made(held_out=True), half) for made in (sets.madbase, sets.mnist, sets.persian)]
    real = [Case(line.image, line.text, "cheque") for line in halves.cheques(half)]
    cases = [strings.crop(chance, held[place % 3]) for place in range(count - len(real))] + real
    chance.shuffle(cases)
    return cases


def on_cards(seed: int, count: int) -> list[Case]:
    """Handwriting, a fifth of printed codes, and a twentieth without any text."""
    others = codes.alone_in(seed, count // 5, halves.Fonts(Half.CALIBRATING)) + rejects.cases(
        count // 20, seed, calibrating=True
    )
    return handwritten(seed, count - len(others), Half.CALIBRATING) + others


def on_plates(_seed: int, count: int) -> list[Case]:
    """Every other held-out plate, without its strip."""
    every = [*plates.distinct(strip=False)(count)]
    return [case for place, case in enumerate(every) if Half.CALIBRATING.has(place)]


def on_overlays(seed: int, count: int) -> list[Case]:
    """Lines of print on white boxes, and a twentieth without any text."""
    empty = rejects.cases(count // 20, seed, calibrating=True)
    return overlays.lines(seed, halves.Fonts(Half.CALIBRATING, printed=True))(count - len(empty)) + empty


SETS: tuple[tuple[tuple[str, ...], int, int, Callable[[int, int], list[Case]]], ...] = (
    (("card", "tape", "skin"), 902, 2, on_cards),
    (("overlay",), 901, 1, on_overlays),
    (("plate",), 905, 1, on_plates),
)
"""Which surfaces share what: the seed, how many times the count of cases, and what makes them."""


def may_be_a_number(case: Case) -> bool:
    """Whether digits read in it would be a person's number: dates and words are never accepted."""
    return not case.kind.startswith(("date", "unit"))


def judged(reader: Recogniser, cases: Sequence[Case], surface: str) -> list[Judged]:
    """Read every case as one line. Of cheques the digits count: their labels leave the dots out."""
    found = []
    for case in cases:
        line = reader.read([case.image], surface=surface)[0]
        if not line.text:
            continue
        view = {"cheque": compare.digits}.get(
            case.kind, compare.exact if surface == "overlay" else compare.compact
        )
        number = may_be_a_number(case) and any(one.isdecimal() for one in line.text)
        found.append(Judged(line.sure, view(line.text) == view(case.text), number))
    return found


def _read(weights: str, place: int, count: int) -> tuple[int, list[Judged]]:
    surfaces, seed, times, make = SETS[place]
    cases = make(seed, times * count)
    return len(cases), judged(Recogniser(weights), cases, surfaces[0])


def fitted(cases: int, read: Sequence[Judged]) -> tuple[list[list[int]], dict[str, int]]:
    """The curve of one set, and what was measured on its ``cases``, of which ``read`` say something."""
    bar, count, wrong = bar_of(read)
    bar = min(bar + MARGIN, NINES_MAX + 1)
    top = PPM - PPM * (wrong + 1) // (count + 2) if count else 0
    measured = {
        "cases": cases, "read": len(read), "right": sum(one.right for one in read), "accepted": count,
        "wrong": wrong, "upper_ppm": round(upper_bound(wrong, count) * PPM) if count else PPM,
        "risk_ppm": RISK_PPM, "bar": bar, "above_bar": sum(one.number and one.sure >= bar for one in read),
        "wrong_above_bar": sum(one.number and one.sure >= bar and not one.right for one in read),
    }  # fmt: skip
    return curve_of(read, bar, top), measured


def main() -> None:
    """Fit every surface and write the description anew."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("weights")
    asked.add_argument("--count", type=int, default=20_000)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    described = os.path.splitext(given.weights)[0] + ".json"
    with open(described, encoding="utf-8") as file:
        record = json.load(file)
    curves, measured = {}, {}
    with ProcessPoolExecutor(given.workers) as pool:
        every = pool.map(_read, [given.weights] * len(SETS), range(len(SETS)), [given.count] * len(SETS))
        for (surfaces, *_), (cases, read) in zip(SETS, every, strict=True):
            curve, counts = fitted(cases, read)
            print(*surfaces, json.dumps(counts), flush=True)
            for surface in surfaces:
                curves[surface], measured[surface] = curve, counts
    record["calibration"], record["measured"] = curves, measured
    with open(described, "w", encoding="utf-8") as file:
        json.dump(record, file, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    main()
