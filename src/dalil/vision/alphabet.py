"""The characters that the label reader knows, and how a line on paper becomes text in logical order.

A line model walks a strip from left to right, so it emits characters in *visual* order. Arabic is written
from right to left, with numbers inside it running left to right. ``logical`` turns one into the other by one
stated rule (docs/methods/reading.md); ``visual`` is its inverse and makes the training targets.

Seven digits have one shape in both Arabic scripts (٠ = ۰ …); only ۴ ۵ ۶ differ. The model therefore has one
class for a shared shape, and ``settle_digits`` writes a line in Extended digits when it holds one
Extended-only shape.
"""

import re
from enum import StrEnum
from typing import Final

from dalil.core.number import CUT

WESTERN: Final = "0123456789"
ARABIC_INDIC: Final = "٠١٢٣٤٥٦٧٨٩"
EXTENDED: Final = "۰۱۲۳۴۵۶۷۸۹"
EXTENDED_ONLY: Final = "۴۵۶"
ARABIC_LETTERS: Final = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
LATIN_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MARKS: Final = " /-.:#()_"

ALPHABET: Final = WESTERN + ARABIC_INDIC + EXTENDED_ONLY + ARABIC_LETTERS + LATIN_LETTERS + MARKS + CUT
"""Class ``i + 1`` of the model is ``ALPHABET[i]``; class 0 is the blank. ``CUT`` stands in the place of a
character that runs over the edge of the crop."""

UPSIDE_DOWN: Final = {
    "6": "9",
    "9": "6",
    "٧": "٨",
    "٨": "٧",
    "0": "0",
    "1": "1",
    "8": "8",
    "١": "١",
    "٠": "٠",
    "٥": "٥",
    "/": "/",
    "-": "-",
    " ": " ",
}
"""What a character of a number looks like after half a turn, where it still looks like one."""

_APART: Final = re.compile(r"[ /\-.:#()_]+")
_OF_LATIN: Final = frozenset(WESTERN + LATIN_LETTERS)
_OF_ARABIC: Final = frozenset(ARABIC_INDIC + EXTENDED + ARABIC_LETTERS)
WESTERN_CLASSES: Final = frozenset(i + 1 for i, one in enumerate(ALPHABET) if one in _OF_LATIN)
ARABIC_CLASSES: Final = frozenset(i + 1 for i, one in enumerate(ALPHABET) if one in _OF_ARABIC)

_MIRRORED: Final = {"(": ")", ")": "("}
_WORD: Final = rf"[{WESTERN}{ARABIC_INDIC}{EXTENDED}A-Za-z]+"
_RUN: Final = re.compile(rf"#?{_WORD}(?:[/\-.:_]+{_WORD})*")
_LATIN: Final = re.compile("[A-Za-z]")
_ARABIC: Final = re.compile(f"[{ARABIC_LETTERS}]")
_TO_INDIC: Final = str.maketrans(EXTENDED, ARABIC_INDIC)
_TO_EXTENDED: Final = str.maketrans(ARABIC_INDIC, EXTENDED)
_SHAPES: Final = str.maketrans(
    {old: new for old, new in zip(EXTENDED, ARABIC_INDIC, strict=True) if old not in EXTENDED_ONLY}
)


class DigitSystem(StrEnum):
    """The script in which the digits of a line are written."""

    WESTERN = "western"
    ARABIC_INDIC = "arabic-indic"
    EXTENDED = "extended"
    MIXED = "mixed"
    NONE = "none"


_CLASS: Final = {character: place + 1 for place, character in enumerate(ALPHABET)}


def logical(seen: str) -> str:
    """Return what a reader would type for the characters ``seen`` from left to right.

    A line without Arabic letters is already in order. In a line with Arabic letters the runs change places:
    numbers and Latin words, with ``/ - . : _`` inside them, keep their direction; everything else turns
    round, and brackets are mirrored. Two neighbouring Latin words keep their order, two neighbouring numbers
    do not.
    """
    if not _ARABIC.search(seen):
        return seen
    return "".join(reversed(_units(seen)))


