"""Correction: a label as people settled it; what they typed goes before what a machine read there.

Serves docs/methods/labels.md. People settle the number. The other fields that stand in the lines they typed
(agency, date, name, …) are theirs where two of them say the same, or one says what the machine read. Where
they differ among themselves, or one differs from the machine, nobody knows: it is kept unplaced.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dalil.core import actor
from dalil.core.label_field import Field, LabelFields
from dalil.core.reading import PEOPLE_ONLY, PPM, Legibility, Reading

BY_PEOPLE: Final = "read-by-people"
"""The rule under which a field that people settled stands in a label."""
BY_ONE: Final = "read-by-one-person"
"""Likewise of what one person alone typed, and no machine read."""
_UNREAD: Final = frozenset({Legibility.ILLEGIBLE, Legibility.SEVERAL})
_NUMBER: Final = "detainee_number"


@dataclass(frozen=True, slots=True)
class Typed:
    """What the lines say that one person typed."""

    reader: str
    fields: LabelFields


def corrected(
    label: LabelFields, settled: Reading, typed: Sequence[Typed], lines: Sequence[str]
) -> LabelFields | None:
    """Return a label as people settled it; None where it is none.

    Where they settled that nothing can be read there, or that it is more than one, no field of it stands:
    all are kept unplaced.

    Args:
        label: what the machine read.
        settled: what people settled.
        typed: what each of those typed who hold it.
        lines: the lines of one of them.

    """
    if settled.legibility is Legibility.NO_LABEL:
        return None
    named = dict(label.named())
    if settled.legibility in _UNREAD:
        return LabelFields(label.surface, unplaced=(*label.unplaced, *map(_set_aside, named.values())))
    fields: dict[str, Field | None] = {}
    unplaced = list(label.unplaced)
    for name in sorted({*named, *(each for one in typed for each, _ in one.fields.named())} - {_NUMBER}):
        said = {
            actor.key(one.reader): field for one in typed if (field := dict(one.fields.named()).get(name))
        }
        fields[name], aside = _settled(named.get(name), said, settled.value)
        unplaced += map(_set_aside, aside)
    if settled.value:
        number: Field | None = Field(settled.value, "\n".join(lines), PPM, (), BY_PEOPLE)
    else:
        number = None
        unplaced += [_set_aside(named[_NUMBER])] if _NUMBER in named else []
    return LabelFields(label.surface, detainee_number=number, unplaced=tuple(unplaced), **fields)


def _settled(
    machine: Field | None, said: dict[str, Field], number: str
) -> tuple[Field | None, tuple[Field, ...]]:
    """One field but the number, and what is set aside.

    The person's number is no agency's, though its place among others may have made it look like one.
    """
    people = {reader: field for reader, field in said.items() if field.value != number}
    read = () if machine is None else (machine,)
    if machine is not None and machine.value == number:
        machine = None
    if not people:
        return machine, (() if machine else read)
    first, *others = people.values()
    if any(other.value != first.value for other in others):
        return None, (*read, *people.values())
    if len(people) >= PEOPLE_ONLY.people_required or (machine and machine.value == first.value):
        return replace(first, rule=BY_PEOPLE), ()
    if machine is None:
        return replace(first, confidence_ppm=first.confidence_ppm // 2, rule=BY_ONE), ()
    return None, (*read, first)


def _set_aside(field: Field) -> Field:
    return replace(field, rule=BY_PEOPLE)
