"""Background: how often a word of this form occurs among names, whoever bears it.

A letter's share given the four before it, from counts of names; where those were seen seldom it leans on
fewer letters before it (Witten, Bell 1991). What two writings have in common says the more, the rarer the
word: agreement on *Zvonimir* is worth more than on *Ali*.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from dalil.core.names.tally import CODE_BITS, CODES, Floats, Ints, Tally, coded

ORDER: Final = 5
"""Letters that are looked at: one, and four before it."""
_EDGE: Final = CODES - 1
"""Code of what stands before and after a word."""
_REMEMBERED: Final = 262_144
_LETTERS: Final = 40
"""Letters among which nothing at all is known, and the end of a word."""


class Background:
    """Shares of letters, each given those before it.

    ``alphabet``: letters in the order of their codes, which begin with 1. ``keys``: sorted; a row of one to
    five codes, six bits each, the last letter lowest, and above them how many there are. ``values``: how
    often it was counted.
    """

    def __init__(self, alphabet: str, keys: Ints, values: Floats) -> None:
        self.alphabet, self.counts = alphabet, Tally(keys, values)
        histories = keys >> CODE_BITS  # the number of codes still stands above them
        self._totals = Tally.of(histories, values)
        self._kinds = Tally.of(histories, np.ones(len(keys)))
        self._shares: dict[str, float] = {}

    def log_share(self, words: Sequence[str]) -> Floats:
        """Natural logarithm of each word's share among names; unknown letters are as rare as can be."""
        fresh = sorted({word for word in words if word not in self._shares})
        if len(self._shares) + len(fresh) > _REMEMBERED:
            self._shares.clear()
            fresh = sorted(set(words))
        if fresh:
            self._shares.update(zip(fresh, self._reckoned(fresh).tolist(), strict=True))
        return np.array([self._shares[word] for word in words], np.float64)

    def _reckoned(self, words: Sequence[str]) -> Floats:
        rows = [coded(word, self.alphabet) for word in words]
        sizes = np.array([len(row) + 1 for row in rows], np.int64)
        grams = ngrams_of(rows)
        share = np.full(len(grams), 1 / _LETTERS)
        for order in range(ORDER):
            share = self._leaning(grams[:, order], share)
        ends = np.cumsum(sizes)
        logs = np.concatenate([[0.0], np.cumsum(np.log(share))])
        return np.asarray(logs[ends] - logs[ends - sizes])

    def _leaning(self, keys: Ints, otherwise: Floats) -> Floats:
        history = keys >> CODE_BITS
        total, kinds = self._totals.at(history), self._kinds.at(history)
        leaning = (self.counts.at(keys) + kinds * otherwise) / np.maximum(total + kinds, 1.0)
        return np.where(kinds > 0, leaning, otherwise)


def ngrams(codes: Sequence[int]) -> Ints:
    """Keys of a coded word: (letters + 1, 5), each letter and the word's end with 0–4 codes before it."""
    return ngrams_of([codes])


def ngrams_of(rows: Sequence[Sequence[int]]) -> Ints:
    """:func:`ngrams` of words, one behind another."""
    edges = [_EDGE] * (ORDER - 1)
    padded = np.array([code for row in rows for code in (*edges, *row, _EDGE)], np.int64)
    sizes = np.array([len(row) + 1 for row in rows], np.int64)
    starts = np.cumsum(sizes + ORDER - 1) - sizes  # of each word's first letter, behind its edges
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    at = np.repeat(starts, sizes) + within
    found = np.empty((len(at), ORDER), np.int64)
    key = np.zeros(len(at), np.int64)
    for order in range(ORDER):
        key |= padded[at - order] << (CODE_BITS * order)
        found[:, order] = ((order + 1) << (CODE_BITS * ORDER)) | key
    return found
