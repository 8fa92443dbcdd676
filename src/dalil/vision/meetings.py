"""Meetings: landmarks of different pictures whose descriptions are equal in one piece. All of them.

Each description of 256 bits is cut into eight keys of 32; two landmarks meet when one key is equal. Sorting
finds all that meet, so the result depends on no order and no index. A key that more than KEY_LANDMARKS_MAX
landmarks share says nothing of any: it is left out, and counted.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

KEY_LANDMARKS_MAX: Final = 64
_KEYS: Final = 8
_SORTED_AT_ONCE: Final = 1 << 23
"""Landmarks whose keys are sorted in one step: about 500 MB. More are taken by ranges of their keys."""


def meetings(bits: NDArray[np.uint8], owner: Integers) -> tuple[Integers, Integers, int]:
    """Numbers of landmarks that meet, first < second, each pair once; and how many keys were left out.

    ``bits``: n × 32; ``owner``: the picture of each, in order. Sorted by both pictures, then by landmark.
    """
    words = bits.view("<u4")
    count, left_out = max(1, len(bits)), 0
    found = [np.zeros(0, np.int64)]
    parts = -(-count // _SORTED_AT_ONCE)
    for column in range(_KEYS):
        keys = np.ascontiguousarray(words[:, column])
        ranks = keys.astype(np.uint64) * parts >> 32 if parts > 1 else np.zeros(len(keys), np.uint64)
        for part in range(parts):
            met, crowded = _equal(keys, np.flatnonzero(ranks == part), owner)
            found.append(met)
            left_out += crowded
    first, second = np.divmod(np.unique(np.concatenate(found)), count)
    order = np.lexsort((owner[second], owner[first]))
    return first[order], second[order], left_out


def _equal(keys: NDArray[np.uint32], among: Integers, owner: Integers) -> tuple[Integers, int]:
    """Pairs ``among`` some landmarks with an equal key, as first · n + second; how many keys are left out."""
    order = among[np.argsort(keys[among], kind="stable")]
    starts = np.flatnonzero(np.diff(keys[order].astype(np.int64), prepend=-1))
    sizes = np.diff(starts, append=len(order))
    crowded = sizes > KEY_LANDMARKS_MAX
    run = np.repeat(np.where(crowded, -1, np.arange(len(sizes))), sizes)
    order, run = order[run >= 0], run[run >= 0]
    found = [np.zeros(0, np.int64)]
    for apart in range(1, KEY_LANDMARKS_MAX):
        met = np.flatnonzero(run[apart:] == run[:-apart])
        if not met.size:
            break  # runs are whole: where none is so long, none is longer
        first, second = order[met], order[met + apart]  # a stable sort keeps the lower number first
        strangers = owner[first] != owner[second]
        found.append(first[strangers] * len(keys) + second[strangers])
    return np.concatenate(found), int(crowded.sum())
