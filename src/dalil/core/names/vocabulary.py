"""Vocabulary: the words of a list in one script, asked all at once how well they write a word.

Words that begin alike share their beginnings (a trie: Fredkin 1960), so a list of many thousand forms costs
little more than the different beginnings it has. Exact: no word is passed over.
"""

from collections.abc import Sequence

import numpy as np

from dalil.core.names.correspondence import WRITTEN_MAX, Correspondence, Emissions, context
from dalil.core.names.tally import CODE_BITS, Floats, Ints, coded

_NOTHING, _EMPTY = 0, 1
"""Beginnings that every vocabulary has: one that nothing reaches, and the one without letters."""

_PAIR, _WORD, _OF_VOCABULARY = 70, 1_000, 1
"""Time that a pair takes by itself, that a word takes to ask of a vocabulary, and for each word of that."""


class Vocabulary:
    """Different words of one alphabet; ``words`` keeps the order in which they were given.

    A word with a letter that the alphabet does not hold is in ``words``, and nothing writes it.
    """

    def __init__(self, words: Sequence[str], model: Correspondence) -> None:
        self.words = tuple(words)
        self._model = model
        self._ends, self._earlier, texts = _beginnings([coded(word, model.written) for word in self.words])
        different, where = np.unique(texts, return_inverse=True)
        self._text_of = where.reshape(texts.shape)
        self._emissions = Emissions(model, different)
        self._way: list[tuple[int, Floats]] = []

    def log_probability(self, word: str) -> Floats:
        """Natural logarithms of P(each of ``words`` | ``word``); -inf where nothing writes it."""
        codes = coded(word, self._model.given)
        sums = self._sums(codes) if codes and all(codes) else np.zeros(len(self._earlier[0]))
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(sums[self._ends]))

    def _sums(self, codes: Sequence[int]) -> Floats:
        """For each beginning, the sum over all ways in which the whole of a word writes it.

        What the first letters gave is kept for the next word: where words are asked for in the order of
        their letters, most begin as the one before.
        """
        padded = np.array([0, *codes, 0], np.int64)
        contexts = context(padded[1:-1], padded[:-2], padded[2:]).tolist()
        same = 0
        while same < min(len(self._way), len(contexts)) and self._way[same][0] == contexts[same]:
            same += 1
        del self._way[same:]
        for where in contexts[same:]:
            self._way.append((where, self._further(where)))
        return self._way[-1][1]

    def _further(self, where: int) -> Floats:
        """The sums with one letter more."""
        if self._way:
            sums = self._way[-1][1]
        else:
            sums = np.zeros(len(self._earlier[0]))
            sums[_EMPTY] = 1.0
        chances = self._emissions.beside(where)
        fresh = sums * _at(chances, self._text_of[0])
        for length in range(1, WRITTEN_MAX + 1):
            fresh += _at(sums, self._earlier[length]) * _at(chances, self._text_of[length])
        fresh[_NOTHING] = 0.0
        return fresh


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
    for word in sorted(rows):
        ats = rows[word]
        found[ats] = vocabulary.log_probability(word)[[numbers[written[at]] for at in ats]]
    return found


def _at(values: Floats, where: Ints) -> Floats:
    """``values[where]`` of places that are all there, which is not checked again: much quicker."""
    return np.asarray(values.take(where, mode="wrap"))


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
