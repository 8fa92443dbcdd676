"""Label: the lines of one label become fields, by place, form and profile.

A field is filled only by a rule that has a name; what no rule places stays as ``unplaced``. A bare number on
a label is the detainee's number unless a pattern, the register or another number says otherwise. Reads no
pixels, corrects no spelling: an identifier is not a word.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dalil.core.label_field import Field, FieldAlternative, LabelFields, Line
from dalil.core.label_line import NUMBER, UNPLACED, WORDS, Capture, read_line
from dalil.core.limits import LABEL_LINES_MAX
from dalil.core.number import same_number
from dalil.core.profile import FIELDS, Profile

_NAME_SURFACES: Final = frozenset({"card", "tape", "skin"})
"""Surfaces on which a line of words alone may be a name; on overlays it is as often a place."""
_NAME_WORDS: Final = range(2, 8)
_THREE: Final = 3
_TWO: Final = 2


def read_label(lines: Sequence[Line], surface: str, profile: Profile) -> LabelFields:
    """Return the fields of one label.

    Args:
        lines: the label's lines from top to bottom, text in logical order.
        surface: ``overlay``, ``card``, ``tape``, ``skin`` or whatever the locator calls it.
        profile: patterns, words, register and bounds.

    """
    captures = [capture for line in lines[:LABEL_LINES_MAX] for capture in read_line(line, surface, profile)]
    captures += [
        Capture(UNPLACED, line.text, line.text, line.confidence_ppm, "too-many-lines")
        for line in lines[LABEL_LINES_MAX:]
    ]
    sheet: dict[str, Field] = {}
    unplaced: list[Field] = []
    for capture in captures:
        if capture.kind in FIELDS:
            _put(sheet, capture.kind, capture)
        elif capture.kind == WORDS and _is_name(capture, surface) and "name" not in sheet:
            _put(sheet, "name", replace(capture, rule="words-alone"))
        elif capture.kind != NUMBER:
            unplaced.append(_field(capture))
    numbers = [capture for capture in captures if capture.kind == NUMBER]
    unplaced += [_field(capture) for capture in _place_numbers(sheet, numbers, profile)]
    return LabelFields(surface=surface, unplaced=tuple(unplaced), **sheet)


def merge_labels(labels: Sequence[LabelFields]) -> tuple[LabelFields, ...]:
    """Join the labels of one frame: one result for each person whose number stands in it.

    A body may carry its number on one tape and the branch on another, and an overlay may repeat the card.
    Several people are seen only where one kind of surface bears several numbers; two surfaces that differ
    are one person read twice, the surer value first. The order of labels does not matter.
    """
    groups = max((_by_number(labels, surface) for surface in _surfaces(labels)), key=len, default=[])
    if len(groups) <= 1:
        return (_join(labels),) if labels else ()
    rest = [label for label in labels if not any(label in group for group in groups)]
    shared = [
        replace(label, agency=None, examination_number=None, name=None, series=None)
        for label in rest
        if not label.detainee_number
    ]
    people = []
    for group in groups:
        again = [label for label in rest if label.detainee_number and _same_person(label, group[0])]
        people.append(_join([*group, *again, *shared]))
    return tuple(sorted(people, key=lambda label: str(label.to_record())))


def merge_copies(copies: Sequence[Sequence[LabelFields]]) -> tuple[LabelFields, ...]:
    """Join what is read in several copies of one exposure: copies show one scene, whatever was read in each.

    The copy that shows most people says how many there are. Another copy's reading of a number that fits none
    of them stands beside the only person there is, and is left to that copy where there are several.

    Args:
        copies: for each copy, its merged labels (:func:`merge_labels`).

    """
    fullest = max(
        copies, key=lambda copy: (len(copy), str([label.to_record() for label in copy])), default=()
    )
    if len(fullest) <= 1:
        labels = [label for copy in copies for label in copy]
        return (_join(labels),) if labels else ()
    others = [label for copy in copies if copy is not fullest for label in copy]
    return tuple(
        _join([person, *(other for other in others if other.detainee_number and _same_person(other, person))])
        for person in fullest
    )


def _surfaces(labels: Sequence[LabelFields]) -> list[str]:
    return sorted({label.surface for label in labels})


def _by_number(labels: Sequence[LabelFields], surface: str) -> list[list[LabelFields]]:
    """The labels of one surface that bear a number, in groups that can be one number."""
    groups: list[list[LabelFields]] = []
    numbered = [label for label in labels if label.surface == surface and label.detainee_number]
    for label in sorted(numbered, key=lambda one: str(one.to_record())):
        home = next((group for group in groups if _same_person(label, group[0])), None)
        if home is None:
            groups.append([label])
        else:
            home.append(label)
    return groups


def _same_person(label: LabelFields, other: LabelFields) -> bool:
    """True when number and letters of the two can be the same."""
    ours, theirs = label.detainee_number, other.detainee_number
    if ours is None or theirs is None or not same_number(ours.value, theirs.value):
        return False
    return not label.series or not other.series or label.series.value == other.series.value


def _join(labels: Sequence[LabelFields]) -> LabelFields:
    """One label's fields out of several: the surest whole reading gives each field, others are beside it."""
    readings: dict[str, list[Field]] = {}
    for label in labels:
        for name, field in label.named():
            readings.setdefault(name, []).append(field)
    sheet: dict[str, Field] = {}
    for name, fields in readings.items():
        first, *rest = sorted(fields, key=lambda field: (field.partial, -field.confidence_ppm, str(field)))
        for field in rest:
            first = _beside(first, name, field)
        sheet[name] = first
    unplaced = sorted((field for label in labels for field in label.unplaced), key=str)
    surfaces = sorted({part for label in labels for part in label.surface.split("+")})
    return LabelFields(surface="+".join(surfaces), unplaced=tuple(unplaced), **sheet)


