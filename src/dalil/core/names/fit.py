"""Fit: how well two written words stand for one name: a level, and how much of it counts.

Keys decide where the letters are the same; one slip of a typist is looked at letter by letter; another
script or spelling by the table of clerks' habits and by what letters were learned to write.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dalil.core.names import latin, slip
from dalil.core.names.folding import loose
from dalil.core.names.frequency import Frequencies
from dalil.core.names.letters import Script, is_initial, script_of
from dalil.core.names.level import CONTRADICTING, WEIGHT_PERMILLE, Level
from dalil.core.names.parts import NamePart
from dalil.core.names.spelling import LEAST_MILLIBITS, Spelling

CLOSE_LETTERS_MIN: Final = 5
"""Shorter words are not called nearly equal: one letter makes another name of them."""
POSSIBLE_LETTERS_MIN: Final = 3
"""Letters from which a slip may have made no name of a common one: محد for محمد."""
SURE_MILLIBITS: Final = 2_000
"""Odds of the letters from which two spellings count as one name: of 60,000 pairs of two names 15 reach it,
of 1,800 spellings of one name 1,600; the table of habits finds most of the others."""
POSSIBLE_MILLIBITS: Final = -6_000
"""Odds from which they may be one: reached by 98 of 100 spellings of one name, by 2 of 1,000 pairs of two."""
TABLE_MILLIBITS: Final = LEAST_MILLIBITS
"""Odds below which the table of habits is not asked: it knows dsch for ج, which the letters hardly saw."""
UNLIKELY_MILLIBITS: Final = -14_000
"""Odds from which clerks of some country may still have written it so: reached by nearly all spellings."""
OTHER_MILLIBITS: Final = 4_500
"""A common name that fits a Latin word so much better is the name that was meant: Hussein is not حسن."""
UNKNOWN_MILLIBITS: Final = 1_000
"""A Latin word that no common name fits so well may be a slip, which is looked for."""
MISTYPED_PERMILLE: Final = 700
"""Share of a contradiction that counts then: nobody can tell a slip from a rare name. Of a given name it is
still too much to be proposed."""
PERMILLE: Final = 1_000
OTHER_PERMILLE_MIN: Final = 800
UNLIKELY_PERMILLE_MIN: Final = 300
"""Share of a contradiction that counts at least: where another name is meant, and where none fits well."""
SLIPPED_PERMILLE: Final = 900
"""Share that counts of two names one letter apart: حسن and حسين are two, and one is written for the other. Of
a father's name it is still too much to be proposed: cousins share the rest."""
SPELLED_PERMILLE_MAX: Final = 950
_HALF_MILLIBITS: Final = -4_000
"""Odds at which a spelling earns half of that."""
_STEP_MILLIBITS: Final = 3_000


@dataclass(frozen=True, slots=True)
class Fit:
    """A level, and how much of it counts.

    ``permille``: where the words agree, the share of the name's weight that is earned, in thousandths;
    where they contradict, the share of what a contradiction takes away, below zero.
    """

    level: Level
    permille: int

    @classmethod
    def at(cls, level: Level) -> "Fit":
        """A fit of what the level counts wherever nothing finer is known."""
        return cls(level, -PERMILLE if level in CONTRADICTING else WEIGHT_PERMILLE[level])

    @property
    def badness(self) -> tuple[int, int]:
        """Grows from the best fit to the worst."""
        return _ORDER[self.level], -self.permille


_ORDER: Final = {level: at for at, level in enumerate(Level)}


def fit_of(
    left: NamePart, right: NamePart, of_words: Callable[[tuple[str, str], tuple[str, str]], Fit]
) -> Fit:
    """Return how ``left`` and ``right`` fit; ``of_words`` as :func:`word_fit`. Their order does not matter.

    Parts of several words (a mother's name) agree as their first and last words do, whichever is worse;
    a word that one side does not have is missing, not different.
    """
    if left.written == right.written:
        return Fit.at(Level.WRITTEN)
    if left.strict == right.strict:
        return Fit.at(Level.STRICT)
    if left.loose == right.loose:
        return Fit.at(Level.LOOSE)
    pairs = list(zip(ends(left), ends(right), strict=False))
    if not pairs:
        return Fit.at(Level.DIFFERENT)
    fits = (of_words(one, other) for one, other in pairs)
    return max(fits, key=lambda fit: fit.badness)


