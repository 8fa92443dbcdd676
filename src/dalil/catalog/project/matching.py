"""Imported lists, proposed matches, people's decisions."""

from typing import Any

from dalil.catalog.models import Claim, ClaimList, Match, MatchDecision
from dalil.catalog.project import rows
from dalil.catalog.project.source import Source
from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.event import Event


def imported(index: int, event: Event, source: Source) -> None:
    """Project one ``list-imported`` event. Its output names the payload of every row."""
    body: dict[str, Any] = event.body
    identity = str(body["list"])
    ClaimList.objects.create(
        id=identity,
        entry=index,
        source=rows.text(body["source"]),
        rows=body["rows"],
        refused=canonical.encode(body["refused"]).decode(),
    )
    lines = (canonical.decode_record(raw[:-1]) for raw in source.lines(Digest(str(body["output"]))))
    rows.insert(Claim, (_claim(identity, line) for line in lines))


def _claim(identity: str, line: dict[str, Any]) -> Claim:
    return Claim(id=f"{identity}:{line['row']}", list=identity, row=line["row"], payload=line["payload"])


def withdrawn(index: int, event: Event, _source: Source) -> None:
    """Project one ``list-row-withdrawn`` event: claim and matches are marked, none removed."""
    claim = f"{event.body['list']}:{event.body['row']}"
    Claim.objects.filter(id=claim).update(withdrawn_by=index)
    Match.objects.filter(claim=claim).update(state="withdrawn")


def proposed(_index: int, event: Event, source: Source) -> None:
    """Project one ``matches-proposed`` event.

    Matches that people answered keep their state for ever, and get the reasons that hold now.
    """
    decided_before = set(MatchDecision.objects.values_list("match", flat=True))
    Match.objects.filter(claim__startswith=f"{event.body['list']}:", state="proposed").exclude(
        id__in=decided_before
    ).delete()
    known = set(Match.objects.values_list("id", flat=True))
    lines = [canonical.decode_record(raw[:-1]) for raw in source.lines(Digest(str(event.body["output"])))]
    rows.insert(Match, (_match(line) for line in lines if line["id"] not in known))
    for line in lines:
        if line["id"] in known:
            standing = Match.objects.filter(id=line["id"]).exclude(state="withdrawn")
            standing.update(score_ppm=line["score_ppm"], reasons=line["reasons"])


def _match(line: dict[str, Any]) -> Match:
    plain = ("id", "individual", "claim", "score_ppm", "reasons")
    return Match(state="proposed", **{key: line[key] for key in plain})


def decided(index: int, event: Event, _source: Source) -> None:
    """Project one ``match-decided`` event; the state after it stands in the event's body."""
    body: dict[str, Any] = event.body
    MatchDecision.objects.create(
        entry=index,
        match=body["match"],
        actor=event.actor,
        answer=body["answer"],
        reason=rows.text(body["reason"]),
        at=event.at,
    )
    Match.objects.filter(id=body["match"]).update(state=body["state"])
