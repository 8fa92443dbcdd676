"""How much an agreement on a name says: little for a common name, much for a rare one.

In millibits: a thousandth of log2(1 / share of people who bear it). 10,000 millibits is one person in 1,024.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Self

from dalil.core.names import frequency_table
from dalil.core.names.folding import loose

UNLISTED_MILLIBITS: Final = 11_000
"""A name that the table does not hold: one in about two thousand. Not more, for it may be a typing error."""

STRANGERS: Final = 1_000
"""Entries that are thought beside those of a list: a short list says little of how common its names are."""

SURE_COUNT: Final = 5
"""Entries of a list that bear a name which is then no slip."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How common names are. ``by_key``: loose Arabic key → millibits."""

    version: str
    by_key: Mapping[str, int]
    known: frozenset[str]
    """Keys that are names for certain: a slip of a typist made none of them of another."""

    @classmethod
    def of(cls, version: str, names: Mapping[str, int]) -> Self:
        """Make a table from Arabic names of one word and their millibits."""
        by_key = {loose(name): millibits for name, millibits in names.items()}
        return cls(version, by_key, frozenset(by_key))

    def beside(self, counts: Mapping[str, int], total: int) -> Self:
        """The same with what a list of ``total`` entries shows: a name counts as common where either says so.

        ``counts``: how many entries bear each loose key. A list of one village knows its own families better.
        """
        by_key = dict(self.by_key)
        for key, count in counts.items():
            here = round(math.log2((total + STRANGERS) / count) * 1_000)
            by_key[key] = max(0, min(here, UNLISTED_MILLIBITS, by_key.get(key, UNLISTED_MILLIBITS)))
        sure = frozenset(key for key, count in counts.items() if count >= SURE_COUNT)
        return replace(self, by_key=by_key, known=self.known | sure)

    def millibits(self, key: str) -> int:
        """Return the weight of agreeing on ``key`` (one loose word)."""
        return self.by_key.get(key, UNLISTED_MILLIBITS)

    def knows(self, key: str) -> bool:
        """True when ``key`` is a name for certain, hence no typing error of another one."""
        return key in self.known


@cache
def default_frequencies() -> Frequencies:
    """Return the table shipped with the package."""
    return Frequencies.of(frequency_table.VERSION, default_names())


def default_names() -> dict[str, int]:
    """Return the names of that table as they are spelled, with their millibits."""
    items = frequency_table.MILLIBITS_BY_NAME.split()
    return dict(zip(items[::2], map(int, items[1::2]), strict=True))
