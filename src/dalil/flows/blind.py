"""Blind: what is withheld from somebody who reads labels or answers matches, so that nobody leads another.

Load: the labels of some exhibits that people still read; answers to a match. Decide: nothing; what waits
is in the queue. Record: nothing. Who reads nothing here is withheld nothing.
"""

from collections.abc import Collection

from dalil.catalog.queries import matching, reading
from dalil.catalog.queries.matching import MatchSeen
from dalil.core import actor
from dalil.core.matching.decision import Answer, MatchState, has_decided
from dalil.core.matching.whom import Whom, whom
from dalil.core.reading_queue import reader_key
from dalil.flows.lists import row_of
from dalil.flows.person import is_person, person
from dalil.flows.vault import Vault


def still_read(vault: Vault, digests: Collection[str]) -> frozenset[str]:
    """Labels on these exhibits that the person who acts may still be asked to read.

    Those that people are asked for and that are not settled, whoever read them; and those whose text is
    known, but not to this person: nothing tells the one from the other. Raises: ActorUnnamed.
    """
    return reading.still_read(reader_key(person(vault)), digests)


def may_still_decide(vault: Vault, match_id: str) -> bool:
    """Whether a person acts who has said neither yes nor no to a match: then others' answers are withheld."""
    return is_person(vault) and not has_decided(matching.decisions(match_id), person(vault))


def still_open(vault: Vault, match: MatchSeen) -> MatchSeen | None:
    """The match on which the person who acts may still decide: this one, or another that tells as much.

    That is one of the same individual with a row that states the same person: what speaks for the one speaks
    for the other.
    """
    if may_still_decide(vault, match.id):
        return match
    beside = matching.matches_of_individual(match.individual) if is_person(vault) else []
    waiting = [
        each for each in beside if each.state is not MatchState.WITHDRAWN and may_still_decide(vault, each.id)
    ]
    stated = _stated(vault, match) if waiting else None
    others = ((each, _stated(vault, each)) for each in waiting)
    return next((each for each, other in others if stated and other and stated.surely(other)), None)


def _stated(vault: Vault, match: MatchSeen) -> Whom | None:
    """Whom the row of a match states; None where it was withdrawn."""
    row = row_of(vault, match.claim)
    return whom({field.value: text for field, text in row.items()}) if row else None


def never_decided(vault: Vault, match_id: str) -> bool:
    """Whether a person acts who never said yes or no to a match: not even its end is told then.

    Who did and takes it back has to learn who must hear of it: nobody may be left with what is not true.
    """
    said = {
        actor.key(each.actor)
        for each in matching.decisions(match_id)
        if each.answer in (Answer.YES, Answer.NO)
    }
    return is_person(vault) and actor.key(person(vault)) not in said


def state_for(vault: Vault, match: MatchSeen) -> MatchState:
    """How a match stands, as the person who acts may know it."""
    if match.state is MatchState.WITHDRAWN or not may_still_decide(vault, match.id):
        return match.state
    return MatchState.PROPOSED
