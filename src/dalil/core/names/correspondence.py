"""Correspondence: how one way of writing a word follows from another, letter by letter, with its probability.

Each letter of the given word writes none to four letters of the other, and which ones depends on its
neighbours: the و of داود writes *ou* between consonants and *w* at the beginning of وليد. P(written |
given) is the sum over all ways to share out the written letters. What a letter writes was counted on names
that stand in both writings, by expectation and maximisation (Dempster, Laird, Rubin 1977); contexts that
were seen seldom lean on what the letter writes beside one neighbour, that on what it writes anywhere, and
that on how often the letters occur at all. Numbers of letters, counts and shares only: no word of the
training sets is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from dalil.core.names.tally import CODE_BITS, CODES, Floats, Ints, Tally, coded

WRITTEN_MAX: Final = 4
"""Letters that one letter can write: ش as *tsch* is rare, more has not been met."""
BLOCK: Final = 256
"""Pairs that are reckoned at once: few enough to stay in the processor's memory."""
LETTERS_MAX: Final = 62
"""Letters of one alphabet: a code of six bits, with none for the edge of a word."""
TEXT_BITS: Final = CODE_BITS * WRITTEN_MAX
_TEXTS: Final = 1 << TEXT_BITS
_REMEMBERED_NUMBERS: Final = 8_000_000
"""Chances of texts that are kept of each kind, 64 MB of them."""
_REMEMBERED_CONTEXTS: Final = 65_536


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted: how often a letter between two neighbours wrote a text.

    ``keys``: sorted, each a :func:`context` shifted over a :func:`text code <text_codes>`; ``values`` beside
    them. ``letter_shares``: of each written letter, by code; ``length_shares``: of texts of 0–4 letters.
    """

    keys: Ints
    values: Floats
    letter_shares: Floats
    length_shares: Floats


class Correspondence:
    """P(written | given) for words of two alphabets.

    ``given``, ``written``: the alphabets, letters in the order of their codes, which begin with 1.
    ``smoothing``: how many seen cases outweigh what is known without the context: of the letter alone, with
    one neighbour, with both.
    """

    def __init__(
        self, given: str, written: str, counts: Counts, smoothing: tuple[float, float, float]
    ) -> None:
        assert max(len(given), len(written)) <= LETTERS_MAX, "a letter is coded in six bits"
        self.given, self.written, self.counts, self.smoothing = given, written, counts, smoothing
        contexts, texts = counts.keys >> TEXT_BITS, counts.keys & (_TEXTS - 1)
        left, right = contexts >> CODE_BITS, _without_left(contexts)
        alone = contexts >> (2 * CODE_BITS)
        self.both = Table(contexts, texts, counts.values)
        self.left = Table(left, texts, counts.values)
        self.right = Table(right, texts, counts.values)
        self.alone = Table(alone, texts, counts.values)

    def emission(self, contexts: Ints, texts: Ints) -> Floats:
        """P(text | letter between its neighbours), for arrays of contexts and texts of one shape."""
        alone, one, both = self.smoothing
        first = contexts >> (2 * CODE_BITS)
        share = self.alone.mixed(first, texts, alone, self.anywhere(texts))
        left = self.left.mixed(contexts >> CODE_BITS, texts, one, share)
        right = self.right.mixed(_without_left(contexts), texts, one, share)
        return self.both.mixed(contexts, texts, both, (left + right) / 2)

    def anywhere(self, texts: Ints) -> Floats:
        """How often a text is written, whoever writes it: its length's share times those of its letters."""
        found = np.ones(texts.shape)
        length = np.zeros(texts.shape, np.int64)
        rest = texts.copy()
        for _ in range(WRITTEN_MAX):
            code = rest & (CODES - 1)
            found *= np.where(code > 0, self.counts.letter_shares[code], 1.0)
            length += code > 0
            rest >>= CODE_BITS
        return found * self.counts.length_shares[length]

    def log_probability(self, given: Sequence[str], written: Sequence[str]) -> Floats:
        """Natural logarithms of P(written | given), pair by pair; -inf where a word holds a foreign letter.

        A word without letters writes nothing and is written by nothing.
        """
        found = np.full(len(given), -np.inf)
        pairs = [
            (coded(one, self.given), coded(other, self.written))
            for one, other in zip(given, written, strict=True)
        ]
        known = [at for at, (one, other) in enumerate(pairs) if one and other and all(one) and all(other)]
        known.sort(key=lambda at: (len(pairs[at][0]), len(pairs[at][1])))  # a block is padded to its longest
        for first in range(0, len(known), BLOCK):
            ats = known[first : first + BLOCK]
            block = Pairs.of([pairs[at] for at in ats])
            unique, where = np.unique(block.keys, return_inverse=True)
            chances = self.emission(unique >> TEXT_BITS, unique & (_TEXTS - 1))
            with np.errstate(divide="ignore"):
                found[ats] = np.log(forward(block, chances[where.reshape(block.keys.shape)])[block.last])
        return found


