"""Key: the Arabic words that a word of a name may be, so that a database can find rows that share one.

A database compares keys, not letters. So each different word of two lists gets a few keys: an Arabic word its
own loose key, and that of a much commoner word one slip of a typist away; a Latin word those of the Arabic
words that it most likely writes. Keys find pairs worth weighing; they weigh nothing themselves.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dalil.core.matching.lexis import Spread, Word, words_of
from dalil.core.matching.near import Near
from dalil.core.matching.party import Party
from dalil.core.names.compounds import every_latin_form
from dalil.core.names.folding import loose
from dalil.core.names.ledger import Method
from dalil.core.names.letters import Script
from dalil.core.names.parts import KIN_ORDER, Name, Part
from dalil.core.names.places import Places
from dalil.core.names.vocabulary import Vocabulary
from dalil.core.number import is_partial, number_key

KEYS_MAX: Final = 4
"""Arabic words that one Latin word may be: the likeliest."""
ARABIC_WORDS_MAX: Final = 20_000
"""Different Arabic words that Latin ones are read as: the commonest of both lists, and the known names."""
SLIP_TIMES: Final = 20
"""How much commoner a word must be than one beside it for that one to be taken for a slip."""
BEHIND_MILLIBITS: Final = 6_000
"""How far behind the likeliest one an Arabic word may be and still be a key."""
_LOOKED_AT: Final = 8
_AT_ONCE: Final = 1_024

Keys = Mapping[Word, tuple[str, ...]]
"""Keys by word, the likeliest first."""
PARTS: Final = (*KIN_ORDER, Part.MOTHER)


@dataclass(frozen=True, slots=True)
class Keyed:
    """One party as a database sees it. Empty or None: not stated."""

    keys: Mapping[Part, tuple[str, ...]]
    number: str | None
    birth_year: int | None
    birth_place: str | None
    sex: str | None


def keys_of(counted: Mapping[Word, int], method: Method, *, spread: Spread = map) -> Keys:
    """Keys of all words of two lists, given with how often each occurs."""
    arabic, latin = (
        sorted(
            (word for word in counted if word.script is script), key=lambda word: (word.loose, word.joined)
        )
        for script in (Script.ARABIC, Script.LATIN)
    )
    found: dict[Word, tuple[str, ...]] = {word: (word.loose,) for word in counted}
    found |= dict(_slips(arabic, counted))
    if latin:
        read = _Reading(arabic, counted, method)
        blocks = [range(at, min(at + _AT_ONCE, len(latin))) for at in range(0, len(latin), _AT_ONCE)]
        done = spread(lambda block: read.keys(latin[block.start : block.stop]), blocks)
        found |= zip(latin, (keys for block in done for keys in block), strict=True)
    return found


def counted_words(parties: Iterable[Party]) -> Counter[Word]:
    """How often each word occurs in the names of ``parties``."""
    return Counter(
        word for party in parties for name in party.readings for part in name.parts for word in words_of(part)
    )


def _slips(words: Sequence[Word], counted: Mapping[Word, int]) -> Iterator[tuple[Word, tuple[str, ...]]]:
    counts: Counter[str] = Counter()
    for word in words:
        counts[word.loose] += counted[word]
    different = sorted(counts)
    common = [(at, word) for at, word in enumerate(different) if counts[word] >= SLIP_TIMES]
    near = Near(common)
    for word in words:
        beside = [different[at] for at in near.to(word.loose)]
        meant = [each for each in beside if counts[each] >= SLIP_TIMES * counts[word.loose]]
        if meant:
            yield word, (word.loose, *sorted(meant, key=lambda each: (-counts[each], each))[: KEYS_MAX - 1])


class _Reading:
    """What Latin words may be."""

    def __init__(self, arabic: Sequence[Word], counted: Mapping[Word, int], method: Method) -> None:
        self._method = method
        common = sorted(arabic, key=lambda word: (-counted[word], word.joined))[:ARABIC_WORDS_MAX]
        self._loose = {known: loose(known) for known in method.spelling.known}
        self._loose |= {word.joined: word.loose for word in common}
        self._vocabulary = Vocabulary(sorted(self._loose), method.spelling.across.back)

    def keys(self, latin: Sequence[Word]) -> list[tuple[str, ...]]:
        likely = [self._likely(word) for word in latin]
        spelling = self._method.spelling
        spelling.foresee(
            (arabic, word.joined) for word, some in zip(latin, likely, strict=True) for arabic in some
        )
        return [self._best(word, some) for word, some in zip(latin, likely, strict=True)]

    def _likely(self, word: Word) -> list[str]:
        found: dict[str, None] = {}
        for form in every_latin_form(word.joined):
            fit = self._vocabulary.log_probability(form)
            count = min(_LOOKED_AT, len(fit))
            best = np.argpartition(-fit, count - 1)[:count]
            found |= dict.fromkeys(self._vocabulary.words[at] for at in sorted(best[np.isfinite(fit[best])]))
        return list(found)

    def _best(self, word: Word, likely: Sequence[str]) -> tuple[str, ...]:
        odds = {
            arabic: self._method.spelling.odds(arabic, Script.ARABIC, word.joined, Script.LATIN)
            - self._method.rarity(arabic)
            for arabic in likely
        }
        least = max(odds.values(), default=0) - BEHIND_MILLIBITS
        ordered = sorted(
            (each for each in odds if odds[each] >= least), key=lambda arabic: (-odds[arabic], arabic)
        )
        keys = dict.fromkeys(self._loose[arabic] for arabic in ordered)
        return (*list(keys)[:KEYS_MAX], word.loose)


def keyed(party: Party, keys: Keys, places: Places) -> Keyed:
    """``party`` as a database sees it."""
    found: dict[Part, dict[str, None]] = {}
    for name in party.readings:
        for part, word in _placed(name):
            found.setdefault(part, {}).update(dict.fromkeys(keys[word]))
    number = None if party.number is None or is_partial(party.number) else number_key(party.number)
    return Keyed(
        {part: tuple(some) for part, some in found.items()},
        number,
        party.birth_year,
        None if party.birth_place is None else _place_key(party.birth_place, places),
        party.sex,
    )


def _placed(name: Name) -> Iterator[tuple[Part, Word]]:
    """Words of a name where they stand; one of unstated place wherever it may stand and nothing else does."""
    stated = {part.part for part in name.parts}
    for part in name.parts:
        words = words_of(part)[:1]
        if part.part in PARTS:
            yield from ((part.part, word) for word in words)
        elif part.part is Part.UNPLACED:
            yield from (
                (at, word) for at in part.places if at in PARTS and at not in stated for word in words
            )


def _place_key(text: str, places: Places) -> str:
    found = places.find(text)
    return found[0].region if found else loose(text)
