"""Lexis: the different words of a list, and which of them may be one word that is asked for.

Every word of the list is looked at: the same by its key, one typing error away by what is left without a
letter, in another script or spelling by the letters. How they fit says :mod:`dalil.core.names.fit`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dalil.core.matching.near import Near
from dalil.core.names.background import Background
from dalil.core.names.compounds import every_latin_form
from dalil.core.names.correspondence import Correspondence
from dalil.core.names.fit import PERMILLE, UNLIKELY_MILLIBITS, Fit
from dalil.core.names.ledger import Method
from dalil.core.names.letters import Script, is_initial, script_of
from dalil.core.names.parts import NamePart
from dalil.core.names.spelling import BACKGROUND_SHARE, LEAST_MILLIBITS
from dalil.core.names.tally import Ints
from dalil.core.names.vocabulary import Vocabulary

LIKELIEST: Final = 50
"""Words of another script or spelling that are compared both ways: the likeliest by one way."""
_REMEMBERED_PARTS: Final = 131_072
_REMEMBERED: Final = 65_536
"""Words whose weights are kept; each has some hundred of them."""


_AT_ONCE: Final = 2_048
"""Words that are reckoned together: a block of work."""


Weights = npt.NDArray[np.int32]
Spread = Callable[[Callable[[range], list[Any]], Sequence[range]], Iterator[list[Any]]]
"""How blocks of questions are worked through: ``map``, or one that splits them among processes."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name by its keys."""

    joined: str
    loose: str

    @property
    def script(self) -> Script:
        """Which letters it is written in."""
        return script_of(self.loose)


def words_of(part: NamePart) -> tuple[Word, ...]:
    """The words of a part: one of a name or compound, more of a mother's full name."""
    return _words(part.joined, part.loose)


@lru_cache(maxsize=_REMEMBERED_PARTS)
def _words(joined: str, loose: str) -> tuple[Word, ...]:
    return tuple(Word(*keys) for keys in zip(joined.split(), loose.split(), strict=False))


