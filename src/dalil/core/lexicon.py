"""Lexicon: the words of a profile, found in folded text whole and longest first.

A phrase is matched word by word without the article, so that عسكرية and العسكرية, شرطه and شرطة are one.
Nothing is matched inside a word: a unit's name within a longer name is not that unit.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.script import bare_word, fold_text

_A_THIRD: Final = 3
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

    def nearly(self, text: str, kinds: Collection[str]) -> bool:
        """True when all of ``text`` is a phrase of one of ``kinds``, but for a few letters read as others."""
        words = form_of(text)
        return any(phrase.kind in kinds and _alike(words, form) for form, phrase in self.forms.items())

    def _longest(self, words: list[tuple[int, int, str]], place: int) -> int:
        for length in range(min(self.words_max, len(words) - place), 0, -1):
            if tuple(word for _, _, word in words[place : place + length]) in self.forms:
                return length
        return 0


def _alike(words: Sequence[str], form: Sequence[str]) -> bool:
    """True when the words are as long as the form's, and at most a third of all letters differ."""
    if [len(word) for word in words] != [len(word) for word in form]:
        return False
    letters, others = "".join(words), "".join(form)
    return sum(a != b for a, b in zip(letters, others, strict=True)) * _A_THIRD <= len(others)


def form_of(written: str) -> tuple[str, ...]:
    """Return the folded bare words of a written form."""
    return tuple(bare_word(found[0]) for found in _WORD.finditer(fold_text(written)))
