"""Copies of one exposure: which pictures show the same pixels, however they were saved, turned or cut.

Two answers, kept apart. A *pair* is near as a whole (distance ≤ 31 of 256 bits in some orientation): all
such pairs are found, exactly. A *candidate* agrees in some landmarks only, as a picture and its overlaid
version do, or a crop of it; :mod:`dalil.vision.verify` must look at the pixels before anyone believes it.
Method and figures: docs/methods/copies.md.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.limits import COPY_CANDIDATES_PER_PICTURE_MAX
from dalil.core.union import Union
from dalil.vision.constellation import Constellations, constellations
from dalil.vision.fingerprint import HASH_BYTES, QUALITY_MIN, Fingerprint, distance
from dalil.vision.framing import BORDERED, CROPPED, possible
from dalil.vision.landmarks import LANDMARK, LONGEST, reduced_size
from dalil.vision.nearness import near
from dalil.vision.orientation import Orientation
from dalil.vision.registration import registered

IDENTICAL: Final = "identical-pixels"
RESAVED: Final = "resaved"
RESIZED: Final = "resized"
CANDIDATE: Final = "candidate"
PLACES_MIN: Final = 3
"""Places that must agree in two pictures before their pixels are looked at (docs/methods/copies.md, §3)."""
AGREEING_MIN: Final = 10
"""Landmarks that must agree when all of both pictures are matched; crops and borders keep 27 and more."""
SPREAD_MIN: Final = 0.1
"""Share of a picture that the agreeing landmarks must take up. Those of an office's overlay agree in all its
pictures; it covers less."""
BITS_MAX: Final = 80
"""Bits of 256 within which two pictures that stand on one another need less spread: a box moves so many."""
_ROUGH_PX: Final = 25.0
_ROUGH_SCALE: Final = 0.08


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two pictures, ``a`` before ``b`` in the order of their names.

    ``edit`` says what was done to ``a`` to get ``b``; ``distance`` is counted in bits of 256; for what is
    cropped or has a border, in blocks of 256 that show something else where both show something.
    """

    a: str
    b: str
    edit: str
    distance: int
    orientation: Orientation


@dataclass(frozen=True, slots=True)
class Copies:
    """All that comparing some fingerprints gives. Everything is sorted; nothing depends on their order."""

    pairs: tuple[Pair, ...]
    candidates: tuple[Pair, ...]
    candidates_left_out: int
    """Candidates beyond the nearest COPY_CANDIDATES_PER_PICTURE_MAX of both their pictures."""
    not_compared: tuple[str, ...]
    """Pictures with too little to see (near-black, empty): a hash would tie them all together."""


def find(fingerprints: Mapping[str, Fingerprint]) -> Copies:
    """Compare every picture with every other, in all eight orientations."""
    names = sorted(name for name, print_ in fingerprints.items() if print_.quality >= QUALITY_MIN)
    groups = _groups(names, fingerprints)
    pairs = tuple(sorted(_pairs(groups, fingerprints)))
    different = [group[0] for group in groups]
    candidates, left_out = _candidates(different, fingerprints, {(one.a, one.b) for one in pairs})
    not_compared = tuple(sorted(fingerprints.keys() - set(names)))
    return Copies(pairs, candidates, left_out, not_compared)


def _groups(names: Sequence[str], fingerprints: Mapping[str, Fingerprint]) -> list[list[str]]:
    """Pictures with equal hashes together, so that a thousand copies cost the search as much as one."""
    groups: dict[bytes, list[str]] = defaultdict(list)
    for name in names:
        groups[fingerprints[name].whole].append(name)
    return list(groups.values())


def _pairs(groups: list[list[str]], fingerprints: Mapping[str, Fingerprint]) -> Iterator[Pair]:
    for group in groups:
        for a, b in combinations(group, 2):
            yield _pair(a, b, fingerprints, 0, Orientation.SAME)
    found = near(_hashes(fingerprints[group[0]].whole for group in groups))
    rows = zip(*(each.tolist() for each in found), strict=True)
    for i, j, bits, how in rows:
        for one, other in product(groups[i], groups[j]):
            if one < other:
                yield _pair(one, other, fingerprints, bits, Orientation(how))
            else:
                # Of equally good orientations the first in order is told, whichever picture is turned.
                yield _pair(other, one, fingerprints, *distance(fingerprints[other], fingerprints[one]))


def _pair(
    a: str, b: str, fingerprints: Mapping[str, Fingerprint], bits: int, orientation: Orientation
) -> Pair:
    return Pair(a, b, _edit(fingerprints[a], fingerprints[b], bits, orientation), bits, orientation)


def _edit(a: Fingerprint, b: Fingerprint, bits: int, orientation: Orientation) -> str:
    """The plainest edit that fits."""
    if orientation is not Orientation.SAME:
        return orientation.word
    if (a.width, a.height) != (b.width, b.height):
        return RESIZED
    return IDENTICAL if bits == 0 and a.check == b.check else RESAVED


