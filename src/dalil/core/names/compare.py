"""Comparing two names part by part, in kinship order, with the reason for every part.

A part that one side does not state says nothing. A rare name that agrees says much, a common one little. A
given, father's, grandfather's, family or mother's name that differs is evidence against, and so is a pattern
of kinship (brothers, father and son). Compares names only; it never says that two people are one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core.names.double_name import read_beside
from dalil.core.names.ledger import Method, PartAgreement, line_of, relation_line
from dalil.core.names.level import AGREEING, CONTRADICTING, Level
from dalil.core.names.parts import KIN_ORDER, Name, NamePart, Part
from dalil.core.names.relation import Relations, patterns
from dalil.core.names.split import split
from dalil.core.names.unplaced import unplaced_lines

COMPARED: Final = (*KIN_ORDER, Part.TEKNONYM, Part.MOTHER)
AGREE_MILLIBITS_MIN: Final = 12_000
"""Evidence from which two names are said to agree; below it they are merely compatible."""


class Verdict(StrEnum):
    """What the comparison of two names amounts to. Never an identification."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    """Nothing contradicts, but too little is stated."""
    AGAINST = "against"
    """At least one part or pattern contradicts."""
    UNKNOWN = "unknown"
    """Nothing could be compared."""


VERDICT_WORDS: Final[dict[Verdict, tuple[str, str]]] = {
    Verdict.AGREE: ("the names agree", "الاسمان متوافقان"),
    Verdict.COMPATIBLE: ("nothing contradicts, too little is stated", "لا تناقض، لكن المذكور قليل"),
    Verdict.AGAINST: ("something contradicts", "هناك ما يناقض"),
    Verdict.UNKNOWN: ("nothing to compare", "لا شيء يُقارَن"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names compared. ``score_ppm``: weight reached over weight possible, 0 to 1,000,000."""

    score_ppm: int
    verdict: Verdict
    parts: tuple[PartAgreement, ...]

    @property
    def weight(self) -> int:
        """The evidence of all lines together, in millibits; negative when it speaks against."""
        return sum(line.weight for line in self.parts)


MOTHER_HALF_MILLIBITS: Final = -2_000
"""What a mother takes away at most whose other name agrees and weighs nearly as much as the error."""


def compare(left: Name | str, right: Name | str, *, method: Method) -> Comparison:
    """Compare two names part by part. Exchanging the two exchanges the texts and nothing else.

    Of two readings the one that says more for one person: a double name beside one that may be double.
    """
    one = split(left) if isinstance(left, str) else left
    other = split(right) if isinstance(right, str) else right
    pairs = ((one, other), (read_beside(one, other), other), (one, read_beside(other, one)))
    found = [_compared(each, beside, method) for each, beside in pairs if each and beside]
    return max(found, key=lambda each: (each.weight, each.score_ppm))


def _compared(one: Name, other: Name, method: Method) -> Comparison:
    placed = [_placed_line(part, one, other, method) for part in COMPARED]
    lines = [line for line in placed if line is not None]
    lines += unplaced_lines(one, other, method)
    kin = [relation_line(each, lines) for each in _relations(one, other, lines, method)]
    if kin:
        lines.append(min(kin, key=lambda line: line.weight))
    return _concluded(lines)


def _placed_line(part: Part, left: Name, right: Name, method: Method) -> PartAgreement | None:
    one, other = left.get(part), right.get(part)
    if one and other:
        return line_of(part, one, other, method)
    return None


def _relations(left: Name, right: Name, lines: Sequence[PartAgreement], method: Method) -> Relations:
    levels = {
        line.part: line.level
        for line in lines
        if isinstance(line.part, Part)
        and line.part in COMPARED
        and line.level is not Level.MISSING
        and not _is_half_a_mother(line)
    }
    differ = levels.get(Part.GIVEN) is Level.DIFFERENT
    return patterns(
        levels,
        crossed=differ
        and _agree(left.get(Part.GIVEN), _second(right), method)
        and _agree(_second(left), right.get(Part.GIVEN), method),
        shifted=differ and (_shifted(left, right, method) or _shifted(right, left, method)),
        open_agreeing=sum(line.part is Part.UNPLACED and line.level in AGREEING for line in lines),
    )


def _is_half_a_mother(line: PartAgreement) -> bool:
    """True where a mother's other name agrees and says nearly as much: no two women show by that."""
    contradicts = line.part is Part.MOTHER and line.level in CONTRADICTING
    return contradicts and line.weight >= MOTHER_HALF_MILLIBITS


def _second(name: Name) -> NamePart | None:
    """The father's name, or the word after the given name that may be his."""
    return name.get(Part.FATHER) or next((part for part in name.unplaced if Part.FATHER in part.places), None)


def _shifted(elder: Name, younger: Name, method: Method) -> bool:
    return _agree(elder.get(Part.GIVEN), younger.get(Part.FATHER), method) and _agree(
        elder.get(Part.FATHER), younger.get(Part.GRANDFATHER), method
    )


def _agree(left: NamePart | None, right: NamePart | None, method: Method) -> bool:
    return left is not None and right is not None and method.fit(left, right).level in AGREEING


def _concluded(lines: Sequence[PartAgreement]) -> Comparison:
    total = sum(line.weight for line in lines)
    possible = sum(line.possible for line in lines)
    score = max(0, total) * 1_000_000 // possible if possible else 0
    return Comparison(score_ppm=score, verdict=_verdict(lines, total), parts=tuple(lines))


def _verdict(lines: Sequence[PartAgreement], total: int) -> Verdict:
    if any(line.level in CONTRADICTING and line.part is not Part.TEKNONYM for line in lines):
        return Verdict.AGAINST
    agreeing = [line for line in lines if line.level in AGREEING]
    if not agreeing:
        return Verdict.UNKNOWN
    enough = len(agreeing) > 1 and total >= AGREE_MILLIBITS_MIN
    return Verdict.AGREE if enough else Verdict.COMPATIBLE
