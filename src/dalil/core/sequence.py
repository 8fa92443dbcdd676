"""Sequence: what the order of photographs in a folder says about those whose number is not certain.

A photograph between two of one person, seconds apart, is probably of that person; a misread number between
two equal ones is probably theirs. Only the *order* is used to propose: the next body follows within seconds
too, so that time alone never joins two labelled people.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.link import Link, link
from dalil.core.neighbour import Stop, Walk, is_open, numbered_before, walks
from dalil.core.number import one_digit_apart
from dalil.core.resemblance import Resemblances
from dalil.core.sighting import Sighting

_MUCH_NEARER: Final = 2
"""A neighbour is much nearer when the other one is this many times further away, or not there."""
_OFTEN: Final = 3
"""Views that a number needs before a like number next to it is taken for its misreading."""


def sequence_links(sightings: Iterable[Sighting], alike: Resemblances) -> Iterator[Link]:
    """Yield the links that neighbours in a folder justify, in no particular order, possibly twice."""
    for walk in walks(sightings):
        folder = _Folder(walk, Counter(stop.sighting.block for stop in walk.stops), alike)
        before = numbered_before(walk.stops)
        after = numbered_before(walk.stops[::-1])[::-1]
        for stop, *sides in zip(walk.stops, before, after, strict=True):
            if found := folder.beside_numbered(stop, [side for side in sides if side]):
                yield found
        yield from folder.alike_in_a_row()


@dataclass(frozen=True, slots=True)
class _Folder:
    """A walk through a folder; ``seen``: how often each number is seen in it."""

    walk: Walk
    seen: Counter[tuple[str, str]]
    alike: Resemblances

    def beside_numbered(self, stop: Stop, sides: Sequence[Stop]) -> Link | None:
        """The link of a stop to the nearest ones on both sides whose numbers are read."""
        sighting = stop.sighting
        beside = [other for other in sides if self.walk.are_near(stop, other)]
        neighbours = [other.sighting for other in beside]
        if not neighbours or sighting.slot or not sighting.groupable:
            return None
        between = len(neighbours) > 1 and _same_number(*neighbours)
        if sighting.number_value:
            return self._misread(sighting, neighbours, between=between)
        if between:
            return self._best((sighting, other, {"between-two"}) for other in neighbours)
        return self._beside(stop, beside)

    def alike_in_a_row(self) -> Iterator[Link]:
        """Links of stops in a row whose pictures are alike, where what is read leaves it open."""
        for one, other in self.walk.following():
            pair = (one.sighting, other.sighting)
            if any(each.slot or not each.groupable for each in pair) or not is_open(*pair):
                continue
            if self._alike(*pair) and (found := self._weighed(*pair, ())):
                yield found

    def _alike(self, one: Sighting, other: Sighting) -> bool:
        return any(reason.weight_db > 0 for reason in self.alike.reasons(one, other))

    def _weighed(self, one: Sighting, other: Sighting, extra: Iterable[str]) -> Link | None:
        return link(one, other, extra, self.alike.reasons(one, other))

    def _best(self, asked: Iterable[tuple[Sighting, Sighting, Iterable[str]]]) -> Link | None:
        """The strongest of some links; only one, so that nobody is joined through a doubtful view."""
        links = [found for one, other, extra in asked if (found := self._weighed(one, other, extra))]
        return min(links, key=lambda found: (-found.weight_db, found.a, found.b), default=None)

    def _beside(self, stop: Stop, beside: Sequence[Stop]) -> Link | None:
        """Link a view without a number to one neighbour, the surer where the other one is far, or excluded.

        A view without a label is linked only to one that is alike.
        """
        sighting = stop.sighting
        open_ones = [other for other in beside if not _excluded(sighting, other.sighting)]
        asked = []
        for other in open_ones:
            if not sighting.labelled and not self._alike(sighting, other.sighting):
                continue
            gap = abs(other.place - stop.place)
            rivals = [abs(each.place - stop.place) for each in open_ones if each is not other]
            alone = all(gap * _MUCH_NEARER <= rival for rival in rivals)
            nearest = all(gap <= rival for rival in rivals)
            if nearest or self._alike(sighting, other.sighting):
                extra = {"next-to-labelled"} | ({"much-nearer"} if alone else set())
                asked.append((sighting, other.sighting, extra))
        return self._best(asked)

    def _misread(self, sighting: Sighting, neighbours: Sequence[Sighting], *, between: bool) -> Link | None:
        """Link a number that stands between two equal ones, or is one digit off and seen once here."""
        others = [other for other in neighbours if other.block != sighting.block]
        once = {"number-seen-once"} if self.seen[sighting.block] == 1 else set()
        if between:
            return self._best((sighting, other, {"between-two"} | once) for other in others)
        near = [
            other
            for other in others
            if self.seen[other.block] >= _OFTEN and one_digit_apart(other.block[0], sighting.block[0])
        ]
        return self._best((sighting, other, once) for other in near) if once else None


def _excluded(sighting: Sighting, other: Sighting) -> bool:
    """True when what is read says that the two are of two people, however near they lie."""
    found = link(sighting, other, ("between-two", "next-to-labelled", "much-nearer"))
    return found is None


def _same_number(before: Sighting, after: Sighting) -> bool:
    """True when both sides bear one number, and not of two agencies: short numbers meet in one folder."""
    agencies = {before.agency, after.agency} - {""}
    return before.block == after.block and len(agencies) <= 1
