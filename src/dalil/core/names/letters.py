"""Letters: one letter, many ways to type it. Which ways are the same, and at which level.

Two levels. *Typing* differences come from keyboards, encodings and typesetting: presentation forms, vowel
marks, tatweel, Persian keyboard letters, digits, invisible direction marks, hamza on an alef.
*Spelling* differences are habits of writers: final ى or ي, ة or ه, hamza carriers, letters of foreign sounds.
Nothing here looks at words; :mod:`dalil.core.names.folding` does.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Script(StrEnum):
    """Which letters a text is written in."""

    __hash__ = str.__hash__  # an Enum's own is slow, and these are looked up for every name of a list

    ARABIC = "arabic"
    LATIN = "latin"
    MIXED = "mixed"
    NONE = "none"
    """No letters at all: digits, punctuation, nothing."""


_DIGITS: Final = {0x0660 + value: str(value) for value in range(10)} | {
    0x06F0 + value: str(value) for value in range(10)
}
"""Arabic-Indic (U+0660) and Extended Arabic-Indic (U+06F0) digits by value."""

_MARKS: Final[dict[int, str | None]] = dict.fromkeys(
    [
        *range(0x0610, 0x061B),  # honorific signs and small letters
        *range(0x064B, 0x0660),  # vowel marks, shadda, hamza above and below
        0x0670,  # superscript alef
        *range(0x06D6, 0x06ED),  # recitation marks; U+06DD and U+06DE among them are no letters either
        *range(0x08D3, 0x0900),  # extended vowel marks
        0x0640,  # tatweel: stretches a word, says nothing
        0x00AD,  # soft hyphen
        0x034F,  # combining grapheme joiner
        *range(0x200D, 0x2010),  # zero-width joiner and direction marks
        *range(0x202A, 0x202F),  # direction embeddings and overrides
        *range(0x2060, 0x206A),  # word joiner, direction isolates
        0xFEFF,  # byte order mark
    ]
) | dict.fromkeys([0x200B, 0x200C], " ")
"""Signs that are no letters go; a space without width and a non-joiner part words, seen or not."""

_KEYBOARDS: Final = {
    ord("ک"): "ك",  # Persian and Urdu kaf
    ord("ڪ"): "ك",
    ord("ی"): "ي",  # Persian yeh has no dots at the end of a word, Arabic alef maqsura neither
    ord("ې"): "ي",
    ord("ے"): "ي",
    ord("ہ"): "ه",
    ord("ھ"): "ه",
    ord("ە"): "ه",
    ord("ۀ"): "ه",
    ord("ۂ"): "ه",
    ord("ۃ"): "ة",
    ord("ۥ"): "و",
    ord("ۆ"): "و",
    ord("أ"): "ا",
    ord("إ"): "ا",
    ord("آ"): "ا",
    ord("ٱ"): "ا",
    ord("ٲ"): "ا",
    ord("ٳ"): "ا",
    ord("ٵ"): "ا",
}
"""Letters that a keyboard, an encoding or haste puts for another; hamza on an alef is most often left out."""

_SPELLINGS: Final = {
    ord("ى"): "ي",
    ord("ة"): "ه",
    ord("ؤ"): "و",
    ord("ئ"): "ي",
    ord("ء"): "",
    ord("پ"): "ب",
    ord("چ"): "ج",
    ord("ژ"): "ز",
    ord("ڤ"): "ف",
    ord("ڥ"): "ف",
    ord("گ"): "ك",
    ord("ڭ"): "ك",
    ord("ڨ"): "ق",
}
"""Letters that writers of one name choose between."""
_DOUBLE_WAW: Final = re.compile("وو+")
"""داوود, داود: the second waw is written or not."""

_ARABIC_BLOCKS: Final = (
    range(0x0600, 0x0700),
    range(0x0750, 0x0780),
    range(0x0870, 0x0900),
    range(0xFB50, 0xFE00),
    range(0xFE70, 0xFF00),
)
_PRESENTATION_BLOCKS: Final = (
    range(0xFB50, 0xFE00),  # Arabic presentation forms A
    range(0xFE70, 0xFEFD),  # Arabic presentation forms B
    range(0xFB00, 0xFB07),  # Latin ligatures
    range(0xFF01, 0xFF5F),  # full-width Latin
)

_LATIN_SPECIAL: Final = {
    ord("ı"): "i",
    ord("ø"): "o",
    ord("đ"): "d",
    ord("ł"): "l",
    ord("æ"): "ae",
    ord("œ"): "oe",
}
"""Latin letters whose mark is no combining mark in Unicode."""


_INITIALS: Final = {
    "a": "اعءأإآ", "b": "ب", "c": "كسجش", "d": "دضذظ", "e": "اعءأإ", "f": "ف", "g": "غجق", "h": "هحخ",
    "i": "اعءأإي", "j": "جي", "k": "كخق", "l": "ل", "m": "م", "n": "ن", "o": "اعءأو", "p": "ب", "q": "ق",
    "r": "ر", "s": "سصشث", "t": "تطث", "u": "اعءأو", "v": "وف", "w": "و", "y": "ي", "z": "زذظض",
}  # fmt: skip
"""Arabic letters with which a name begins whose Latin spelling begins with this one."""
_REMEMBERED: Final = 4_096
"""Letters that are kept folded; names are written with far fewer."""


def fold_digits(text: str) -> str:
    """Return ``text`` with Arabic-Indic and Extended Arabic-Indic digits as 0–9."""
    return text.translate(_DIGITS)


def fold_typing(text: str) -> str:
    """Return ``text`` without differences of keyboard, encoding and typesetting; case and accents go too."""
    text = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text))
    text = text.translate(_MARKS).translate(_KEYBOARDS).translate(_DIGITS)
    text = "".join(_bare(letter) for letter in text.casefold())
    return text.translate(_LATIN_SPECIAL)


def fold_spelling(text: str) -> str:
    """Return ``text`` (already folded for typing) without differences of spelling habit."""
    return _DOUBLE_WAW.sub("و", text.translate(_SPELLINGS))


@lru_cache(maxsize=65_536)
def script_of(text: str) -> Script:
    """Tell which letters ``text`` is written in; marks, digits and punctuation do not count."""
    arabic = any(_is_arabic(letter) for letter in text)
    latin = any("LATIN" in unicodedata.name(letter, "") for letter in text if letter.isalpha())
    if arabic and latin:
        return Script.MIXED
    if arabic:
        return Script.ARABIC
    return Script.LATIN if latin else Script.NONE


def is_initial(letter: str, word: str) -> bool:
    """True when ``letter`` (one, folded) may be the first of ``word``, in the letters of either script."""
    if len(letter) != 1 or not word:
        return False
    first = word[0]
    return first == letter or first in _INITIALS.get(letter, "") or letter in _INITIALS.get(first, "")


def _is_arabic(letter: str) -> bool:
    code = ord(letter)
    return letter.isalpha() and any(code in block for block in _ARABIC_BLOCKS)


@lru_cache(maxsize=_REMEMBERED)
def _plain(letter: str) -> str:
    """Undo presentation forms, ligatures and full-width letters; leave everything else as it is.

    Compatibility folding of whole texts would also turn a superscript or a fraction into digits.
    """
    code = ord(letter)
    if any(code in block for block in _PRESENTATION_BLOCKS):
        return unicodedata.normalize("NFKC", letter)
    return letter


@lru_cache(maxsize=_REMEMBERED)
def _bare(letter: str) -> str:
    """Take accents off a Latin letter; a lone combining mark disappears."""
    if letter.isascii() or _is_arabic(letter):
        return letter
    split = unicodedata.normalize("NFD", letter)
    return "".join(part for part in split if not unicodedata.combining(part))
