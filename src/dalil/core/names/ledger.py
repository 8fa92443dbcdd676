"""The ledger of a comparison: one line for each part, what it weighs, and why."""

from dataclasses import dataclass
from typing import Final

from dalil.core.names import compounds
from dalil.core.names.frequency import Frequencies, default_frequencies
from dalil.core.names.latin import Spelling, TableSpelling
from dalil.core.names.letters import Script
from dalil.core.names.level import AGREEING, LEVEL_WORDS, WEIGHT_PERMILLE, Level, level_of
from dalil.core.names.parts import PART_WORDS, NamePart, Part
from dalil.core.names.relation import RELATION_MILLIBITS, RELATION_WORDS, Relation

AGAINST_MILLIBITS: Final = {
    Part.GIVEN: -14_000,
    Part.FATHER: -10_000,
    Part.GRANDFATHER: -8_000,
    Part.FAMILY: -8_000,
    Part.TEKNONYM: -2_000,
    Part.MOTHER: -8_000,
    Part.UNPLACED: -6_000,
}
"""What a differing part takes away. Nobody errs about a given name; a teknonym may be one of several."""
UNPLACED_PERMILLE: Final = 700
"""Share of its weight that an agreement earns when one side does not say which part it is."""
PART_MILLIBITS_MAX: Final = 16_000
"""The most that one part can say, however rare: a typing error makes any name rare."""
RARE_MILLIBITS: Final = 9_000
COMMON_MILLIBITS: Final = 6_500


@dataclass(frozen=True, slots=True)
class PartAgreement:
    """One line of the ledger: two texts, how far they agree, what it weighs (millibits), and why."""

    part: Part | Relation
    left: str | None
    right: str | None
    level: Level
    weight: int
    possible: int
    """The weight of full agreement on this line, in millibits; 0 for a missing part or a pattern."""
    reason_en: str
    reason_ar: str


@dataclass(frozen=True, slots=True)
class Method:
    """The tables a comparison rests on; a profile or a later model puts its own here."""

    spelling: Spelling
    frequencies: Frequencies

    @property
    def version(self) -> str:
        """The versions of both, for records."""
        return f"{self.spelling.version}+{self.frequencies.version}"

    def level(self, left: NamePart, right: NamePart) -> Level:
        """Return the level of two parts."""
        return level_of(left, right, spelling=self.spelling, frequencies=self.frequencies)

    def millibits(self, left: NamePart, right: NamePart) -> int:
        """Return the weight of full agreement: that of the commoner of the two names.

        Across scripts it is that of the Arabic one, which the table knows better.
        """
        if {left.script, right.script} == {Script.ARABIC, Script.LATIN}:
            return self._millibits(left if left.script is Script.ARABIC else right)
        return min(self._millibits(left), self._millibits(right))

    def _millibits(self, part: NamePart) -> int:
        words = part.loose.split()
        if part.part is Part.TEKNONYM:
            heads = (*compounds.PARENT.values(), *compounds.LATIN_PARENT.values())
            words = [
                next((word[len(head) :] for head in heads if word.startswith(head)), word) for word in words
            ]
            return sum(map(self.frequencies.millibits, words)) // 2
        return min(PART_MILLIBITS_MAX, sum(map(self.frequencies.millibits, words)))


def default_method() -> Method:
    """Return the tables shipped with the package."""
    return Method(spelling=TableSpelling(), frequencies=default_frequencies())


def line_of(part: Part, one: NamePart, other: NamePart, method: Method) -> PartAgreement:
    """Return the line of two parts that stand for each other."""
    level = method.level(one, other)
    possible = method.millibits(one, other)
    if part is Part.UNPLACED:
        possible = possible * UNPLACED_PERMILLE // 1_000
    weight = (
        AGAINST_MILLIBITS[part] if level is Level.DIFFERENT else possible * WEIGHT_PERMILLE[level] // 1_000
    )
    return PartAgreement(
        part, one.written, other.written, level, weight, possible, *_reason(part, level, possible)
    )


def _reason(part: Part, level: Level, possible: int) -> tuple[str, str]:
    english, arabic = (
        f"{name}: {words}" for name, words in zip(PART_WORDS[part], LEVEL_WORDS[level], strict=True)
    )
    if level in AGREEING and possible >= RARE_MILLIBITS:
        return f"{english}; a rare name, it says much", f"{arabic}؛ اسم نادر ودلالته كبيرة"
    if level in AGREEING and possible <= COMMON_MILLIBITS:
        return f"{english}; a common name, it says little", f"{arabic}؛ اسم شائع ودلالته قليلة"
    return english, arabic


def missing_line(left: NamePart | None, right: NamePart | None) -> PartAgreement:
    """Return the line of a part that one side does not state."""
    part = next(held.part for held in (left, right) if held)
    reason = _reason(part, Level.MISSING, 0)
    texts = (left.written if left else None, right.written if right else None)
    return PartAgreement(part, *texts, Level.MISSING, 0, 0, *reason)


def relation_line(relation: Relation) -> PartAgreement:
    """Return the line of a pattern of kinship."""
    return PartAgreement(
        relation, None, None, Level.DIFFERENT, RELATION_MILLIBITS[relation], 0, *RELATION_WORDS[relation]
    )
