"""Chains: full names of drawn families, asked for by hasty rows, in a long list, beside a rival."""

import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.names.asking import Answered, asked
from bench.names.rivals import Unmeasured
from bench.reading.interval import wilson

from dalil.testing.families.people import People
from dalil.testing.families.writing import Haste, hastily, in_full

PRESENT: Final = 0.6
PRECISION: Final = 0.95
BANDS: Final = ((0.05, 0.2), (0.2, 0.5), (0.5, 0.85), (0.85, 0.95), (0.95, 1.01))


@dataclass(frozen=True, slots=True)
class Case:
    """Who was asked for, whether they stand in the list, and what was answered."""

    person: str
    is_present: bool
    candidates: Sequence[tuple[str, float]]

    @property
    def score(self) -> float:
        return self.candidates[0][1] if self.candidates else 0.0

    @property
    def is_right(self) -> bool:
        return self.is_present and bool(self.candidates) and self.candidates[0][0] == self.person


@dataclass(frozen=True, slots=True)
class Asked:
    """All cases of one script, pooled over seeds."""

    cases: list[Case]
    seconds: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows that are asked for, rows of the list, and the ids of those asked for who stand in it."""

    asked: list[dict[str, str]]
    listed: list[dict[str, str]]
    present: frozenset[str]


Finder = Callable[[Drawn], Answered | Unmeasured]


def drawn(seed: int, entries: int, queries: int, *, latin: bool) -> Drawn:
    """The same seed draws the same."""
    chance = random.Random(seed)
    people = People(seed).draw(entries * 13 // 10)
    chance.shuffle(people)
    listed, others = people[:entries], people[entries:]
    wanted = chance.sample(listed, round(queries * PRESENT))
    absent = chance.sample(others, queries - len(wanted))
    rows = [in_full(person, chance=chance, haste=Haste()) for person in listed]
    asking = [hastily(person, chance=chance, haste=Haste(), latin=latin) for person in (*wanted, *absent)]
    return Drawn(asking, rows, frozenset(person.id for person in wanted))


def pooled(
    seeds: Sequence[int], entries: int, queries: int, *, latin: bool, finders: Mapping[str, Finder]
) -> dict[str, Asked | Unmeasured]:
    """What each finder answers, all asked for the same in the same lists."""
    found: dict[str, Asked | Unmeasured] = {name: Asked([], 0.0) for name in finders}
    for seed in seeds:
        one = drawn(seed, entries, queries, latin=latin)
        for name, finder in finders.items():
            so_far, answered = found[name], finder(one)
            if isinstance(answered, Unmeasured) or isinstance(so_far, Unmeasured):
                found[name] = answered if isinstance(answered, Unmeasured) else so_far
            else:
                found[name] = Asked(
                    so_far.cases + list(_cases(one, answered)), so_far.seconds + answered.seconds
                )
    return found


def _cases(one: Drawn, answered: Answered) -> Iterator[Case]:
    for row in one.asked:
        yield Case(row["id"], row["id"] in one.present, answered.candidates[row["id"]])


def ours(one: Drawn) -> Answered:
    with tempfile.TemporaryDirectory() as folder:
        return asked(Path(folder), one.asked, one.listed, top=10)


def line_of(name: str, found: Asked | Unmeasured) -> str:
    if isinstance(found, Unmeasured):
        return f"| {name} | {found} | | | | |"
    present = [case for case in found.cases if case.is_present]
    first = sum(case.is_right for case in present)
    ten = sum(case.person in {other for other, _ in case.candidates} for case in present)
    kept, threshold = at_precision(found.cases)
    shares = " | ".join(share(count, len(present)) for count in (first, ten, kept))
    return f"| {name} | {shares} | {threshold:.3f} | {found.seconds:.0f} |"


def at_precision(cases: Iterable[Case]) -> tuple[int, float]:
    """How many right ones are accepted where 95 of 100 accepted are right, and from which score on."""
    ranked = sorted(cases, key=lambda case: -case.score)
    best, threshold, right = 0, 1.0, 0
    for at, case in enumerate(ranked, 1):
        right += case.is_right
        is_last = at == len(ranked) or ranked[at].score < case.score
        if is_last and right >= PRECISION * at:
            best, threshold = right, case.score
    return best, threshold


def calibration(name: str, cases: Sequence[Case]) -> list[str]:
    lines = []
    for low, high in BANDS:
        here = [case for case in cases if low <= case.score < high]
        if here:
            right = sum(case.is_right for case in here)
            mean = sum(case.score for case in here) / len(here)
            lines.append(f"| {name}: {low:.2f}–{min(high, 1):.2f} | {mean:.1%} | {share(right, len(here))} |")
    return lines


def share(count: int, of: int) -> str:
    low, high = wilson(count, of)
    return f"{count:,} of {of:,} = {count / of:.1%} ({low:.1%}–{high:.1%})"
