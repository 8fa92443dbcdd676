"""Measuring a row: ours on all of its cases, rivals on the first of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.reading import compare, rivals
from bench.reading.case import Case, Row, Way
from bench.reading.ours import Answer, Ours
from bench.reading.result import Result, Rival

ALLOWED_CASES_MAX = 300
"""Cases read a second time with the row's allow-list."""


@dataclass(frozen=True, slots=True)
class Session:
    """What one run measures with. ``rival_count`` 0: no rivals. ``wrong``: misses printed a row. ``weights``:
    others than the packaged ones."""

    ours: Ours
    rival_count: int = 200
    rival_python: str | None = None
    wrong: int = 0
    weights: str | None = None

    def beside(self, row: Row, cases: Sequence[Case], right: Sequence[bool]) -> tuple[Rival, ...]:
        """Rivals on the first cases of a row, with ours on the same."""
        first = min(self.rival_count, len(cases))
        if not first:
            return ()
        return rivals.beside(row, cases[:first], sum(right[:first]), self.rival_python)


def measured(session: Session, row: Row, count: int) -> list[Result]:
    """One result: all cases of a row, by its own judgement."""
    cases = row.cases(count)
    answers = [session.ours.read(case.image, row.way) for case in cases]
    right = [row.right(answer.texts, case.text) for case, answer in zip(cases, answers, strict=True)]
    notes = [row.note] if row.note else []
    if row.allow:
        notes.append(_allowed(session.ours, row, cases[:ALLOWED_CASES_MAX]))
    show_wrong(cases, answers, right, session.wrong)
    return [
        Result(
            row.name,
            row.what,
            sum(right),
            len(cases),
            sum(answer.seconds for answer in answers) / max(1, len(cases)),
            aim_ppm=row.aim_ppm,
            character_error=character_error(row, cases, answers) if row.way is Way.LINE else None,
            parts=by_kind(cases, right),
            rivals=session.beside(row, cases, right),
            notes=tuple(notes),
        )
    ]


def character_error(row: Row, cases: Sequence[Case], answers: Sequence[Answer]) -> float:
    """Edits that would be needed, as a share of the characters that stand there."""
    wrong = wanted = 0
    for case, answer in zip(cases, answers, strict=True):
        truth = row.view(case.text)
        wrong += compare.distance(row.view(" ".join(answer.texts)), truth)
        wanted += len(truth)
    return wrong / max(1, wanted)


def by_kind(cases: Sequence[Case], right: Sequence[bool]) -> dict[str, tuple[int, int]]:
    """Right and of, for every kind of case that a row has."""
    of = Counter(case.kind for case in cases if case.kind)
    hits = Counter(case.kind for case, hit in zip(cases, right, strict=True) if hit)
    return {kind: (hits[kind], of[kind]) for kind in sorted(of)}


def show_wrong(cases: Sequence[Case], answers: Sequence[Answer], right: Sequence[bool], most: int) -> None:
    """Print the first misses."""
    missed = [pair for *pair, hit in zip(cases, answers, right, strict=True) if not hit]
    for case, answer in missed[:most]:
        said = [(line.text, line.confidence_ppm) for line in answer.lines]
        print(f"   {case.text!r} ({case.kind}): {said}")


def _allowed(ours: Ours, row: Row, cases: Sequence[Case]) -> str:
    """The same cases when the profile's field allows digits alone."""
    answers = [ours.read(case.image, row.way, row.allow) for case in cases]
    right = sum(row.right(answer.texts, case.text) for case, answer in zip(cases, answers, strict=True))
    return f"with an allow-list of digits: {right} of the first {len(cases)}"
