"""Why: the account of one match, in words that need no learning, for who has decided or does not decide.

Load: its reasons from their payload, and with how many it was compared. Decide: ``core.matching.waterfall``.
Records nothing. Who may still decide is refused: how much everything weighs would decide in their stead. So
is who may still decide on the same individual and a row that states the same person: a copy of a list.
"""

from dataclasses import dataclass

from dalil.catalog.queries import individual, matching
from dalil.catalog.queries.matching import MatchSeen
from dalil.core.canonical import Record
from dalil.core.errors import Refusal
from dalil.core.matching.decision import MatchState, MatchUnknown
from dalil.core.matching.evidence import Line
from dalil.core.matching.naming import named
from dalil.core.matching.waterfall import Waterfall, waterfall
from dalil.core.record import take_optional_integer, take_records
from dalil.flows import shelf
from dalil.flows.blind import still_open
from dalil.flows.match import claim_name
from dalil.flows.person import person
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault


class MatchBlind(Refusal):
    """{actor} says neither yes nor no to match {match} yet, and is to decide without seeing weights."""

    code = "match-blind"
    exit_status = 75
    remedy = "`dalil matches` gives the reasons without weights; answer with `dalil decide`, then look."


class MatchReasonsErased(Refusal):
    """The reasons of match {match} were erased with its claim."""

    code = "match-reasons-erased"
    exit_status = 75
    remedy = "They cannot be had again: the source of the claim took it back."


@dataclass(frozen=True, slots=True)
class Account:
    """One match, both names as written, and the account of its evidence."""

    match: MatchSeen
    individual_name: str | None
    claim_name: str | None
    named_by: str | None
    waterfall: Waterfall

    def to_record(self) -> Record:
        """The object that ``dalil why --json`` prints."""
        return {
            "match": self.match.id,
            "individual": self.match.individual,
            "claim": self.match.claim,
            "individual_name": self.individual_name,
            "claim_name": self.claim_name,
            "named_by": self.named_by,
            "state": self.match.state.value,
            **self.waterfall.to_record(),
        }


def why(vault: Vault, match_id: str) -> Account:
    """Return the account of a match.

    Where nobody is named who asks, nothing is withheld, as on all pages: who decides is named.
    Raises: MatchUnknown, MatchBlind, MatchReasonsErased.
    """
    bring_up(vault)
    match = matching.match(match_id)
    if match is None:
        raise MatchUnknown(match=match_id)
    if match.state is MatchState.WITHDRAWN:
        raise MatchReasonsErased(match=match_id)
    waits = still_open(vault, match)
    if waits is not None:
        raise MatchBlind(actor=person(vault), match=waits.id)
    reasons = shelf.Shelf(vault).get(match.reasons, match.id)
    if reasons is None:
        raise MatchReasonsErased(match=match_id)
    lines = [Line.from_record(each) for each in take_records(reasons, "lines")]
    found = waterfall(
        lines,
        among=take_optional_integer(reasons, "among") or matching.compared_with(match),
        chance_ppm=take_optional_integer(reasons, "chance_ppm"),
    )
    name, named_by = named(individual.names().get(match.individual), reasons)
    return Account(match, name, claim_name(vault, match.claim), named_by, found)
