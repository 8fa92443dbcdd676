"""Whole photographs: plates that are there, and cards composed into them; nothing is cut by hand."""

from collections.abc import Sequence

import cv2
import numpy as np
from bench.reading import cards, compare
from bench.reading.case import Case, Row, Way
from bench.reading.installed import PYTHON
from bench.reading.measure import Session, by_kind
from bench.reading.ours import Answer
from bench.reading.photographs import photographs
from bench.reading.result import Result
from training.label_reader.sets import DATA

from bench import plates as command
from dalil.vision.label_reading import LabelReading

RIVAL_FRAMES_MAX = 60
"""Whole frames a rival is given: at two seconds each they are the slowest row."""
_NEAR = 0.5
"""A label lies on a card when its middle is inside, or nearer to it than this share of the card's height."""
_PLATES = Row(
    "frames-plates", "whole photographs: plates found and read", 80, list, Way.FRAME, compare.digits
)
_CARDS = Row(
    "frames-cards", "whole photographs: cards composed into them", 400, list, Way.FRAME, compare.digits
)


def plates(session: Session, count: int) -> list[Result]:
    """Each plate of each photograph: some line of some label has exactly its digits."""
    held = photographs()[:count]
    answers = [session.ours.read(one.pixels, Way.FRAME) for one in held]
    pairs = [
        (Case(one.pixels, digits, "tuned with" if one.tuned_with else "held out"), answer)
        for one, answer in zip(held, answers, strict=True)
        for digits in one.plates
    ]
    cases = [case for case, _ in pairs]
    right = [_PLATES.right(answer.texts, case.text) for case, answer in pairs]
    others = sum(
        bool(compare.digits(text)) and compare.digits(text) not in one.plates
        for one, answer in zip(held, answers, strict=True)
        for text in answer.texts
    )
    found = Result(
        _PLATES.name,
        _PLATES.what,
        sum(right),
        len(right),
        _mean(answers),
        aim_ppm=880_000,
        parts=by_kind(cases, right),
        rivals=_beside(session, _PLATES, cases, right),
        notes=(f"lines with digits that are no plate's: {others} on {len(held)} photographs",),
    )
    return [found, *_by_command(count, len(photographs()))]


def _by_command(count: int, of: int) -> list[Result]:
    """The same through ``dalil run``, with the packaged weights, where all photographs are asked for."""
    if count < of:
        return []
    found = command.measured(f"{DATA}/photos_with_numbers.zip", python=PYTHON)
    what = "the same through `dalil run` with the packaged weights: the plate is a label's number"
    return [Result("frames-plates-command", what, found.right, found.of, found.seconds / of, aim_ppm=880_000)]


def with_cards(session: Session, count: int) -> list[Result]:
    """The number on the card; and whether what the reader is surest of is wrong."""
    made = cards.frames(count)
    answers = [session.ours.read(one.pixels, Way.FRAME) for one in made]
    cases = [Case(one.pixels, one.text, one.script) for one in made]
    on_card = [_on(one, answer) for one, answer in zip(made, answers, strict=True)]
    right = [
        any(_CARDS.right((line.text,), one.text) for label in labels for line in label.lines)
        for one, labels in zip(made, on_card, strict=True)
    ]
    located = sum(bool(labels) for labels in on_card)
    read = Result(
        _CARDS.name,
        f"{_CARDS.what} (1/8–1/5 of the width): number found and read there",
        sum(right),
        len(right),
        _mean(answers),
        aim_ppm=920_000,
        parts=by_kind(cases, right),
        rivals=_beside(session, _CARDS, cases, right),
        notes=(f"a label located on the card: {located} of {len(made)}",),
    )
    tops = [(one, answer.surest) for one, answer in zip(made, answers, strict=True)]
    wrong_anywhere = [
        top is not None and compare.digits(top.text) not in {compare.digits(one.text), *one.plates}
        for one, top in tops
    ]
    wrong_there = [
        bool(labels) and _top_is_wrong(labels, one.text) for one, labels in zip(made, on_card, strict=True)
    ]
    return [
        read,
        _top("there", "the surest reading on the card's place is wrong", wrong_there, cases),
        _top(
            "anywhere",
            "the surest reading of the photograph is neither the card nor a plate",
            wrong_anywhere,
            cases,
        ),
    ]


def _top(name: str, what: str, wrong: Sequence[bool], cases: Sequence[Case]) -> Result:
    return Result(
        f"frames-cards-top-{name}",
        f"cards in photographs: {what}",
        sum(wrong),
        len(wrong),
        aim_ppm=30_000,
        at_most=True,
        parts=by_kind(cases, wrong),
    )


def _on(frame: cards.CardFrame, answer: Answer) -> list[LabelReading]:
    """Labels that lie on the card."""
    outline = frame.corners.astype(np.float32)
    reach = -_NEAR * float(np.hypot(*(frame.corners[3] - frame.corners[0])))
    return [
        label
        for label in answer.labels
        if cv2.pointPolygonTest(outline, tuple(np.mean(label.box, axis=0).tolist()), measureDist=True)
        >= reach
    ]


def _top_is_wrong(labels: Sequence[LabelReading], text: str) -> bool:
    lines = [line for label in labels for line in label.lines if any(c.isdigit() for c in line.text)]
    top = max(lines, key=lambda line: line.confidence_ppm, default=None)
    return top is not None and compare.digits(top.text) != compare.digits(text)


def _beside(session: Session, row: Row, cases: Sequence[Case], right: Sequence[bool]):
    return session.beside(row, cases[:RIVAL_FRAMES_MAX], right[:RIVAL_FRAMES_MAX])


def _mean(answers: Sequence[Answer]) -> float:
    return sum(answer.seconds for answer in answers) / max(1, len(answers))
