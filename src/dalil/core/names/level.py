"""How far two parts agree: as written, after folding, by sound, nearly, or not at all."""

from enum import StrEnum
from typing import Final

from dalil.core.names.frequency import Frequencies
from dalil.core.names.latin import SAME_PPM, Spelling
from dalil.core.names.letters import Script, script_of
from dalil.core.names.parts import NamePart

CLOSE_LETTERS_MIN: Final = 5
"""Words shorter than this are never called nearly equal: one letter makes another name of them."""


class Level(StrEnum):
    """Agreement of two parts, best first."""

    WRITTEN = "written"
    STRICT = "strict"
    LOOSE = "loose"
    SPELLING = "spelling"
    CLOSE = "close"
    INITIAL = "initial"
    DIFFERENT = "different"
    MISSING = "missing"
    """One side does not state the part. Says nothing."""


AGREEING: Final = (Level.WRITTEN, Level.STRICT, Level.LOOSE, Level.SPELLING, Level.CLOSE, Level.INITIAL)
WEIGHT_PERMILLE: Final = {
    Level.WRITTEN: 1_000,
    Level.STRICT: 1_000,
    Level.LOOSE: 950,
    Level.SPELLING: 850,
    Level.CLOSE: 400,
    Level.INITIAL: 150,
}
"""Share of a name's weight that an agreement at this level earns."""

LEVEL_WORDS: Final[dict[Level, tuple[str, str]]] = {
    Level.WRITTEN: ("the same as written", "متطابق كما هو مكتوب"),
    Level.STRICT: ("the same but for typing", "متطابق عدا طريقة الطباعة"),
    Level.LOOSE: ("the same but for spelling habits", "متطابق عدا عادات الإملاء"),
    Level.SPELLING: ("two spellings of one name", "كتابتان لاسم واحد"),
    Level.CLOSE: ("nearly the same: one letter differs", "شبه متطابق: اختلاف في حرف واحد"),
    Level.INITIAL: ("an initial that fits", "حرف أول موافق"),
    Level.DIFFERENT: ("different names", "اسمان مختلفان"),
    Level.MISSING: ("stated on one side only: nothing follows", "مذكور في جهة واحدة فقط: لا يُستنتج منه شيء"),
}
"""Each level in English and Arabic."""


def level_of(left: NamePart, right: NamePart, *, spelling: Spelling, frequencies: Frequencies) -> Level:
    """Return the level at which ``left`` and ``right`` agree. The order of the two does not matter.

    Parts of several words (a mother's name) agree as their first and last words do, whichever is worse;
    a word that one side does not have is missing, not different.
    """
    if left.written == right.written:
        return Level.WRITTEN
    if left.strict == right.strict:
        return Level.STRICT
    if left.loose == right.loose:
        return Level.LOOSE
    pairs = list(zip(_ends(left), _ends(right), strict=False))
    if not pairs:
        return Level.DIFFERENT
    levels = (_word_level(one, other, spelling=spelling, frequencies=frequencies) for one, other in pairs)
    return max(levels, key=list(Level).index)


def _ends(part: NamePart) -> list[tuple[str, str]]:
    """First and last word of a part, each as (joined, loose); one pair for a single word."""
    words = list(zip(part.joined.split(), part.loose.split(), strict=False))
    return words if len(words) <= 1 else [words[0], words[-1]]


def _word_level(
    left: tuple[str, str], right: tuple[str, str], *, spelling: Spelling, frequencies: Frequencies
) -> Level:
    if left[1] == right[1]:
        return Level.LOOSE
    scripts = (script_of(left[1]), script_of(right[1]))
    if scripts == (Script.ARABIC, Script.ARABIC):
        return _arabic_level(left[1], right[1], frequencies)
    if _is_initial(left[1], right[1]):
        return Level.INITIAL
    if scripts == (Script.ARABIC, Script.LATIN):
        fit = spelling.across_ppm(left[0], right[0])
    elif scripts == (Script.LATIN, Script.ARABIC):
        fit = spelling.across_ppm(right[0], left[0])
    elif scripts == (Script.LATIN, Script.LATIN):
        fit = spelling.within_ppm(left[0], right[0])
    else:
        return Level.DIFFERENT
    return Level.SPELLING if fit >= SAME_PPM else Level.DIFFERENT


def _arabic_level(left: str, right: str, frequencies: Frequencies) -> Level:
    if _is_initial(left, right):
        return Level.INITIAL
    both_known = frequencies.knows(left) and frequencies.knows(right)
    if min(len(left), len(right)) >= CLOSE_LETTERS_MIN and not both_known and _one_edit(left, right):
        return Level.CLOSE
    return Level.DIFFERENT


def _is_initial(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    return len(short) == 1 and long.startswith(short)


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