class Emissions:
    """:meth:`Correspondence.emission` of the same texts (sorted, each once) in one context after another.

    The same letters stand beside the same neighbours again and again, so what was reckoned is kept.
    """

    def __init__(self, model: Correspondence, texts: Ints) -> None:
        self._model, self._texts = model, texts
        self._anywhere = model.anywhere(texts)
        remember = lru_cache(maxsize=_REMEMBERED_NUMBERS // max(1, len(texts)))
        self.beside = remember(self._beside)
        self._with_left, self._with_right = remember(self._beside_left), remember(self._beside_right)
        self._alone = remember(self._by_itself)

    def _beside(self, where: int) -> Floats:
        """By the context of a letter between two neighbours."""
        left = self._with_left(where >> CODE_BITS)
        right = self._with_right(((where >> (2 * CODE_BITS)) << CODE_BITS) | (where & (CODES - 1)))
        return self._model.both.row(where, self._texts, self._model.smoothing[2], (left + right) / 2)

    def _beside_left(self, where: int) -> Floats:
        share = self._alone(where >> CODE_BITS)
        return self._model.left.row(where, self._texts, self._model.smoothing[1], share)

    def _beside_right(self, where: int) -> Floats:
        share = self._alone(where >> CODE_BITS)
        return self._model.right.row(where, self._texts, self._model.smoothing[1], share)

    def _by_itself(self, letter: int) -> Floats:
        return self._model.alone.row(letter, self._texts, self._model.smoothing[0], self._anywhere)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of coded words, side by side in one block, padded to the longest of either.

    ``keys``: (pairs, given letters, written letters + 1, 5): the context of a letter with the text that ends
    at a place, by its length. ``possible``: where such a text is there. ``last``: where each pair's sum
    stands.
    """

    keys: Ints
    possible: npt.NDArray[np.bool_]
    given: Ints
    """Letters of each given word."""
    written: Ints

    @property
    def last(self) -> tuple[Ints, Ints, Ints]:
        """Where the sum over the whole of both words of each pair stands."""
        return np.arange(len(self.given)), self.given, self.written

    @classmethod
    def of(cls, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> "Pairs":
        """Lay out coded words, none of them empty."""
        rows = max(len(one) for one, _ in pairs)
        columns = max(len(other) for _, other in pairs)
        given = np.zeros((len(pairs), rows + 2), np.int64)
        written = np.zeros((len(pairs), columns), np.int64)
        for at, (one, other) in enumerate(pairs):
            given[at, 1 : len(one) + 1] = one
            written[at, : len(other)] = other
        contexts = context(given[:, 1:-1], given[:, :-2], given[:, 2:])
        texts, lengths = text_codes(written)
        keys = (contexts[:, :, None, None] << TEXT_BITS) | texts[:, None, :, :]
        sizes = np.array([[len(one), len(other)] for one, other in pairs], np.int64)
        inside = np.arange(columns + 1) <= sizes[:, 1, None]
        possible = (np.arange(WRITTEN_MAX + 1) <= lengths[None, :, None]) & inside[:, :, None]
        return cls(keys, possible, sizes[:, 0], sizes[:, 1])


def forward(pairs: Pairs, chances: Floats) -> Floats:
    """Sums over all ways: (pairs, given letters + 1, written letters + 1), by what was used up of either."""
    count, rows, places, _ = chances.shape
    sums = np.zeros((count, rows + 1, places))
    sums[:, 0, 0] = 1.0
    allowed = np.where(pairs.possible[:, None, :, :], chances, 0.0)
    for row in range(rows):
        for length in range(min(WRITTEN_MAX, places - 1) + 1):
            sums[:, row + 1, length:] += sums[:, row, : places - length] * allowed[:, row, length:, length]
    return sums


def context(letter: Ints, before: Ints, after: Ints) -> Ints:
    """One number for a letter between its neighbours; 0 stands for the edge of the word."""
    return (letter << (2 * CODE_BITS)) | (before << CODE_BITS) | after


def text_codes(words: Ints) -> tuple[Ints, Ints]:
    """Codes of the texts of 0–4 letters that end at each place of coded words, and the longest at each place.

    Returns (words, letters + 1, 5) and (letters + 1,).
    """
    count, size = words.shape
    codes = np.zeros((count, size + 1, WRITTEN_MAX + 1), np.int64)
    for length in range(1, WRITTEN_MAX + 1):
        for end in range(length, size + 1):
            shorter = codes[:, end, length - 1]
            codes[:, end, length] = (words[:, end - length] << (CODE_BITS * (length - 1))) | shorter
    return codes, np.minimum(np.arange(size + 1), WRITTEN_MAX)


def _without_left(contexts: Ints) -> Ints:
    """Letter and right neighbour of a context that has both."""
    return ((contexts >> (2 * CODE_BITS)) << CODE_BITS) | (contexts & (CODES - 1))


class Table:
    """Counts by context and text, with each context's total."""

    def __init__(self, contexts: Ints, texts: Ints, values: Floats) -> None:
        self._counts = Tally.of((contexts << TEXT_BITS) | texts, values)
        self._totals = Tally.of(contexts, values)
        self._counted = lru_cache(maxsize=_REMEMBERED_CONTEXTS)(self._found)

    def row(self, where: int, texts: Ints, strength: float, otherwise: Floats) -> Floats:
        """:meth:`mixed` for one context and sorted texts: the few that were counted there are put in."""
        found = strength * otherwise
        counted, values, total = self._counted(where)
        at = np.minimum(texts.searchsorted(counted), len(texts) - 1)
        asked = texts[at] == counted
        found[at[asked]] += values[asked]
        found /= total + strength
        return np.asarray(found)

    def _found(self, where: int) -> tuple[Ints, Floats, float]:
        """Texts that were counted in a context, how often, and how often all together."""
        keys = self._counts.keys
        first, last = keys.searchsorted(where << TEXT_BITS), keys.searchsorted((where + 1) << TEXT_BITS)
        values = self._counts.values[first:last]
        return keys[first:last] & (_TEXTS - 1), values, float(values.sum())

    def mixed(self, contexts: Ints, texts: Ints, strength: float, otherwise: Floats) -> Floats:
        """Share of a text in a context; ``strength`` cases' worth of what is known ``otherwise``."""
        counted = self._counts.at((contexts << TEXT_BITS) | texts)
        return (counted + strength * otherwise) / (self._totals.at(contexts) + strength)
