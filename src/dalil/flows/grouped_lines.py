"""Grouped lines: what a grouping concluded, as the lines of its output (docs/spec/events.md)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dalil.core.canonical import Json, Record
from dalil.core.decision import SLOT
from dalil.core.doubt import Doubt
from dalil.core.exposure import CopyPair, Exposure
from dalil.core.individual import Grouping, Individual
from dalil.core.individual_id import IdAssignment
from dalil.core.joint import NumberStatus
from dalil.core.label_field import LabelFields
from dalil.core.link import Link
from dalil.core.photograph import ClassProposal
from dalil.core.reading import Settled
from dalil.core.reason_words import doubt_in_words, link_in_words
from dalil.core.sighting import LABELLED, Sighting
from dalil.flows.between_labels import between_labels
from dalil.flows.contradictions import contradictions
from dalil.flows.photograph_fields import photograph_fields
from dalil.flows.roll import Roll, supports_of
from dalil.flows.witnesses import Witness


@dataclass(frozen=True, slots=True)
class Decided:
    """Everything that was concluded, by exposure's first member or by individual."""

    exposures: tuple[Exposure, ...]
    proposals: Mapping[str, ClassProposal]
    labels: Mapping[str, tuple[LabelFields, ...]]
    sightings: Mapping[str, tuple[Sighting, ...]]
    grouping: Grouping
    held: tuple[CopyPair, ...]
    roll: Roll


def grouped_lines(known: Mapping[str, Witness], decided: Decided, ids: IdAssignment) -> Iterator[Record]:
    """The output: one line for each exposure, photograph, individual, contradiction and identifier."""
    exposure_of = {digest: exposure for exposure in decided.exposures for digest in exposure.members}
    unplaced = _unplaced(decided)
    accepted = _accepted(decided)
    for exposure in decided.exposures:
        key = exposure.members[0]
        line = _exposure_line(exposure, decided.proposals[key], unplaced.get(key, ""))
        yield {**line, "accepted": key in accepted}
    for digest, witness in known.items():
        shown = exposure_of.get(digest)
        key = shown.members[0] if shown else ""
        proposal = decided.proposals[key] if shown else witness.proposal
        copies = [known[member] for member in shown.members] if shown else ()
        supports = [*decided.roll.supports(key), *supports_of(copies)]
        labels = decided.labels[key] if shown else ()
        fields = photograph_fields(witness, copies, supports, labels)
        yield _photograph_line(witness, proposal, key, fields)
    identities = _identities(ids, decided.grouping)
    for identity, individual in zip(ids.ids, decided.grouping.individuals, strict=True):
        doubts = [_doubt_line(doubt, identities) for doubt in individual.doubts]
        yield {**_individual_line(identity, individual, _views(individual, decided)), "doubts": doubts}
    by_key = {one.key: one for found in decided.sightings.values() for one in found}
    rows = [
        *contradictions(known, by_key, decided.grouping, ids.ids),
        *between_labels(
            known, decided.exposures, decided.held, zip(ids.ids, decided.grouping.individuals, strict=True)
        ),
    ]
    for row in sorted(rows):
        yield {"kind": "contradiction", "code": row.code, "subject": row.subject, "detail": row.detail}
    for entry in ids.register:
        yield {"kind": "identifier", **entry.to_record()}


def _accepted(decided: Decided) -> set[str]:
    """Exposures of which machines settled every number, in individuals whose number is settled."""
    open_ones = {
        member.exhibits[0]
        for one in decided.grouping.individuals
        if one.number.status is not NumberStatus.SETTLED
        for member in one.members
    }
    placed = {member.exhibits[0] for one in decided.grouping.individuals for member in one.members}
    return {
        key
        for key in placed - open_ones
        if all(isinstance(one.number, Settled) and not one.number.by_people for one in decided.sightings[key])
    }


def _unplaced(decided: Decided) -> dict[str, str]:
    """Exposure → why it belongs to no individual, for those that show somebody with a label."""
    placed = {member.exhibits[0] for one in decided.grouping.individuals for member in one.members}
    found: dict[str, str] = {}
    for each in decided.grouping.unplaced:
        if each.sighting.exposure not in placed:
            found.setdefault(each.sighting.exposure, each.why)
    return found


def _exposure_line(exposure: Exposure, proposal: ClassProposal, unplaced: str) -> Record:
    members: list[Json] = [
        {"digest": digest, "edit": edit, "distance": distance} for digest, edit, distance in _edits(exposure)
    ]
    return {
        "kind": "exposure",
        "id": exposure.members[0],
        "representative": exposure.representative,
        "class": proposal.photograph_class.value,
        "unplaced": unplaced,
        "members": members,
    }


def _edits(exposure: Exposure) -> Iterator[tuple[str, str, int]]:
    """Each member with the nearest pair that ties it to the exposure."""
    for digest in exposure.members:
        if digest == exposure.representative:
            yield digest, "representative", 0
            continue
        ties = [pair for pair in exposure.pairs if digest in (pair.a, pair.b)]
        nearest = min(ties, key=lambda pair: (pair.distance, pair.a, pair.b))
        yield digest, nearest.edit, nearest.distance


def _photograph_line(
    witness: Witness,
    proposal: ClassProposal,
    exposure: str,
    fields: Record,
) -> Record:
    return {
        "kind": "photograph",
        "digest": witness.digest,
        "class": proposal.photograph_class.value,
        "reason": proposal.reason,
        "exposure": exposure,
        "fields": fields,
    }


def _views(individual: Individual, decided: Decided) -> int:
    """How many exposures with a label the individual has."""
    seen = {member.exhibits[0] for member in individual.members}
    return sum(decided.proposals[exposure].photograph_class in LABELLED for exposure in seen)


def _individual_line(identity: str, individual: Individual, views: int) -> Record:
    members: list[Json] = [
        {"digest": digest, "role": member.role.value}
        for member in individual.members
        for digest in member.exhibits
    ]
    shown = {member.sighting: member.exhibits[0] for member in individual.members}
    reasons: list[Json] = [_reason_line(link, shown) for link in individual.links]
    return {
        "kind": "individual",
        "id": identity,
        "agency": individual.agency or None,
        "number": individual.number.value or None,
        "number_status": individual.number.status.value,
        "number_settled_by": individual.number.settled_by,
        "period": individual.period or None,
        "status": "reviewed" if individual.reviewed else "proposed",
        "low": individual.low,
        "high": individual.high,
        "views": views,
        "name": individual.names[0] if individual.names else None,
        "members": members,
        "reasons": reasons,
    }


def _identities(ids: IdAssignment, grouping: Grouping) -> dict[str, str]:
    """Sighting → the id of the individual that it is placed in."""
    named = zip(ids.ids, grouping.individuals, strict=True)
    return {member.sighting: identity for identity, one in named for member in one.members}


def _doubt_line(doubt: Doubt, identities: Mapping[str, str]) -> Json:
    """Why an individual may be nobody new: which exposures say so, and the other's id if it is placed."""
    words = doubt_in_words(doubt)
    first, second = (key.partition(SLOT)[0] for key in (doubt.here, doubt.there))
    return {
        "kind": doubt.kind.value,
        "first": first,
        "second": second,
        "with": identities.get(doubt.there, ""),
        "ar": words.ar,
        "en": words.en,
    }


def _reason_line(link: Link, shown: Mapping[str, str]) -> Record:
    """One link in words, with the exposures that it ties; ``shown``: sighting → exposure."""
    words = link_in_words(link)
    return {"first": shown[link.a], "second": shown[link.b], "ar": words.ar, "en": words.en}
