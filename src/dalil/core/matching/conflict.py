"""Conflicts: one individual matched with two claims, or one claim with two. Shown, never resolved here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core.matching.decision import MatchState
from dalil.core.matching.naming import PERSON

_STANDING: Final = (MatchState.CONFIRMED, MatchState.HALF, MatchState.DISPUTED)
"""States in which at least one person may have said yes."""


class ConflictKind(StrEnum):
    """Which side is claimed twice."""

    INDIVIDUAL_CLAIMED_TWICE = "individual-claimed-twice"
    CLAIM_MATCHED_TWICE = "claim-matched-twice"


@dataclass(frozen=True, slots=True)
class Standing:
    """One match that people have answered: ``approvals`` counts those who say yes."""

    match: str
    individual: str
    claim: str
    state: MatchState
    approvals: int


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Matches that cannot all be right."""

    kind: ConflictKind
    subject: str
    matches: tuple[str, ...]


def conflicts(standings: Iterable[Standing]) -> tuple[Conflict, ...]:
    """Return all conflicts among matches that at least one person affirmed, in a fixed order.

    Two claims of different lists for one person are a conflict too, until someone says that they are one. A
    paper is none with an individual, nor with another paper: all of them may mean one person.
    """
    by_individual: dict[str, set[tuple[str, str]]] = defaultdict(set)
    by_claim: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for standing in standings:
        if standing.approvals > 0 and standing.state in _STANDING:
            by_individual[standing.individual].add((standing.claim, standing.match))
            if not standing.individual.startswith(PERSON):
                by_claim[standing.claim].add((standing.individual, standing.match))
    found = [
        Conflict(kind, subject, tuple(sorted(match for _, match in pairs)))
        for kind, groups in (
            (ConflictKind.INDIVIDUAL_CLAIMED_TWICE, by_individual),
            (ConflictKind.CLAIM_MATCHED_TWICE, by_claim),
        )
        for subject, pairs in groups.items()
        if len({other for other, _ in pairs}) > 1
    ]
    return tuple(sorted(found))
