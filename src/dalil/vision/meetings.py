"""Meetings: landmarks of different pictures whose descriptions are equal in one piece. All of them.

Each description of 256 bits is cut into eight keys of 32; two landmarks meet when one key is equal. Sorting
finds all that meet, so the result depends on no order and no index. A key that more than KEY_LANDMARKS_MAX
landmarks share says nothing of any: it is left out, and counted. So a landmark meets 63 others at most by
each of its keys: however crowded keys are, meetings grow no faster than landmarks.

One key of every landmark is in memory at a time, in 8 bytes. Meetings are whole numbers of 8 bytes, too, and
lie in a file (:mod:`dalil.vision.runs`); they come back by ranges of pictures.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from dalil.vision.landmarks import Landmarks
from dalil.vision.runs import Integers, Runs

KEY_LANDMARKS_MAX: Final = 64
_KEYS: Final = 8
_KEY_BITS: Final = np.uint64(32)
_LOWER_HALF: Final = np.uint64((1 << 32) - 1)
_PICTURES_AT_ONCE: Final = 1_024
_LANDMARKS_AT_ONCE: Final = 1 << 20
"""Landmarks in order of their keys that are looked at in one step: about 100 MB."""
_RANGES: Final = 4_096
"""Of pictures, by which meetings are read. One of 245 pictures has 16 million meetings at worst."""


class Pictures(Protocol):
    """The landmarks of each picture: a list, or what reads them when they are asked for."""

    def __len__(self) -> int:
        """How many pictures there are."""

    def __getitem__(self, place: int, /) -> Landmarks:
        """The landmarks of one."""


class Meetings(NamedTuple):
    """Arrays of equal length: two pictures, first < second, and which landmark of either; in order."""

    first: Integers
    second: Integers
    one: Integers
    other: Integers


def meetings(pictures: Pictures, file: BinaryIO) -> tuple[Iterator[Meetings], int]:
    """All meetings of pictures that meet more than once, and how many keys were left out.

    They come some pictures at a time, those of one first picture together. ``file``: for them, until then;
    empty, for reading and writing, the caller's.
    """
    sizes = np.array([len(pictures[place]) for place in range(len(pictures))], np.int64)
    form = _Form(max(1, len(sizes)), int(sizes.max(initial=1)))
    runs, left_out = Runs(file, form.ranges()), 0
    owner = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    starts = np.cumsum(sizes) - sizes
    for key in range(_KEYS):
        for landmarks, after, crowded in _shared(_sorted(pictures, key, len(owner))):
            left_out += crowded
            picture = owner[landmarks].astype(np.int64)
            first, second = form.halves(picture, landmarks - starts[picture])
            for here, there in _pairs(after):
                strangers = picture[here] != picture[there]
                runs.add(first[here[strangers]] + second[there[strangers]])
    return (form.read(_repeated(piece, form)) for piece in runs.pieces()), left_out


class _Form(NamedTuple):
    """A meeting as one number: first picture, second picture, landmark of the first, landmark of the second.

    ``pictures``, ``landmarks``: more than any of these is. It has room for 20 million pictures.
    """

    pictures: int
    landmarks: int

    def halves(self, picture: Integers, landmark: Integers) -> tuple[Integers, Integers]:
        """What adds up to a meeting: that of who is first, and that of who is second."""
        first = (picture * self.pictures * self.landmarks + landmark) * self.landmarks
        return first, picture * self.landmarks**2 + landmark

    def ranges(self) -> Integers:
        """Where meetings of ranges of first pictures begin, and where all end."""
        parts = min(self.pictures, _RANGES)
        return np.arange(parts + 1) * self.pictures // parts * (self.pictures * self.landmarks**2)

    def pair(self, numbers: Integers) -> Integers:
        """Both pictures as one number."""
        return numbers // self.landmarks**2

    def read(self, numbers: Integers) -> Meetings:
        """The four numbers of each meeting."""
        pictures, landmarks = np.divmod(numbers, self.landmarks**2)
        return Meetings(*np.divmod(pictures, self.pictures), *np.divmod(landmarks, self.landmarks))


def _sorted(pictures: Pictures, key: int, count: int) -> NDArray[np.uint64]:
    """One key of every landmark and, in the lower half, the landmark's number; in order."""
    found = np.empty(count, np.uint64)
    at = 0
    for start in range(0, len(pictures), _PICTURES_AT_ONCE):
        these = range(start, min(start + _PICTURES_AT_ONCE, len(pictures)))
        keys = np.concatenate([pictures[place]["bits"] for place in these]).view("<u4")[:, key]
        stop = at + len(keys)
        found[at:stop] = keys.astype(np.uint64) << _KEY_BITS | np.arange(at, stop, dtype=np.uint64)
        at = stop
    found.sort()
    return found


def _shared(found: NDArray[np.uint64]) -> Iterator[tuple[Integers, Integers, int]]:
    """Landmarks that share a key, some whole keys at a time; how many of the same key follow each.

    And how many keys were left out.
    """
    at = 0
    while at < len(found):
        last = found[min(at + _LANDMARKS_AT_ONCE, len(found)) - 1]
        stop = int(found.searchsorted(last | _LOWER_HALF, side="right"))
        keys = found[at:stop] >> _KEY_BITS
        starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        sizes = np.diff(starts, append=len(keys))
        crowded = sizes > KEY_LANDMARKS_MAX
        kept = np.flatnonzero((sizes > 1) & ~crowded)
        starts, sizes = starts[kept], sizes[kept]
        counted = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        landmarks = (found[at:stop][np.repeat(starts, sizes) + counted] & _LOWER_HALF).astype(np.int64)
        yield landmarks, np.repeat(sizes, sizes) - 1 - counted, int(crowded.sum())
        at = stop


def _pairs(after: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Places of every two that share a key, where ``after`` says how many follow each."""
    here = np.flatnonzero(after)
    for apart in range(1, KEY_LANDMARKS_MAX):
        if not here.size:
            return
        yield here, here + apart
        here = here[after[here] > apart]


def _repeated(numbers: Integers, form: _Form) -> Integers:
    """Those of pictures that meet more than once; nearly all that meet by chance meet once."""
    pair = form.pair(numbers)
    same = np.diff(pair) == 0
    repeated: Integers = numbers[np.append(same, False) | np.append(False, same)]
    return repeated
