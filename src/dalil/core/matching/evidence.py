"""Evidence: the ledger of one pair, line by line, in words and in millibits.

Names are compared part by part (:mod:`dalil.core.names.compare`); birth year and birth place follow. What one
side does not state has a line without weight, so that a reader sees what was not known.
"""

from dataclasses import dataclass
from typing import Final

from dalil.core.canonical import Record
from dalil.core.matching.party import Party
from dalil.core.names.compare import Comparison, Verdict, compare
from dalil.core.names.folding import loose
from dalil.core.names.ledger import Method

YEAR_SAME_MILLIBITS: Final = 4_000
YEAR_NEAR_MILLIBITS: Final = 2_000
YEAR_NEAR_YEARS: Final = 2
"""Years by which two papers of one person often differ."""
YEAR_AGAINST_MILLIBITS: Final = -5_000
PLACE_SAME_MILLIBITS: Final = 4_000
PLACE_OTHER_MILLIBITS: Final = -1_000
"""Little: a village, its district and its governorate are three right answers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger. ``weight`` is in millibits; texts are as written, None where not stated."""

    subject: str
    left: str | None
    right: str | None
    level: str
    weight: int
    reason_en: str
    reason_ar: str

    def to_record(self) -> Record:
        """Return the line for a payload: it quotes names."""
        return {
            "subject": self.subject,
            "left": self.left,
            "right": self.right,
            "level": self.level,
            "weight": self.weight,
            "reason_en": self.reason_en,
            "reason_ar": self.reason_ar,
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """All evidence for and against one pair. It proposes; it never decides."""

    lines: tuple[Line, ...]
    score_ppm: int
    verdict: Verdict

    @property
    def weight(self) -> int:
        """The sum of all lines, in millibits."""
        return sum(line.weight for line in self.lines)


def weigh(individual: Party, claim: Party, *, method: Method) -> Ledger:
    """Return the ledger of the two; of several names the pair that speaks most for a match.

    The score is that of the names alone, as ``dalil names compare`` prints it; years and places add lines.
    """
    found = _best_comparison(individual, claim, method)
    lines = [
        Line(
            line.part.value,
            line.left,
            line.right,
            line.level.value,
            line.weight,
            line.reason_en,
            line.reason_ar,
        )
        for line in found.parts
    ]
    lines += [_year_line(individual.birth_year, claim.birth_year)]
    lines += [_place_line(individual.birth_place, claim.birth_place)]
    return Ledger(tuple(lines), found.score_ppm, found.verdict)


def year_weight(left: int, right: int) -> int:
    """What two birth years say, in millibits."""
    apart = abs(left - right)
    if apart == 0:
        return YEAR_SAME_MILLIBITS
    return YEAR_NEAR_MILLIBITS if apart <= YEAR_NEAR_YEARS else YEAR_AGAINST_MILLIBITS


def place_weight(left: str, right: str) -> int:
    """What two birth places say, by their loose keys, in millibits."""
    return PLACE_SAME_MILLIBITS if left == right else PLACE_OTHER_MILLIBITS


def _best_comparison(individual: Party, claim: Party, method: Method) -> Comparison:
    found = [compare(one, other, method=method) for one in individual.names for other in claim.names]
    empty = Comparison(score_ppm=0, verdict=Verdict.UNKNOWN, parts=())
    return max(found, key=lambda comparison: (comparison.weight, comparison.score_ppm), default=empty)


def _year_line(left: int | None, right: int | None) -> Line:
    texts = (None if left is None else str(left), None if right is None else str(right))
    if left is None or right is None:
        return _missing("birth-year", texts, ("birth year", "سنة الولادة: غير مذكورة"))
    apart = abs(left - right)
    weight = year_weight(left, right)
    level = "same" if apart == 0 else "near" if weight > 0 else "different"
    english, arabic = f"birth year: {apart} years apart", f"سنة الولادة: الفرق بالسنوات {apart}"
    return Line("birth-year", *texts, level, weight, english, arabic)


def _place_line(left: str | None, right: str | None) -> Line:
    if not left or not right:
        return _missing(
            "birth-place", (left or None, right or None), ("birth place", "مكان الولادة: غير مذكور")
        )
    if loose(left) == loose(right):
        return Line(
            "birth-place",
            left,
            right,
            "same",
            PLACE_SAME_MILLIBITS,
            "birth place: the same",
            "مكان الولادة: نفسه",
        )
    english, arabic = "birth place: written differently", "مكان الولادة: مكتوب بشكل مختلف"
    return Line("birth-place", left, right, "different", PLACE_OTHER_MILLIBITS, english, arabic)


def _missing(subject: str, texts: tuple[str | None, str | None], words: tuple[str, str]) -> Line:
    either, where = (
        ("either side", "في الجانبين") if texts == (None, None) else ("one side", "في أحد الجانبين")
    )
    return Line(subject, *texts, "missing", 0, f"{words[0]}: not stated on {either}", f"{words[1]} {where}")
