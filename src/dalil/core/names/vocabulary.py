"""Vocabulary: the words of a list in one script, asked all at once how well they write a word.

Words that begin alike share their beginnings (a trie: Fredkin 1960), so a list of many thousand forms costs
little more than the different beginnings it has. Exact: no word is passed over.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from dalil.core.names.correspondence import WRITTEN_MAX, Correspondence, context
from dalil.core.names.tally import CODE_BITS, Floats, Ints, coded

_NOTHING, _EMPTY = 0, 1
"""Beginnings that every vocabulary has: one that nothing reaches, and the one without letters."""

_PAIR, _WORD, _OF_VOCABULARY = 70, 1_000, 1
"""Time that a pair takes by itself, that a word takes to ask of a vocabulary, and for each word of that."""
_REMEMBERED_NUMBERS: Final = 8_000_000
"""Chances that are kept, 64 MB of them: the same letters stand beside the same neighbours again and again."""


class Vocabulary:
    """Different words of one alphabet; ``words`` keeps the order in which they were given.

    A word with a letter that the alphabet does not hold is in ``words``, and nothing writes it.
    """

    def __init__(self, words: Sequence[str], model: Correspondence) -> None:
        self.words = tuple(words)
        self._model = model
        self._ends, self._earlier, texts = _beginnings([coded(word, model.written) for word in self.words])
        self._texts, where = np.unique(texts, return_inverse=True)
        self._text_of = where.reshape(texts.shape)
        self._anywhere = model.anywhere(self._texts)
        remembered = _REMEMBERED_NUMBERS // max(1, len(self._texts))
        self._chances = lru_cache(maxsize=remembered)(self._emissions)

    def log_probability(self, word: str) -> Floats:
        """Natural logarithms of P(each of ``words`` | ``word``); -inf where nothing writes it."""
        codes = coded(word, self._model.given)
        sums = self._sums(codes) if codes and all(codes) else np.zeros(len(self._earlier[0]))
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(sums[self._ends]))

    def _emissions(self, where: int) -> Floats:
        return self._model.emissions(where, self._texts, self._anywhere)

    def _sums(self, codes: Sequence[int]) -> Floats:
        """For each beginning, the sum over all ways in which the whole of a word writes it."""
        padded = np.array([0, *codes, 0], np.int64)
        contexts = context(padded[1:-1], padded[:-2], padded[2:])
        sums = np.zeros(len(self._earlier[0]))
        sums[_EMPTY] = 1.0
        for where in contexts:
            chances = self._chances(int(where))
            fresh = sums * chances[self._text_of[0]]
            for length in range(1, WRITTEN_MAX + 1):
                fresh += sums[self._earlier[length]] * chances[self._text_of[length]]
            fresh[_NOTHING] = 0.0
            sums = fresh
        return sums


def log_probability(model: Correspondence, given: Sequence[str], written: Sequence[str]) -> Floats:
    """``model.log_probability`` of the same pairs: where few words stand in many, all are asked of each."""
    rows: dict[str, list[int]] = {}
    for at, word in enumerate(given):
        rows.setdefault(word, []).append(at)
    numbers = {word: number for number, word in enumerate(dict.fromkeys(written))}
    if len(rows) * (_WORD + len(numbers) * _OF_VOCABULARY) > len(given) * _PAIR:
        return model.log_probability(given, written)
    vocabulary = Vocabulary(list(numbers), model)
    found = np.empty(len(given))
    for word, ats in rows.items():
        found[ats] = vocabulary.log_probability(word)[[numbers[written[at]] for at in ats]]
    return found


def _beginnings(rows: Sequence[Sequence[int]]) -> tuple[Ints, Ints, Ints]:
    """The different beginnings of coded words, numbered.

    Returns: where each word ends; for each length 0–4 the beginning that is so many letters shorter, and the
    text of the letters between; two arrays of (5, beginnings).
    """
    parents, letters = [_NOTHING, _NOTHING], [0, 0]
    numbers: dict[tuple[int, int], int] = {}
    ends = []
    for row in rows:
        at = _EMPTY if row and all(row) else _NOTHING
        for code in row if at else ():
            before, at = at, numbers.setdefault((at, code), len(parents))
            if at == len(parents):
                parents.append(before)
                letters.append(code)
        ends.append(at)
    return np.array(ends, np.int64), *_shorter(np.array(parents, np.int64), np.array(letters, np.int64))


def _shorter(parents: Ints, letters: Ints) -> tuple[Ints, Ints]:
    earlier = np.zeros((WRITTEN_MAX + 1, len(parents)), np.int64)
    texts = np.zeros((WRITTEN_MAX + 1, len(parents)), np.int64)
    earlier[0] = np.arange(len(parents))
    for length in range(1, WRITTEN_MAX + 1):
        before = earlier[length - 1]
        earlier[length] = parents[before]
        texts[length] = (letters[before] << (CODE_BITS * (length - 1))) | texts[length - 1]
        texts[length][earlier[length] == _NOTHING] = 0
    return earlier, texts
