"""Visible text: what a name from outside is shown as, so that nothing in it can hide or turn its neighbours.

For showing only. What is stored, compared and exported is the text as it was.
"""

import unicodedata
from typing import Final

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINERS: Final = "\u200c\u200d"
"""ZWNJ and ZWJ shape letters inside Persian and Arabic words; they hide nothing."""


def visible(text: str, *, lines: bool = False) -> str:
    """Return ``text`` with control, direction and private-use characters written as ``<U+202E>``.

    ``lines`` True leaves line ends standing, for text of several lines.
    """
    if all_plain(text):
        return text
    return "".join(
        letter if is_plain(letter) or (lines and letter == "\n") else f"<U+{ord(letter):04X}>"
        for letter in text
    )


def says_something(text: str) -> bool:
    """Whether a text holds a letter or digit that people can see."""
    return any(letter.isalnum() for letter in text)


def all_plain(text: str) -> bool:
    """Whether every character shows itself. What Python calls printable is none of those that do not."""
    return text.isprintable() or all(map(is_plain, set(text)))


def is_plain(letter: str) -> bool:
    """Whether one character shows itself and changes nothing about its neighbours."""
    return letter in _JOINERS or unicodedata.category(letter) not in _HIDDEN
