"""Calibrate the reader: how often readings as sure as this one are right, surface by surface.

    python -m bench.reading.calibrate WEIGHTS.onnx [--count 20000] [--workers 2]

Reads cases of the calibrating half (``halves``), fits a curve for each surface (``fit``), and writes the
curves beside the weights, with what was measured. A bar needs some 3,000 readings above it of which none is
wrong, so fewer cases than the default find none.
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
    """Composed strings of the three scripts in turn, and a tenth of real cheque amounts, repeated if few."""
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


def on_skin(seed: int, count: int) -> list[Case]:
    """Handwriting, and a quarter without any text."""
    return handwritten(seed, count - count // 4, Half.CALIBRATING) + rejects.cases(
        count // 4, seed, calibrating=True
    )


def on_plates(_seed: int, count: int) -> list[Case]:
    """Every other held-out plate, without its strip."""
    every = [*plates.distinct(strip=False)(count)]
    return [case for place, case in enumerate(every) if Half.CALIBRATING.has(place)]


SURFACES: dict[str, tuple[int, Callable[[int, int], list[Case]]]] = {
    "overlay": (901, lambda seed, count: overlays.lines(seed, halves.Fonts(Half.CALIBRATING))(count)),
    "card": (902, on_cards),
    "tape": (903, on_cards),
    "skin": (904, on_skin),
    "plate": (905, on_plates),
}


def judged(reader: Recogniser, cases: Sequence[Case], surface: str) -> list[Judged]:
    """Read every case as one line. Of cheques the digits count: their labels leave the dots out."""
    found = []
    for case in cases:
        line = reader.read([case.image], surface=surface)[0]
        view = {"cheque": compare.digits}.get(
            case.kind, compare.exact if surface == "overlay" else compare.compact
        )
        found.append(Judged(line.sure, view(line.text) == view(case.text)))
    return found


def _read(weights: str, surface: str, count: int) -> list[Judged]:
    seed, make = SURFACES[surface]
    return judged(Recogniser(weights), make(seed, count), surface)


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
        every = pool.map(_read, [given.weights] * len(SURFACES), SURFACES, [given.count] * len(SURFACES))
        read = dict(zip(SURFACES, every, strict=True))
    for surface, cases in read.items():
        bar, count, wrong = bar_of(cases)
        bar = min(bar + MARGIN, NINES_MAX + 1)
        top = PPM - PPM * (wrong + 1) // (count + 2) if count else 0
        curves[surface] = curve_of(cases, bar, top)
        upper = round(upper_bound(wrong, count) * PPM) if count else PPM
        measured[surface] = {
            "cases": len(cases), "right": sum(one.right for one in cases), "accepted": count, "wrong": wrong,
            "upper_ppm": upper, "risk_ppm": RISK_PPM,
        }  # fmt: skip
        print(surface, json.dumps(measured[surface]), f"bar {bar}", flush=True)
    record["calibration"], record["measured"] = curves, measured
    with open(described, "w", encoding="utf-8") as file:
        json.dump(record, file, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    main()
