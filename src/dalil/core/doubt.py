"""Doubt: why an individual may be nobody new, and whom it may be.

The low count of people rests on these: who asks why it is as low as it is finds each with its reason. Nothing
is joined because of them. Serves docs/methods/individuals.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dalil.core.evidence import Reason
from dalil.core.joint import JointNumber, NumberStatus
from dalil.core.link import Link
from dalil.core.misreading import NumberSeen, misread_pairs
from dalil.core.union import Union


class DoubtKind(StrEnum):
    """What casts the doubt."""

    LINK = "possible-link"
    MISREADING = "possible-misreading"
    SKIN = "written-on-skin"
    """Its number stands on skin alone, and nobody settled it."""
    UNREAD = "number-unread"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about a group. ``here``: a sighting of it; ``there``: one of who it may be, empty for nobody.

    ``reasons``: of a link; ``detail``: the two numbers of a misreading, this group's first.
    """

    kind: DoubtKind
    here: str
    there: str = ""
    reasons: tuple[Reason, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """What makes one of two groups for the low count: a possible link, or two numbers that may be one."""

    first: str
    second: str
    link: Link | None = None
    numbers: tuple[str, str] = ("", "")

    def doubts(self) -> Iterator[tuple[str, Doubt]]:
        """What it says of either sighting."""
        ours, theirs = self.numbers
        for here, there, detail in (
            (self.first, self.second, f"{ours} {theirs}"),
            (self.second, self.first, f"{theirs} {ours}"),
        ):
            if self.link:
                yield here, Doubt(DoubtKind.LINK, here, there, self.link.reasons)
            else:
                yield here, Doubt(DoubtKind.MISREADING, here, there, detail=detail)


def tied(union: Union, links: Sequence[Link], seen: Mapping[str, NumberSeen]) -> Iterator[Tie]:
    """Join in ``union`` what may be one; yield each tie that brought two groups together, in that order.

    Args:
        union: groups that certain and likely links made.
        links: every link, the strongest first.
        seen: each of the groups as numbers tell it, by its key.

    """
    for link in links:
        if not union.together(link.a, link.b) and union.join(link.a, link.b):
            yield Tie(link.a, link.b, link)
    for first, second in misread_pairs(list(seen.values())):
        if not union.together(first, second) and union.join(first, second):
            yield Tie(first, second, numbers=seen[first].nearest(seen[second]))


def doubts_of(ties: Iterable[Tie], group_of: Mapping[str, str]) -> dict[str, tuple[Doubt, ...]]:
    """Return what ties say of each group, by its first key; ``group_of``: sighting → that key."""
    found: dict[str, list[Doubt]] = {}
    for tie in ties:
        for here, doubt in tie.doubts():
            found.setdefault(group_of[here], []).append(doubt)
    return {key: tuple(doubts) for key, doubts in found.items()}


def surest(groups: Iterable[tuple[str, str, JointNumber]]) -> dict[str, str]:
    """Return which of the groups that may all be one person is counted: root → key of the surest.

    Args:
        groups: root of what may be one, key of the group, number of the group.

    """
    ranked: dict[str, tuple[bool, int, str]] = {}
    for root, key, number in groups:
        rank = (number.status is not NumberStatus.SETTLED, -number.confidence_ppm, key)
        ranked[root] = min(ranked.get(root, rank), rank)
    return {root: key for root, (_, _, key) in ranked.items()}
