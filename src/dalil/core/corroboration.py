"""Corroboration: what else speaks for a number that a machine read on a label, and how much surer that is.

The reader says how likely each text is that it saw. Another label of the same body, a folder's name and the
neighbours in the roll each make a number so many times likelier against the others (a likelihood ratio, Good
1950); the product, shared out among all that was seen, is the new confidence. Nothing here brings in a number
that no reader saw, and nothing makes a reading accepted: these odds are stated, not measured. Witnesses
that say another number stay beside it, and dissent where numbers are settled. Serves docs/methods/labels.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Final

from dalil.core.canonical import Record
from dalil.core.label_field import Field, FieldAlternative
from dalil.core.number import is_partial, same_number
from dalil.core.reading import CLEAR_PPM, PPM, SURE_PPM

FIELD: Final = "detainee_number"
RULE: Final = "corroborated"
"""The rule under which an alternative that others speak for stands in the place of what was likelier."""
ODDS: Final = {"other-surface": 20, "folder": 30, "file-name": 3, "neighbour": 3}
"""How many times likelier: the number on a card is on the overlay, too; a clerk named the folder by it; a
file name holds it, which may be a running number; the picture before or after bears it or one beside it."""
_REST_LEAST: Final = 1_000
"""Millionths that are always left to what no reader saw."""


@dataclass(frozen=True, slots=True, order=True)
class Support:
    """One witness beside a label: ``code`` of :data:`ODDS`, and the numbers it speaks for."""

    code: str
    values: tuple[str, ...]

    def speaks_for(self, number: str) -> bool:
        """Whether ``number`` may be one of its numbers."""
        return any(same_number(number, value) for value in self.values)

    def to_record(self, number: str) -> Record:
        """The entry of a photograph's field: what it says, whether that is ``number``, how much it weighs."""
        return {
            "code": self.code,
            "values": [*self.values],
            "agrees": self.speaks_for(number),
            "odds": ODDS[self.code],
        }


def corroborated(field: Field, supports: Iterable[Support]) -> Field:
    """Return the number with what speaks for it and for its alternatives; the same where nothing does."""
    seen = {field.value: field.confidence_ppm}
    for other in field.alternatives:
        if other.field == FIELD and not is_partial(other.value):
            seen.setdefault(other.value, other.confidence_ppm)
    each = sorted(set(supports))
    times = {value: prod(ODDS[one.code] for one in each if one.speaks_for(value)) for value in seen}
    if field.partial or set(times.values()) == {1}:
        return field
    rest = max(PPM - sum(seen.values()), _REST_LEAST)
    whole = sum(chance * times[value] for value, chance in seen.items()) + rest
    chances = {value: chance * times[value] * PPM // whole for value, chance in seen.items()}
    best = max(seen, key=lambda value: (chances[value], value == field.value, value))
    own = field.confidence_ppm if best == field.value else 0
    confidence = max(min(chances[best], _most(best, each)), own)
    if best == field.value:
        return replace(field, confidence_ppm=confidence)
    first = FieldAlternative(FIELD, field.value, chances[field.value], field.rule)
    others = tuple(other for other in field.alternatives if other.value != best)
    return replace(field, value=best, confidence_ppm=confidence, alternatives=(first, *others), rule=RULE)


def _most(number: str, supports: Sequence[Support]) -> int:
    """How sure it may become. Neighbours alone make nothing clear: a misread digit is a neighbour, too."""
    others = any(one.code != "neighbour" and one.speaks_for(number) for one in supports)
    return (SURE_PPM if others else CLEAR_PPM) - 1


def neighbours_of(numbers: Sequence[str]) -> Support:
    """What the pictures beside one in a roll, which bear these numbers, speak for: these and those next."""
    near = {str(int(number) + step) for number in numbers if number.isdecimal() for step in (-1, 0, 1)}
    return Support("neighbour", tuple(sorted(near)))
