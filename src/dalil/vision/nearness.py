"""Nearness: all pairs of 256-bit hashes within a distance, in any orientation. Exhaustive and exact.

A hash is 256 signs of waves. Mirroring and half turns change the signs of whole classes of waves: those that
are odd across, odd down, or odd both ways; 64 waves each. So a hash is cut into sixteen bands of 16 bits of
one class each, and a band and its complement count as one key: one lookup serves four orientations, and a
second one of the hash with across and down exchanged serves the four that turn by a quarter.

A pair at distance 31 or less agrees within one bit in at least one band (31 < 2·16), so every hash is looked
up in an index of each band under its own key and the sixteen keys one bit away; every candidate's distances
are then counted. Source: multi-index hashing (Norouzi, Punjani, Fleet 2012).
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dalil.vision.fingerprint import HASH_BYTES, oriented_hashes
from dalil.vision.orientation import Orientation

DISTANCE_MAX: Final = 31
_BANDS: Final = 16
_BAND_BITS: Final = 16
_CLASSES: Final = 4
_CLASS_BITS: Final = 64
_KEYS: Final = 1 << _BAND_BITS
_TOP: Final = np.uint16(_KEYS >> 1)
_FLIPS: Final = np.array([0, *(1 << bit for bit in range(_BAND_BITS))], dtype=np.uint16)
_QUERIES_AT_ONCE: Final = 1 << 16
_CANDIDATES_AT_ONCE: Final = 1 << 20
"""Both bound the memory of one step to about 100 MB, whatever the hashes."""
_THREADS: Final = 2

Places = NDArray[np.int32]
Words = NDArray[np.uint64]
"""n × 4: the bits of each class of waves."""


class Near(NamedTuple):
    """Arrays of equal length: pairs of hashes by number, first < second, sorted.

    With their distance in bits, and the orientation of the first in which it is least (of equal ones the
    first in order).
    """

    first: Places
    second: Places
    distance: NDArray[np.int32]
    orientation: NDArray[np.int32]


class _Family(NamedTuple):
    """The four orientations that exchange across and down, or the four that do not.

    ``flipped``: which classes change their sign in each of them.
    """

    orientations: tuple[Orientation, ...]
    flipped: NDArray[np.bool_]


def near(hashes: NDArray[np.uint8]) -> Near:
    """All pairs of ``hashes`` (n × 32) within DISTANCE_MAX bits in some orientation, each once."""
    there = _classed(hashes)
    searches = [(_classed(_exchanged(hashes, family)), there, family) for family in _families()]

    def search(task: tuple[_Search, int]) -> NDArray[np.int32]:
        return np.concatenate([_NONE, *_in_band(*task)])

    with ThreadPoolExecutor(_THREADS) as threads:
        found = np.concatenate(list(threads.map(search, product(searches, range(_BANDS)))))
    found = found[np.lexsort(found.T[::-1])]
    once = np.flatnonzero(np.any(np.diff(found[:, :2], axis=0, prepend=-1), axis=1))
    return Near(*found[once].T)


_Search = tuple[Words, Words, _Family]
"""Hashes asked for, hashes found, and how their signs may differ."""
_NONE: Final = np.zeros((0, 4), np.int32)


@cache
def _families() -> tuple[_Family, _Family]:
    """Both families, with the signs that each orientation changes."""
    signs = {
        one: _classed(oriented_hashes(np.zeros((1, HASH_BYTES), np.uint8), one))[0] for one in Orientation
    }
    families = []
    for exchanged in (False, True):
        those = tuple(one for one in Orientation if one.quarter_turns % 2 == exchanged)
        families.append(_Family(those, np.array([signs[one] != 0 for one in those])))
    return families[0], families[1]


def _exchanged(hashes: NDArray[np.uint8], family: _Family) -> NDArray[np.uint8]:
    """The hashes as the family's first orientation turns them, its signs taken back."""
    first = family.orientations[0]
    turned = oriented_hashes(hashes, first)
    return turned ^ oriented_hashes(np.zeros((1, HASH_BYTES), np.uint8), first)


def _classed(hashes: NDArray[np.uint8]) -> Words:
    """The bits of each hash in the order of their classes."""
    classed = np.zeros_like(hashes)
    for start in range(0, len(hashes), _QUERIES_AT_ONCE):
        part = slice(start, start + _QUERIES_AT_ONCE)
        classed[part] = np.packbits(np.unpackbits(hashes[part], axis=1)[:, _order()], axis=1)
    return classed.view(np.uint64)