def ends(part: NamePart) -> list[tuple[str, str]]:
    """First and last word of a part, each as (joined key, loose key); one pair for a single word."""
    words = list(zip(part.joined.split(), part.loose.split(), strict=False))
    return words if len(words) <= 1 else [words[0], words[-1]]


def word_fit(
    left: tuple[str, str],
    right: tuple[str, str],
    *,
    spelling: Spelling,
    frequencies: Frequencies,
    slips: bool = True,
) -> Fit:
    """Return how two single words fit, each given as (joined key, loose key).

    ``slips``: whether a Latin word that is no name is looked at for a slip, which takes longer than the rest.
    """
    if left[1] == right[1]:
        return Fit.at(Level.LOOSE)
    scripts = (script_of(left[1]), script_of(right[1]))
    if scripts == (Script.ARABIC, Script.ARABIC) and _same_but_final(left[0], right[0]):
        return Fit.at(Level.LOOSE)
    if scripts == (Script.ARABIC, Script.ARABIC):
        return _between_arabic(left[1], right[1], frequencies)
    if _is_initial(left[1], right[1]):
        return Fit.at(Level.INITIAL)
    if Script.LATIN in scripts and set(scripts) <= {Script.ARABIC, Script.LATIN}:
        found = _spelled((left[0], scripts[0]), (right[0], scripts[1]), spelling)
        slipped = slips and found.level in CONTRADICTING and _is_slip(left, right, spelling, frequencies)
        return Fit(Level.UNLIKELY, max(found.permille, -MISTYPED_PERMILLE)) if slipped else found
    return Fit.at(Level.DIFFERENT)


def _is_slip(
    left: tuple[str, str], right: tuple[str, str], spelling: Spelling, frequencies: Frequencies
) -> bool:
    """True for a common Arabic name and a Latin word that no common one explains, one slip apart: Mandoor."""
    (arabic, key), (written, _) = (left, right) if script_of(left[1]) is Script.ARABIC else (right, left)
    if (
        script_of(arabic) is not Script.ARABIC
        or len(written) < slip.LETTERS_MIN
        or not frequencies.knows(key)
    ):
        return False
    if latin.is_feminine_of_one(arabic, written):
        return False  # سمير and Samira are a brother and his sister, and no slip
    if spelling.odds(arabic, Script.ARABIC, written, Script.LATIN) < LEAST_MILLIBITS:
        return False
    if spelling.best_known(written) >= UNKNOWN_MILLIBITS:
        return False
    return spelling.is_slip(arabic, written, SURE_MILLIBITS)


def _spelled(left: tuple[str, Script], right: tuple[str, Script], spelling: Spelling) -> Fit:
    odds = _odds(left, right, spelling)
    better = _better(left, right, odds, spelling)
    if odds >= SURE_MILLIBITS and better < OTHER_MILLIBITS:
        return Fit(Level.SPELLING, earned_permille(odds))
    if odds >= TABLE_MILLIBITS and _is_same(left, right, spelling):
        return Fit(Level.SPELLING, earned_permille(max(odds, SURE_MILLIBITS)))
    if odds < UNLIKELY_MILLIBITS:
        return Fit.at(Level.DIFFERENT)
    if better >= OTHER_MILLIBITS:
        return Fit(Level.DIFFERENT, _against(better - OTHER_MILLIBITS, OTHER_PERMILLE_MIN))
    if odds >= POSSIBLE_MILLIBITS:
        return Fit(Level.POSSIBLE, earned_permille(odds))
    return Fit(Level.UNLIKELY, _against(POSSIBLE_MILLIBITS - odds, UNLIKELY_PERMILLE_MIN))


def _is_same(left: tuple[str, Script], right: tuple[str, Script], spelling: Spelling) -> bool:
    """What the table says: the same word, but for a sister's name and her brother's, and two common names."""
    sister = left[1] is not right[1] and latin.is_feminine_of_one(*_arabic_first(left, right))
    return not sister and latin.is_same(*left, *right) and not _two_names(left, right, spelling)


def _arabic_first(left: tuple[str, Script], right: tuple[str, Script]) -> tuple[str, str]:
    return (right[0], left[0]) if left[1] is Script.LATIN else (left[0], right[0])


