"""How much an agreement on a name says: little for a common name, much for a rare one.

In millibits: a thousandth of log2(1 / share of people who bear it). 10,000 millibits is one person in 1,024.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Self

from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.names import frequency_table
from dalil.core.names.folding import joined, loose

UNLISTED_MILLIBITS: Final = 11_000
"""A name that the table does not hold: one in about two thousand. Not more, for it may be a typing error."""

STRANGERS: Final = 1_000
"""Entries that are thought beside those of a list: a short list says little of how common its names are."""

SURE_COUNT: Final = 5
"""Entries of a list that bear a name which is then no slip."""

_VERSION_DIGITS: Final = 8


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


@dataclass(frozen=True, slots=True)
class NameCounts:
    """How many of a number of people bear each name, as a profile has counted them in its country.

    ``bearers``: Arabic names of one word (عبدالله is one) as spelled, each with its people; ``people`` were
    counted in all. ``version`` is what the profile calls it.
    """

    version: str
    people: int
    bearers: tuple[tuple[str, int], ...]

    @property
    def full_version(self) -> str:
        """The version for records: with a digest of the numbers, for a name may stay when they change."""
        digest = Digest.of(canonical.encode([self.people, [[*each] for each in self.bearers]]))
        return f"{self.version}-{digest.hex[:_VERSION_DIGITS]}"

    @property
    def names(self) -> dict[str, int]:
        """The names as they are spelled, with their millibits; of one name in several spellings all count."""
        counts: Counter[str] = Counter()
        for name, count in self.bearers:
            counts[loose(name)] += count
        return {joined(name): self._millibits(counts[loose(name)]) for name, _ in self.bearers}

    def frequencies(self) -> Frequencies:
        """The table that is made of them, in place of the one shipped."""
        return Frequencies.of(self.full_version, self.names)

    def _millibits(self, count: int) -> int:
        """A name that one in many thousand bears says no more than one that is not listed."""
        return min(UNLISTED_MILLIBITS, round(math.log2(self.people / min(count, self.people)) * 1_000))


@cache
def default_frequencies() -> Frequencies:
    """Return the table shipped with the package."""
    return Frequencies.of(frequency_table.VERSION, default_names())


def default_names() -> dict[str, int]:
    """Return the names of that table as they are spelled, with their millibits."""
    items = frequency_table.MILLIBITS_BY_NAME.split()
    return dict(zip(items[::2], map(int, items[1::2]), strict=True))
