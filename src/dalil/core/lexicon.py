"""Lexicon: the words of a profile, found in folded text whole and longest first.

A phrase is matched word by word without the article, so that عسكرية and العسكرية, شرطه and شرطة are one.
Nothing is matched inside a word: a unit's name within a longer name is not that unit.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dalil.core.script import bare_word, fold_text

_WORD: Final = re.compile(r"[^\W\d_]+|[0-9]+")


@dataclass(frozen=True, slots=True, order=True)
class Phrase:
    """What a written form means: its kind (``unit``, ``place`` …) and the profile's value for it."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A phrase in a text, with its place in the folded text."""

    start: int
    end: int
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every written form of a profile: folded bare words → phrase."""

    forms: Mapping[tuple[str, ...], Phrase]
    words_max: int

    @classmethod
    def of(cls, written: Iterable[tuple[str, Phrase]]) -> "Lexicon":
        """Build from written forms; the first meaning of a form stays."""
        forms: dict[tuple[str, ...], Phrase] = {}
        for text, phrase in written:
            forms.setdefault(form_of(text), phrase)
        forms.pop((), None)
        return cls(forms, max((len(form) for form in forms), default=0))

    def find(self, text: str) -> tuple[FoundPhrase, ...]:
        """Return the phrases in folded ``text``, left to right, the longest at each place."""
        words = [(found.start(), found.end(), bare_word(found[0])) for found in _WORD.finditer(text)]
        found = []
        place = 0
        while place < len(words):
            length = self._longest(words, place)
            if length:
                start, end = words[place][0], words[place + length - 1][1]
                form = tuple(word for _, _, word in words[place : place + length])
                found.append(FoundPhrase(start, end, self.forms[form]))
            place += length or 1
        return tuple(found)

    def _longest(self, words: list[tuple[int, int, str]], place: int) -> int:
        for length in range(min(self.words_max, len(words) - place), 0, -1):
            if tuple(word for _, _, word in words[place : place + length]) in self.forms:
                return length
        return 0


def form_of(written: str) -> tuple[str, ...]:
    """Return the folded bare words of a written form."""
    return tuple(bare_word(found[0]) for found in _WORD.finditer(fold_text(written)))
