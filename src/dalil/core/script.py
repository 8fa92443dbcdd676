"""Script: letters and digits as written, and the folded text in which they are compared.

Folding happens on a copy and is never stored in place of what was written: :class:`Folded` remembers where
each folded letter came from, so that every value can be shown beside its source. Three digit systems are
read (Unicode blocks U+0030, U+0660, U+06F0). Names have their own, finer folding in ``core.names``.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WESTERN_DIGITS: Final = "0123456789"
ARABIC_INDIC_DIGITS: Final = "٠١٢٣٤٥٦٧٨٩"
EXTENDED_DIGITS: Final = "۰۱۲۳۴۵۶۷۸۹"

_DIGITS: Final = str.maketrans(ARABIC_INDIC_DIGITS + EXTENDED_DIGITS, WESTERN_DIGITS * 2)
_LETTERS: Final = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیئې", "ي"),
    "ؤ": "و",
    "ة": "ه",
    **dict.fromkeys("ھہە", "ه"),
    "ک": "ك",
    "؟": "?",
    "،": ",",
    "؛": ";",
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("⁄\\", "/"),
}
_TATWEEL: Final = "\u0640"
_ARTICLE: Final = "ال"
_ARTICLE_REST_LETTERS_MIN: Final = 3
"""An article is cut only where a word of this many letters remains: الم (pain) is a word, not لم with one."""


class DigitSystem(StrEnum):
    """Which digits a text is written with."""

    WESTERN = "western"
    ARABIC_INDIC = "arabic-indic"
    EXTENDED = "extended"
    MIXED = "mixed"
    NONE = "none"


def fold_digits(text: str) -> str:
    """Return ``text`` with Arabic-Indic and Extended digits as Western ones; nothing else moves."""
    return text.translate(_DIGITS)


def digit_system(text: str) -> DigitSystem:
    """Return the digit system of ``text``; ``MIXED`` where two systems meet."""
    systems = {
        system
        for letter in text
        for system, block in (
            (DigitSystem.WESTERN, WESTERN_DIGITS),
            (DigitSystem.ARABIC_INDIC, ARABIC_INDIC_DIGITS),
            (DigitSystem.EXTENDED, EXTENDED_DIGITS),
        )
        if letter in block
    }
    if not systems:
        return DigitSystem.NONE
    return systems.pop() if len(systems) == 1 else DigitSystem.MIXED


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows its source: ``starts[i]`` is the place in ``source`` of ``text[i]``."""

    source: str
    text: str
    starts: tuple[int, ...]

    def written(self, start: int, end: int) -> str:
        """Return the source letters behind ``text[start:end]``, exactly as written."""
        if start >= end:
            return ""
        stop = self.starts[end] if end < len(self.starts) else len(self.source)
        return self.source[self.starts[start] : stop]


def fold(text: str) -> Folded:
    """Fold ``text`` for comparing: digits, letter forms, case and dashes; marks and direction signs leave.

    Presentation forms are taken apart (NFKC), every blank becomes one space character each.
    """
    letters: list[str] = []
    starts: list[int] = []
    for place, written in enumerate(text):
        for letter in unicodedata.normalize("NFKC", written):
            folded = _fold_letter(letter)
            letters.append(folded)
            starts.extend([place] * len(folded))
    return Folded(text, "".join(letters), tuple(starts))


def fold_text(text: str) -> str:
    """Return only the folded letters of ``text``."""
    return fold(text).text


def bare_word(folded: str) -> str:
    """Return a folded word without its article: العسكريه and عسكريه are one word to a profile."""
    rest = folded.removeprefix(_ARTICLE)
    return rest if len(rest) >= _ARTICLE_REST_LETTERS_MIN else folded


def _fold_letter(letter: str) -> str:
    """One letter, its plain form, or nothing for marks, tatweel and characters that are not shown."""
    if letter.isspace():
        return " "
    if letter == _TATWEEL or unicodedata.category(letter) in {"Mn", "Cf", "Cc"}:
        return ""
    lower = letter.lower()
    plain = lower if len(lower) == 1 else letter
    return fold_digits(_LETTERS.get(plain, plain))
