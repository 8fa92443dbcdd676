"""Constellation: pairs of pictures of which some landmarks are alike and stand to each other in the same way.

Of two pictures whose landmarks meet (:mod:`dalil.vision.meetings`) at least twice, every meeting proposes how
the one lies in the other: turn, scale, place, mirrored or not. What agrees with the best proposal is fitted
by least squares, and what lies within a few pixels of that is counted, one for a place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dalil.vision import landmarks
from dalil.vision.landmarks import ANGLES, LANDMARK, OCTAVE_STEP, SUBPIXELS, Landmarks
from dalil.vision.meetings import Meetings, Pictures, meetings
from dalil.vision.runs import Integers, steps

MEETINGS_MAX: Final = 64
"""Meetings of two pictures that are looked at; a copy has more, and needs no more."""
_NEAR_PX: Final = 40.0
"""How far a landmark may lie from where another's proposal puts it: that one's scale and turn are rough."""
_TURN_APART: Final = 18
"""In 1/256 turn: 25 degrees."""
_FITTED_PX: Final = 10.0
_PLACE_PX: Final = 12.0
"""Landmarks this near to each other are one place: a corner is found on several reductions."""
_PLACE_ROWS: Final = 1_000
_AT_ONCE: Final = 1 << 21
"""Pairs of meetings compared in one step: about 200 MB."""
_STANDING: Final = ["x", "y", "angle", "flags"]

Complexes = NDArray[np.complex128]
"""Places as complex numbers, across + down·i, in pixels: a turn and a scale are one factor."""
Flags = NDArray[np.bool_]


class Constellations(NamedTuple):
    """Arrays of equal length: pairs of pictures (first < second), and how the first lies in the second.

    ``places``: how many agree, at least two. A place z of the first, mirrored before where ``mirrored``, lies
    at ``factor`` · z + ``shift``.
    """

    first: Integers
    second: Integers
    places: Integers
    factor: Complexes
    shift: Complexes
    mirrored: Flags


def constellations(
    pictures: Pictures, widths: Sequence[int], file: BinaryIO
) -> tuple[Iterator[Constellations], int]:
    """All pairs of ``pictures`` of which two places at least agree, and how many keys were left out.

    The pairs come in order, some at a time. ``widths``: of the reduced pictures. ``file``: empty, for reading
    and writing, the caller's; it holds what is found of them until then.
    """
    found, left_out = meetings(pictures, file)
    return _agreeing(found, _Standing.of(pictures, widths)), left_out


class _Standing(NamedTuple):
    """How the landmarks of all pictures stand: all of them, without their descriptions, in six bytes each.

    ``starts``: the number of each picture's first.
    """

    marks: Landmarks
    starts: Integers
    widths: NDArray[np.float64]

    @classmethod
    def of(cls, pictures: Pictures, widths: Sequence[int]) -> Self:
        """Of ``pictures``, which are read one after the other."""
        ends = np.cumsum([0, *(len(pictures[place]) for place in range(len(pictures)))])
        marks = np.empty(ends[-1], [(name, LANDMARK[name]) for name in _STANDING])
        for place in range(len(pictures)):
            marks[ends[place] : ends[place + 1]] = pictures[place][_STANDING]
        return cls(marks, ends[:-1], np.asarray(widths, np.float64))


@dataclass(frozen=True, slots=True)
class _Met:
    """Meetings: where both landmarks stand, the first in a mirror where hands differ; turn and scale."""

    here: Complexes
    there: Complexes
    turn: Integers
    factor: Complexes
    mirrored: Flags

    @classmethod
    def of(cls, standing: _Standing, found: Meetings) -> Self:
        """Of some meetings."""
        one = standing.marks[standing.starts[found.first] + found.one]
        other = standing.marks[standing.starts[found.second] + found.other]
        here, there = (each["x"] / SUBPIXELS + 1j * each["y"] / SUBPIXELS for each in (one, other))
        mirrored = landmarks.mirrored(one) != landmarks.mirrored(other)
        in_mirror = standing.widths[found.first] - 1 - np.conj(here)
        angle = one["angle"].astype(np.int64)
        turn = (other["angle"] - np.where(mirrored, ANGLES // 2 - angle, angle)) % ANGLES
        grown = OCTAVE_STEP ** (landmarks.octave(other) - landmarks.octave(one)).astype(np.float64)
        factor = grown * np.exp(2j * np.pi * turn / ANGLES)
        return cls(np.where(mirrored, in_mirror, here), there, turn, factor, mirrored)


def _agreeing(found: Iterable[Meetings], standing: _Standing) -> Iterator[Constellations]:
    """What agrees in all pairs of pictures, in steps of bounded memory."""
    for piece in found:
        differ = np.diff(piece.first, prepend=-1) | np.diff(piece.second, prepend=-1)
        bounds = np.append(np.flatnonzero(differ), len(differ))
        for low, high in steps(np.minimum(np.diff(bounds), MEETINGS_MAX) ** 2, _AT_ONCE):
            starts = bounds[low : high + 1]
            part = Meetings(*(each[starts[0] : starts[-1]] for each in piece))
            starts = starts - starts[0]
            met = _Met.of(standing, part)
            yield _agreed(met, starts, part.first[starts[:-1]], part.second[starts[:-1]])


def _agreed(met: _Met, starts: Integers, first: Integers, second: Integers) -> Constellations:
    """What agrees in pairs of pictures, where two places do; the meetings of a pair stand side by side."""
    counts = np.minimum(np.diff(starts), MEETINGS_MAX)
    squares = counts**2
    pair = np.repeat(np.arange(len(counts)), squares)
    i = starts[pair] + _counted(squares) // counts[pair]
    j = starts[pair] + _counted(squares) % counts[pair]
    put = (met.here[j] - met.here[i]) * met.factor[i] + met.there[i]
    aside = np.abs((met.turn[j] - met.turn[i] + ANGLES // 2) % ANGLES - ANGLES // 2)
    agrees = (met.mirrored[i] == met.mirrored[j]) & (np.abs(put - met.there[j]) < _NEAR_PX)
    agrees &= aside <= _TURN_APART
    best = _best(np.bincount(i[agrees], minlength=len(met.here)), counts, starts)
    chosen = agrees & (i == best[pair])
    kept, where = j[chosen], pair[chosen]
    factor, shift, fits = _similarity(met, kept, where, len(counts))
    for _ in range(2):
        off = np.abs(factor[where] * met.here[kept] + shift[where] - met.there[kept])
        near = (off <= _FITTED_PX) & fits[where]
        kept, where = kept[near], where[near]
        factor, shift, fits = _similarity(met, kept, where, len(counts))
    places = np.bincount(_distinct(met.here[kept], where), minlength=len(counts))
    told = places > 1
    return Constellations(
        first[told], second[told], places[told], factor[told], shift[told], met.mirrored[best][told]
    )


def _counted(sizes: Integers) -> Integers:
    """0 … size − 1 for each size, one after the other."""
    counted: Integers = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return counted


def _best(votes: Integers, counts: Integers, starts: Integers) -> Integers:
    """Of every pair of pictures the meeting with most votes; the first of equal ones."""
    pair = np.repeat(np.arange(len(counts)), counts)
    members = starts[pair] + _counted(counts)
    order = np.lexsort((members, -votes[members], pair))
    return members[order][np.flatnonzero(np.diff(pair[order], prepend=-1))]


def _distinct(places: Complexes, where: Integers) -> Integers:
    """``where``, once for all that stand in one place."""
    cells = np.rint(places.imag / _PLACE_PX) * _PLACE_ROWS + np.rint(places.real / _PLACE_PX)
    distinct: Integers = np.unique(np.stack([where, cells.astype(np.int64)]), axis=1)[0]
    return distinct


def _similarity(met: _Met, kept: Integers, where: Integers, count: int) -> tuple[Complexes, Complexes, Flags]:
    """Least squares of there = factor · here + shift in every group, and whether that can be said."""
    here, there = met.here[kept], met.there[kept]
    number = np.bincount(where, minlength=count)

    def mean(values: Complexes) -> Complexes:
        sums = np.zeros(count, np.complex128)
        sums.real, sums.imag = (np.bincount(where, part, count) for part in (values.real, values.imag))
        return sums / np.maximum(number, 1)

    middle, middle_there = mean(here), mean(there)
    off, off_there = here - middle[where], there - middle_there[where]
    spread = mean(np.abs(off) ** 2 + 0j).real
    factor = mean(np.conj(off) * off_there) / np.maximum(spread, 1e-9)
    return factor, middle_there - factor * middle, (number > 1) & (spread > _PLACE_PX**2)
