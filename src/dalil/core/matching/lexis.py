"""Lexis: the different words of a list, and which of them may be one word that is asked for.

Every word of the list is looked at: the same by its key, one typing error away by what is left without a
letter, in another script or spelling by the letters. How they fit says :mod:`dalil.core.names.fit`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from dalil.core.matching.near import Near
from dalil.core.names.background import Background
from dalil.core.names.compounds import latin_forms
from dalil.core.names.correspondence import Correspondence
from dalil.core.names.fit import PERMILLE, UNLIKELY_MILLIBITS, Fit, word_fit
from dalil.core.names.ledger import Method
from dalil.core.names.letters import Script, script_of
from dalil.core.names.parts import NamePart
from dalil.core.names.spelling import BACKGROUND_SHARE
from dalil.core.names.tally import Ints
from dalil.core.names.vocabulary import Vocabulary

LIKELIEST: Final = 50
"""Words of another script or spelling that are compared both ways: the likeliest by one way."""
_REMEMBERED: Final = 4_096


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name by its keys."""

    joined: str
    loose: str

    @property
    def script(self) -> Script:
        """Which letters it is written in."""
        return script_of(self.loose)


def words_of(part: NamePart) -> list[Word]:
    """The words of a part: one of a name or compound, more of a mother's full name."""
    return [Word(*keys) for keys in zip(part.joined.split(), part.loose.split(), strict=False)]


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
        latin_words = [(form, at) for at in latin for form in latin_forms(self.words[at].joined)]
        self._likely = {
            (Script.LATIN, Script.ARABIC): _Likely(arabic_words, across.back, across.given),
            (Script.ARABIC, Script.LATIN): _Likely(latin_words, across.forth, across.written),
            (Script.LATIN, Script.LATIN): _Likely(latin_words, within.forth, within.written),
        }
        method.spelling.foresee_known(self.words[at].joined for at in latin)
        self.earned = lru_cache(maxsize=_REMEMBERED)(self._earned)

    def _of(self, script: Script) -> list[int]:
        return [at for at, word in enumerate(self.words) if word.script is script]

    def _earned(self, word: Word) -> Ints:
        """What agreeing with each word earns, in millibits.

        Below zero: the thousandths of a contradiction. The last one stands for a word that is not stated: 0.
        """
        found = np.full(len(self.words) + 1, -PERMILLE, np.int64)
        found[-1] = 0
        own = self._method.rarity(word.joined)
        candidates = sorted(self._candidates(word))
        self._foresee(word, candidates)
        for at in candidates:
            fit = self._fit(word, self.words[at])
            weight = max(1, min(own, self._method.rarity(self.words[at].joined)) * fit.permille // PERMILLE)
            found[at] = fit.permille if fit.permille < 0 else weight
        return found

    def _foresee(self, word: Word, candidates: Iterable[int]) -> None:
        """Reckon at once what the fits of a word will ask of the letters."""
        spelling = self._method.spelling
        others = [self.words[at] for at in candidates if self.words[at].script is not word.script]
        pairs = [(word, other) if word.script is Script.ARABIC else (other, word) for other in others]
        spelling.foresee((arabic.joined, latin.joined) for arabic, latin in pairs)
        spelling.foresee_known(
            latin.joined
            for arabic, latin in pairs
            if spelling.odds(arabic.joined, Script.ARABIC, latin.joined, Script.LATIN) >= UNLIKELY_MILLIBITS
        )

    def _fit(self, word: Word, other: Word) -> Fit:
        return word_fit(
            (word.joined, word.loose),
            (other.joined, other.loose),
            spelling=self._method.spelling,
            frequencies=self._method.frequencies,
        )

    def _candidates(self, word: Word) -> set[int]:
        found = {*self._same.get(word.loose, ()), *self._initials}
        if len(word.loose) == 1:
            found |= {at for at, other in enumerate(self.words) if other.loose.startswith(word.loose)}
        if word.script is Script.ARABIC:
            found |= self._near.to(word.loose)
        for (asked, _), likely in self._likely.items():
            if asked is word.script:
                found |= {at for form in _forms(word) for at in likely.to(form)}
        return found


def _forms(word: Word) -> tuple[str, ...]:
    return latin_forms(word.joined) if word.script is Script.LATIN else (word.joined,)


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
