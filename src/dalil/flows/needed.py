"""Needed: what people ask for before they can answer a match, as long as it is open. Records nothing."""

from dataclasses import dataclass

from dalil.catalog.queries import matching
from dalil.catalog.queries.matching import MatchSeen
from dalil.core.canonical import Record
from dalil.core.matching.decision import Decision, MatchState, needs
from dalil.flows.blind import state_for
from dalil.flows.narrowed import Narrowed
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault


@dataclass(frozen=True, slots=True)
class NeedShown:
    """What one person needs to answer one match."""

    match: MatchSeen
    need: Decision
    state: MatchState
    """As who looks may know it."""

    def to_record(self) -> Record:
        """The object that ``dalil matches --needed --jsonl`` prints."""
        return {
            "list": self.match.list,
            "match": self.match.id,
            "claim": self.match.claim,
            "individual": self.match.individual,
            "state": self.state.value,
            "needed": self.need.reason,
            "asked_by": self.need.actor,
            "asked_at": self.need.at,
        }


def needed(vault: Vault, narrowed: Narrowed) -> list[NeedShown]:
    """Return what is asked for and still open, by list, then by match, then in the order of the log.

    It closes when the person who asked answers otherwise; of a withdrawn match nothing is needed any more.
    Raises: ListUnknown, MatchUnknown.
    """
    bring_up(vault)
    narrowed.insist()
    found = [
        NeedShown(match, need, state_for(vault, match))
        for identity, history in matching.decided().items()
        if (match := matching.match(identity)) is not None and match.state is not MatchState.WITHDRAWN
        for need in needs(history)
    ]
    shown = (each for each in found if narrowed.holds(each.match))
    return sorted(shown, key=lambda each: (each.match.list, each.match.id, each.need.at))