def _candidates(
    names: list[str], fingerprints: Mapping[str, Fingerprint], known: Collection[tuple[str, str]]
) -> tuple[tuple[Pair, ...], int]:
    """Pictures of which landmarks agree, and not the whole: the nearest of each, and how many more."""
    prints = [fingerprints[name] for name in names]
    marks = [np.frombuffer(one.landmarks, LANDMARK) for one in prints]
    sizes = np.array([(one.width, one.height) for one in prints]).reshape(-1, 2)
    reduced = [reduced_size(one.width, one.height) for one in prints]
    found, _ = constellations(marks, [width for width, _ in reduced])
    one_size = _one_size(sizes, found)
    told = np.where(one_size, _stands(sizes, found), found.places >= PLACES_MIN)
    best: dict[tuple[int, int], tuple[int, Orientation]] = {}
    rows = zip(*(each[told].tolist() for each in (found.first, found.second, one_size)), strict=True)
    for i, j, stands in rows:
        if (names[i], names[j]) not in known:
            seen = registered(marks[i], marks[j], (reduced[i], reduced[j]))
            if seen is None:
                continue
            spread = seen.spread >= SPREAD_MIN
            sure = spread and seen.agreeing >= AGREEING_MIN
            sure |= stands and (spread or distance(prints[i], prints[j])[0] <= BITS_MAX)
            if sure and possible(seen, prints[i].content, prints[j].content, reduced[i][0]):
                best[i, j] = (-seen.agreeing, seen.orientation)
    kept = _nearest(best)
    made = []
    for i, j in sorted(kept):
        bits, _ = distance(prints[i], prints[j])
        made.append(Pair(names[i], names[j], CANDIDATE, bits, best[i, j][1]))
    return tuple(made), len(best) - len(kept)


def parted(pairs: Iterable[Pair], fingerprints: Mapping[str, Fingerprint]) -> list[Pair]:
    """Leave out what would make two pictures one exposure because a part of one lies in the other, too.

    A crop of one picture of a burst lies in the next one as well. So a part is of the picture that it is most
    like: a pair that is cropped or has a border ties no two pictures of one size together that are not copies
    as they stand. The nearest pairs come first.
    """
    whole: list[Pair] = []
    framed: list[Pair] = []
    for pair in pairs:
        (framed if pair.edit.endswith((CROPPED, BORDERED)) else whole).append(pair)
    union = Union(fingerprints)
    for pair in whole:
        union.join(pair.a, pair.b)
    sizes: defaultdict[str, set[tuple[int, ...]]] = defaultdict(set)
    for name, one in fingerprints.items():
        sizes[union.root(name)].add(tuple(sorted((one.width, one.height))))
    kept = list(whole)
    for pair in sorted(framed, key=lambda one: (one.distance, one)):
        first, second = union.root(pair.a), union.root(pair.b)
        if first != second:
            if sizes[first] & sizes[second]:
                continue
            union.join(first, second)
            sizes[union.root(first)] = sizes[first] | sizes[second]
        kept.append(pair)
    return sorted(kept)


def _one_size(sizes: NDArray[np.int64], found: Constellations) -> NDArray[np.bool_]:
    """Whether both files have the same sides, lying or standing."""
    sides = np.sort(sizes, axis=1)
    same: NDArray[np.bool_] = (sides[found.first] == sides[found.second]).all(axis=1)
    return same


def _stands(sizes: NDArray[np.int64], found: Constellations) -> NDArray[np.bool_]:
    """Whether the whole of the one lies on the whole of the other, as far as a rough fit tells.

    Two pictures of one size of which one lies in the other otherwise are two presses of the shutter.
    """
    scale = np.minimum(1, LONGEST / np.maximum(1, sizes.max(axis=1)))
    middle = (sizes[:, 0] + 1j * sizes[:, 1]) * scale / 2
    off = np.abs(found.factor * middle[found.first] + found.shift - middle[found.second])
    near: NDArray[np.bool_] = (off < _ROUGH_PX) & (np.abs(np.log(np.abs(found.factor) + 1e-9)) < _ROUGH_SCALE)
    return near


def _nearest(best: Mapping[tuple[int, int], tuple[int, Orientation]]) -> set[tuple[int, int]]:
    """The pairs that are among the nearest of at least one of their pictures."""
    taken: dict[int, int] = defaultdict(int)
    kept = set()
    for pair in sorted(best, key=lambda pair: (best[pair], pair)):
        if min(taken[pair[0]], taken[pair[1]]) < COPY_CANDIDATES_PER_PICTURE_MAX:
            kept.add(pair)
        for place in pair:
            taken[place] += 1
    return kept


def _hashes(hashes: Iterable[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(hashes), np.uint8).reshape(-1, HASH_BYTES)
