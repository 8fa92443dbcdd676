"""Sequence: what the order of photographs in a folder says about those whose number is not certain.

A photograph between two of one person, seconds apart, is probably of that person; a misread number between
two equal ones is probably theirs. Only the *order* is used to propose: the next body follows within seconds
too, so that time alone never joins two labelled people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.evidence import Link, link
from dalil.core.number import digits_apart
from dalil.core.sighting import Sighting

NEAR_SECONDS: Final = 60
NEAR_STEPS: Final = 3
"""Where no camera time is known: running numbers this far apart count as near."""
_MUCH_NEARER: Final = 2
"""A neighbour is much nearer when the other one is this many times further away, or not there."""
_OFTEN: Final = 3
"""Views that a number needs before a like number next to it is taken for its misreading."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """One sighting at its place in a folder; ``place`` is seconds, or the running number without them."""

    place: int
    sighting: Sighting


def sequence_links(sightings: Iterable[Sighting]) -> Iterator[Link]:
    """Yield the links that neighbours in a folder justify, in no particular order, possibly twice."""
    for near, stops in _walks(sightings):
        seen = Counter(stop.sighting.block for stop in stops)
        before = _numbered_before(stops)
        after = _numbered_before(stops[::-1])[::-1]
        for index, stop in enumerate(stops):
            found = _link_of(stop, before[index], after[index], near, seen)
            if found:
                yield found


def _walks(sightings: Iterable[Sighting]) -> Iterator[tuple[int, list[_Stop]]]:
    """Yield every folder's stops in order: those with a camera time, and those with a number only."""
    timed: defaultdict[str, list[_Stop]] = defaultdict(list)
    counted: defaultdict[str, list[_Stop]] = defaultdict(list)
    for sighting in sightings:
        for station in sorted(set(sighting.stations), key=repr):
            if station.seconds is not None:
                timed[station.folder].append(_Stop(station.seconds, sighting))
            elif station.sequence is not None:
                counted[station.folder].append(_Stop(station.sequence, sighting))
    for near, walks in ((NEAR_SECONDS, timed), (NEAR_STEPS, counted)):
        for folder in sorted(walks):
            yield near, sorted(walks[folder], key=lambda stop: (stop.place, _order(stop), stop.sighting.key))


def _order(stop: _Stop) -> int:
    """The running number that parts photographs of one second."""
    return min((one.sequence for one in stop.sighting.stations if one.sequence is not None), default=0)


def _numbered_before(stops: Sequence[_Stop]) -> list[_Stop | None]:
    """For every stop the nearest earlier one, of another exposure, whose number is read."""
    result: list[_Stop | None] = []
    last: _Stop | None = None
    for stop in stops:
        result.append(last)
        if stop.sighting.number_value:
            last = stop
    return result


def _link_of(
    stop: _Stop, before: _Stop | None, after: _Stop | None, near: int, seen: Counter[tuple[str, str]]
) -> Link | None:
    sighting = stop.sighting
    beside = [other for other in (before, after) if other and _is_near(stop, other, near)]
    neighbours = [other.sighting for other in beside]
    if not neighbours or sighting.slot or not sighting.groupable:
        return None
    between = len(neighbours) > 1 and _same_number(*neighbours)
    if not sighting.number_value:
        if between:
            return _best(sighting, neighbours, {"between-two"})
        return _beside(stop, beside) if sighting.labelled else None
    return _misread(sighting, neighbours, seen, between=between)


def _same_number(before: Sighting, after: Sighting) -> bool:
    """True when both sides bear one number, and not of two agencies: short numbers meet in one folder."""
    agencies = {before.agency, after.agency} - {""}
    return before.block == after.block and len(agencies) <= 1


def _beside(stop: _Stop, beside: Sequence[_Stop]) -> Link | None:
    """Link an unread label to its nearer neighbour, the surer where it is much nearer than the other one."""
    gaps = sorted(abs(other.place - stop.place) for other in beside)
    extra = {"next-to-labelled"}
    if len(gaps) == 1 or gaps[0] * _MUCH_NEARER <= gaps[1]:
        extra.add("much-nearer")
    nearest = [other.sighting for other in beside if abs(other.place - stop.place) == gaps[0]]
    return _best(stop.sighting, nearest, extra)


def _misread(
    sighting: Sighting, neighbours: Sequence[Sighting], seen: Counter[tuple[str, str]], *, between: bool
) -> Link | None:
    """Link a number that stands between two equal ones, or is one digit off and seen once in the folder."""
    others = [other for other in neighbours if other.block != sighting.block]
    once = {"number-seen-once"} if seen[sighting.block] == 1 else set()
    if between:
        return _best(sighting, others, {"between-two"} | once)
    near = [
        other
        for other in others
        if seen[other.block] >= _OFTEN and digits_apart(other.block[0], sighting.block[0]) <= 1
    ]
    return _best(sighting, near, once) if once else None


def _best(sighting: Sighting, others: Sequence[Sighting], extra: Iterable[str]) -> Link | None:
    """The strongest link to one of ``others``; only one, so that nobody is joined through a doubtful view."""
    links = [found for other in others if (found := link(sighting, other, extra))]
    return min(links, key=lambda found: (-found.weight_db, found.a, found.b), default=None)


def _is_near(stop: _Stop, other: _Stop, near: int) -> bool:
    return abs(stop.place - other.place) <= near and stop.sighting.exposure != other.sighting.exposure