def _put(sheet: dict[str, Field], name: str, capture: Capture) -> None:
    field = _field(capture)
    sheet[name] = _beside(sheet[name], name, field) if name in sheet else field


def _beside(kept: Field, name: str, other: Field) -> Field:
    """The kept field with another value of the same field beside it; equal values keep the surer reading."""
    if other.value == kept.value:
        return kept if kept.confidence_ppm >= other.confidence_ppm else other
    doubt = FieldAlternative(name, other.value, other.confidence_ppm, other.rule)
    return replace(kept, alternatives=(*kept.alternatives, doubt))


def _field(capture: Capture) -> Field:
    return Field(capture.value, capture.raw, capture.confidence_ppm, capture.alternatives, capture.rule)


def _is_name(capture: Capture, surface: str) -> bool:
    return capture.alone and surface in _NAME_SURFACES and len(capture.value.split()) in _NAME_WORDS


def _place_numbers(sheet: dict[str, Field], numbers: list[Capture], profile: Profile) -> list[Capture]:
    """Give bare numbers to the number fields that are still empty; return those that found no place."""
    bounds = profile.bounds["detainee_number"]
    rest = [number for number in numbers if bounds.fits(number.value)]
    left = [replace(number, rule="number-implausible") for number in numbers if number not in rest]
    by_order = "number-by-order"
    if "agency" not in sheet and (agency := _bare_agency(sheet, rest, profile)):
        by_order = "three-numbers-by-order" if rest[0] is agency and len(rest) == _THREE else by_order
        rest.remove(agency)
        if len(rest) == 1 and profile.agencies_listed_only and profile.is_agency(rest[0].value):
            agency, rest[0] = _either(agency, rest[0], "agency"), _either(rest[0], agency, "detainee_number")
        doubt = FieldAlternative("detainee_number", agency.value, agency.confidence_ppm, "bare-number")
        rule = "bare-agency-code" if profile.agencies_listed_only else "three-numbers-by-order"
        _put_bare(sheet, "agency", replace(agency, rule=rule, alternatives=(*agency.alternatives, doubt)))
    empty = [name for name in ("detainee_number", "examination_number") if name not in sheet]
    taken = list(zip(empty, rest, strict=False))
    if len(taken) == _TWO:
        taken = [(name, _swappable(number, name, rest, by_order)) for name, number in taken]
    for name, number in taken:
        _put_bare(sheet, name, number)
    return left + [replace(number, rule="number-extra") for number in rest[len(taken) :]]


def _either(number: Capture, other: Capture, field: str) -> Capture:
    """Two bare agency codes: which is the number, nothing says; each is half as sure and may be the other."""
    doubt = FieldAlternative(field, other.value, other.confidence_ppm // 2, "numbers-swapped")
    alternatives = (*number.alternatives, doubt)
    return replace(number, confidence_ppm=number.confidence_ppm // 2, alternatives=alternatives)


def _bare_agency(sheet: dict[str, Field], numbers: list[Capture], profile: Profile) -> Capture | None:
    """Return the bare number that is the agency's code, if one is."""
    if profile.agencies_listed_only:
        return next((number for number in numbers if profile.is_agency(number.value)), None)
    by_order = len(numbers) == _THREE and "detainee_number" not in sheet
    return numbers[0] if by_order and profile.is_agency(numbers[0].value) else None


def _swappable(number: Capture, name: str, numbers: list[Capture], rule: str) -> Capture:
    """Two numbers that only their order tells apart: each is the other's alternative.

    Behind an agency's code the order is the usual one of three-number cards; without it nothing says which is
    which, so either is half as sure.
    """
    doubts = tuple(
        FieldAlternative(name, other.value, other.confidence_ppm // 2, "numbers-swapped")
        for other in numbers[:_TWO]
        if other is not number
    )
    confidence = number.confidence_ppm // (2 if rule == "number-by-order" else 1)
    alternatives = (*number.alternatives, *doubts)
    return replace(number, rule=rule, confidence_ppm=confidence, alternatives=alternatives)


def _put_bare(sheet: dict[str, Field], name: str, number: Capture) -> None:
    """Fill a field from a bare number; the reader's alternatives become alternatives of that field."""
    alternatives = tuple(
        replace(other, field=name) if other.field == NUMBER else other for other in number.alternatives
    )
    sheet[name] = _field(replace(number, alternatives=alternatives))
