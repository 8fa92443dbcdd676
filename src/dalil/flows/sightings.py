"""Sightings: an exposure's copies are read together, and say whom the exposure shows under which number."""

from collections.abc import Sequence
from dataclasses import replace

from dalil.core.company import part_by_company
from dalil.core.correction import BY_PEOPLE
from dalil.core.errors import BodyRefusal
from dalil.core.exposure import Exposure
from dalil.core.label_field import Field, LabelFields
from dalil.core.moment import PartialDate
from dalil.core.number import CUT, is_partial, number_key, same_number
from dalil.core.path_fact import PathKind
from dalil.core.photograph import ClassProposal, PhotographClass, decided_class
from dalil.core.reading import (
    PEOPLE_ONLY,
    Dispute,
    Legibility,
    Outcome,
    ReaderKind,
    Reading,
    Settled,
    SettlingRule,
    Unread,
)
from dalil.core.scene import clear, merge_copies, number_readings, one_person
from dalil.core.settlement import settle_labels
from dalil.core.sighting import LABELLED, NOT_READ, Sighting
from dalil.flows.roll import folder_numbers
from dalil.flows.witnesses import Spoken, Witness

Seen = tuple[ClassProposal, tuple[LabelFields, ...], tuple[Sighting, ...]]
"""Of one exposure: its class, its joint labels, whom it shows."""
MACHINE = "label-reader"
PATH = "path"
_EXAMINATION_DIGITS_MIN = 3


def sightings_of(
    exposure: Exposure,
    members: Sequence[Witness],
    rule: SettlingRule,
    said: PhotographClass | None = None,
    company: frozenset[str] = frozenset(),
) -> Seen:
    """Class, joint labels and sightings of one exposure.

    Copies of one exposure show one label, so labels of all members are merged before anything is concluded
    from them, and what people read on any of them counts for all. ``said``: the class that people decided.
    ``company``: numbers that near frames show alone; by them labels of two bodies are told from two of one.
    """
    labels = merge_copies([member.labels for member in members])
    if said is PhotographClass.LABELLED_INDIVIDUAL:
        labels = one_person(labels)
    elif len(labels) <= 1:
        labels = part_by_company((one for member in members for one in member.regions), company) or labels
    best = next(member for member in members if member.digest == exposure.representative)
    proposal = decided_class(_class_of(members, best, labels), said)
    spoken = [one for member in members for one in member.spoken]
    shown = labels if len(labels) > 1 else (labels[0] if labels else None,)
    several = len(shown) > 1
    regions = [label for member in members for label in member.regions]
    found: list[Sighting] = []
    for label in shown:
        bearing = [label] if several and label else regions
        heard = [one.readings for one in spoken if not several or _speaks_of(one, label)]
        number = _number(bearing, heard, members, rule)
        surfaces = {part for one in bearing if one.detainee_number for part in one.surface.split("+")}
        sighting = _sighting(exposure, members, proposal, label, number)
        slot = _slot(label, [one.slot for one in found]) if several else ""
        found.append(replace(sighting, slot=slot, surfaces=tuple(sorted(surfaces))))
    if said is not None and said not in LABELLED:
        found = [_without_label(found[0])]
    return proposal, labels, tuple(found)


def _without_label(one: Sighting) -> Sighting:
    """What is left where people decided that the exposure shows nobody with a label."""
    return replace(one, number=NOT_READ, series="", agency="", name="", slot="", surfaces=(), examination="")


def _speaks_of(spoken: Spoken, label: LabelFields | None) -> bool:
    """Whether what people read on one label of several is about the person with this number."""
    ours = spoken.label.detainee_number if spoken.label else None
    theirs = label.detainee_number if label else None
    return ours is not None and theirs is not None and same_number(ours.value, theirs.value)


def _slot(label: LabelFields | None, taken: Sequence[str]) -> str:
    """What tells one person of a frame from others: the number on the label, with its letters if needed."""
    number = _value(label.detainee_number if label else None)
    return f"{number} {_value(label.series if label else None)}" if number in taken else number


def _class_of(members: Sequence[Witness], best: Witness, labels: tuple[LabelFields, ...]) -> ClassProposal:
    """The class of the whole exposure: a label on any copy counts for all, so the richest copy speaks."""
    speaking = max(members, key=lambda one: (one.located, one.digest == best.digest, one.digest))
    return speaking.proposal_with(labels)


