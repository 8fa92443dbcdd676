"""Chains: full names of drawn families, asked for by hasty rows, in a long list; and kin who must not win."""

import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bench.names.asking import Answered, asked
from bench.reading.interval import wilson

from dalil.testing.families.people import People, Person
from dalil.testing.families.writing import Haste, hastily, in_full

PRESENT: Final = 0.6
PRECISION: Final = 0.95
BANDS: Final = ((0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 1.01))


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


def pooled(seeds: Sequence[int], entries: int, queries: int, *, latin: bool) -> Asked:
    cases, seconds = [], 0.0
    for seed in seeds:
        chance = random.Random(seed)
        people = People(seed).draw(entries * 13 // 10)
        chance.shuffle(people)
        listed, others = people[:entries], people[entries:]
        wanted = chance.sample(listed, round(queries * PRESENT))
        absent = chance.sample(others, queries - len(wanted))
        rows = [in_full(person, chance=chance, haste=Haste()) for person in listed]
        asking = [hastily(person, chance=chance, haste=Haste(), latin=latin) for person in (*wanted, *absent)]
        answered = _run(asking, rows)
        present = {person.id for person in wanted}
        cases += [Case(row["id"], row["id"] in present, answered.candidates[row["id"]]) for row in asking]
        seconds += answered.seconds
    return Asked(cases, seconds)


def _run(asking: Sequence[dict[str, str]], rows: Sequence[dict[str, str]]) -> Answered:
    with tempfile.TemporaryDirectory() as folder:
        return asked(Path(folder), asking, rows, top=10)


def lines_of(name: str, found: Asked) -> list[str]:
    present = [case for case in found.cases if case.is_present]
    first = sum(case.is_right for case in present)
    ten = sum(case.person in {other for other, _ in case.candidates} for case in present)
    kept, threshold = at_precision(found.cases)
    shares = " | ".join(_share(count, len(present)) for count in (first, ten, kept))
    return [f"| {name} | {shares} | {threshold:.3f} | {found.seconds:.0f} |"]


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
            lines.append(
                f"| {name}: {low:.2f}–{min(high, 1):.2f} | {mean:.1%} | {_share(right, len(here))} |"
            )
    return lines


def kin(seed: int, entries: int, queries: int, *, latin: bool) -> list[str]:
    """How often kin who stand in the list beside the right person are scored above them."""
    chance = random.Random(seed)
    people = People(seed).draw(entries)
    wanted = chance.sample([person for person in people if not person.is_woman], queries)
    names = [person.given for person in people if not person.is_woman]
    mothers = [(person.mother, person.mother_family) for person in people]
    decoys: dict[str, list[Person]] = {"father and son swapped": [], "brother": [], "other mother": []}
    for person in wanted:
        mother, maiden = chance.choice(mothers)
        decoys["father and son swapped"].append(
            replace(person, id=f"S{person.id}", given=person.father, father=person.given)
        )
        decoys["brother"].append(replace(person, id=f"B{person.id}", given=_other(person, names, chance)))
        decoys["other mother"].append(
            replace(person, id=f"M{person.id}", mother=mother, mother_family=maiden)
        )
    sure = Haste(no_mother=0.0, no_year=0.3, no_place=0.3)
    rows = [
        in_full(each, chance=chance, haste=sure)
        for each in (*people, *(each for some in decoys.values() for each in some))
    ]
    answered = _run(
        [hastily(each, chance=chance, haste=replace(Haste(), no_mother=0.0), latin=latin) for each in wanted],
        rows,
    )
    found = []
    for name, some in decoys.items():
        above = 0
        for person, decoy in zip(wanted, some, strict=True):
            ranks = {other: at for at, (other, _) in enumerate(answered.candidates[person.id])}
            above += decoy.id in ranks and ranks[decoy.id] < ranks.get(person.id, len(ranks))
        found.append(f"| {name}, asked in {'Latin' if latin else 'Arabic'} | {_share(above, len(wanted))} |")
    return found


def _other(person: Person, names: Sequence, chance: random.Random):
    while (name := chance.choice(names)).sounds in (person.given.sounds, person.father.sounds):
        pass
    return name


def _share(count: int, of: int) -> str:
    low, high = wilson(count, of)
    return f"{count:,} of {of:,} = {count / of:.1%} ({low:.1%}–{high:.1%})"
