"""A grouping replaces the one before it: photographs, exposures, individuals, contradictions.

The output's lines are described in docs/spec/events.md (*grouped*). Decisions are inputs of the grouping, not
of this projection, so replacing its rows forgets nothing.
"""

from collections.abc import Iterator
from typing import Any

from dalil.catalog.models import (
    Contradiction,
    Exposure,
    ExposureMember,
    Individual,
    IndividualDoubt,
    Member,
    MemberReason,
    Photograph,
)
from dalil.catalog.project import reading, rows
from dalil.catalog.project.source import Source
from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.event import Event

_REPLACED = (
    Photograph,
    Exposure,
    ExposureMember,
    Individual,
    Member,
    MemberReason,
    IndividualDoubt,
    Contradiction,
)


def grouped(_index: int, event: Event, source: Source) -> None:
    """Project one ``grouped`` event."""
    for model in _REPLACED:
        model.objects.all().delete()
    output = Digest(str(event.body["output"]))
    rows.insert(Photograph, (_photograph(line) for line in _of(source, output, "photograph")))
    rows.insert(Exposure, (_exposure(line) for line in _of(source, output, "exposure")))
    rows.insert(ExposureMember, (each for line in _of(source, output, "exposure") for each in _copies(line)))
    rows.insert(Individual, (_individual(line) for line in _of(source, output, "individual")))
    rows.insert(Member, (each for line in _of(source, output, "individual") for each in _members(line)))
    rows.insert(MemberReason, (each for line in _of(source, output, "individual") for each in _reasons(line)))
    doubts = (each for line in _of(source, output, "individual") for each in _doubts(line))
    rows.insert(IndividualDoubt, doubts)
    accepted = (
        member["digest"]
        for line in _of(source, output, "exposure")
        if line.get("accepted")
        for member in line["members"]
    )
    reading.grouped(_of(source, output, "exposure"), accepted)
    found = enumerate(_of(source, output, "contradiction"))
    rows.insert(Contradiction, (_contradiction(number, line) for number, line in found))


def _of(source: Source, output: Digest, kind: str) -> Iterator[dict[str, Any]]:
    marker = f'"kind":"{kind}"'.encode()
    for raw in source.lines(output):
        if marker in raw:
            record = canonical.decode_record(raw[:-1])
            if record["kind"] == kind:
                yield record


def _photograph(line: dict[str, Any]) -> Photograph:
    return Photograph(
        digest=line["digest"],
        photograph_class=line["class"],
        reason=rows.text(line["reason"]),
        exposure=line["exposure"],
        fields=rows.text(canonical.encode(line["fields"]).decode()),
    )


def _exposure(line: dict[str, Any]) -> Exposure:
    return Exposure(
        id=line["id"],
        representative=line["representative"],
        photograph_class=line["class"],
        unplaced=line["unplaced"],
        accepted=bool(line.get("accepted")),
    )


def _copies(line: dict[str, Any]) -> Iterator[ExposureMember]:
    for member in line["members"]:
        yield ExposureMember(
            digest=member["digest"], exposure=line["id"], edit=member["edit"], distance=member["distance"]
        )


def _individual(line: dict[str, Any]) -> Individual:
    plain = ("id", "agency", "number", "number_status", "period", "status", "low", "high", "views", "name")
    by = line.get("number_settled_by", "")
    return Individual(**{key: line[key] for key in plain}, number_settled_by=by)


def _members(line: dict[str, Any]) -> Iterator[Member]:
    for member in line["members"]:
        yield Member(
            id=f"{line['id']}:{member['digest']}",
            individual=line["id"],
            digest=member["digest"],
            role=member["role"],
        )


def _reasons(line: dict[str, Any]) -> Iterator[MemberReason]:
    for number, words in enumerate(line["reasons"]):
        yield MemberReason(
            id=f"{line['id']}:{number:06d}",
            individual=line["id"],
            first=words["first"],
            second=words["second"],
            ar=rows.text(words["ar"]),
            en=rows.text(words["en"]),
        )


def _doubts(line: dict[str, Any]) -> Iterator[IndividualDoubt]:
    """Groupings of before had none."""
    for number, doubt in enumerate(line.get("doubts", ())):
        yield IndividualDoubt(
            id=f"{line['id']}:{number:06d}",
            individual=line["id"],
            kind=doubt["kind"],
            first=doubt["first"],
            second=doubt["second"],
            other=doubt["with"],
            ar=rows.text(doubt["ar"]),
            en=rows.text(doubt["en"]),
        )


def _contradiction(number: int, line: dict[str, Any]) -> Contradiction:
    return Contradiction(
        id=f"{number:09d}", code=line["code"], subject=line["subject"], detail=rows.text(line["detail"])
    )
