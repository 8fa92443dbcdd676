"""Restated: rows of two lists that state the same, as one list that copies another has, or a later version.

Not a match: nothing is said of who is meant, only that two rows say the same words. Keys are loose, so that
another keyboard or an article more makes no other row.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core.names.folding import loose

Stated = Mapping[str, str]
"""What a row states: text by field."""
_NAME: Final = ("name", "given", "father", "grandfather", "family")
_BESIDE_NAME: Final = ("mother", "birth-year", "birth-date", "birth-place")
_REFERENCE: Final = "reference"


class Restated(StrEnum):
    """How two rows state the same."""

    SAME = "same"
    """Every field that either states."""
    PERSON = "person"
    """Name, mother and birth; other fields differ."""
    CHANGED = "changed"
    """The list's own reference; who is stated was changed."""


@dataclass(frozen=True, slots=True)
class RowPair:
    """Two rows, ``left`` and ``right``, and the fields in which they differ."""

    left: str
    right: str
    how: Restated
    fields: tuple[str, ...]


def who(stated: Stated) -> tuple[str, ...] | None:
    """The key of whom a row states; None where it is a bare name, which many people bear."""
    if not any(stated.get(field) for field in _BESIDE_NAME):
        return None
    name = " ".join(stated.get(field, "") for field in _NAME)
    return (loose(name), *(loose(stated.get(field, "")) for field in _BESIDE_NAME))


def restated(left: Sequence[tuple[str, Stated]], right: Sequence[tuple[str, Stated]]) -> list[RowPair]:
    """Pair rows, each given as (id, what it states), each at most once: first what is the same altogether.

    Rows that say the same as several are paired in the order given.
    """
    found: list[RowPair] = []
    for how, key in ((Restated.SAME, _everything), (Restated.PERSON, who), (Restated.CHANGED, _reference)):
        taken = {pair.left for pair in found}, {pair.right for pair in found}
        waiting: dict[object, list[tuple[str, Stated]]] = defaultdict(list)
        for row in right:
            if row[0] not in taken[1] and (value := key(row[1])):
                waiting[value].append(row)
        for identity, stated in left:
            others = waiting.get(key(stated)) if identity not in taken[0] else None
            if others:
                other, restating = others.pop(0)
                found.append(RowPair(identity, other, how, tuple(_differing(stated, restating))))
    order = {identity: at for at, (identity, _) in enumerate(left)}
    return sorted(found, key=lambda pair: order[pair.left])


def _everything(stated: Stated) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((field, loose(text)) for field, text in stated.items() if field != _REFERENCE))


def _reference(stated: Stated) -> str:
    return stated.get(_REFERENCE, "").strip()


def _differing(one: Stated, other: Stated) -> Iterable[str]:
    return (
        field for field in sorted({*one, *other}) if loose(one.get(field, "")) != loose(other.get(field, ""))
    )
