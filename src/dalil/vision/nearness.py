"""Nearness: all pairs of 256-bit hashes within a distance, in any orientation. Exhaustive and exact.

A pair at distance 31 or less agrees within one bit in at least one of sixteen 16-bit bands (31 < 2·16), so
every hash is looked up in an index of each band under its own key and the sixteen keys one bit away; every
candidate's distance is then counted. Source: multi-index hashing (Norouzi, Punjani, Fleet 2012).
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dalil.vision.fingerprint import HASH_BYTES, oriented_hashes
from dalil.vision.orientation import Orientation

DISTANCE_MAX: Final = 31
_BANDS: Final = 16
_KEYS: Final = 1 << 16
_FLIPS: Final = np.array([0, *(1 << bit for bit in range(16))], dtype=np.uint16)
_CANDIDATES_AT_ONCE: Final = 1 << 21
"""Bounds the memory of one step to about 200 MB, whatever the hashes."""


class Hashes(NamedTuple):
    """Some hashes (n × 32 bytes) and which picture each belongs to (n numbers, each at most once)."""

    places: NDArray[np.int64]
    content: NDArray[np.uint8]


class Near(NamedTuple):
    """Arrays of equal length: pairs of pictures and their distance in bits."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    distance: NDArray[np.int64]


def near(queries: Hashes, hashes: Hashes, orientation: Orientation) -> Near:
    """All pictures i < j where the query of i after ``orientation`` is within DISTANCE_MAX of the hash of j.

    Sorted by i, then j; each pair once. Pairs j < i are found by asking for ``orientation.back``.
    """
    turned = oriented_hashes(queries.content, orientation)
    words, keys = _words(hashes.content), _bands(hashes.content)
    query_words, query_keys = _words(turned), _bands(turned)
    found = [np.zeros((0, 3), np.int64)]
    for band in range(_BANDS):
        order = np.argsort(keys[:, band], kind="stable")
        starts = np.zeros(_KEYS + 1, np.int64)
        np.cumsum(np.bincount(keys[:, band], minlength=_KEYS), out=starts[1:])
        for all_rows, all_columns in _candidates(query_keys[:, band], starts, order):
            ordered = queries.places[all_rows] < hashes.places[all_columns]
            rows, columns = all_rows[ordered], all_columns[ordered]
            apart = np.bitwise_count(query_words[rows] ^ words[columns]).sum(axis=1, dtype=np.int64)
            close = apart <= DISTANCE_MAX
            pair = (queries.places[rows[close]], hashes.places[columns[close]], apart[close])
            found.append(np.stack(pair, axis=1))
    pairs = np.unique(np.concatenate(found), axis=0)
    return Near(pairs[:, 0], pairs[:, 1], pairs[:, 2])


def _candidates(
    keys: NDArray[np.uint16], starts: NDArray[np.int64], order: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Places of queries and of hashes that share a band up to one bit, in bounded pieces."""
    probes = keys[:, None] ^ _FLIPS[None]
    low = starts[probes].ravel()
    counts = starts[probes.astype(np.int64) + 1].ravel() - low
    used = np.flatnonzero(counts)
    low, counts = low[used], counts[used]
    rows = used // len(_FLIPS)
    ends = np.cumsum(counts)
    at = 0
    while at < len(counts):
        before = ends[at - 1] if at else 0
        stop = max(at + 1, int(np.searchsorted(ends, before + _CANDIDATES_AT_ONCE, side="right")))
        part = counts[at:stop]
        within = np.arange(part.sum()) - np.repeat(np.cumsum(part) - part, part)
        yield np.repeat(rows[at:stop], part), order[np.repeat(low[at:stop], part) + within]
        at = stop


def _words(hashes: NDArray[np.uint8]) -> NDArray[np.uint64]:
    return np.ascontiguousarray(hashes).view(np.uint64)


def _bands(hashes: NDArray[np.uint8]) -> NDArray[np.uint16]:
    assert hashes.shape[1] == HASH_BYTES
    return np.ascontiguousarray(hashes).view(np.uint16)
