"""Chance: how likely it is that an entry of a list is who is asked for, given what speaks for each entry.

Before anything is compared, whoever is asked for is as likely to be in the list as not, and then as likely
to be any one of its entries. Evidence in bits doubles the odds bit by bit (Fellegi, Sunter 1969); entries
that are equally good share the chance, and what is left is that of *nobody in this list*.

Where many are asked for together who are different people, they share an entry as entries share one who is
asked for: thirty people of one common name cannot all be the same individual.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from dalil.core.names.tally import Floats

_MILLIBITS: Final = 1_000


def chances(evidence: Sequence[int], entries: int) -> Floats:
    """The chance of each entry whose evidence is given, in any order, of a list of ``entries``.

    ``evidence`` is in millibits. Entries that are not given are held to have none; they lower nothing.
    """
    bits = np.asarray(evidence, np.float64) / _MILLIBITS
    nobody = np.log2(max(1, entries))
    highest = max(nobody, bits.max(initial=-np.inf))
    odds = np.exp2(bits - highest)
    return np.asarray(odds / (odds.sum() + np.exp2(nobody - highest)))


def shared_chances(pairs: Sequence[tuple[int, int, int]], entries: int) -> Floats:
    """The chance of each pair, in any order, of a list of ``entries``.

    ``pairs``: who is asked for and which entry, each by a number from 0, and the evidence in millibits; no
    two who are asked for are one person, and no two entries. Each pair shares the chance with every other
    pair of its own two. That is cautious: where a rival surely belongs elsewhere its share is still withheld.
    """
    if not pairs:
        return np.zeros(0)
    asked, entry, millibits = np.array(pairs, np.int64).T
    bits = millibits / _MILLIBITS - np.log2(max(1, entries))
    odds = np.exp2(np.minimum(bits, _BITS_MAX))
    rivals = np.bincount(asked, odds)[asked] + np.bincount(entry, odds)[entry] - odds
    return np.asarray(odds / (1 + np.maximum(rivals, odds)))


_BITS_MAX: Final = 500.0
"""Far more evidence than any pair has: beyond, odds would be no numbers."""
