"""Column: what each entry of a list states of one thing, as numbers of the different things stated.

A list of many entries states few different things. So what is asked is weighed against each thing once, and
an entry's weight is looked up.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.int32]
"""Weights in millibits: by entry, or by the number of a thing."""
Rows = npt.NDArray[np.int64]
_NEAR_MILLIBITS: Final = (8_000, 16_000, 24_000, 32_000, 48_000)
"""How far behind the greatest weight others are looked for first, step by step."""


class Column:
    """``numbers``: by entry, of what it states; the last number stands for nothing stated."""

    def __init__(self, numbers: Iterable[int], nothing: int) -> None:
        self.numbers, self.nothing = np.array(list(numbers), np.intp), nothing  # what looking up asks for

    @classmethod
    def of(cls, things: Iterable[Hashable | None], numbers: Mapping[Any, int]) -> Self:
        """A column of things that have numbers from 0 on; None is nothing stated."""
        nothing = len(numbers)
        return cls((nothing if thing is None else numbers[thing] for thing in things), nothing)

    @property
    def stated(self) -> npt.NDArray[np.bool_]:
        """Where an entry states anything."""
        return np.not_equal(self.numbers, self.nothing)

    def spread(self, weights: Weights) -> Weights:
        """Weights by entry, of weights by number."""
        return np.take(
            weights, self.numbers, mode="wrap"
        )  # every number is one: checking takes half the time


class Stated:
    """A column with the different things themselves, weighed one by one when asked."""

    def __init__(self, things: Iterable[Hashable | None]) -> None:
        held = list(things)
        self.different = list(dict.fromkeys(thing for thing in held if thing is not None))
        self._column = Column.of(held, {thing: at for at, thing in enumerate(self.different)})

    def weighed(self, weight: Callable[[Any], int]) -> Weights:
        """Weights by entry; of nothing stated 0."""
        return self._column.spread(np.array([*map(weight, self.different), 0], np.int32))


def greatest(weights: Weights, count: int) -> Rows:
    """Where the ``count`` greatest of some weights stand, greatest first; equals in their order."""
    count = min(count, len(weights))
    if not count:
        return np.empty(0, np.int64)
    near = np.arange(len(weights))
    for behind in _NEAR_MILLIBITS:
        found = np.flatnonzero(weights >= weights.max() - behind)  # a few of many thousand
        if len(found) >= count:
            near = found
            break
    held = weights[near]
    above = near[held >= np.partition(held, len(held) - count)[len(held) - count]]
    return np.asarray(above[np.argsort(-weights[above], kind="stable")][:count])
