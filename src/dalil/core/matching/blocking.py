"""Blocking: which columns two rows must share for their pair to be looked at, where all pairs are too many.

A rule of few columns misses least and brings most pairs. So rules of two columns are taken while their pairs
can be afforded, and narrowed by a third column where they cannot. What rules miss is measured at each run on
rows that are weighed against everything (:mod:`dalil.flows.linkage`), and said.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from dalil.core.names.parts import Part

Rule = tuple[str, ...]
"""Columns that must have a key in common, or be equal."""
KEYED_COLUMNS: Final = tuple(
    part.value for part in (Part.GIVEN, Part.FATHER, Part.GRANDFATHER, Part.FAMILY, Part.MOTHER)
)
"""Columns of several keys each."""
FIRST: Final = "_first"
"""Ends the name of a column that holds the likeliest key of another alone."""
PLAIN_COLUMNS: Final = ("birth_year", "birth_place")
NUMBER: Final = "number"
PAIRS_PER_ASKED: Final = 20
"""Pairs that one rule may bring for each row that is asked for, on the average."""
PAIRS_MIN: Final = 1_000_000
"""Pairs that any machine can afford."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule and how many pairs share its columns."""

    rule: Rule
    pairs: int


def rules(count: Callable[[Rule], int], asked: int) -> tuple[Chosen, ...]:
    """Choose rules for ``asked`` rows; ``count`` says how many pairs a rule brings."""
    afforded = max(PAIRS_MIN, PAIRS_PER_ASKED * asked)
    found: list[Chosen] = []
    narrowed: list[Rule] = []
    for rule in ((NUMBER,), *combinations(KEYED_COLUMNS, 2)):
        chosen = Chosen(rule, count(rule))
        if chosen.pairs <= afforded:
            found.append(chosen)
        else:
            narrowed.append(rule)
    found += [
        chosen
        for rule in _thirds(narrowed, {each.rule for each in found})
        if (chosen := Chosen(rule, count(rule))).pairs <= afforded
    ]
    return tuple(each for each in found if each.pairs)


def _thirds(narrowed: list[Rule], taken: set[Rule]) -> Iterator[Rule]:
    """Rules with a third column, each once; none whose pairs a rule that is taken brings already."""
    columns = (*KEYED_COLUMNS, *PLAIN_COLUMNS)
    seen: set[Rule] = set()
    for rule in narrowed:
        for column in columns:
            wider = tuple(each for each in columns if each in {*rule, column})
            if len(rule) > 1 and len(wider) > len(rule) and wider not in seen:
                seen.add(wider)
                if not any(set(each) <= set(wider) for each in taken):
                    yield wider
