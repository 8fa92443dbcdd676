"""Double name: a given name of two words (محمد خير), which one source writes apart and another cannot tell.

Where the father stands in a column of his own, the first column may hold both words. A source that writes the
whole chain in one column shows the second word where a father's name would stand.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dalil.core.names.parts import KIN_ORDER, Name, NamePart, Part

_TWO: Final = 2


def is_double(given: NamePart | None) -> bool:
    """True for a given name of two words, which are no compound (عبد الرحمن is one name)."""
    return given is not None and len(given.joined.split()) == _TWO == len(given.written.split())


def chained(name: Name) -> Name | None:
    """The same words where a double name is not told from a given name and a father; None of any other name.

    So a list shows them that keeps the whole chain in one column: what is looked for there. Two such rows are
    compared by their columns (:func:`read_beside`), never so: brothers and cousins would share a father.
    """
    given, father = name.get(Part.GIVEN), name.get(Part.FATHER)
    if given is None or father is None or not is_double(given):
        return None
    first, second = given.written.split()
    moved = {
        Part.GIVEN: NamePart.of(Part.GIVEN, first),
        Part.FATHER: NamePart.of(Part.FATHER, second),
        Part.GRANDFATHER: NamePart.of(Part.GRANDFATHER, father.written),
    }
    others = [held for held in name.parts if held.part not in moved]
    return Name(name.written, (*moved.values(), *others))


def read_beside(name: Name, beside: Name) -> Name | None:
    """``name`` with its first two words as a double name, as ``beside`` has one, and the father next.

    None where ``beside`` has no double name and father, or where it is no reading of ``name``.
    """
    given = name.get(Part.GIVEN)
    if given is None or not is_double(beside.get(Part.GIVEN)) or beside.get(Part.FATHER) is None:
        return None
    second = name.get(Part.FATHER) or next(
        (held for held in name.unplaced if Part.FATHER in held.places), None
    )
    if second is None or len(given.joined.split()) != 1 or len(second.joined.split()) != 1:
        return None
    both = NamePart.of(Part.GIVEN, f"{given.written} {second.written}")
    rest = [_one_nearer(held) for held in name.parts if held is not given and held is not second]
    return Name(name.written, (both, *rest))


def _one_nearer(held: NamePart) -> NamePart:
    """What stood as the grandfather's is the father's, and what might be the grandfather's may be his."""
    if held.part is Part.GRANDFATHER:
        return NamePart.of(Part.FATHER, held.written)
    if held.part is Part.UNPLACED and Part.GRANDFATHER in held.places:
        return replace(
            held, places=tuple(Part.FATHER if at is Part.GRANDFATHER else at for at in held.places)
        )
    return held


def with_double_given(parts: tuple[NamePart, ...], stated: Mapping[Part, NamePart]) -> tuple[NamePart, ...]:
    """The first two names as one given name (محمد خير), where the father's and the family's stand elsewhere.

    That is so where nothing else is written, or where the third is the father who is stated.
    """
    chain = [held for held in parts if held.part in KIN_ORDER or held.part is Part.UNPLACED]
    father = stated.get(Part.FATHER)
    keys = {part.loose for part in stated.values()}
    if len(chain) < _TWO or father is None or chain[0].part is not Part.GIVEN or chain[1].loose in keys:
        return parts
    alone = len(chain) == _TWO and Part.FAMILY in stated and chain[1].part is Part.UNPLACED
    if not alone and not (len(chain) > _TWO and chain[2].loose == father.loose):
        return parts
    both = NamePart.of(Part.GIVEN, f"{chain[0].written} {chain[1].written}")
    gone = chain[1:2] if alone else chain[1:3]  # the third is the father, whose field stands for him
    return tuple(both if held is chain[0] else held for held in parts if not any(held is one for one in gone))
