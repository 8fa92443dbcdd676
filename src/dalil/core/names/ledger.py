"""The ledger of a comparison: one line for each part, what it weighs, and why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dalil.core.names import compounds, latin_table
from dalil.core.names.fit import Fit, ends, fit_of, word_fit
from dalil.core.names.folding import loose
from dalil.core.names.frequency import Frequencies
from dalil.core.names.letters import Script, script_of
from dalil.core.names.level import AGREEING, CONTRADICTING, LEVEL_WORDS, Level
from dalil.core.names.parts import PART_WORDS, NamePart, Part
from dalil.core.names.places import Places
from dalil.core.names.relation import RELATION_MILLIBITS, RELATION_WORDS, SHARED, Relation
from dalil.core.names.spelling import Spelling
from dalil.core.place import Gazetteer

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
MOTHER_AGAINST_MILLIBITS_MAX: Final = -1_000
"""Of two mothers who agree in one name and differ in the other: what agrees counts, and still they differ."""
UNPLACED_PERMILLE: Final = 700
"""Share of its weight that an agreement earns when one side does not say which part it is."""
PART_MILLIBITS_MAX: Final = 16_000
"""The most that one part can say, however rare: a typing error makes any name rare."""
RARE_MILLIBITS: Final = 9_000
"""One in 512."""
COMMON_MILLIBITS: Final = 6_500
_WEIGHS: Final = re.compile(
    r"; borne by fewer than |؛ يحمله أقل من |; a (?:rare|common) name,|؛ اسم (?:نادر|شائع) "
)
"""Also as reasons say it that were stored by earlier versions (a rare name, اسم نادر)."""
_REMEMBERED: Final = 262_144


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


class Method:
    """What a comparison rests on: how letters are written, how common names are, and where places lie."""

    def __init__(self, spelling: Spelling, frequencies: Frequencies, places: Places | None = None) -> None:
        self.spelling, self.frequencies = spelling, frequencies
        self.places = places or Places(Gazetteer(), spelling)
        self.rarity = lru_cache(maxsize=_REMEMBERED)(self._rarity)
        self.word_fit = lru_cache(maxsize=_REMEMBERED)(self._word_fit)

    @property
    def version(self) -> str:
        """The versions of all, for records."""
        return f"{latin_table.VERSION}+{self.spelling.version}+{self.frequencies.version}"

    def beside(self, counts: Mapping[str, int], total: int) -> "Method":
        """The same, with how common names are in a list: :meth:`Frequencies.beside`."""
        return Method(self.spelling, self.frequencies.beside(counts, total), self.places)

    def among(self, gazetteer: Gazetteer) -> "Method":
        """The same, with the places of a country."""
        return Method(self.spelling, self.frequencies, Places(gazetteer, self.spelling))

    def fit(self, left: NamePart, right: NamePart) -> Fit:
        """Return how two parts fit."""
        return fit_of(left, right, self.word_fit)

    def quick_word_fit(self, left: tuple[str, str], right: tuple[str, str]) -> Fit:
        """The same as ``word_fit``, but that no slip is looked for in a Latin word."""
        return word_fit(left, right, spelling=self.spelling, frequencies=self.frequencies, slips=False)

    def _word_fit(self, left: tuple[str, str], right: tuple[str, str]) -> Fit:
        """How two single words fit, each given as (joined key, loose key)."""
        return word_fit(left, right, spelling=self.spelling, frequencies=self.frequencies)

    def millibits(self, left: NamePart, right: NamePart) -> int:
        """Return the weight of full agreement: that of the commoner of the two names.

        A word in Latin letters is as common as the common name that it is best explained by.
        """
        return min(self._millibits(left), self._millibits(right))

    def kept(self, left: NamePart, right: NamePart) -> int:
        """What the agreeing ones of two names' first and last words weigh where another one differs."""
        pairs = list(zip(ends(left), ends(right), strict=False))
        fits = ((one, other, self.word_fit(one, other)) for one, other in pairs) if len(pairs) > 1 else ()
        return sum(
            min(self.rarity(one[0]), self.rarity(other[0])) * fit.permille // 1_000
            for one, other, fit in fits
            if fit.permille > 0
        )

    def _rarity(self, word: str) -> int:
        """The weight of full agreement on one word, by its joined or loose key."""
        known = self.spelling.known_as(word) if script_of(word) is Script.LATIN else loose(word)
        return min(PART_MILLIBITS_MAX, self.frequencies.millibits(loose(known)))

    def _millibits(self, part: NamePart) -> int:
        words = part.joined.split()
        if part.part is Part.TEKNONYM:
            heads = (*compounds.PARENT.values(), *compounds.LATIN_PARENT.values())
            words = [
                next((word[len(head) :] for head in heads if word.startswith(head)), word) for word in words
            ]
            return sum(map(self.rarity, words)) // 2
        if part.part is Part.GIVEN:  # a double name goes with its first word: محمد خير is as rare as خير
            return max(map(self.rarity, words), default=0)
        return min(PART_MILLIBITS_MAX, sum(map(self.rarity, words)))


def line_of(part: Part, one: NamePart, other: NamePart, method: Method) -> PartAgreement:
    """Return the line of two parts that stand for each other."""
    fit = method.fit(one, other)
    level = fit.level
    possible = method.millibits(one, other)
    if part is Part.UNPLACED:
        possible = possible * UNPLACED_PERMILLE // 1_000
    if level in CONTRADICTING:
        weight = AGAINST_MILLIBITS[part] * -fit.permille // 1_000
        if part is Part.MOTHER:
            weight = min(MOTHER_AGAINST_MILLIBITS_MAX, weight + method.kept(one, other))
    else:
        weight = possible * fit.permille // 1_000
    return PartAgreement(
        part, one.written, other.written, level, weight, possible, *_reason(part, level, possible)
    )


def _reason(part: Part, level: Level, possible: int) -> tuple[str, str]:
    english, arabic = (
        f"{name}: {words}" for name, words in zip(PART_WORDS[part], LEVEL_WORDS[level], strict=True)
    )
    if level in AGREEING and possible >= RARE_MILLIBITS:
        return (
            f"{english}; borne by fewer than one in 500, it says much",
            f"{arabic}؛ يحمله أقل من واحد في كل 500، ودلالته كبيرة",
        )
    if level in AGREEING and possible <= COMMON_MILLIBITS:
        return f"{english}; a common name, it says little", f"{arabic}؛ اسم شائع ودلالته قليلة"
    return english, arabic


def unweighed(reason: str) -> str:
    """A reason without the words that say how much it weighs, in either language."""
    return _WEIGHS.split(reason)[0]


def missing_line(left: NamePart | None, right: NamePart | None) -> PartAgreement:
    """Return the line of a part that one side does not state."""
    part = next(held.part for held in (left, right) if held)
    reason = _reason(part, Level.MISSING, 0)
    texts = (left.written if left else None, right.written if right else None)
    return PartAgreement(part, *texts, Level.MISSING, 0, 0, *reason)


def relation_line(relation: Relation, lines: Iterable[PartAgreement]) -> PartAgreement:
    """Return the line of a pattern of kinship: it takes back what ``lines`` give for parts that kin share."""
    shared = sum(max(0, line.weight) for line in lines if line.part in (*SHARED[relation], Part.UNPLACED))
    weight = RELATION_MILLIBITS[relation] - (shared if SHARED[relation] else 0)
    return PartAgreement(relation, None, None, Level.DIFFERENT, weight, 0, *RELATION_WORDS[relation])
