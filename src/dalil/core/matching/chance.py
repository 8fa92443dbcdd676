"""Chance: how likely it is that an entry of a list is who is asked for, given what speaks for each entry.

Before anything is compared, whoever is asked for is as likely to be in the list as not, and then as likely
to be any one of its entries. Evidence in bits doubles the odds bit by bit (Fellegi, Sunter 1969); entries
that are equally good share the chance, and what is left is that of *nobody in this list*.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from dalil.core.names.tally import Floats

_MILLIBITS: Final = 1_000
CAUTION_BITS: Final = 3.5
"""What evidence says less than it could: of parts that agree the commoner name counts, and more than one part
unplaced or in another spelling makes that worse. Estimated on drawn families (docs/methods/names.md)."""


def chances(weights: Sequence[int], entries: int) -> Floats:
    """The chance of each entry whose evidence is given, in any order, of a list of ``entries``.

    ``weights`` are in millibits. Entries that are not given are held to have none; they lower nothing.
    """
    bits = np.asarray(weights, np.float64) / _MILLIBITS
    nobody = np.log2(max(1, entries)) - CAUTION_BITS
    highest = max(nobody, bits.max(initial=-np.inf))
    odds = np.exp2(bits - highest)
    return np.asarray(odds / (odds.sum() + np.exp2(nobody - highest)))
