"""Imported lists, their claims, proposed matches, what people answered. Names stand in payloads."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Length, StrIndex, Substr

from dalil.catalog.models import Claim, ClaimList, Entry, Match, MatchDecision, PayloadState
from dalil.core.matching.decision import Answer, Decision, MatchState


@dataclass(frozen=True, slots=True)
class ListSeen:
    """One imported list."""

    id: str
    entry: int
    source: str
    rows: int


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """One row of a list that was not withdrawn; ``payload`` names where it is written."""

    id: str
    list: str
    row: int
    payload: str


@dataclass(frozen=True, slots=True)
class MatchSeen:
    """One proposed link; ``reasons`` names the payload with its ledger."""

    id: str
    individual: str
    claim: str
    score_ppm: int
    state: MatchState
    reasons: str

    @property
    def list(self) -> str:
        """The list of the claim."""
        return self.claim.partition(":")[0]


def lists() -> list[ListSeen]:
    """All lists in the order of the log."""
    return [ListSeen(row.id, row.entry, row.source, row.rows) for row in ClaimList.objects.order_by("entry")]


def next_list_id() -> str:
    """The id of the list to come: ``L0001``, then ``L0002``."""
    return f"L{ClaimList.objects.count() + 1:04d}"


def claims(list_id: str) -> Iterator[ClaimSeen]:
    """Rows of one list that were not withdrawn, in order."""
    for row in Claim.objects.filter(list=list_id, withdrawn_by=None).order_by("row").iterator():
        yield ClaimSeen(row.id, row.list, row.row, row.payload)


def claim(identity: str) -> ClaimSeen | None:
    """One row that was not withdrawn, None when there is none."""
    row = Claim.objects.filter(id=identity, withdrawn_by=None).first()
    return ClaimSeen(row.id, row.list, row.row, row.payload) if row else None


def withdrawn_rows(list_id: str) -> list[int]:
    """The numbers of the rows of one list that were withdrawn, in order."""
    gone = Claim.objects.filter(list=list_id).exclude(withdrawn_by=None)
    return list(gone.order_by("row").values_list("row", flat=True))


def matches() -> Iterator[MatchSeen]:
    """All matches, whatever became of them: claims in the order of their rows, best first within each."""
    in_list = Substr("claim", 1, StrIndex("claim", Value(":")))
    for row in Match.objects.order_by(in_list, Length("claim"), "claim", "-score_ppm", "id").iterator():
        yield _match(row)


def match(identity: str) -> MatchSeen | None:
    """One match, None when there is none."""
    row = Match.objects.filter(id=identity).first()
    return _match(row) if row else None


def answered(list_id: str) -> list[MatchSeen]:
    """Matches of one list that anybody answered and that were not withdrawn."""
    ids = MatchDecision.objects.values_list("match", flat=True)
    rows = Match.objects.filter(claim__startswith=f"{list_id}:", id__in=ids).exclude(state="withdrawn")
    return [_match(row) for row in rows.order_by("id")]


def matches_of_claim(claim_id: str) -> list[MatchSeen]:
    """All matches of one claim, in order of id."""
    return [_match(row) for row in Match.objects.filter(claim=claim_id).order_by("id")]


def matches_of_individual(individual: str) -> list[MatchSeen]:
    """All matches of one individual, in order of id."""
    return [_match(row) for row in Match.objects.filter(individual=individual).order_by("id")]


def decisions(match_id: str) -> list[Decision]:
    """All answers to one match, in the order of the log."""
    rows = MatchDecision.objects.filter(match=match_id).order_by("entry")
    return [_decision(row) for row in rows]


def decided() -> dict[str, list[Decision]]:
    """Answers by match, of every match that anybody answered, in the order of the log."""
    found: dict[str, list[Decision]] = {}
    for row in MatchDecision.objects.order_by("entry").iterator():
        found.setdefault(row.match, []).append(_decision(row))
    return found


def compared_with(match: MatchSeen) -> int:
    """How many individuals were compared with the claim of a match when it was proposed; 1 at least.

    The entry says how many pairs there were, of claims that stood then.
    """
    entry = PayloadState.objects.get(digest=match.reasons).entry
    pairs: int = json.loads(Entry.objects.get(index=entry).body).get("possible", 0)
    gone = Claim.objects.filter(list=match.list, withdrawn_by__lt=entry).count()
    standing = Claim.objects.filter(list=match.list).count() - gone
    return max(1, pairs // max(1, standing))


def of_individual(individual: str) -> list[MatchSeen]:
    """All matches of one individual, in order of id."""
    return [_match(row) for row in Match.objects.filter(individual=individual).order_by("id")]


def _decision(row: MatchDecision) -> Decision:
    return Decision(row.match, row.actor, Answer(row.answer), row.reason, row.at)


def _match(row: Match) -> MatchSeen:
    return MatchSeen(row.id, row.individual, row.claim, row.score_ppm, MatchState(row.state), row.reasons)
