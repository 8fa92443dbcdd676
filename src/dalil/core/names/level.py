"""How far two parts agree: as written, after folding, by sound, nearly, or not at all."""

from enum import StrEnum
from typing import Final


class Level(StrEnum):
    """Agreement of two parts, best first."""

    WRITTEN = "written"
    STRICT = "strict"
    LOOSE = "loose"
    SPELLING = "spelling"
    CLOSE = "close"
    POSSIBLE = "possible"
    """Letters that one name could be written in, though rarely. Says a little, and never contradicts."""
    INITIAL = "initial"
    UNLIKELY = "unlikely"
    """Letters that hardly stand for one name: against it, but less than names that have nothing in common."""
    DIFFERENT = "different"
    MISSING = "missing"
    """One side does not state the part. Says nothing."""


AGREEING: Final = (Level.WRITTEN, Level.STRICT, Level.LOOSE, Level.SPELLING, Level.CLOSE, Level.INITIAL)
FITTING: Final = (*AGREEING, Level.POSSIBLE)
"""What may stand for one name."""
CONTRADICTING: Final = (Level.UNLIKELY, Level.DIFFERENT)
WEIGHT_PERMILLE: Final = {
    Level.WRITTEN: 1_000,
    Level.STRICT: 1_000,
    Level.LOOSE: 950,
    Level.SPELLING: 850,
    Level.CLOSE: 400,
    Level.POSSIBLE: 250,
    Level.INITIAL: 150,
}
"""Share of a name's weight that an agreement at this level earns."""

LEVEL_WORDS: Final[dict[Level, tuple[str, str]]] = {
    Level.WRITTEN: ("the same as written", "متطابق كما هو مكتوب"),
    Level.STRICT: ("the same but for typing", "مطابق إلا في طريقة الكتابة"),
    Level.LOOSE: ("the same but for spelling habits", "متطابق عدا عادات الإملاء"),
    Level.SPELLING: ("two spellings of one name", "كتابتان لاسم واحد"),
    Level.CLOSE: ("nearly the same: one letter differs", "شبه متطابق: اختلاف في حرف واحد"),
    Level.POSSIBLE: ("perhaps one name, spelled unusually", "ربما اسم واحد بكتابة غير معتادة"),
    Level.INITIAL: ("an initial that fits", "حرف أول موافق"),
    Level.UNLIKELY: ("hardly two spellings of one name", "يُستبعد أن تكونا كتابتين لاسم واحد"),
    Level.DIFFERENT: ("different names", "اسمان مختلفان"),
    Level.MISSING: ("stated on one side only: nothing follows", "مذكور في جهة واحدة فقط: لا يُستنتج منه شيء"),
}
"""Each level in English and Arabic."""
