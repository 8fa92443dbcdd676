"""Kin: who must not win: father and son swapped, a brother, one of the same name with another mother.

Each stands in the list beside the right person. Dalil is asked for the person in the whole list, and kin that
it places above them are counted. Rivals are asked for the score of both rows; kin that they score higher are
counted, and those that they score alike, among whom chance would decide.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bench.names import chain_rival, rivals
from bench.names.chain_rival import Weights
from bench.names.chains import Drawn, ours, share
from bench.names.rivals import RIVALS, Unmeasured

from dalil.testing.families.people import People, Person
from dalil.testing.families.sound import Sounded
from dalil.testing.families.writing import Haste, hastily, in_full

_ALIKE: Final = 1e-4
"""Scores that lie closer are the same: rounding, and what ranks pairs that logic-v2 scores alike."""
LOGIC: Final = next(one for one in RIVALS if one.key == "logic")
LOGIC_NAME: Final = f"{LOGIC.name}, names alone"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """Who is asked for, and of each kind of kin one for each of them, in the same order."""

    wanted: list[Person]
    decoys: Mapping[str, list[Person]]
    people: list[Person]

    @property
    def everybody(self) -> list[Person]:
        return [*self.people, *(each for some in self.decoys.values() for each in some)]


def lines(
    seed: int, entries: int, queries: int, *, latin: bool, weights: Weights | Unmeasured
) -> Iterable[str]:
    """Rows of the table, for one script of what is asked."""
    chance = random.Random(seed)
    beside = drawn(seed, entries, queries, chance)
    sure = Haste(no_mother=0.0, no_year=0.3, no_place=0.3)
    rows = [in_full(each, chance=chance, haste=sure) for each in beside.everybody]
    hasty = replace(Haste(), no_mother=0.0)
    asking = [hastily(each, chance=chance, haste=hasty, latin=latin) for each in beside.wanted]
    answered = ours(Drawn(asking, rows, frozenset(each.id for each in beside.wanted)))
    ranks = {
        person: {other: at for at, (other, _) in enumerate(found)}
        for person, found in answered.candidates.items()
    }
    by_id = {row["id"]: row for row in rows}
    script = "Latin" if latin else "Arabic"
    for kind, some in beside.decoys.items():
        pairs = list(zip(beside.wanted, some, strict=True))
        above = sum(_is_above(ranks[one.id], one, other) for one, other in pairs)
        yield f"| {kind}, asked in {script} | dalil | {share(above, len(pairs))} | |"
        right = [by_id[each.id] for each in beside.wanted]
        wrong = [by_id[each.id] for each in some]
        for name, scored in _scored(asking, right, wrong, weights).items():
            yield f"| | {name} | {_counted(scored)} |"


def drawn(seed: int, entries: int, queries: int, chance: random.Random) -> Beside:
    people = People(seed).draw(entries)
    wanted = chance.sample([person for person in people if not person.is_woman], queries)
    names = [person.given for person in people if not person.is_woman]
    mothers = [(person.mother, person.mother_family) for person in people]
    decoys: dict[str, list[Person]] = {"father and son swapped": [], "brother": [], "other mother": []}
    for person in wanted:
        mother, maiden = _other_mother(person, mothers, chance)
        decoys["father and son swapped"].append(
            replace(person, id=f"S{person.id}", given=person.father, father=person.given)
        )
        decoys["brother"].append(replace(person, id=f"B{person.id}", given=_other(person, names, chance)))
        decoys["other mother"].append(
            replace(person, id=f"M{person.id}", mother=mother, mother_family=maiden)
        )
    return Beside(wanted, decoys, people)


def _other_mother(
    person: Person, mothers: Sequence[tuple[Sounded, Sounded]], chance: random.Random
) -> tuple[Sounded, Sounded]:
    """With another given name: a list often has no more of her, and nothing tells two of one name apart."""
    while (found := chance.choice(mothers))[0].sounds == person.mother.sounds:
        pass
    return found


def _other(person: Person, names: Sequence[Sounded], chance: random.Random) -> Sounded:
    while (name := chance.choice(names)).sounds in (person.given.sounds, person.father.sounds):
        pass
    return name


def _is_above(ranks: Mapping[str, int], person: Person, decoy: Person) -> bool:
    return decoy.id in ranks and ranks[decoy.id] < ranks.get(person.id, len(ranks))


def _scored(
    asking: Sequence[Row], right: Sequence[Row], wrong: Sequence[Row], weights: Weights | Unmeasured
) -> dict[str, list[float] | Unmeasured]:
    """Of each rival the scores of all right pairs, then those of all wrong ones."""
    pairs = [(one, other) for others in (right, wrong) for one, other in zip(asking, others, strict=True)]
    return {
        chain_rival.NAME: chain_rival.scores(weights, pairs),
        LOGIC_NAME: rivals.scores(LOGIC, [(one["name"], other["name"]) for one, other in pairs]),
    }


def _counted(scored: list[float] | Unmeasured) -> str:
    if isinstance(scored, Unmeasured):
        return f"{scored} |"
    count = len(scored) // 2
    apart = [wrong - right for right, wrong in zip(scored[:count], scored[count:], strict=True)]
    above, alike = sum(each > _ALIKE for each in apart), sum(abs(each) <= _ALIKE for each in apart)
    return f"{share(above, count)} | {share(alike, count)}"
