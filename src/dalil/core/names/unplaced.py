"""Names whose place the source does not tell: what they may stand for on the other side.

A word that could be the father's or the family name agrees with either. It contradicts only where every place
it could have is taken by another name, or where the other side leaves the same word open and has another.
"""

from collections.abc import Sequence

from dalil.core.names.ledger import Method, PartAgreement, line_of, missing_line
from dalil.core.names.level import FITTING
from dalil.core.names.parts import KIN_ORDER, Name, NamePart, Part

_ORDER = (*KIN_ORDER, Part.TEKNONYM, Part.MOTHER, Part.UNPLACED)


def unplaced_lines(left: Name, right: Name, method: Method) -> list[PartAgreement]:
    """Return the lines of parts that stand on one side only; unplaced names meet whatever they may be."""
    one, other = _alone(left, right), _alone(right, left)
    candidates = [
        (*fit.badness, *sorted((_order(a), _order(b))), i, j)
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if _may_meet(a, b) and (fit := method.fit(a, b)).level in FITTING
    ]
    lines: list[PartAgreement] = []
    met_left: set[int] = set()
    met_right: set[int] = set()
    for *_, i, j in sorted(candidates, key=lambda found: (*found[:4], min(found[4:]), max(found[4:]))):
        if i not in met_left and j not in met_right:
            met_left.add(i)
            met_right.add(j)
            lines.append(line_of(Part.UNPLACED, one[i], other[j], method))
    rest_left = [part for i, part in enumerate(one) if i not in met_left]
    rest_right = [part for j, part in enumerate(other) if j not in met_right]
    return lines + _rest_lines(rest_left, rest_right, (left, right), method)


def _rest_lines(
    one: Sequence[NamePart], other: Sequence[NamePart], names: tuple[Name, Name], method: Method
) -> list[PartAgreement]:
    """Lines for parts that met nothing: a contradiction where every place is taken by another name."""
    lines: list[PartAgreement] = []
    for part in one:
        rival = _rival(part, names[1], other)
        lines.append(line_of(Part.UNPLACED, part, rival, method) if rival else missing_line(part, None))
    for part in other:
        rival = _rival(part, names[0], one)
        if rival is None:
            lines.append(missing_line(None, part))
        elif rival not in one or _rival(rival, names[1], other) is None:
            lines.append(line_of(Part.UNPLACED, rival, part, method))
    return lines


def _rival(part: NamePart, against: Name, rest: Sequence[NamePart]) -> NamePart | None:
    """The other side's name that stands where ``part`` could, when no place is left for it; else None."""
    if part.part is not Part.UNPLACED or part.places in ((), (Part.UNPLACED,)):
        return None
    held = [against.get(place) for place in part.places]
    if all(held):
        return held[-1]
    same = [there for there in rest if there.part is Part.UNPLACED and there.places == part.places]
    return same[0] if same else None


def _alone(name: Name, against: Name) -> list[NamePart]:
    """Parts of ``name`` that have no part of the same place on the other side; titles are left out."""
    return [
        part
        for part in name.parts
        if part.part is not Part.HONORIFIC and (part.part is Part.UNPLACED or not against.get(part.part))
    ]


def _may_meet(left: NamePart, right: NamePart) -> bool:
    unplaced = Part.UNPLACED in (left.part, right.part)
    return unplaced and bool(set(left.places) & set(right.places))


def _order(part: NamePart) -> int:
    return _ORDER.index(part.part)
