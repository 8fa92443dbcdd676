"""Restated: rows of two lists that state the same, as one list that copies another has, or a later version.

Not a match: nothing is said of who is meant, only that two rows say the same words. Keys are loose, so that
another keyboard or an article more makes no other row; nor does another header over the same words.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core.matching.whom import BIRTH, Stated, Whom, whom
from dalil.core.names.folding import loose, strict

_NAME: Final = ("name", "given", "father", "grandfather", "family")
_REFERENCE: Final = "reference"
_WHOM: Final = frozenset({*_NAME, "mother", *BIRTH, "birth-place"})
"""Fields that state who is meant."""
_ONE_TEXT: Final = (_NAME, BIRTH)
"""Fields that say one thing together: which of them a word stands in makes no difference."""


class Restated(StrEnum):
    """How two rows state the same."""

    SAME = "same"
    """Every field that either states."""
    PERSON = "person"
    """The name, and what both state of mother and birth; other fields differ, or one alone states them."""
    OTHER_FIELDS = "other-fields"
    """The list's own reference and whom it states; other fields differ: a note."""
    CHANGED = "changed"
    """The list's own reference; who is stated was changed."""


@dataclass(frozen=True, slots=True)
class RowPair:
    """Two rows, ``left`` and ``right``, and the fields in which they differ or which one alone states.

    ``respelled``: fields that both state, and spell otherwise: فارس, الفارس.
    """

    left: str
    right: str
    how: Restated
    fields: tuple[str, ...]
    respelled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    stated: Stated
    whom: Whom


_Key = Callable[[_Row], object]
"""What rows of a pair have in common; nothing where a row cannot be paired by it."""


def restated(left: Sequence[tuple[str, Stated]], right: Sequence[tuple[str, Stated]]) -> list[RowPair]:
    """Pair rows, each given as (id, what it states), each at most once: first what is the same altogether.

    Then those of one name who have most of mother, birth year and place in common, and nothing that
    contradicts. Rows that say the same as several are paired in the order given.
    """
    lefts, rights = (
        [_Row(identity, stated, whom(stated)) for identity, stated in side] for side in (left, right)
    )
    found: list[RowPair] = []
    for how, key in _PASSES:
        taken = {pair.left for pair in found}, {pair.right for pair in found}
        waiting: dict[object, list[_Row]] = defaultdict(list)
        for row in rights:
            if row.id not in taken[1] and (value := key(row)):
                waiting[value].append(row)
        for row in lefts:
            others = waiting.get(key(row), []) if row.id not in taken[0] else []
            at = next((at for at, other in enumerate(others) if _fits(how, row, other)), None)
            if at is not None:
                other = others.pop(at)
                found.append(_pair(how, row, other))
    order = {identity: at for at, (identity, _) in enumerate(left)}
    return sorted(found, key=lambda pair: order[pair.left])


def _pair(how: Restated, one: _Row, other: _Row) -> RowPair:
    fields = tuple(_differing(one, other))
    if how is Restated.CHANGED and _WHOM.isdisjoint(fields):
        how = Restated.OTHER_FIELDS
    return RowPair(one.id, other.id, how, fields, tuple(_respelled(one, other, fields)))


def _fits(how: Restated, one: _Row, other: _Row) -> bool:
    return how is not Restated.PERSON or one.whom.agrees(other.whom)


def _everything(row: _Row) -> object:
    """The words of every field but the list's reference; of names together, and of birth."""
    grouped = {field for group in _ONE_TEXT for field in group}
    texts = [(group[0], _together(row.stated, group)) for group in _ONE_TEXT]
    texts += [
        (field, loose(row.stated[field])) for field in row.stated if field not in {*grouped, _REFERENCE}
    ]
    return tuple(sorted((field, text) for field, text in texts if text))


def _reference(row: _Row) -> object:
    return row.stated.get(_REFERENCE, "").strip()


def _by(*facts: str) -> _Key:
    """The name with each of ``facts``; nothing where one is not stated."""

    def key(row: _Row) -> object:
        values = (row.whom.chain, *(getattr(row.whom, fact) for fact in facts))
        return values if all(values) else None

    return key


_PASSES: Final[tuple[tuple[Restated, _Key], ...]] = (
    (Restated.SAME, _everything),
    (Restated.PERSON, _by("mother", "year", "place")),
    (Restated.PERSON, _by("mother", "year")),
    (Restated.PERSON, _by("mother")),
    (Restated.PERSON, _by("year")),
    (Restated.PERSON, _by("place")),
    (Restated.CHANGED, _reference),
)
"""How rows are paired, the surest first."""


def _together(stated: Stated, fields: Iterable[str]) -> str:
    return loose(" ".join(stated[field] for field in fields if field in stated))


def _differing(one: _Row, other: _Row) -> Iterable[str]:
    alike = set[str]()
    if one.whom.chain and one.whom.chain == other.whom.chain:
        alike.update(_NAME)
    if one.whom.year and one.whom.year == other.whom.year and not one.whom.contradicts(other.whom):
        alike.update(BIRTH)
    fields = sorted({*one.stated, *other.stated} - alike)
    return (
        field for field in fields if loose(one.stated.get(field, "")) != loose(other.stated.get(field, ""))
    )


def _respelled(one: _Row, other: _Row, differing: Collection[str]) -> Iterable[str]:
    """Fields that both state, and whose words are the same but for their spelling, or for a بن in a name."""
    for field in sorted(set(one.stated) & set(other.stated) - {_REFERENCE, *differing}):
        these, those = one.stated[field], other.stated[field]
        if strict(these) != strict(those) and (field in _NAME or loose(these) == loose(those)):
            yield field