def visual(text: str) -> str:
    """Return the characters of ``text`` as they stand on paper from left to right; inverse of ``logical``."""
    return logical(text)


def _units(line: str) -> list[str]:
    """Cut a line into the pieces that change places but do not turn round."""
    units: list[str] = []
    place = 0
    for run in _RUN.finditer(line):
        units += [_MIRRORED.get(mark, mark) for mark in line[place : run.start()]]
        latin = bool(_LATIN.search(run[0]))
        joins = len(units) > 1 and place == run.start() - 1 and units[-1] == " " and _LATIN.search(units[-2])
        if latin and joins:
            units[-2:] = [units[-2] + " " + run[0]]
        else:
            units.append(run[0])
        place = run.end()
    return units + [_MIRRORED.get(mark, mark) for mark in line[place:]]


def shapes(text: str) -> str:
    """Return ``text`` in the model's classes: Extended digits with a shared shape become Arabic-Indic."""
    return text.translate(_SHAPES)


def settle_digits(text: str) -> str:
    """Write a line in Extended digits when it holds ۴ ۵ or ۶ and none of ٤ ٥ ٦, else leave it."""
    if any(digit in text for digit in EXTENDED_ONLY) and not any(digit in text for digit in "٤٥٦"):
        return text.translate(_TO_EXTENDED)
    return text


def indic(text: str) -> str:
    """Return ``text`` with Extended digits as Arabic-Indic ones."""
    return text.translate(_TO_INDIC)


def digit_system(text: str) -> DigitSystem:
    """Return the script of the digits in ``text``; *mixed* when there are two."""
    found = {
        system
        for system, digits in (
            (DigitSystem.WESTERN, WESTERN),
            (DigitSystem.ARABIC_INDIC, ARABIC_INDIC),
            (DigitSystem.EXTENDED, EXTENDED),
        )
        if any(digit in text for digit in digits)
    }
    if len(found) == 1:
        return found.pop()
    return DigitSystem.MIXED if found else DigitSystem.NONE


def western(text: str) -> str:
    """Return ``text`` with every digit in Western form; for comparison, never for keeping."""
    return text.translate(str.maketrans(ARABIC_INDIC + EXTENDED, WESTERN * 2))


def turned(text: str) -> str | None:
    """Return how a line of digits would read after half a turn, or None when a character would not read."""
    if not text or any(character not in UPSIDE_DOWN for character in text):
        return None
    return "".join(UPSIDE_DOWN[character] for character in reversed(text))


def is_mixed(text: str) -> bool:
    """Whether a word has both Latin and Arabic characters."""
    return any(
        not _OF_ARABIC.isdisjoint(word) and not _OF_LATIN.isdisjoint(word) for word in _APART.split(text)
    )


def text_of(sequence: tuple[int, ...]) -> str:
    """Class sequence (as seen, left to right) to text in logical order, blanks joined and trimmed.

    An edge that cuts is at an end: what the model says of one inside a line is left out.
    """
    seen = "".join(ALPHABET[one - 1] for one in sequence)
    seen = seen[:1] + seen[1:-1].replace(CUT, "") + seen[1:][-1:]
    return settle_digits(logical(" ".join(seen.split())))


def sequence_of(text: str) -> tuple[int, ...] | None:
    """The classes that the model must emit for a text in logical order; None where it knows not every one."""
    seen = visual(shapes(text))
    return tuple(_CLASS[one] for one in seen) if _CLASS.keys() >= set(seen) else None


def is_readable(allow: str) -> bool:
    """Whether the model knows one of these characters, blanks and cuts apart."""
    return not set(shapes(allow)).isdisjoint(set(ALPHABET) - {" ", CUT})


def classes_of(allow: str | None) -> frozenset[int] | None:
    """Classes of the characters that may be emitted; an edge may cut any line."""
    if allow is None:
        return None
    return frozenset(ALPHABET.index(one) + 1 for one in shapes(allow + CUT) if one in ALPHABET)