@cache
def _order() -> NDArray[np.int64]:
    """Class by class, and within one so that every band holds waves of all lengths: each fourth."""
    down, across = np.divmod(np.arange(HASH_BYTES * 8), 16)
    classes = 2 * ((down + 1) % 2) + (across + 1) % 2
    grouped = np.argsort(classes, kind="stable").reshape(_CLASSES, -1)
    return grouped.reshape(_CLASSES, _BAND_BITS, -1).transpose(0, 2, 1).ravel()


def _in_band(search: _Search, band: int) -> Iterator[NDArray[np.int32]]:
    """Pairs that are near, of which no band before this one tells: first, second, distance, orientation."""
    here, there, family = search
    free = _is_free(band)
    keys = _keys(there, band, free=free)
    order = np.argsort(keys, kind="stable").astype(np.int32)
    starts = np.zeros(_KEYS + 1, np.int64)
    np.cumsum(np.bincount(keys, minlength=_KEYS), out=starts[1:])
    orientations = np.array(family.orientations, np.int32)
    for first, second in _candidates(_keys(here, band, free=free), starts, order, free=free):
        apart = here[first] ^ there[second]
        counts = np.bitwise_count(apart).astype(np.int32)
        oriented = [np.where(flips, _CLASS_BITS - counts, counts).sum(axis=1) for flips in family.flipped]
        distances = np.stack(oriented, axis=1)
        best = distances.argmin(axis=1)
        least = distances[np.arange(len(best)), best]
        close = np.flatnonzero(least <= DISTANCE_MAX)
        close = close[_told_first(apart[close], band)]
        pair = (first[close], second[close], least[close], orientations[best[close]])
        yield np.stack(pair, axis=1, dtype=np.int32)


def _is_free(band: int) -> bool:
    """Whether the sign of a band tells nothing: only waves even both ways never change it."""
    return band >= _BANDS // _CLASSES


def _told_first(apart: Words, band: int) -> NDArray[np.bool_]:
    """Where no band before ``band`` agrees within a bit; or its complement, where its sign is free."""
    counts = np.bitwise_count(apart.view(np.uint16))[:, :band]
    agrees = counts <= 1
    for place in range(band):
        if _is_free(place):
            agrees[:, place] |= counts[:, place] >= _BAND_BITS - 1
    return np.asarray(~agrees.any(axis=1))


def _keys(words: Words, band: int, *, free: bool) -> NDArray[np.uint16]:
    """The key of one band of every hash; where its sign is ``free``, a band and its complement have one."""
    values = np.ascontiguousarray(words.view(np.uint16)[:, band])
    return _signed(values) if free else values


def _signed(values: NDArray[np.uint16]) -> NDArray[np.uint16]:
    return np.where(values >= _TOP, ~values, values)


def _candidates(
    keys: NDArray[np.uint16], starts: NDArray[np.int64], order: Places, *, free: bool
) -> Iterator[tuple[Places, Places]]:
    """Numbers of hashes, first < second, that share a band up to one bit, in bounded pieces."""
    for start in range(0, len(keys), _QUERIES_AT_ONCE):
        probes = keys[start : start + _QUERIES_AT_ONCE, None] ^ _FLIPS[None]
        probes = (_signed(probes) if free else probes).ravel()
        low = starts[probes]
        counts = starts[probes.astype(np.int64) + 1] - low
        used = np.flatnonzero(counts)
        low, counts = low[used], counts[used]
        rows = (start + used // len(_FLIPS)).astype(np.int32)
        ends = np.cumsum(counts)
        at = 0
        while at < len(counts):
            before = ends[at - 1] if at else 0
            stop = max(at + 1, int(np.searchsorted(ends, before + _CANDIDATES_AT_ONCE, side="right")))
            part = counts[at:stop]
            skipped = low[at:stop] - (np.cumsum(part) - part)
            second = order[np.arange(part.sum()) + np.repeat(skipped, part)]
            first = np.repeat(rows[at:stop], part)
            ordered = np.flatnonzero(first < second)
            yield first[ordered], second[ordered]
            at = stop
