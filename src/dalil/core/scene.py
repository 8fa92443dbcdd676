"""Scene: the labels of one frame, and of several copies of it, joined into what each person's label says.

Cards, tapes and overlays are made to be read; what a reader sees on skin or cloth is often no writing at all.
So a reading without a card counts only when it is clear, or when a label without a number stands beside it
and no other number does. Several people are seen here only where several labels bear clear numbers; what
near frames tell beside that: ``core.company``. Order changes nothing. Serves docs/methods/labels.md.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from dalil.core.label import beside
from dalil.core.label_field import Field, LabelFields
from dalil.core.number import is_partial, number_key, same_number
from dalil.core.reading import CLEAR_PPM, HELD_PPM

SKIN: Final = "skin"
"""The surface of writing without a card: skin, cloth, or what a locator takes for it."""
OVERLAY: Final = "overlay"
"""What an office wrote into the picture: it repeats a label, and is nobody's of its own."""
COPY_PPM: Final = 975_000
"""Two pictures whose numbers differ, each read this surely, are no copies; lower than the bar for people,
for two exposures made one hide a person, and one made two is counted once by its number."""
NOT_ACCEPTED: Final = "skin-not-accepted"
"""The rule under which such a reading is kept unplaced."""
OF_ANOTHER: Final = "beside-another-number"
"""Likewise of what stands on a label with another number."""
_OF_A_PERSON: Final = frozenset({"agency", "examination_number", "name", "series"})


def likely(surface: str, text: str, confidence_ppm: int) -> bool:
    """Whether a place is shown as a label unasked.

    A machine takes cloth and skin for writing, too. Something must have been read there; and where no card,
    tape or overlay carries it, a whole number that is accepted, or held back: nobody is shown skin
    on a guess.
    """
    if surface == SKIN:
        whole = confidence_ppm >= HELD_PPM and not is_partial(text)
        return whole and any(letter.isdecimal() for letter in text)
    return any(letter.isalnum() for letter in text)


def clear(field: Field | None) -> bool:
    """True when ``field`` is read whole, and clearly enough to tell people apart (``CLEAR_PPM``)."""
    return field is not None and not field.partial and field.confidence_ppm >= CLEAR_PPM


def standing(labels: Iterable[LabelFields]) -> tuple[LabelFields, ...]:
    """Return the labels of one frame as they count, in order: doubtful writing on skin loses its number.

    It keeps it only where a card, tape or overlay is there and nothing else bears a number; beside these it
    gives no name. What it loses stands among its unplaced fields.
    """
    ordered = sorted(labels, key=lambda label: str(label.to_record()))
    firm = [label for label in ordered if not _doubtful(label)]
    carried = any(label.surface != SKIN for label in firm)
    numbered = any(label.detainee_number for label in firm)
    lost = {"name"} if carried else set()
    lost |= set() if carried and not numbered else {"detainee_number", "series"}
    return tuple(_without(label, lost) if _doubtful(label) else label for label in ordered)


def number_readings(labels: Iterable[LabelFields]) -> tuple[Field, ...]:
    """Return the numbers that the labels of one person give, each value once, as sure as its surest reading.

    Where one of them is clear, only clear ones are given: a surer reader outranks, it is not outvoted. The
    order of labels does not matter.

    Args:
        labels: labels as they count (:func:`standing`), of all copies.

    """
    given = [label.detainee_number for label in labels if label.detainee_number]
    # Two readings may be as sure and yet written otherwise: what they hold decides, never who came first.
    given.sort(key=lambda field: (-field.confidence_ppm, str(field)))
    surest: dict[str, Field] = {}
    for field in given:
        surest.setdefault(field.value, field)
    fields = [surest[value] for value in sorted(surest)]
    return tuple([field for field in fields if clear(field)] or fields)


def sure_numbers(labels: Iterable[LabelFields]) -> frozenset[str]:
    """Return the numbers, as compared, that cards, tapes and overlays bear whole, at ``COPY_PPM`` or more."""
    fields = [label.detainee_number for label in labels if label.surface != SKIN]
    sure = [one for one in fields if one and not one.partial and one.confidence_ppm >= COPY_PPM]
    return frozenset(number_key(field.value) for field in sure)


def merge_labels(labels: Sequence[LabelFields]) -> tuple[LabelFields, ...]:
    """Join the labels of one frame: one result for each person whose number stands in it.

    A body may carry its number on one tape and the branch on another, and an overlay may repeat the card.
    Several people are seen only where one kind of surface, not skin, bears several clear numbers, or where
    labels in the scene differ in the number and in another field of a person; anything else that differs is
    one person read several times, the surer value first. The order of labels does not matter.
    """
    known = standing(labels)
    kinds = [_clear_on(known, surface) for surface in _surfaces(known)]
    groups = max((by_number(kind) for kind in (*kinds, _told_apart(known))), key=len, default=[])
    if len(groups) <= 1:
        return (_join(known),) if known else ()
    return people_of(groups, known)


