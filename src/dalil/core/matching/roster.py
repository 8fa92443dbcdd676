"""Roster: the entries of a list, in columns, so that all are weighed against one name at once.

Exhaustive: every entry is weighed, none is left out by a blocking rule. What is weighed here is what
:func:`dalil.core.matching.evidence.weigh` weighs, part by part, but for patterns of kinship, slips in Latin
words and names that both sides leave unplaced; so the likeliest are weighed again there, line by line.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from dalil.core.matching.column import Column, Rows, Stated, Weights, greatest
from dalil.core.matching.fact import FACTS, Fact
from dalil.core.matching.lexis import Lexis, Spread, Word, words_of
from dalil.core.matching.party import Party
from dalil.core.names.fit import PERMILLE
from dalil.core.names.ledger import (
    AGAINST_MILLIBITS,
    MOTHER_AGAINST_MILLIBITS_MAX,
    UNPLACED_PERMILLE,
    Method,
)
from dalil.core.names.letters import Script
from dalil.core.names.parts import KIN_ORDER, Name, Part
from dalil.core.names.places import Places

OPEN_MAX: Final = 3
"""Unplaced words of one name that are laid out; a name with more keeps its first ones."""
_NAMELESS: Final = Name("", ())
_CROSSED: Final = ((Part.GIVEN, Part.FATHER), (Part.FATHER, Part.GRANDFATHER))


class Roster:
    """Entries with a name or a number, in the order given."""

    def __init__(self, parties: Iterable[Party], method: Method) -> None:
        self.parties = [party for party in parties if party.is_askable]
        names = [
            (at, name) for at, party in enumerate(self.parties) for name in party.readings or (_NAMELESS,)
        ]
        self._owners = np.array([at for at, _ in names], np.int64)
        self._named_once = len(names) == len(self.parties)
        numbers: dict[Word, int] = {}
        rows = [_row(name) for _, name in names]
        for row in rows:
            for word in row.words():
                numbers.setdefault(word, len(numbers))
        self.method = method.beside(_borne(rows), len(rows))
        self._lexis = Lexis(list(numbers), self.method)
        self._count = len(rows)
        self._placed = {
            part: Column.of((row.placed.get(part) for row in rows), numbers) for part in KIN_ORDER
        }
        self._mothers = _Mothers([[numbers[word] for word in row.mother] for row in rows], len(numbers))
        self._open = [
            _Open.of([_nth(row.open, at) or (None, ()) for row in rows], numbers)
            for at in range(max((len(row.open) for row in rows), default=0))
        ]
        self._taken: dict[tuple[Part, ...], npt.NDArray[np.bool_]] = {}
        entries = [self.parties[at] for at in self._owners]
        self._for_only = np.array([party.is_called for party in entries], np.bool_)
        self._facts = [(fact, Stated(fact.of(party) for party in entries)) for fact in FACTS]

    def weights(self, party: Party) -> Weights:
        """What speaks for each entry being who is asked for, in millibits; of several names the best."""
        beside = self._beside_names(party)
        for_only = self._for_only | party.is_called
        names = party.readings
        if self._named_once and len(names) <= 1:
            return self._named(_row(names[0]), for_only) + beside if names else beside
        best = np.full(len(self.parties), np.iinfo(np.int32).min, np.int32)
        for name in names or (_NAMELESS,):
            np.maximum.at(best, self._owners, self._named(_row(name), for_only) + beside)
        return best

    def likeliest(self, party: Party, count: int) -> list[tuple[int, int]]:
        """The ``count`` entries that most speaks for: where each stands, and its millibits here.

        Best first; equals in the order given.
        """
        if not self.parties or not party.is_askable:
            return []
        weights = self.weights(party)
        best = greatest(weights, count)
        return list(zip(best.tolist(), weights[best].tolist(), strict=True))

    def foresee(self, asked: Iterable[Party], spread: Spread = map) -> None:
        """Reckon at once what asking for many will ask of the letters, which is much quicker."""
        words = (word for party in asked for name in party.readings for word in _row(name).words())
        self._lexis.foresee(words, spread)

    def foresee_beside(self, pairs: Iterable[tuple[Party, Party]]) -> None:
        """The same for weighing pairs of somebody asked for and an entry, line by line."""
        beside = {
            words
            for asked, entry in pairs
            for name in asked.readings
            for other in entry.readings
            for words in _beside(_row(name), _row(other))
        }
        self.method.spelling.foresee_known(
            word.joined for words in beside for word in words if word.script is Script.LATIN
        )
        self.method.spelling.foresee(
            (one.joined, other.joined) if one.script is Script.ARABIC else (other.joined, one.joined)
            for one, other in beside
            if {one.script, other.script} == {Script.ARABIC, Script.LATIN}
        )

    def _named(self, row: "_Row", for_only: npt.NDArray[np.bool_]) -> Weights:
        """What the names say; ``for_only``: entries of which nothing may be said against."""
        found = np.zeros(self._count, np.int32)
        for part, word in row.placed.items():
            found += self._standing(self._lexis.earned(word), part)
        for word, places in row.open:
            found += self._unplaced(self._lexis.earned(word), places)
        if row.mother:
            found += self._mothers.weighed([self._lexis.earned(word) for word in row.mother])
        return np.where(for_only & (found < 0), np.int32(0), found) if for_only.any() else found

    def _standing(self, earned: Weights, part: Part) -> Weights:
        """For a word whose place is known: the entry's word there, or an open one that could stand there."""
        column = self._placed[part]
        found = column.spread(np.where(earned < 0, -earned * AGAINST_MILLIBITS[part] // PERMILLE, earned))
        open_there = np.maximum(earned, 0) * UNPLACED_PERMILLE // PERMILLE
        for opened in self._open:
            rows = opened.rows_of(part)
            rows = rows[~column.stated[rows]]
            found[rows] = np.maximum(found[rows], open_there[opened.words.numbers[rows]])
        return found

    def _unplaced(self, earned: Weights, places: tuple[Part, ...]) -> Weights:
        """For a word that could stand in several places: the best of them; against it where all are taken."""
        by_word = earned.copy()
        by_word[-1] = -PERMILLE
        best = np.full(self._count, -PERMILLE, np.int32)
        for part in places:
            if part in self._placed:
                np.maximum(best, self._placed[part].spread(by_word), out=best)
        for opened in self._open:
            rows = opened.rows_of(*places)
            best[rows] = np.maximum(best[rows], earned[opened.words.numbers[rows]])
        against = -best * AGAINST_MILLIBITS[Part.UNPLACED] // PERMILLE
        against[~self._all_taken(places)] = 0
        return np.where(best > 0, best * UNPLACED_PERMILLE // PERMILLE, against)

    def _all_taken(self, places: tuple[Part, ...]) -> npt.NDArray[np.bool_]:
        """Where an entry states every one of ``places``, so that a name that is none of them contradicts."""
        if places not in self._taken:
            taken = np.full(self._count, all(part in self._placed for part in places))
            for part in places:
                if part in self._placed:
                    taken &= self._placed[part].stated
            kin = [part for part in places if part in KIN_ORDER]
            for opened in self._open if kin else ():
                taken |= np.all([opened.could(part) for part in kin], axis=0)
            self._taken[places] = taken
        return self._taken[places]

    def _beside_names(self, party: Party) -> Weights:
        found = np.zeros(self._count, np.int32)
        places = self.method.places
        for fact, stated in self._facts:
            asked = fact.of(party)
            if asked is not None and stated.different:
                found += stated.weighed(partial(_fact_weight, fact, asked, places))
        return found


def _fact_weight(fact: Fact, asked: Hashable, places: Places, stated: Hashable) -> int:
    return fact.compared(stated, asked, places).weight


def _borne(rows: Sequence["_Row"]) -> dict[str, int]:
    """How many entries bear a name, at the place where most do."""
    counts = [
        *(Counter(row.placed[part].loose for row in rows if part in row.placed) for part in KIN_ORDER),
        Counter(word.loose for row in rows for word, _ in row.open),
        Counter(word.loose for row in rows for word in row.mother),
    ]
    found: dict[str, int] = {}
    for counted in counts:
        for name, count in counted.items():
            found[name] = max(count, found.get(name, 0))
    return found


class _Mothers:
    """A column of mothers' names: the first and the last word of each different one."""

    def __init__(self, stated: Sequence[Sequence[int]], nothing: int) -> None:
        padded = [(*words, nothing)[:2] if words else None for words in stated]
        different = list(dict.fromkeys(words for words in padded if words))
        self._column = Column.of(padded, {words: at for at, words in enumerate(different)})
        self._words = np.array([*different, (nothing, nothing)], np.int32)

    def weighed(self, earned: Sequence[Weights]) -> Weights:
        """Weights by entry, of what each word of a mother's name earns: a word that differs contradicts.

        As :func:`dalil.core.names.ledger.line_of` weighs them.
        """
        by_word = [each[words] for each, words in zip(earned, self._words.T, strict=False)]
        worst = np.min(by_word, axis=0)
        kept = np.sum(np.maximum(by_word, 0), axis=0, dtype=np.int32)
        against = -worst * AGAINST_MILLIBITS[Part.MOTHER] // PERMILLE + kept
        against = np.minimum(MOTHER_AGAINST_MILLIBITS_MAX, against)
        return self._column.spread(np.where(worst < 0, against, np.sum(by_word, axis=0, dtype=np.int32)))


class _Open:
    """A column of unplaced words, and where they could stand."""

    def __init__(self, words: Column, could: dict[Part, npt.NDArray[np.bool_]]) -> None:
        self.words, self._could = words, could
        self._rows: dict[tuple[Part, ...], Rows] = {}

    @classmethod
    def of(cls, opened: Sequence[tuple[Word | None, tuple[Part, ...]]], numbers: Mapping[Word, int]) -> Self:
        could = {
            part: np.array([part in places for _, places in opened])
            for part in {part for _, places in opened for part in places}
        }
        return cls(Column.of((word for word, _ in opened), numbers), could)

    def could(self, part: Part) -> npt.NDArray[np.bool_]:
        """Entries whose word could stand there."""
        return self._could.get(part, np.zeros(len(self.words.numbers), np.bool_))

    def rows_of(self, *places: Part) -> Rows:
        """Entries whose word could stand in one of ``places`` of the chain."""
        if places not in self._rows:
            kin = [self.could(part) for part in places if part in KIN_ORDER]
            anywhere = np.any(kin, axis=0) if kin else np.zeros(len(self.words.numbers), np.bool_)
            self._rows[places] = np.flatnonzero(anywhere)
        return self._rows[places]


@dataclass(frozen=True, slots=True)
class _Row:
    """One name as it is laid out."""

    placed: dict[Part, Word]
    open: list[tuple[Word, tuple[Part, ...]]]
    mother: Sequence[Word]

    def words(self) -> Iterable[Word]:
        yield from self.placed.values()
        yield from (word for word, _ in self.open)
        yield from self.mother


def _row(name: Name) -> _Row:
    placed: dict[Part, Word] = {}
    opened: list[tuple[Word, tuple[Part, ...]]] = []
    mother: Sequence[Word] = ()
    for part in name.parts:
        words = words_of(part)
        if not words:
            continue
        if part.part is Part.MOTHER:
            mother = words if len(words) <= 1 else (words[0], words[-1])
        elif part.part is Part.UNPLACED and part.places and len(opened) < OPEN_MAX:
            opened.append((words[0], part.places))
        elif part.part in KIN_ORDER:
            placed.setdefault(part.part, words[0])
    return _Row(placed, opened, mother)


def _nth(items: Sequence[Any], at: int) -> Any:  # noqa: ANN401 - of whatever the items are
    return items[at] if at < len(items) else None


def _beside(one: _Row, other: _Row) -> Iterator[tuple[Word, Word]]:
    """Words of two names that are compared: of one place, of mothers, and any with what is unplaced.

    And where a pattern of kin may stand: a given name with the other's father, a father with a grandfather.
    """
    for part, word in one.placed.items():
        if part in other.placed:
            yield word, other.placed[part]
    for younger, elder in _CROSSED:
        if younger in one.placed and elder in other.placed:
            yield one.placed[younger], other.placed[elder]
        if elder in one.placed and younger in other.placed:
            yield one.placed[elder], other.placed[younger]
    yield from zip(one.mother, other.mother, strict=False)
    for word, _ in one.open:
        yield from ((word, there) for there in (*other.placed.values(), *(each for each, _ in other.open)))
    for word, _ in other.open:
        yield from ((there, word) for there in one.placed.values())