def _number(
    labels: Sequence[LabelFields],
    spoken: Sequence[Sequence[Reading]],
    members: Sequence[Witness],
    rule: SettlingRule,
) -> Outcome:
    """What people, labels and paths say of one person's number; labels that differ may be a dispute."""
    readings: list[Reading] = []
    fields = number_readings(labels)
    for field in fields:
        legibility = Legibility.PARTIAL if field.partial else Legibility.READ
        readings.append(Reading(MACHINE, ReaderKind.MACHINE, field.value, legibility, field.confidence_ppm))
    if not fields and any(member.located for member in members):
        readings.append(Reading(MACHINE, ReaderKind.MACHINE, "", Legibility.ILLEGIBLE))
    readings += [Reading(PATH, ReaderKind.PATH, value) for value in folder_numbers(members)]
    # The bar was measured on single readings: where labels or copies differ, the surest proves nothing.
    read = {number_key(one.detainee_number.value) for one in labels if one.detainee_number}
    outcome = settle_labels(spoken, readings, rule if len(read) == 1 else PEOPLE_ONLY)
    if isinstance(outcome, Unread) and outcome.patterns:
        return replace(outcome, patterns=tuple(sorted({*outcome.patterns, *_perhaps_whole(fields)})))
    return _against_other_labels(outcome, fields)


def _perhaps_whole(fields: Sequence[Field]) -> set[str]:
    """What a number is that seems cut, if it is not: the rim of a tape looks like the rest of a digit.

    In drawn archives 59 of 85 such numbers were whole, and 14 went on.
    """
    return {whole for field in fields if not is_partial(whole := field.value.strip(CUT))}


def _against_other_labels(outcome: Outcome, fields: Sequence[Field]) -> Outcome:
    """A dispute, where people settled one label and another one clearly bears another number.

    Nobody has looked at that one: it may be the same person's, and the settled one read upside down, or
    another person's who lies beside.
    """
    if not isinstance(outcome, Settled) or all(one.rule != BY_PEOPLE for one in fields):
        return outcome  # also of a label that is found there no more: it may be one of these
    others = {one.value for one in fields if clear(one) and not same_number(one.value, outcome.value)}
    return Dispute(tuple(sorted({outcome.value, *others}))) if others else outcome


def _sighting(
    exposure: Exposure,
    members: Sequence[Witness],
    proposal: ClassProposal,
    label: LabelFields | None,
    number: Outcome,
) -> Sighting:
    date, source = _date(label, members)
    agency = _value(label.agency if label else None) or _agreed(members, PathKind.AGENCY)
    stations = tuple(sorted({station for member in members for station in member.stations}, key=str))
    return Sighting(
        exposure=exposure.members[0],
        exhibits=exposure.members,
        photograph_class=proposal.photograph_class,
        number=number,
        series=_value(label.series if label else None),
        agency=agency,
        date=date,
        date_source=source,
        stations=stations,
        name=_value(label.name if label else None),
        examination=_examination(label.examination_number if label else None),
    )


def _examination(field: Field | None) -> str:
    """As compared; short numbers are too often pieces of others."""
    whole = field and not field.partial and len(number_key(field.value)) >= _EXAMINATION_DIGITS_MIN
    return number_key(field.value) if field and whole else ""


def _date(label: LabelFields | None, members: Sequence[Witness]) -> tuple[PartialDate | None, str]:
    """The date of the label, else of the folders, else the camera's; and which of them it is."""
    written = label.date if label else None
    if written and not written.partial and not written.alternatives:
        parsed = _parsed(written)
        if parsed:
            return parsed, "label"
    folders = {member.path_date for member in members} - {None}
    if len(folders) == 1:
        return folders.pop(), "folder"
    claimed = {member.claimed.date for member in members if member.claimed}
    return (claimed.pop(), "camera") if len(claimed) == 1 else (None, "")


def _parsed(field: Field) -> PartialDate | None:
    try:
        return PartialDate.parse(field.value)
    except BodyRefusal:
        return None


def _value(field: Field | None) -> str:
    return field.value if field else ""


def _agreed(members: Sequence[Witness], kind: PathKind) -> str:
    said = {member.path_value(kind) for member in members} - {""}
    return said.pop() if len(said) == 1 else ""
