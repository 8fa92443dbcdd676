"""Candidates: pictures that may be one exposure although their hashes are not near, as landmarks tell.

Those of which some landmarks stand alike (:mod:`dalil.vision.constellation`) are matched landmark by
landmark. Only their pixels can tell whether they are copies. Method and figures: docs/methods/copies.md, §3.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.limits import COPY_CANDIDATES_PER_PICTURE_MAX
from dalil.vision.constellation import Constellations, constellations
from dalil.vision.fingerprint import Fingerprint, distance
from dalil.vision.framing import possible
from dalil.vision.landmarks import LANDMARK, LONGEST, Landmarks, reduced_size
from dalil.vision.nearness import Near
from dalil.vision.orientation import Orientation
from dalil.vision.registration import Registration, registered
from dalil.vision.runs import Integers

AGREEING_MIN: Final = 10
"""Landmarks that must agree when all of both pictures are matched; crops and borders keep 27 and more."""
SPREAD_MIN: Final = 0.1
"""Share of a picture that the agreeing landmarks must take up. Those of an office's overlay agree in all its
pictures; it covers less."""
BITS_MAX: Final = 80
"""Bits of 256 within which two pictures that stand on one another need less spread: a box moves so many."""
FAR_BITS_MAX: Final = 104
FAR_AGREEING_MIN: Final = 14
"""A box over a seventh moves more; then so many landmarks must agree, in whatever place."""
_ROUGH_PX: Final = 25.0
_ROUGH_SCALE: Final = 0.08


@dataclass(frozen=True, slots=True)
class Compared:
    """Pictures that are compared, by their places in the order of ``names``: the landmarks of each."""

    names: tuple[str, ...]
    fingerprints: Mapping[str, Fingerprint]

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, place: int) -> Landmarks:
        return np.frombuffer(self.fingerprint(place).landmarks, LANDMARK)

    def fingerprint(self, place: int) -> Fingerprint:
        """The whole fingerprint of one picture."""
        return self.fingerprints[self.names[place]]


def candidates(
    pictures: Compared, known: Near, file: BinaryIO
) -> tuple[Iterator[tuple[int, int, Orientation]], int]:
    """Pictures of which landmarks agree, first < second, in order: the nearest of each, and how many more.

    Those of ``known``, which are near as a whole, are none. ``file``: empty, for reading and writing, the
    caller's; it holds what is found until all is told.
    """
    prints = map(pictures.fingerprint, range(len(pictures)))
    sizes = np.array([(one.width, one.height) for one in prints], np.int64).reshape(-1, 2)
    widths = [reduced_size(width, height)[0] for width, height in sizes.tolist()]
    pairs = known.first.astype(np.int64) * len(pictures) + known.second
    found, _ = constellations(pictures, widths, file)
    seen = [np.zeros((0, 4), np.int32)]
    for some in found:
        stands = _stands(sizes, some)
        told = stands | ~_one_size(sizes, some)
        told &= ~np.isin(some.first * len(pictures) + some.second, pairs)
        rows = zip(*(each[told].tolist() for each in (some.first, some.second, stands)), strict=True)
        sure = [
            (first, second, one.agreeing, int(one.orientation))
            for first, second, stands in rows
            if (one := _matched(pictures.fingerprint(first), pictures.fingerprint(second), stands=stands))
        ]
        seen.append(np.array(sure, np.int32).reshape(-1, 4))
    every = np.concatenate(seen)
    kept = every[_nearest(every)]
    return ((first, second, Orientation(how)) for first, second, _, how in kept.tolist()), len(every) - len(
        kept
    )


def _matched(first: Fingerprint, second: Fingerprint, *, stands: bool) -> Registration | None:
    """How the one lies in the other; None where too little agrees. ``stands``: on one another, as a whole."""
    ours, theirs = (np.frombuffer(one.landmarks, LANDMARK) for one in (first, second))
    sizes = reduced_size(first.width, first.height), reduced_size(second.width, second.height)
    seen = registered(ours, theirs, sizes)
    if seen is None:
        return None
    spread, apart = seen.spread >= SPREAD_MIN, distance(first, second)[0]
    sure = spread and seen.agreeing >= AGREEING_MIN
    if stands:
        sure |= spread or apart <= BITS_MAX or (apart <= FAR_BITS_MAX and seen.agreeing >= FAR_AGREEING_MIN)
    return seen if sure and possible(seen, first.content, second.content, sizes[0][0]) else None


def _one_size(sizes: Integers, found: Constellations) -> NDArray[np.bool_]:
    """Whether both files have the same sides, lying or standing."""
    sides = np.sort(sizes, axis=1)
    same: NDArray[np.bool_] = (sides[found.first] == sides[found.second]).all(axis=1)
    return same


def _stands(sizes: Integers, found: Constellations) -> NDArray[np.bool_]:
    """Whether the whole of the one lies on the whole of the other, as far as a rough fit tells.

    Two pictures of one size of which one lies in the other otherwise are two presses of the shutter.
    """
    scale = np.minimum(1, LONGEST / np.maximum(1, sizes.max(axis=1)))
    middle = (sizes[:, 0] + 1j * sizes[:, 1]) * scale / 2
    off = np.abs(found.factor * middle[found.first] + found.shift - middle[found.second])
    near: NDArray[np.bool_] = (off < _ROUGH_PX) & (np.abs(np.log(np.abs(found.factor) + 1e-9)) < _ROUGH_SCALE)
    return near


def _nearest(seen: NDArray[np.int32]) -> Integers:
    """Which rows (first, second, agreeing, orientation; in order) are among the nearest of either picture."""
    first, second, agreeing, how = seen.T
    nearest_first = np.lexsort((second, first, how, -agreeing))
    pictures = seen[nearest_first, :2].ravel()
    order = np.argsort(pictures, kind="stable")
    starts = np.flatnonzero(np.diff(pictures[order], prepend=-1))
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    among = (ranks.reshape(-1, 2) < COPY_CANDIDATES_PER_PICTURE_MAX).any(axis=1)
    return np.sort(nearest_first[among])
