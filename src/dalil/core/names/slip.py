"""Slip: what a typist may have meant who struck one letter too many, too few, another, or two in turn.

One error of Damerau (1964), as most misspelled words have. For Latin words: of two Arabic ones one is looked
at beside the other, letter by letter (:mod:`dalil.core.names.fit`).
"""

from string import ascii_lowercase
from typing import Final

LETTERS_MIN: Final = 4
"""Shorter words are not looked at: one letter makes another name of them."""
_SHAPES: Final = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "كل")
"""Arabic letters that differ by their dots, or are read for one another."""
_KEYS: Final = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ")
"""Rows of an Arabic keyboard."""


def is_struck_for(one: str, other: str) -> bool:
    """Whether one Arabic letter is easily read or struck for another: dots, or the key beside it."""
    alike = any(one in shape and other in shape for shape in _SHAPES)
    return alike or any(one + other in row or other + one in row for row in _KEYS)


def meant(word: str) -> tuple[str, ...]:
    """Folded Latin words that are one slip away from ``word``, each once, in one order."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = (head + letter + rest for head, rest in parts for letter in ascii_lowercase)
    too_many = (head + rest[1:] for head, rest in parts if rest)
    another = (head + letter + rest[1:] for head, rest in parts if rest for letter in ascii_lowercase)
    in_turn = (head + rest[1] + rest[0] + rest[2:] for head, rest in parts if len(rest) > 1)
    every = dict.fromkeys((*left_out, *too_many, *another, *in_turn))
    every.pop(word, None)
    return tuple(every)
