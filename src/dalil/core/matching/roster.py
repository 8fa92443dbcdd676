"""Roster: the entries of a list, in columns, so that all are weighed against one name at once.

Exhaustive: every entry is weighed, none is left out by a blocking rule. What is weighed here is what
:func:`dalil.core.matching.evidence.weigh` weighs, part by part, but for patterns of kinship and for names
that both sides leave unplaced; so the likeliest are weighed again there, line by line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dalil.core.matching import evidence
from dalil.core.matching.lexis import Lexis, Word, words_of
from dalil.core.matching.party import Party
from dalil.core.names.fit import PERMILLE
from dalil.core.names.folding import loose
from dalil.core.names.ledger import AGAINST_MILLIBITS, UNPLACED_PERMILLE, Method
from dalil.core.names.letters import Script
from dalil.core.names.parts import KIN_ORDER, Name, Part
from dalil.core.names.tally import Ints

OPEN_MAX: Final = 3
"""Unplaced words of one name that are laid out; a name with more keeps its first ones."""
_MOTHER_WORDS: Final = 2
_NO_YEAR: Final = 0

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Open:
    """A column of unplaced words; ``places``: for each place, which of them could stand there."""

    words: Numbers
    places: dict[Part, npt.NDArray[np.bool_]]


class Roster:
    """Entries with a name, in the order given."""

    def __init__(self, parties: Iterable[Party], method: Method) -> None:
        self.parties = [party for party in parties if party.names]
        self._names = [(at, name) for at, party in enumerate(self.parties) for name in party.names]
        self._owners = np.array([at for at, _ in self._names], np.int64)
        numbers: dict[Word, int] = {}
        rows = [_row(name) for _, name in self._names]
        for row in rows:
            for word in row.words():
                numbers.setdefault(word, len(numbers))
        self.method = method.beside(_borne(rows), len(rows))
        self._lexis = Lexis(list(numbers), self.method)
        nothing = len(numbers)

        def column(words: Iterable[Word | None]) -> Numbers:
            return np.array([nothing if word is None else numbers[word] for word in words], np.int32)

        self._placed = {part: column(row.placed.get(part) for row in rows) for part in KIN_ORDER}
        self._mothers = [column(_nth(row.mother, at) for row in rows) for at in range(_MOTHER_WORDS)]
        self._open = [
            _Open(
                column(word for word, _ in opened),
                {part: np.array([part in places for _, places in opened]) for part in KIN_ORDER},
            )
            for opened in ([_nth(row.open, at) or (None, ()) for row in rows] for at in range(OPEN_MAX))
            if any(word for word, _ in opened)
        ]
        self._nothing = nothing
        entries = [self.parties[at] for at in self._owners]
        self._years = np.array([party.birth_year or _NO_YEAR for party in entries], np.int32)
        places: dict[str, int] = {}
        keys = [loose(party.birth_place) if party.birth_place else "" for party in entries]
        self._places = np.array(
            [places.setdefault(key, len(places)) if key else -1 for key in keys], np.int32
        )
        self._place_numbers = places

    def weights(self, party: Party) -> Ints:
        """What speaks for each entry being who is asked for, in millibits; of several names the best."""
        best = np.full(len(self.parties), np.iinfo(np.int64).min, np.int64)
        for name in party.names:
            found = self._named(_row(name)) + self._born(party)
            np.maximum.at(best, self._owners, found)
        return best

    def likeliest(self, party: Party, count: int) -> list[Party]:
        """The ``count`` entries that most speaks for, best first; equals in the order given."""
        if not self.parties or not party.names:
            return []
        weights = self.weights(party)
        count = min(count, len(weights))
        bound = np.partition(weights, len(weights) - count)[len(weights) - count]
        above = np.flatnonzero(weights >= bound)
        return [self.parties[at] for at in above[np.argsort(-weights[above], kind="stable")][:count]]

    def foresee(self, asked: Party, entries: Iterable[Party]) -> None:
        """Reckon at once what weighing ``entries`` line by line will ask of the letters."""
        pairs = {
            pair
            for name in asked.names
            for entry in entries
            for other in entry.names
            for pair in _beside(_row(name), _row(other))
        }
        self.method.spelling.foresee(
            (one.joined, other.joined) if one.script is Script.ARABIC else (other.joined, one.joined)
            for one, other in pairs
            if {one.script, other.script} == {Script.ARABIC, Script.LATIN}
        )

    def _named(self, row: "_Row") -> Ints:
        found = np.zeros(len(self._names), np.int64)
        for part, word in row.placed.items():
            found += self._standing(self._lexis.earned(word), part)
        for word, places in row.open:
            found += self._unplaced(self._lexis.earned(word), places)
        return found + self._mother(row.mother)

    def _standing(self, earned: Ints, part: Part) -> Ints:
        """For a word whose place is known: the entry's word there, or an open one that could stand there."""
        column = self._placed[part]
        there = earned[column]
        found = _weighed(there, AGAINST_MILLIBITS[part], column != self._nothing)
        for opened in self._open:
            open_there = np.maximum(earned[opened.words], 0) * UNPLACED_PERMILLE // 1_000
            usable = opened.places[part] & (column == self._nothing)
            found = np.where(usable, np.maximum(found, open_there), found)
        return found

    def _unplaced(self, earned: Ints, places: Sequence[Part]) -> Ints:
        """For a word that could stand in several places: the best of them; against it where all are taken."""
        best = np.full(len(self._names), -PERMILLE, np.int64)
        taken = np.ones(len(self._names), np.bool_)
        for part in places:
            column = self._placed.get(part)
            if column is None:
                taken[:] = False
                continue
            stated = column != self._nothing
            best = np.where(stated, np.maximum(best, earned[column]), best)
            taken &= stated
        for opened in self._open:
            could = [opened.places[part] for part in places if part in opened.places]
            if could:
                best = np.where(np.any(could, axis=0), np.maximum(best, earned[opened.words]), best)
                taken |= np.all(could, axis=0)
        against = -best * AGAINST_MILLIBITS[Part.UNPLACED] // PERMILLE
        return np.where(best > 0, best * UNPLACED_PERMILLE // PERMILLE, np.where(taken, against, 0))

    def _mother(self, words: Sequence[Word]) -> Ints:
        found = np.zeros(len(self._names), np.int64)
        worst = np.zeros(len(self._names), np.int64)
        for word, column in zip(words, self._mothers, strict=False):
            earned = self._lexis.earned(word)[column]
            np.minimum(worst, earned, out=worst)
            found += earned
        return np.where(worst < 0, -worst * AGAINST_MILLIBITS[Part.MOTHER] // PERMILLE, found)

    def _born(self, party: Party) -> Ints:
        found = np.zeros(len(self._names), np.int64)
        if party.birth_year:
            apart = np.abs(self._years - party.birth_year)
            weight = np.where(
                apart == 0,
                evidence.YEAR_SAME_MILLIBITS,
                np.where(
                    apart <= evidence.YEAR_NEAR_YEARS,
                    evidence.YEAR_NEAR_MILLIBITS,
                    evidence.YEAR_AGAINST_MILLIBITS,
                ),
            )
            found += np.where(self._years == _NO_YEAR, 0, weight)
        if party.birth_place:
            asked = self._place_numbers.get(loose(party.birth_place), -2)
            weight = np.where(
                self._places == asked, evidence.PLACE_SAME_MILLIBITS, evidence.PLACE_OTHER_MILLIBITS
            )
            found += np.where(self._places < 0, 0, weight)
        return found


def _borne(rows: Sequence["_Row"]) -> dict[str, int]:
    """How many entries bear a name, at the place where most do."""
    counts: dict[Part, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for part, word in row.placed.items():
            counts[part][word.loose] += 1
        counts[Part.UNPLACED].update(word.loose for word, _ in row.open)
        counts[Part.MOTHER].update(word.loose for word in row.mother)
    found: dict[str, int] = {}
    for counted in counts.values():
        for name, count in counted.items():
            found[name] = max(count, found.get(name, 0))
    return found


def _weighed(earned: Ints, against: int, stated: npt.NDArray[np.bool_]) -> Ints:
    """What a word that is ``stated`` says: what it earns, or its share of a contradiction."""
    return np.where(earned < 0, np.where(stated, -earned * against // PERMILLE, 0), earned)


@dataclass(frozen=True, slots=True)
class _Row:
    """One name as it is laid out."""

    placed: dict[Part, Word]
    open: list[tuple[Word, tuple[Part, ...]]]
    mother: list[Word]

    def words(self) -> Iterable[Word]:
        yield from self.placed.values()
        yield from (word for word, _ in self.open)
        yield from self.mother


def _row(name: Name) -> _Row:
    placed: dict[Part, Word] = {}
    opened: list[tuple[Word, tuple[Part, ...]]] = []
    mother: list[Word] = []
    for part in name.parts:
        words = words_of(part)
        if not words:
            continue
        if part.part is Part.MOTHER:
            mother = words if len(words) <= 1 else [words[0], words[-1]]
        elif part.part is Part.UNPLACED and len(opened) < OPEN_MAX:
            opened.append((words[0], part.places))
        elif part.part in KIN_ORDER:
            placed.setdefault(part.part, words[0])
    return _Row(placed, opened, mother)


def _nth(items: Sequence[Any], at: int) -> Any:  # noqa: ANN401 - of whatever the items are
    return items[at] if at < len(items) else None


def _beside(one: _Row, other: _Row) -> Iterator[tuple[Word, Word]]:
    """Words of two names that are compared: of one place, of mothers, and any with what is unplaced."""
    for part, word in one.placed.items():
        if part in other.placed:
            yield word, other.placed[part]
    yield from zip(one.mother, other.mother, strict=False)
    for word, _ in one.open:
        yield from ((word, there) for there in (*other.placed.values(), *(each for each, _ in other.open)))
    for word, _ in other.open:
        yield from ((there, word) for there in one.placed.values())
