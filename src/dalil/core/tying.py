"""Tying: joins groups by links, and never two with different numbers or agencies through a view of neither.

A link weighs two sightings. A view whose number is unread, or whose agency is, may fit two people who follow
one another; through it they would become one. So what the whole of both groups bears is looked at, too. Of
two such links the stronger holds.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from dalil.core.link import Link, Strength
from dalil.core.number import digits_apart, is_partial
from dalil.core.sighting import Sighting
from dalil.core.union import Union


class Tying:
    """Joins the groups of ``union`` by links, and knows what each group bears."""

    def __init__(self, union: Union, grouped: Mapping[str, Sighting]) -> None:
        self._union = union
        self._grouped = grouped
        self._numbers: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._agencies: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for key, sighting in grouped.items():
            root = union.root(key)
            if sighting.number_value and not sighting.doubtful:
                self._numbers[root].add(sighting.block)
            if sighting.agency and not is_partial(sighting.agency):
                self._agencies[root][sighting.agency] += 1

    def join(self, links: Sequence[Link], strength: Strength) -> list[Link]:
        """Join by the links of one strength; return those that brought two groups together."""
        return [link for link in links if link.strength is strength and self._joined(link)]

    def _joined(self, link: Link) -> bool:
        one, other = self._union.root(link.a), self._union.root(link.b)
        if one == other or self._ties_numbers(link) or self._ties_agencies(link):
            return False
        if not self._union.join(link.a, link.b):
            return False
        root = self._union.root(link.a)
        self._numbers[root] = self._numbers[one] | self._numbers[other]
        self._agencies[root] = self._agencies[one] + self._agencies[other]
        return True

    def _ties_numbers(self, link: Link) -> bool:
        ours, theirs = (self._numbers[self._union.root(key)] for key in (link.a, link.b))
        read = all(self._grouped[key].number_value for key in (link.a, link.b))
        return not read and bool(ours) and bool(theirs) and not ours & theirs

    def _ties_agencies(self, link: Link) -> bool:
        """One digit in one view may be misread; more, or two views of each, are two agencies."""
        ours, theirs = (self._agencies[self._union.root(key)] for key in (link.a, link.b))
        read = all(self._grouped[key].agency for key in (link.a, link.b))
        if read or not ours or not theirs or ours.keys() & theirs.keys():
            return False
        near = any(digits_apart(one, other) <= 1 for one in ours for other in theirs)
        return not near or min(ours.total(), theirs.total()) > 1
