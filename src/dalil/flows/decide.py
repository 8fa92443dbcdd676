"""Decide: one person's answer to one proposed match; and what contradicts among the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from dalil.catalog.queries import individual, matching
from dalil.catalog.queries.matching import MatchSeen
from dalil.core.canonical import Json, Record
from dalil.core.event import Event
from dalil.core.matching.conflict import Conflict, Standing, conflicts
from dalil.core.matching.decision import (
    Answer,
    Decision,
    MatchState,
    MatchUnknown,
    admit,
    approvals,
)
from dalil.core.matching.naming import named
from dalil.core.matching.notice import Cause, ceases
from dalil.core.names.ledger import unweighed
from dalil.flows import notice, shelf
from dalil.flows.blind import may_still_decide, never_decided, state_for, still_open
from dalil.flows.list_comparison import restating
from dalil.flows.match import claim_names
from dalil.flows.narrowed import Narrowed
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault


@dataclass(frozen=True, slots=True)
class Decided:
    """A match after an answer."""

    match: str
    state: MatchState
    to_tell: int = 0
    """How many have to hear that it is not confirmed any more."""
    conflicts: tuple[Conflict, ...] = ()
    """Conflicts that this match is part of now."""

    def to_record(self) -> Record:
        """The object that ``dalil decide --json`` prints."""
        conflicts: list[Json] = [
            {"kind": each.kind.value, "subject": each.subject, "matches": [*each.matches]}
            for each in self.conflicts
        ]
        return {
            "match": self.match,
            "state": self.state.value,
            "to_tell": self.to_tell,
            "conflicts": conflicts,
        }


@dataclass(frozen=True, slots=True)
class MatchShown:
    """One match with its ledger, as far as it was not erased."""

    match: MatchSeen
    reasons: Record | None
    individual_name: str | None
    """As the archive has it; ``claim_name``: as the list has it. None where it is not there any more."""
    claim_name: str | None
    named_by: str | None
    """Where the individual's name stands: ``label``, or as :class:`dalil.core.matching.naming.NamedBy`."""
    state: MatchState
    """As who looks may know it: what another has answered is hidden until they have, too."""
    may_still_decide: bool
    """Whether who looks is named and has said neither yes nor no: then nothing that weighs is shown."""

    def to_record(self, *, blind: bool) -> Record:
        """The object that ``dalil matches --jsonl`` prints; ``blind``: no score, chance or weights."""
        blind = blind or self.may_still_decide
        found: Record = {
            "id": self.match.id,
            "individual": self.match.individual,
            "claim": self.match.claim,
            "individual_name": self.individual_name,
            "claim_name": self.claim_name,
            "named_by": self.named_by,
            "state": self.state.value,
        }
        lines = self.reasons.get("lines") if self.reasons else None
        if isinstance(lines, list) and blind:
            lines = [_unweighed(line) for line in lines if isinstance(line, dict)]
        found["reasons"] = lines
        if blind:
            return found
        chance = self.reasons.get("chance_ppm") if self.reasons else None
        return {**found, "score_ppm": self.match.score_ppm, "chance_ppm": chance}


def _unweighed(line: Record) -> Record:
    """A line without what it weighs, in numbers or words (borne by fewer than one in 500)."""
    bare = {key: value for key, value in line.items() if key != "weight"}
    return {
        **bare,
        "reason_en": unweighed(str(line["reason_en"])),
        "reason_ar": unweighed(str(line["reason_ar"])),
    }


def decide(vault: Vault, match_id: str, answer: Answer, reason: str) -> Decided:
    """Record the answer of the person who acts, and who has to hear where it ends a confirmed match.

    Raises: ActorUnnamed, MatchUnknown, MatchWithdrawn, NeedUnsaid, SameActorAgain.
    """
    actor = person(vault)
    bring_up(vault)
    seen = matching.match(match_id)
    if seen is None:
        raise MatchUnknown(match=match_id)
    decision = Decision(match_id, actor, answer, reason)
    withdrawn = seen.state is MatchState.WITHDRAWN
    state = admit(matching.decisions(match_id), decision, is_withdrawn=withdrawn)
    body: Record = {
        "match": match_id,
        "answer": answer.value,
        "reason": reason,
        "state": state.value,
        "individual": seen.individual,
        "claim": seen.claim,
    }
    ended: tuple[Event, ...] = ()
    if ceases(seen.state, state):
        holding = {restated.partition(":")[0] for restated in restating(vault, seen.claim)}
        lists = holding | {seen.list}
        ended = notice.due(vault, seen, Cause.UNCONFIRMED, acting=actor, lists=lists)
    record(vault, [vault.event("match-decided", (match_id, seen.individual, seen.claim), body), *ended])
    bring_up(vault)
    if never_decided(vault, match_id):
        return Decided(match_id, MatchState.PROPOSED)
    here = tuple(each for each in _conflicts(vault) if match_id in each.matches)
    return Decided(match_id, state, notice.count(ended), here)


def matches(vault: Vault, narrowed: Narrowed | None = None, *, best_first: bool = True) -> list[MatchShown]:
    """Return matches with their ledgers and the two names; all, or those asked for.

    Claims stand in the order of their rows, and the matches of each ``best_first``, or, where who looks may
    still decide on one of them, in the order of their ids, which says nothing.
    Raises: ListUnknown, MatchUnknown.
    """
    asked = narrowed or Narrowed()
    bring_up(vault)
    asked.insist()
    held = shelf.Shelf(vault)
    names, claimed = individual.names(), claim_names(vault)
    shown = [
        _shown(each, held.get(each.reasons, each.id), names, claimed, vault)
        for each in matching.matches()
        if asked.holds(each)
    ]
    found: list[MatchShown] = []
    for _, group in groupby(shown, key=lambda each: each.match.claim):
        of_claim = list(group)
        told = best_first and not any(each.may_still_decide for each in of_claim)
        found += of_claim if told else sorted(of_claim, key=lambda each: each.match.id)
    return found


def _shown(
    match: MatchSeen,
    reasons: Record | None,
    names: Mapping[str, str],
    claimed: Mapping[str, str],
    vault: Vault,
) -> MatchShown:
    name, named_by = named(names.get(match.individual), reasons)
    waits = still_open(vault, match) is not None
    claim_name = claimed.get(match.claim)
    return MatchShown(match, reasons, name, claim_name, named_by, state_for(vault, match), waits)


def found_conflicts(vault: Vault) -> tuple[Conflict, ...]:
    """Return the matches that cannot all be right, but open ones that wait for the person who acts."""
    bring_up(vault)
    return _conflicts(vault)


def subjects(vault: Vault) -> dict[str, str]:
    """Names of individuals and claims in conflicts, by id; of whom none is held there is none here."""
    bring_up(vault)
    held, names = shelf.Shelf(vault), individual.names()
    found = {}
    for identity in {identity for conflict in _conflicts(vault) for identity in conflict.matches}:
        match = matching.match(identity)
        if match is not None:
            name, _ = named(names.get(match.individual), held.get(match.reasons, match.id))
            found[match.individual] = name
    return {**{key: name for key, name in found.items() if name}, **claim_names(vault)}


def _conflicts(vault: Vault) -> tuple[Conflict, ...]:
    """What is confirmed is told to everybody: a family may be about to hear of somebody else's."""
    return conflicts(
        Standing(each.id, each.individual, each.claim, each.state, approvals(matching.decisions(each.id)))
        for each in matching.matches()
        if each.state is MatchState.CONFIRMED or not may_still_decide(vault, each.id)
    )
