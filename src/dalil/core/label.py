"""Label: the lines of one label become fields, by place, form and profile.

A field is filled only by a rule that has a name; what no rule places stays as ``unplaced``. A bare number on
a label is the detainee's number unless a pattern, the register or another number says otherwise. Reads no
pixels, corrects no spelling: an identifier is not a word. ``core.scene`` joins several labels.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dalil.core.held import could_be_a_year
from dalil.core.label_field import Field, FieldAlternative, LabelFields, Line
from dalil.core.label_line import NUMBER, UNPLACED, WORDS, Capture, read_line
from dalil.core.limits import LABEL_LINES_MAX
from dalil.core.number import is_nought
from dalil.core.profile import FIELDS, Profile
from dalil.core.reading import HELD_PPM, PPM

_NAME_SURFACES: Final = frozenset({"card", "tape", "skin"})
"""Surfaces on which a line of words alone may be a name; on overlays it is as often a place."""
_NAME_WORDS: Final = range(2, 8)
_NO_NAMES: Final = frozenset({"rank", "form"})
"""Kinds of phrases that stand on lines of their own where a name may."""
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
    captures = _lettered_codes(captures, profile)
    sheet: dict[str, Field] = {}
    unplaced: list[Field] = []
    for capture in captures:
        if capture.kind in FIELDS:
            _put(sheet, capture.kind, capture)
    for capture in captures:  # what a word announces as the name stands above words that nothing announces
        if capture.kind in FIELDS:
            continue
        if capture.kind == WORDS and _is_name(capture, surface, profile) and "name" not in sheet:
            _put(sheet, "name", replace(capture, rule="words-alone"))
        elif capture.kind != NUMBER:
            unplaced.append(_field(capture))
    numbers = [capture for capture in captures if capture.kind == NUMBER]
    unplaced += [_field(capture) for capture in _place_numbers(sheet, numbers, profile)]
    return LabelFields(surface=surface, unplaced=tuple(unplaced), **sheet)


def _lettered_codes(captures: list[Capture], profile: Profile) -> list[Capture]:
    """Make an agency's code that letters made a detainee's number a bare number again.

    ``فع 248`` is more often a branch than a number with letters. Only while nothing else on the label names
    the agency; the letters stay unplaced.
    """
    if not profile.agencies_listed_only or any(capture.kind == "agency" for capture in captures):
        return captures
    lettered = {(capture.raw, capture.rule) for capture in captures if capture.kind == "series"}
    codes = {
        (capture.raw, capture.rule)
        for capture in captures
        if capture.kind == "detainee_number"
        and (capture.raw, capture.rule) in lettered
        and profile.is_agency(capture.value)
    }
    return [_bared(each) if (each.raw, each.rule) in codes else each for each in captures]


def _bared(capture: Capture) -> Capture:
    if capture.kind != "detainee_number":
        return replace(capture, kind=UNPLACED, rule="letters-with-agency-code")
    alternatives = tuple(
        replace(other, field=NUMBER) if other.field == "detainee_number" else other
        for other in capture.alternatives
    )
    return replace(capture, kind=NUMBER, alternatives=alternatives)


def _put(sheet: dict[str, Field], name: str, capture: Capture) -> None:
    field = _field(capture)
    sheet[name] = beside(sheet[name], name, field) if name in sheet else field


def beside(kept: Field, name: str, other: Field) -> Field:
    """The kept field with another value of the same field beside it; equal values keep the surer reading."""
    if other.value == kept.value:
        return kept if kept.confidence_ppm >= other.confidence_ppm else other
    doubt = FieldAlternative(name, other.value, other.confidence_ppm, other.rule)
    return replace(kept, alternatives=_surest((*kept.alternatives, doubt)))


def _field(capture: Capture) -> Field:
    others = _surest(capture.alternatives)
    return Field(capture.value, capture.raw, capture.confidence_ppm, others, capture.rule)


def _surest(alternatives: tuple[FieldAlternative, ...]) -> tuple[FieldAlternative, ...]:
    """Of equal alternatives, which texts of different wording give, the surest; in their order."""
    surest: dict[tuple[str, str], FieldAlternative] = {}
    for other in sorted(alternatives, key=lambda one: -one.confidence_ppm):
        surest.setdefault((other.field, other.value), other)
    return tuple(other for other in alternatives if surest[other.field, other.value] is other)


def _is_name(capture: Capture, surface: str, profile: Profile) -> bool:
    """True for a line of words that may be a name: no rank, nor words of a form, read a little wrong."""
    words = capture.alone and surface in _NAME_SURFACES and len(capture.value.split()) in _NAME_WORDS
    return words and not profile.lexicon.nearly(capture.value, _NO_NAMES)


def _place_numbers(sheet: dict[str, Field], numbers: list[Capture], profile: Profile) -> list[Capture]:
    """Give bare numbers to the number fields that are still empty; return those that found no place."""
    bounds = profile.bounds["detainee_number"]
    rest = [number for number in numbers if bounds.fits(number.value) and not is_nought(number.value)]
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
    rest = [_perhaps_a_year(number, sheet.get("date"), profile) for number in rest]
    taken = list(zip(empty, rest, strict=False))
    if len(taken) == _TWO:
        usual = by_order != "number-by-order" and profile.agencies_listed_only
        taken = [(name, _swappable(number, name, rest, by_order, usual=usual)) for name, number in taken]
    for name, number in taken:
        _put_bare(sheet, name, number)
    return left + [replace(number, rule="number-extra") for number in rest[len(taken) :]]


def _perhaps_a_year(number: Capture, date: Field | None, profile: Profile) -> Capture:
    """A bare number that could be the year, where no day stands: people decide, however well it reads.

    What a person typed (``PPM``, as sure as no machine is) was decided by looking at the label.
    """
    if number.confidence_ppm == PPM or not could_be_a_year(number.value, date, profile):
        return number
    doubt = FieldAlternative("date", number.value, number.confidence_ppm, "bare-year")
    held = min(number.confidence_ppm, HELD_PPM)
    return replace(number, confidence_ppm=held, alternatives=(*number.alternatives, doubt))


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


def _swappable(number: Capture, name: str, numbers: list[Capture], rule: str, *, usual: bool) -> Capture:
    """Two numbers that only their order tells apart: each is the other's alternative.

    Behind an agency's code the order is the usual one of three-number cards; without it nothing says which is
    which, so either is half as sure.
    """
    doubts = tuple(
        FieldAlternative(name, other.value, other.confidence_ppm // 2, "numbers-swapped")
        for other in numbers[:_TWO]
        if other is not number
    )
    confidence = number.confidence_ppm // (1 if usual else 2)
    alternatives = (*number.alternatives, *doubts)
    return replace(number, rule=rule, confidence_ppm=confidence, alternatives=alternatives)


def _put_bare(sheet: dict[str, Field], name: str, number: Capture) -> None:
    """Fill a field from a bare number; the reader's alternatives become alternatives of that field."""
    alternatives = tuple(
        replace(other, field=name) if other.field == NUMBER else other for other in number.alternatives
    )
    sheet[name] = _field(replace(number, alternatives=alternatives))