class Lexis:
    """Different words, numbered in the order given."""

    def __init__(self, words: Sequence[Word], method: Method) -> None:
        self.words, self._method = tuple(words), method
        self._same: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            self._same.setdefault(word.loose, []).append(number)
        self._initials = [at for at, word in enumerate(self.words) if len(word.loose) == 1]
        arabic, latin = self._of(Script.ARABIC), self._of(Script.LATIN)
        self._near = Near((at, self.words[at].loose) for at in arabic)
        across, within = method.spelling.across, method.spelling.within
        arabic_words = [(self.words[at].joined, at) for at in arabic]
        latin_words = [(form, at) for at in latin for form in every_latin_form(self.words[at].joined)]
        self._likely = {
            (Script.LATIN, Script.ARABIC): _Likely(arabic_words, across.back, across.given),
            (Script.ARABIC, Script.LATIN): _Likely(latin_words, across.forth, across.written),
            (Script.LATIN, Script.LATIN): _Likely(latin_words, within.forth, within.written),
        }
        method.spelling.foresee_known(self.words[at].joined for at in latin)
        self._weights: dict[Word, tuple[Ints, Weights]] = {}

    def _of(self, script: Script) -> list[int]:
        return [at for at, word in enumerate(self.words) if word.script is script]

    def earned(self, word: Word) -> Weights:
        """What agreeing with each word earns, in millibits.

        Below zero: the thousandths of a contradiction. The last one stands for a word that is not stated: 0.
        """
        if word not in self._weights:
            self.foresee([word])
        candidates, weights = self._weights[word]
        found = np.full(len(self.words) + 1, -PERMILLE, np.int32)
        found[candidates] = weights
        found[-1] = 0
        return found

    def foresee(self, words: Iterable[Word], spread: Spread = map) -> None:
        """Reckon at once what many words will earn, which is much quicker."""
        asked = list(dict.fromkeys(words))
        fresh = [word for word in asked if word not in self._weights]
        if len(self._weights) + len(fresh) > _REMEMBERED:
            self._weights.clear()
            fresh = asked

        def reckoned(block: range) -> list[tuple[Ints, Weights]]:
            return self._reckoned(fresh[block.start : block.stop])

        blocks = [range(at, min(at + _AT_ONCE, len(fresh))) for at in range(0, len(fresh), _AT_ONCE)]
        found = [each for some in spread(reckoned, blocks) for each in some]
        self._weights.update(zip(fresh, found, strict=True))

    def _reckoned(self, words: Sequence[Word]) -> list[tuple[Ints, Weights]]:
        """For each word its candidates, and what agreeing with each earns."""
        in_order = sorted(words, key=lambda word: word.joined)  # words that begin alike take less time then
        candidates = dict.fromkeys(words, ()) | {word: sorted(self._candidates(word)) for word in in_order}
        self._foresee_letters(candidates)
        likely = {
            word: [at for at in found if self._may_be(word, self.words[at])]
            for word, found in candidates.items()
        }
        return [(np.array(found, np.int64), self._weights_of(word, found)) for word, found in likely.items()]

    def _may_be(self, word: Word, other: Word) -> bool:
        """False for two scripts whose letters rule it out: such a word is no candidate."""
        if {word.script, other.script} != {Script.ARABIC, Script.LATIN}:
            return True
        odds = self._method.spelling.odds(word.joined, word.script, other.joined, other.script)
        return odds >= LEAST_MILLIBITS

    def _weights_of(self, word: Word, candidates: Sequence[int]) -> Weights:
        own = self._method.rarity(word.joined)
        found = np.empty(len(candidates), np.int32)
        for place, at in enumerate(candidates):
            fit = self._fit(word, self.words[at])
            weight = max(1, min(own, self._method.rarity(self.words[at].joined)) * fit.permille // PERMILLE)
            found[place] = fit.permille if fit.permille < 0 else weight
        return found

    def _foresee_letters(self, candidates: Mapping[Word, Sequence[int]]) -> None:
        spelling = self._method.spelling
        pairs = {
            (word.joined, other.joined) if word.script is Script.ARABIC else (other.joined, word.joined)
            for word, found in candidates.items()
            for other in (self.words[at] for at in found)
            if {word.script, other.script} == {Script.ARABIC, Script.LATIN}
        }
        spelling.foresee(pairs)
        spelling.foresee_known(word.joined for word in candidates if word.script is Script.LATIN)
        spelling.foresee_known(
            latin
            for arabic, latin in pairs
            if spelling.odds(arabic, Script.ARABIC, latin, Script.LATIN) >= UNLIKELY_MILLIBITS
        )

    def _fit(self, word: Word, other: Word) -> Fit:
        return self._method.quick_word_fit((word.joined, word.loose), (other.joined, other.loose))

    def _candidates(self, word: Word) -> set[int]:
        found = {*self._same.get(word.loose, ()), *self._initials}
        if len(word.loose) == 1:
            found |= {at for at, other in enumerate(self.words) if is_initial(word.loose, other.loose)}
        if word.script is Script.ARABIC:
            found |= self._near.to(word.loose)
        for (asked, _), likely in self._likely.items():
            if asked is word.script:
                found |= {at for form in _forms(word) for at in likely.to(form)}
        return found


def _forms(word: Word) -> tuple[str, ...]:
    return every_latin_form(word.joined) if word.script is Script.LATIN else (word.joined,)


class _Likely:
    """The likeliest of written forms, each with the number of the word that it is a form of."""

    def __init__(self, written: Sequence[tuple[str, int]], model: Correspondence, share: Background) -> None:
        self._common = BACKGROUND_SHARE * share.log_share([form for form, _ in written])
        self._vocabulary = Vocabulary([form for form, _ in written], model)
        self._numbers = np.array([number for _, number in written], np.int64)

    def to(self, word: str) -> set[int]:
        if not len(self._numbers):
            return set()
        fit = self._vocabulary.log_probability(word) - self._common
        count = min(LIKELIEST, len(fit))
        best = np.argpartition(-fit, count - 1)[:count]
        return set(self._numbers[best[np.isfinite(fit[best])]].tolist())
