"""Evidence: the ledger of one pair, line by line, in words and in millibits.

Names are compared part by part (:mod:`dalil.core.names.compare`); what is stated beside them follows
(:mod:`dalil.core.matching.fact`). What one side does not state has a line without weight, so that a reader
sees what was not known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.matching.fact import FACTS, Fact
from dalil.core.matching.naming import SUBJECT
from dalil.core.matching.party import Party
from dalil.core.names.compare import Comparison, Verdict, compare
from dalil.core.names.ledger import Method
from dalil.core.names.parts import KIN_ORDER, Part
from dalil.core.names.places import Places
from dalil.core.record import take_integer, take_optional_text, take_text


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

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        return cls(
            take_text(record, "subject"),
            take_optional_text(record, "left"),
            take_optional_text(record, "right"),
            take_text(record, "level"),
            take_integer(record, "weight"),
            take_text(record, "reason_en"),
            take_text(record, "reason_ar"),
        )


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

    @property
    def fair(self) -> int:
        """The same with what careful weighing held back, in millibits: what chances are made of."""
        return self.weight + caution(self.lines)


def caution(lines: Sequence[Line]) -> int:
    """What careful weighing of names held back, in millibits; negative where it was not careful enough.

    Of two names that agree the commoner counts, and one that is unplaced or spelled otherwise counts less: a
    bit for each name, for mother, year and place of birth, and more in Latin letters. What no line says is
    that kin and villages repeat names. Estimated on drawn families (docs/methods/names.md, §8).
    """
    named = [line for line in lines if line.subject in _CHAIN and line.left and line.right]
    if not named:
        return -NAMELESS_MILLIBITS
    arabic = all(_ARABIC.search(text) for line in named for text in (line.left, line.right) if text)
    agreeing = sum(line.weight > 0 for line in lines if line.subject in _HELD_BACK)
    return agreeing * HELD_BACK_MILLIBITS + REPEATED_MILLIBITS + (0 if arabic else LATIN_MILLIBITS)


HELD_BACK_MILLIBITS: Final = 1_000
LATIN_MILLIBITS: Final = 2_000
REPEATED_MILLIBITS: Final = -1_500
_CHAIN: Final = frozenset(part.value for part in (*KIN_ORDER, Part.UNPLACED))
_HELD_BACK: Final = _CHAIN | {Part.MOTHER.value, "birth-year", "birth-place"}
_ARABIC: Final = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")


def weigh(individual: Party, claim: Party, *, method: Method) -> Ledger:
    """Return the ledger of the two; of several names the pair that speaks most for a match.

    The score is that of the names alone, as ``dalil names compare`` prints it; years and places add lines.
    A name that stands on no label is left out where it speaks against.
    """
    found = _best_comparison(individual, claim, method)
    naming = individual.naming
    if individual.is_called and (found.weight < 0 or found.verdict is Verdict.AGAINST):
        found = _NO_COMPARISON
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
    lines += [line for fact in FACTS for line in _fact_lines(fact, individual, claim, method.places)]
    named = any(line.left is not None and line.right is not None for line in found.parts)
    if naming:
        shown = _BETWEEN_NAMES.join(dict.fromkeys(name.written for name in individual.names))
        words = naming.words
        lines.insert(0, Line(SUBJECT, shown, naming.where, naming.by.value, 0, words.en, words.ar))
    if not named and any(line.weight for line in lines):
        lines.append(Line("name", None, None, MISSING, NAMELESS_MILLIBITS, *_NAMELESS))
    return Ledger(tuple(lines), found.score_ppm, found.verdict)


def _best_comparison(individual: Party, claim: Party, method: Method) -> Comparison:
    found = [compare(one, other, method=method) for one in individual.names for other in claim.names]
    return max(
        found, key=lambda comparison: (comparison.weight, comparison.score_ppm), default=_NO_COMPARISON
    )


def _fact_lines(fact: Fact, left: Party, right: Party, places: Places) -> Iterator[Line]:
    one, other = fact.of(left), fact.of(right)
    texts = tuple(None if stated is None else fact.shown(stated) for stated in (one, other))
    if one is not None and other is not None:
        found = fact.compared(one, other, places)
        words = f"{fact.english}: {found.english}", f"{fact.arabic}: {found.arabic}"
        if found.level != MISSING:
            yield Line(fact.subject, texts[0], texts[1], found.level, found.weight, *words)
    elif fact.always or one is not None or other is not None:
        english, arabic = _NOWHERE if one is None and other is None else _ON_ONE_SIDE
        words = f"{fact.english}: {english}", f"{fact.arabic}: {arabic}"
        yield Line(fact.subject, texts[0], texts[1], MISSING, 0, *words)


MISSING: Final = "missing"
_NO_COMPARISON: Final = Comparison(score_ppm=0, verdict=Verdict.UNKNOWN, parts=())
_BETWEEN_NAMES: Final = " / "
"""Several papers may name one person each in its own way."""
NAMELESS_MILLIBITS: Final = -3_500
"""What stands beside a name proves less alone. It keeps proposals few; the chance gives it back."""
_NAMELESS: Final = (
    "no name is compared: what stands beside it says less alone",
    "لم يُقارن اسم: فما ذُكر غيره أقل دلالة وحده",
)
_NOWHERE: Final = ("not stated on either side", "بلا بيان في الجانبين")
_ON_ONE_SIDE: Final = ("not stated on one side", "بلا بيان في أحد الجانبين")
