"""Corroboration: what else speaks for a number that a machine read on a label, and how likely that makes it.

The reader says how likely each text is that it saw. Another label of the same body, a folder's name and the
neighbours in the roll each make a number so many times likelier against the others (a likelihood ratio, Good
1950); the product, shared out among all that was seen, is how likely it is with them. It is **shown** beside
the reading and changes nothing else: these odds are stated, not measured, and a second person whose number
looks like the first one's must not become that person by them. Serves docs/methods/labels.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final

from dalil.core.canonical import Json, Record
from dalil.core.label_field import Field
from dalil.core.number import is_partial, number_key, same_number
from dalil.core.reading import PPM

FIELD: Final = "detainee_number"
ODDS: Final = {"other-surface": 20, "folder": 30, "file-name": 3, "neighbour": 3}
"""How many times likelier: the number on a card is on the overlay, too; a clerk named the folder by it; a
file name holds it, which may be a running number; the picture before or after bears it or one beside it."""
_REST_LEAST: Final = 1_000
"""Millionths that are always left to what no reader saw."""


@dataclass(frozen=True, slots=True, order=True)
class Support:
    """One witness beside a label: ``code`` of :data:`ODDS`, and the number that it bears."""

    code: str
    value: str

    def speaks_for(self, number: str) -> bool:
        """Whether it speaks for ``number``: a neighbour for the number after or before its own, too."""
        if self.code == "neighbour" and self.value.isdecimal() and number.isdecimal():
            return abs(int(self.value) - int(number)) <= 1
        return same_number(number, self.value)


@dataclass(frozen=True, slots=True)
class Corroborated:
    """The likeliest number of those seen on a label, with all that speaks beside it."""

    value: str
    confidence_ppm: int
    supports: tuple[Support, ...]

    def to_record(self) -> Record:
        """What stands beside the label's own reading: each witness, its odds, and whether it agrees."""
        said: list[Json] = [
            {
                "code": one.code,
                "value": one.value,
                "odds": ODDS[one.code],
                "agrees": one.speaks_for(self.value),
            }
            for one in self.supports
        ]
        return {"value": self.value, "confidence_ppm": self.confidence_ppm, "supports": said}


def corroborated(field: Field, supports: Iterable[Support]) -> Corroborated | None:
    """Weigh the number of a label and its alternatives; None where it is read in part, or nothing speaks."""
    known = _each_once(supports)
    if field.partial or not known:
        return None
    seen = {field.value: field.confidence_ppm}
    for other in field.alternatives:
        if other.field == FIELD and not is_partial(other.value):
            seen.setdefault(other.value, other.confidence_ppm)
    times = {value: prod(ODDS[one.code] for one in _speaking(known, value)) for value in seen}
    rest = max(PPM - sum(seen.values()), _REST_LEAST)
    whole = sum(chance * times[value] for value, chance in seen.items()) + rest
    chances = {value: chance * times[value] * PPM // whole for value, chance in seen.items()}
    best = max(seen, key=lambda value: (chances[value], value == field.value, value))
    return Corroborated(best, chances[best], known)


def _each_once(supports: Iterable[Support]) -> tuple[Support, ...]:
    """Each witness and number once, however its zeros are written."""
    known = {(one.code, number_key(one.value)): one for one in sorted(supports, reverse=True)}
    return tuple(sorted(known.values()))


def _speaking(supports: Sequence[Support], number: str) -> list[Support]:
    """One for each kind of witness; a file that is named like its folder is no second one."""
    kinds = {one.code: one for one in supports if one.speaks_for(number)}
    if "folder" in kinds:
        kinds.pop("file-name", None)
    return list(kinds.values())
