"""Fit the weights by which rows of marks are ranked (``vision/likeness``): logistic regression.

    python -m training.row_likeness.fit --frames 300

Rows come from cards composed into photographs, with hands of training and another seed than the bench's, and
from plates: of both, only the photographs that the locator may be tuned with. A row is writing when the label
reader reads the number in it; what lies on a card and is not read says nothing. Prints weights and counts.
"""

import argparse
import random
from collections.abc import Iterator

import cv2
import numpy as np
from bench.reading import cards, compare, photographs

from dalil.vision.frame import Frame
from dalil.vision.glyphs import Row
from dalil.vision.likeness import MEASURES, measures
from dalil.vision.locate import line_of
from dalil.vision.recognise import Recogniser
from dalil.vision.region import box_of, cut
from dalil.vision.writing import candidates
from training.label_reader import sets

SEED = 4242
_PLATE_WEIGHT = 6
"""Rows of plates are few, and count so many times."""
_WRITING_SHARE = 1 / 3
"""What all writing weighs beside all that is none."""
_LIMIT = 3.0
"""Measures count up to so many times their spread."""
_RIDGE = 0.01
_STEPS = 3_000

Rows = list[tuple[tuple[float, ...], bool]]


def main() -> None:
    """Print weights, odds, and what they were fitted to."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--frames", type=int, default=300)
    reader = Recogniser()
    held = [one for one in photographs.photographs() if one.tuned_with]
    on_plates = [row for one in held for row in _plate_rows(one, reader)]
    on_cards = [row for one in _frames(asked.parse_args().frames) for row in _card_rows(one, reader)]
    weights, odds = fitted([*on_cards, *on_plates * _PLATE_WEIGHT])
    for name, rows in (("cards", on_cards), ("plates", on_plates)):
        print(f"{name}: {sum(is_writing for _, is_writing in rows)} rows of {len(rows)} are writing")
    for name, weight in zip(MEASURES, weights, strict=True):
        print(f"{name:10} {weight:.2f}")
    print(f"odds       {odds:.2f}")


def fitted(rows: Rows) -> tuple[list[float], float]:
    """Weights of the measures and what is added always."""
    seen = np.array([one for one, _ in rows])
    truth = np.array([is_writing for _, is_writing in rows], dtype=np.float64)
    middle, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-6
    scaled = np.hstack([np.clip((seen - middle) / spread, -_LIMIT, _LIMIT), np.ones((len(seen), 1))])
    weight = np.where(truth > 0, _WRITING_SHARE * (1 - truth).sum() / truth.sum(), 1.0)
    ridge = _RIDGE * np.append(np.ones(seen.shape[1]), 0.0)
    found, mean, square = (np.zeros(scaled.shape[1]) for _ in range(3))
    for step in range(1, _STEPS + 1):  # Adam (Kingma and Ba 2015)
        chance = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (weight * (chance - truth)) / weight.sum() + ridge * found
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        found -= 0.02 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    weights = found[:-1] / spread
    return weights.tolist(), float(found[-1] - weights @ middle)


def _frames(count: int) -> list[cards.CardFrame]:
    chance = random.Random(SEED)
    held = [one for one in photographs.roomy() if one.tuned_with]
    scripts = {"Arabic-Indic": sets.madbase(held_out=False), "Western": sets.mnist(held_out=False)}
    found: list[cards.CardFrame] = []
    while len(found) < count:
        made = cards.with_card(chance, held[chance.randrange(len(held))], scripts)
        if made:
            found.append(made)
    return found


def _card_rows(one: cards.CardFrame, reader: Recogniser) -> Iterator[tuple[tuple[float, ...], bool]]:
    frame = Frame.of(one.pixels)
    stretch = _stretch(frame)
    outline = (one.corners / stretch).astype(np.float32)
    for row, _ in candidates(frame.small):
        middle = (row.left + row.right) / 2, (row.top + row.bottom) / 2
        on_card = cv2.pointPolygonTest(outline, middle, measureDist=False) > 0
        is_read = on_card and _reads(frame, row, stretch, reader, {compare.digits(one.text)})
        if is_read or not on_card:
            yield measures(frame.small, row), is_read


def _plate_rows(one: photographs.Photograph, reader: Recogniser) -> Iterator[tuple[tuple[float, ...], bool]]:
    frame = Frame.of(one.pixels)
    for row, _ in candidates(frame.small):
        is_read = _reads(frame, row, _stretch(frame), reader, set(one.plates))
        yield measures(frame.small, row), is_read


def _reads(frame: Frame, row: Row, stretch: np.ndarray, reader: Recogniser, wanted: set[str]) -> bool:
    read = reader.read_turns(cut(frame.grey, box_of(line_of(row) * stretch)), (0, 2))
    return any(compare.digits(text) in wanted for one in read for text in (one.text, *one.text.split()))


def _stretch(frame: Frame) -> np.ndarray:
    return np.array(frame.grey.shape[::-1]) / np.array(frame.small.shape[::-1])


if __name__ == "__main__":
    main()
