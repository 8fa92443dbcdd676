"""Tuning: what 500 lines that people read teach the reader of a shifted archive, and what it forgets.

Archives of one kind each (:mod:`bench.reading.shifted`): the first half of their lines is learned from, the
second is read before and after; and so are the first lines of rows that were not shifted. Words of one
writer may stand in both halves, as in a real archive.
"""

from collections.abc import Sequence

from bench.reading import codes, overlays, shifted, strings
from bench.reading.case import Case, Row, Way
from bench.reading.measure import Session
from bench.reading.result import Result

from dalil.vision.alphabet import sequence_of
from dalil.vision.head_tuning import Lesson, tuned
from dalil.vision.line_model import tuning_start
from dalil.vision.recognise import Recogniser

KINDS = ("moved", "chalk", "cloth")
_OTHERS = 150


def measure(session: Session, count: int) -> list[Result]:
    """Each archive before and after ``count`` lessons; and the unshifted rows, with every tuned head."""
    kinds = shifted.handwritten(2 * count * len(KINDS))
    head, usual = tuning_start(session.weights)
    others = _others(_OTHERS)
    plain = Recogniser(session.weights)
    kept = [right(plain, cases, row) for row, cases in others]
    results = []
    for kind in KINDS:
        archive = [case for case in kinds if case.kind == kind]
        learned, asked = archive[:count], archive[count:]
        own = Recogniser(session.weights, tuned(head, lessons(plain, learned), usual))
        before, after = right(plain, asked), right(own, asked)
        now = [right(own, cases, row) for row, cases in others]
        total = sum(len(cases) for _, cases in others)
        rows = {row.name: (hits, len(cases)) for (row, cases), hits in zip(others, now, strict=True)}
        results += [
            Result(f"tuning-{kind}", f"an archive of {kind} strings, before", before, len(asked)),
            Result(
                f"tuning-{kind}-after",
                f"the same, after {len(learned)} lines were learned",
                after,
                len(asked),
            ),
            Result(f"tuning-{kind}-kept", "rows that are not shifted, before", sum(kept), total),
            Result(f"tuning-{kind}-kept-after", "the same, with that head", sum(now), total, parts=rows),
        ]
    return results


def _others(count: int) -> list[tuple[Row, list[Case]]]:
    rows = [row for row in (*strings.ROWS, *overlays.ROWS, *codes.ROWS) if row.way is Way.LINE]
    return [(row, row.cases(count)) for row in rows]


def lessons(reader: Recogniser, cases: Sequence[Case]) -> list[Lesson]:
    """Each line in the views in which it is read, with what people read on it."""
    found = []
    for case in cases:
        classes = sequence_of(case.text)
        assert classes is not None, "the archive is written in characters that the model knows"
        found += [Lesson(seen, classes) for seen in reader.seen(case.image)]
    return found


def right(reader: Recogniser, cases: Sequence[Case], row: Row | None = None) -> int:
    judge = row or Row("", "", 0, lambda _: [])
    return sum(judge.right((reader.read([case.image])[0].text,), case.text) for case in cases)