def _odds(left: tuple[str, Script], right: tuple[str, Script], spelling: Spelling) -> int:
    """The odds; where the Arabic word is the common name with another final letter (سميره), those of that."""
    odds = spelling.odds(*left, *right)
    if left[1] is right[1]:
        return odds
    arabic, written = _arabic_first(left, right)
    meant = spelling.known_as(written) if odds >= UNLIKELY_MILLIBITS else written
    return max(odds, spelling.best_known(written)) if loose(meant) == loose(arabic) else odds


def _better(left: tuple[str, Script], right: tuple[str, Script], odds: int, spelling: Spelling) -> int:
    """By how much, in millibits, a Latin word is better explained by another name than by the other word."""
    if left[1] is right[1]:
        return OTHER_MILLIBITS if _two_names(left, right, spelling) else 0
    if odds < UNLIKELY_MILLIBITS:
        return 0
    arabic, written = _arabic_first(left, right)
    if odds < SURE_MILLIBITS and latin.is_feminine_of_one(arabic, written):
        return max(OTHER_MILLIBITS, spelling.best_known(written) - odds)
    return spelling.best_known(written) - odds


def _two_names(left: tuple[str, Script], right: tuple[str, Script], spelling: Spelling) -> bool:
    """True when two Latin words are surely two common names: Hussam and Hisham."""
    if left[1] is not right[1]:
        return False
    one, other = spelling.known_as(left[0]), spelling.known_as(right[0])
    if one in {other, left[0]} or other == right[0]:
        return False
    return all(
        spelling.best_known(latin) - spelling.odds(arabic, Script.ARABIC, latin, Script.LATIN)
        >= OTHER_MILLIBITS
        for latin, arabic in ((left[0], other), (right[0], one))
    )


def _against(short: int, least: int) -> int:
    """Share of a contradiction, below zero: ``least`` of it, and the whole where eight bits are missing."""
    return -min(PERMILLE, least + short * (PERMILLE - least) // 8_000)


def earned_permille(odds: int) -> int:
    """Share of a name's weight that a spelling of such odds (millibits) earns: more, the better it fits."""
    return round(SPELLED_PERMILLE_MAX / (1 + math.exp2((_HALF_MILLIBITS - odds) / _STEP_MILLIBITS)))


def _between_arabic(left: str, right: str, frequencies: Frequencies) -> Fit:
    if _is_initial(left, right):
        return Fit.at(Level.INITIAL)
    known = (frequencies.knows(left), frequencies.knows(right))
    letters = min(len(left), len(right))
    if letters < POSSIBLE_LETTERS_MIN or not _one_edit(left, right):
        return Fit.at(Level.DIFFERENT)
    if all(known):
        return Fit(Level.DIFFERENT, -SLIPPED_PERMILLE)
    if letters >= CLOSE_LETTERS_MIN:
        return Fit.at(Level.CLOSE)
    other_letter = len(left) == len(right) and sorted(left) != sorted(right)
    likely = letters > POSSIBLE_LETTERS_MIN and _is_struck(left, right) if other_letter else True
    return Fit.at(Level.POSSIBLE) if any(known) and likely else Fit(Level.DIFFERENT, -SLIPPED_PERMILLE)


def _is_struck(left: str, right: str) -> bool:
    """Of words that differ in one letter: not the first, and one that is easily struck for the other.

    Names that rhyme (نبيل, نبيه; سمير, سميح) are of two people.
    """
    at = next(index for index, (one, other) in enumerate(zip(left, right, strict=True)) if one != other)
    return at > 0 and slip.is_struck_for(left[at], right[at])


def _same_but_final(left: str, right: str) -> bool:
    """True for one name with a final ى or ا: رضى and رضا, which sound alike."""
    return {left[-1:], right[-1:]} == {"ى", "ا"} and loose(left[:-1]) == loose(right[:-1])


def _is_initial(left: str, right: str) -> bool:
    return is_initial(left, right) or is_initial(right, left)


def _one_edit(left: str, right: str) -> bool:
    """True when one letter added, left out, changed, or two neighbours exchanged, make one of the other."""
    short, long = sorted((left, right), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((index for index, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
