"""Archive: short names on labels against a list of full ones: how often a chance that is said is right.

python -m bench.names.archive                      writes docs/results/names_archive.md

The hardest case for a chance: a label has a given and a family name, many rows of the list have both.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.names.chains import share
from bench.timing import today, write

from dalil.core.matching.candidates import PPM, Proposal, propose
from dalil.core.matching.party import Party
from dalil.core.names.parts import Part
from dalil.core.names.split import compose, split
from dalil.flows import naming
from dalil.testing.families.people import People, Person
from dalil.testing.families.writing import Haste, hastily

SEEDS: Final = (501, 502, 503, 504)
INDIVIDUALS, ROWS, BOTH = 1_000, 3_000, 400
BANDS: Final = ((0.05, 0.2), (0.2, 0.5), (0.5, 0.85), (0.85, 0.95), (0.95, 0.99), (0.99, 1.01))


@dataclass(frozen=True, slots=True)
class Label:
    """What labels say of each individual."""

    words: str
    fathers: float
    """Share of labels that have the father's name, too."""


LABELS: Final = (Label("given and family name", 0.0), Label("half with the father's name", 0.5))


def proposed(seed: int, label: Label) -> Sequence[Proposal]:
    """What is proposed between drawn individuals and a list that has some of them, all in Arabic."""
    chance = random.Random(seed)
    people = People(seed).draw((INDIVIDUALS + ROWS) * 12 // 10)
    chance.shuffle(people)
    start = INDIVIDUALS - BOTH
    individuals = [_labelled(each, label, chance) for each in people[:INDIVIDUALS]]
    claims = [_claimed(each, chance) for each in people[start : start + ROWS]]
    return propose(individuals, claims, method=naming.method()).proposals


def _labelled(person: Person, label: Label, chance: random.Random) -> Party:
    family = ("ال" if person.bears_article else "") + person.family.arabic
    father = [person.father.arabic] if chance.random() < label.fathers else []
    return Party(f"I{person.id}", (split(" ".join([person.given.arabic, *father, family])),))


def _claimed(person: Person, chance: random.Random) -> Party:
    row = hastily(person, chance=chance, haste=Haste())
    name = compose(row["name"], {Part.MOTHER: row["mother"]})
    year = int(row["birth_year"]) if row["birth_year"] else None
    return Party(f"C{person.id}", (name,), birth_year=year, birth_place=row["birth_place"] or None)


def bands(label: Label) -> Iterator[str]:
    """Rows of the table, all seeds pooled."""
    found = [each for seed in SEEDS for each in proposed(seed, label)]
    for low, high in BANDS:
        here = [each for each in found if low <= each.chance_ppm / PPM < high]
        if here:
            right = sum(each.individual[1:] == each.claim[1:] for each in here)
            mean = sum(each.chance_ppm for each in here) / PPM / len(here)
            yield f"| {label.words}: {low:.2f}–{min(high, 1):.2f} | {mean:.1%} | {share(right, len(here))} |"


def main() -> None:
    lines = [
        "# Chances between an archive and a list",
        "",
        f"Measured on {today()} by `python -m bench.names.archive`. Method: docs/methods/names.md, §8.",
        f"{INDIVIDUALS:,} drawn individuals whose labels have short names, a list of {ROWS:,} hasty rows",
        f"that has {BOTH:,} of them; {len(SEEDS)} seeds, pooled, to which no number was fitted (they had",
        "shown that a constant caution promised too much). Every proposal counts.",
        "",
        "| labels: chance that is said | mean | share that is right |",
        "|---|--:|---|",
        *(line for label in LABELS for line in bands(label)),
    ]
    write("names_archive", lines)


if __name__ == "__main__":
    main()
