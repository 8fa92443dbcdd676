"""Neighbour: which photographs follow one another in a folder, and which of them are worth comparing.

The order is the camera's clock, or the running number where a file has no time. Two photographs are near
when little lies between them; only near ones are ever compared here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.limits import NEIGHBOURS_CHECKED_MAX
from dalil.core.number import one_digit_apart
from dalil.core.sighting import Sighting

NEAR_SECONDS: Final = 60
NEAR_STEPS: Final = 3
"""Where no camera time is known: running numbers this far apart count as near."""
NEXT_ONES: Final = 2
"""A view is compared with so many that follow it: of three in a row the middle one may be too near to show
what the others do."""

Exposures = tuple[str, str]
"""Two exposures, the first before the second."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One sighting at its place in a folder; ``place`` is seconds, or the running number without them."""

    place: int
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Walk:
    """A folder's stops in order, and how far apart two of them may lie to be near."""

    folder: str
    near: int
    stops: tuple[Stop, ...]

    def are_near(self, one: Stop, other: Stop) -> bool:
        """True for stops of two exposures that lie near each other."""
        return abs(one.place - other.place) <= self.near and one.sighting.exposure != other.sighting.exposure

    def following(self) -> Iterator[tuple[Stop, Stop]]:
        """Yield every stop with the next ``NEXT_ONES`` of other exposures that are near."""
        for place, stop in enumerate(self.stops):
            seen = {stop.sighting.exposure}
            for after in range(place + 1, len(self.stops)):
                other = self.stops[after]
                if not self.are_near(stop, other):
                    if other.place - stop.place > self.near:
                        break
                    continue
                if other.sighting.exposure not in seen:
                    seen.add(other.sighting.exposure)
                    yield stop, other
                if len(seen) > NEXT_ONES:
                    break


def walks(sightings: Iterable[Sighting]) -> Iterator[Walk]:
    """Yield every folder's stops in order: those with a camera time, and those with a number only."""
    timed: defaultdict[str, list[Stop]] = defaultdict(list)
    counted: defaultdict[str, list[Stop]] = defaultdict(list)
    for sighting in sightings:
        for station in sorted(set(sighting.stations), key=repr):
            if station.seconds is not None:
                timed[station.folder].append(Stop(station.seconds, sighting))
            elif station.sequence is not None:
                counted[station.folder].append(Stop(station.sequence, sighting))
    for near, folders in ((NEAR_SECONDS, timed), (NEAR_STEPS, counted)):
        for folder in sorted(folders):
            ordered = sorted(folders[folder], key=lambda stop: (stop.place, _order(stop), stop.sighting.key))
            yield Walk(folder, near, tuple(ordered))


def numbered_before(stops: Sequence[Stop]) -> list[Stop | None]:
    """For every stop the nearest earlier one whose number is read."""
    result: list[Stop | None] = []
    last: Stop | None = None
    for stop in stops:
        result.append(last)
        if stop.sighting.number_value:
            last = stop
    return result


def stretches(sightings: Iterable[Sighting]) -> dict[str, dict[str, int]]:
    """Sighting and folder → which stretch of the walk it lies in.

    A new stretch begins with every other clear number, so that two views of one number in two stretches have
    views of another between them. Frames of several people begin none, and lie in none.
    """
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for walk in walks(sightings):
        stretch, number = 0, ("", "")
        for stop in (each for each in walk.stops if not each.sighting.slot):
            if stop.sighting.clear and stop.sighting.block != number:
                stretch, number = stretch + 1, stop.sighting.block
            found[stop.sighting.key][f"{walk.near} {walk.folder}"] = stretch
    return dict(found)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Pairs of exposures whose pictures are worth comparing.

    ``open``: where it may decide who a view shows. ``same`` and ``different``: of one clear number and of
    two, at most ``NEIGHBOURS_CHECKED_MAX`` of each; by them it is told whether pictures say anything here.
    """

    open: tuple[Exposures, ...]
    same: tuple[Exposures, ...]
    different: tuple[Exposures, ...]

    @property
    def all(self) -> tuple[Exposures, ...]:
        """Every pair, once, in order."""
        return tuple(sorted({*self.open, *self.same, *self.different}))


def neighbours(sightings: Iterable[Sighting]) -> Neighbours:
    """Return the pairs of neighbours of ``sightings``; the order of these changes nothing."""
    wanted: set[Exposures] = set()
    same: set[Exposures] = set()
    different: set[Exposures] = set()
    for walk in walks(one for one in sightings if one.groupable and not one.slot):
        for one, other in walk.following():
            pair = exposures(one.sighting, other.sighting)
            if is_open(one.sighting, other.sighting):
                wanted.add(pair)
            if one.sighting.clear and other.sighting.clear:
                alike = one.sighting.block == other.sighting.block
                (same if alike else different).add(pair)
        for stop, other in _nearest_numbered(walk):
            if not stop.sighting.clear and stop.sighting.block != other.sighting.block:
                wanted.add(exposures(stop.sighting, other.sighting))
    checked = slice(NEIGHBOURS_CHECKED_MAX)
    return Neighbours(tuple(sorted(wanted)), tuple(sorted(same)[checked]), tuple(sorted(different)[checked]))


def is_open(one: Sighting, other: Sighting) -> bool:
    """True where a number is not clear, or one may be the other, or the other's branch, misread."""
    if not (one.clear and other.clear):
        return True
    ours, theirs = one.block[0], other.block[0]
    elsewhere = ours in {other.agency, other.examination} or theirs in {one.agency, one.examination}
    return ours != theirs and (elsewhere or one_digit_apart(ours, theirs))


def exposures(one: Sighting, other: Sighting) -> Exposures:
    """The exposures of two sightings, in order."""
    first, second = sorted((one.exposure, other.exposure))
    return first, second


def _nearest_numbered(walk: Walk) -> Iterator[tuple[Stop, Stop]]:
    before = numbered_before(walk.stops)
    after = numbered_before(walk.stops[::-1])[::-1]
    for stop, sides in zip(walk.stops, zip(before, after, strict=True), strict=True):
        yield from ((stop, other) for other in sides if other and walk.are_near(stop, other))


def _order(stop: Stop) -> int:
    """The running number that parts photographs of one second."""
    return min((one.sequence for one in stop.sighting.stations if one.sequence is not None), default=0)
