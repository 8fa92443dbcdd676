"""Copies of one exposure: which pictures show the same pixels, however they were saved, turned or cut.

Two answers, kept apart. A *pair* is near as a whole (distance ≤ 31 of 256 bits in some orientation): all
such pairs are found, exactly. A *candidate* agrees in some landmarks only, as a picture and its overlaid
version do, or a crop of it; :mod:`dalil.vision.verify` must look at the pixels before anyone believes it.
Method and figures: docs/methods/copies.md.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from tempfile import TemporaryFile
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.union import Union
from dalil.vision.candidates import Compared, candidates
from dalil.vision.fingerprint import HASH_BYTES, QUALITY_MIN, Fingerprint, distance
from dalil.vision.framing import BORDERED, CROPPED
from dalil.vision.nearness import Near, near
from dalil.vision.orientation import Orientation

IDENTICAL: Final = "identical-pixels"
RESAVED: Final = "resaved"
RESIZED: Final = "resized"
CANDIDATE: Final = "candidate"


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


def find(fingerprints: Mapping[str, Fingerprint], scratch: Callable[[], BinaryIO] = TemporaryFile) -> Copies:
    """Compare every picture with every other, in all eight orientations.

    ``fingerprints`` are asked for again and again, one at a time: many are best kept in an
    :class:`~dalil.vision.album.Album`. ``scratch`` makes a nameless file for what does not fit into memory.
    """
    groups: dict[bytes, list[str]] = defaultdict(list)
    not_compared = []
    for name in sorted(fingerprints):
        one = fingerprints[name]
        if one.quality < QUALITY_MIN:
            not_compared.append(name)
        else:
            groups[one.whole].append(name)
    found = near(_hashes(groups))
    pairs = tuple(sorted(_pairs(list(groups.values()), found, fingerprints)))
    different = Compared(tuple(group[0] for group in groups.values()), fingerprints)
    with scratch() as file:
        alike, left_out = candidates(different, found, file)
    told = tuple(_candidate(different, *one) for one in alike)
    return Copies(pairs, told, left_out, tuple(not_compared))


def _candidate(pictures: Compared, first: int, second: int, orientation: Orientation) -> Pair:
    bits, _ = distance(pictures.fingerprint(first), pictures.fingerprint(second))
    return Pair(pictures.names[first], pictures.names[second], CANDIDATE, bits, orientation)


def _pairs(groups: list[list[str]], found: Near, fingerprints: Mapping[str, Fingerprint]) -> Iterator[Pair]:
    """Of pictures with equal hashes and with near ones; a thousand copies cost the search as much as one."""
    for group in groups:
        for a, b in combinations(group, 2):
            yield _pair(a, b, fingerprints, 0, Orientation.SAME)
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
    names = {name for pair in (*whole, *framed) for name in (pair.a, pair.b)}
    union = Union(names)
    for pair in whole:
        union.join(pair.a, pair.b)
    sizes: defaultdict[str, set[tuple[int, ...]]] = defaultdict(set)
    for name in names:
        one = fingerprints[name]
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


def _hashes(hashes: Iterable[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(hashes), np.uint8).reshape(-1, HASH_BYTES)
