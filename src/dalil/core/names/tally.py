"""Tally: numbers counted under whole-number keys, looked up many at a time."""

from functools import lru_cache
from typing import Final, Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CODE_BITS: Final = 6
CODES: Final = 1 << CODE_BITS
"""Letters are coded in six bits; 0 stands for none."""
_REMEMBERED: Final = 65_536


class Tally:
    """Sorted, different ``keys`` with a number each; what was never counted is 0."""

    def __init__(self, keys: Ints, values: Floats) -> None:
        self.keys, self.values = keys, values

    @classmethod
    def of(cls, keys: Ints, values: Floats) -> Self:
        """Sum ``values`` under equal keys."""
        found, where = np.unique(keys, return_inverse=True)
        return cls(found, np.asarray(np.bincount(where, values, len(found)), np.float64))

    def at(self, keys: Ints) -> Floats:
        """The numbers under ``keys``, in their shape."""
        if not len(self.keys):
            return np.zeros(keys.shape)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.values[place], 0.0)


@lru_cache(maxsize=_REMEMBERED)
def coded(word: str, alphabet: str) -> tuple[int, ...]:
    """Codes of the letters of ``word``, 1 for the first of ``alphabet``; 0 for a letter of none."""
    return tuple(alphabet.find(letter) + 1 for letter in word)
