"""Whom: whom a row of a list states, and whether two rows surely or perhaps state one person.

Compares what both state: the year of a date, and never what one side alone says. Many people bear one name,
and many of them were born in one year, so a row is surely another's copy only where name, mother and year of
birth are all stated and the same. Never says that two rows mean one person; people do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dalil.core.matching.year import YEAR, year_of
from dalil.core.names.folding import loose
from dalil.core.names.letters import fold_digits
from dalil.core.names.parts import KIN_ORDER, Part
from dalil.core.names.split import compose

Stated = Mapping[str, str]
"""What a row states: text by field."""
BIRTH: Final = ("birth-year", "birth-date")
_PLACE: Final = "birth-place"
_COLUMNS: Final = {part.value: part for part in (*KIN_ORDER, Part.MOTHER)}
_CHAIN: Final = (*KIN_ORDER, Part.UNPLACED)
_NAMES_MIN: Final = 2
"""Names of a chain that one person can be told by, with a mother and a year."""
_REMEMBERED: Final = 131_072
"""Names that are kept apart: a new list is compared with every other one."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a row states, by loose keys; empty where it does not say."""

    chain: tuple[str, ...]
    """Every name in kinship order, without titles and words like بن."""
    mother: str
    year: str
    day: tuple[str, ...]
    """What stands beside the year of birth, in no order: clerks write day and month either way."""
    place: str
    teknonym: str

    def agrees(self, other: "Whom") -> bool:
        """Same name, something of mother, year and place that both state, and nothing that contradicts."""
        return self.chain == other.chain and any(self._same(other)) and not self.contradicts(other)

    def contradicts(self, other: "Whom") -> bool:
        """Whether both state something, and not the same."""
        day_differs = bool(self.day and other.day) and self.day != other.day
        return (
            self._is_another(other)
            or day_differs
            or _differ(self.place, other.place)
            or _differ(self.teknonym, other.teknonym)
        )

    def surely(self, other: "Whom") -> bool:
        """Two names at least, mother and year of birth: stated by both, the same, nothing contradicts."""
        mother, year, _ = self._same(other)
        return len(self.chain) >= _NAMES_MIN and mother and year and self.agrees(other)

    def perhaps(self, other: "Whom") -> bool:
        """The same name with the same mother or year, or with no other one; or the same of fewer names.

        A later version of a row may have the year corrected, or the mother: the other of them tells. A row
        with names left out states the same mother or year, and no other. A place or a day written otherwise
        keeps nobody out: one place may lie in the other.
        """
        mother, year, _ = self._same(other)
        if self.chain == other.chain:
            return bool(self.chain) and (mother or year or not self._is_another(other))
        return (mother or year) and not self._is_another(other) and _is_shortened(self.chain, other.chain)

    def _same(self, other: "Whom") -> tuple[bool, bool, bool]:
        """Whether both state the same mother, year, place."""
        pairs = ((self.mother, other.mother), (self.year, other.year), (self.place, other.place))
        mother, year, place = (bool(one) and one == another for one, another in pairs)
        return mother, year, place

    def _is_another(self, other: "Whom") -> bool:
        return _differ(self.mother, other.mother) or _differ(self.year, other.year)


def whom(stated: Stated) -> Whom:
    """Return whom a row states. Of a birth without one clear year nothing is taken."""
    columns = tuple((field, stated[field]) for field in _COLUMNS if field in stated)
    chain, mother, teknonym = _named(stated.get("name", ""), columns)
    year, day = _birth(" ".join(stated[field] for field in BIRTH if field in stated))
    return Whom(chain, mother, year, day, loose(stated.get(_PLACE, "")), teknonym)


@lru_cache(maxsize=_REMEMBERED)
def _named(written: str, columns: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], str, str]:
    """Chain, mother and teknonym by their loose keys; of who has a teknonym alone that is the chain."""
    name = compose(written, {_COLUMNS[field]: text for field, text in columns})
    mother, teknonym = (held.loose if held else "" for held in map(name.get, (Part.MOTHER, Part.TEKNONYM)))
    placed = sorted(
        (held for held in name.parts if held.part in _CHAIN), key=lambda held: _CHAIN.index(held.part)
    )
    chain = " ".join(held.loose for held in placed) or teknonym
    return tuple(chain.split()), mother, teknonym


def _birth(text: str) -> tuple[str, tuple[str, ...]]:
    """The one year that ``text`` states, and the words beside it."""
    year = year_of(text)
    if year is None:
        return "", ()
    beside = (word.lstrip("0") for word in loose(YEAR.sub(" ", fold_digits(text))).split())
    return str(year), tuple(sorted(word for word in beside if word))


def _differ(one: str, other: str) -> bool:
    """Whether both say something, and neither a part of the other: فاطمة may be فاطمة الخالد."""
    these, those = set(one.split()), set(other.split())
    return bool(these and those) and not (these <= those or those <= these)


def _is_shortened(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one chain leaves names of the other out, and begins alike: a list without grandfathers."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) >= _NAMES_MIN and short[0] == long[0] and all(name in rest for name in short)