def people_of(
    groups: Sequence[Sequence[LabelFields]], known: Sequence[LabelFields]
) -> tuple[LabelFields, ...]:
    """One joined label for each group; what names nobody is everybody's, but for what tells a person."""
    rest = [label for label in known if not any(label in group for group in groups)]
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


def one_person(labels: Sequence[LabelFields]) -> tuple[LabelFields, ...]:
    """Join the labels of several people of a frame, of whom people say that they are one."""
    return (_join(labels),) if labels else ()


def _doubtful(label: LabelFields) -> bool:
    return label.surface == SKIN and not clear(label.detainee_number)


def _without(label: LabelFields, lost: Collection[str], rule: str = NOT_ACCEPTED) -> LabelFields:
    """The label without the fields named in ``lost``, which are kept unplaced under ``rule``."""
    kept = {name: field for name, field in label.named() if name not in lost}
    taken = tuple(replace(field, rule=rule) for name, field in label.named() if name in lost)
    return LabelFields(surface=label.surface, unplaced=(*label.unplaced, *taken), **kept)


def _surfaces(labels: Sequence[LabelFields]) -> list[str]:
    return sorted({label.surface for label in labels} - {SKIN})


def _clear_on(labels: Sequence[LabelFields], surface: str) -> list[LabelFields]:
    """The labels of one surface that bear a clear number."""
    return [label for label in labels if label.surface == surface and clear(label.detainee_number)]


def _told_apart(labels: Sequence[LabelFields]) -> list[LabelFields]:
    """The labels, not on skin, that differ from another one in the number and in one more field of a person.

    One misread digit makes no two people; two fields are rarely misread on one label, and a body bears one
    agency's number only. An overlay repeats a card: it is another person's only where both are clear.
    """
    placed = [label for label in labels if label.surface != SKIN]
    return [label for label in placed if any(_are_two(label, other) for other in placed)]


def _are_two(label: LabelFields, other: LabelFields) -> bool:
    if OVERLAY in {label.surface, other.surface}:
        unclear = not clear(label.detainee_number) or not clear(other.detainee_number)
        if label.surface != other.surface and unclear:
            return False
    pairs = [
        (label.detainee_number, other.detainee_number),
        (label.agency, other.agency),
        (label.examination_number, other.examination_number),
    ]
    number, *rest = (bool(one and two and _differ(one, two)) for one, two in pairs)
    return number and any(rest)


def _differ(one: Field, two: Field) -> bool:
    return not one.partial and not two.partial and not same_number(one.value, two.value)


def by_number(numbered: Sequence[LabelFields]) -> list[list[LabelFields]]:
    """Labels that bear a number, in groups that can be one number."""
    groups: list[list[LabelFields]] = []
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


def _surest_first(surface: str, field: Field) -> tuple[bool, bool, int, str]:
    """The order in which readings of a field are taken: doubtful ones on skin last, then those in part."""
    return surface == SKIN and not clear(field), field.partial, -field.confidence_ppm, str(field)


def _join(labels: Sequence[LabelFields]) -> LabelFields:
    """One label's fields out of several: the surest whole reading gives each field, others are beside it.

    A reading on skin below the bar never goes before one on a card, tape or overlay, nor one on a label
    without a number before one beside the number. A label with another number than the surest gives no
    agency, examination number or name: they may be another person's.
    """
    numbered = [(label, number) for label in labels if (number := label.detainee_number)]
    surest = min(numbered, key=lambda one: _surest_first(one[0].surface, one[1]), default=None)
    labels = [
        label
        if surest is None or not label.detainee_number or _same_person(label, surest[0])
        else _without(label, _OF_A_PERSON, OF_ANOTHER)
        for label in labels
    ]
    readings: dict[str, list[tuple[bool, str, Field]]] = {}
    for label in labels:
        apart = surest is not None and not label.detainee_number
        for name, field in label.named():
            readings.setdefault(name, []).append((apart, label.surface, field))
    sheet: dict[str, Field] = {}
    for name, fields in readings.items():
        ordered = sorted(
            fields, key=lambda one: (*_surest_first(*one[1:])[:2], one[0], _surest_first(*one[1:]))
        )
        first, *rest = [field for _, _, field in ordered]
        for field in rest:
            first = beside(first, name, field)
        sheet[name] = first
    unplaced = sorted((field for label in labels for field in label.unplaced), key=str)
    surfaces = sorted({part for label in labels for part in label.surface.split("+")})
    return LabelFields(surface="+".join(surfaces), unplaced=tuple(unplaced), **sheet)
