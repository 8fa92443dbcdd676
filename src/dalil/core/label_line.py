"""Label line: one line of a label taken apart into captures, by the profile's patterns and words.

A span is captured once. The order is: whole dates, dates read in part, patterns by rank, shorter dates, known
words, bare numbers, other words. What a bare number or a line of words is only the whole label tells
(``core.label``).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from dalil.core.dating import dates_in_part, find_dates
from dalil.core.label_field import FieldAlternative, Line
from dalil.core.limits import LABEL_LINE_CHARACTERS_MAX
from dalil.core.moment import Precision
from dalil.core.number import CUT, UNREAD, is_nought
from dalil.core.profile import NUMBER_FIELDS, LabelPattern, Profile
from dalil.core.reading import PPM
from dalil.core.script import Folded, fold

NUMBER: Final = "number"
"""A capture that is a bare number, of no field yet."""
WORDS: Final = "words"
"""A capture that is a line's free words."""
UNPLACED: Final = "unplaced"

_BLOT: Final = "\0"
_RUN: Final = re.compile(rf"[0-9?{CUT}]*[0-9][0-9?{CUT}]*")
_BARRED: Final = re.compile(rf"[0-9?{CUT}]*/[0-9?{CUT}/]*")
_TEXT: Final = re.compile(r"[^\W\d_]+(?: +[^\W\d_]+)*")
_FIELD_WORDS: Final = frozenset({"unit", "place", "agency"})


@dataclass(frozen=True, slots=True)
class Capture:
    """One span of a line: what it is (a field, or one of the kinds above), its value, and its doubts."""

    kind: str
    value: str
    raw: str
    confidence_ppm: int
    rule: str
    alternatives: tuple[FieldAlternative, ...] = ()
    alone: bool = False
    """True for words that are all that the line holds."""


def read_line(line: Line, surface: str, profile: Profile) -> tuple[Capture, ...]:
    """Return the captures of one line, in the order in which the rules took them."""
    captures = _captures(line, surface, profile)
    for other in line.alternatives:
        seen = Line(other.text, line.digits, other.confidence_ppm)
        captures = _with_alternatives(captures, _captures(seen, surface, profile))
    return tuple(captures)


def _captures(line: Line, surface: str, profile: Profile) -> list[Capture]:
    if len(line.text) > LABEL_LINE_CHARACTERS_MAX:
        return [Capture(UNPLACED, line.text, line.text, line.confidence_ppm, "line-too-long")]
    sheet = _Sheet(fold(line.text), line, profile)
    sheet.take_dates((Precision.DAY,))
    sheet.take_dates_in_part()
    ranked = sorted((pattern for pattern in profile.patterns if pattern.on(surface)), key=lambda p: p.rank)
    for _, patterns in groupby(ranked, key=lambda pattern: pattern.rank):
        sheet.take_patterns(tuple(patterns))
    sheet.take_dates((Precision.MONTH, Precision.DAY_AND_MONTH))
    sheet.take_words()
    return sheet.captures


class _Sheet:
    """A line while it is being taken apart: what was captured is blotted out."""

    def __init__(self, folded: Folded, line: Line, profile: Profile) -> None:
        self.folded, self.line, self.profile = folded, line, profile
        self.text = folded.text
        self.captures: list[Capture] = []

    def take_dates(self, precisions: Sequence[Precision]) -> None:
        """Take the dates of these precisions; a lone year stays a number."""
        for date in find_dates(self.text, self.profile.dates):
            if date.precision in precisions:
                others = tuple(
                    FieldAlternative("date", value, self.line.confidence_ppm, "date-order")
                    for value in date.alternatives
                )
                self._take((date.start, date.end), "date", date.value, date.rule, alternatives=others)

    def take_dates_in_part(self) -> None:
        """Set dates aside of which a digit is not read, so that what is left of them is no number."""
        for span in dates_in_part(self.text, self.profile.dates):
            self._take(span, UNPLACED, self.text[slice(*span)], "date-in-part")

    def take_patterns(self, patterns: tuple[LabelPattern, ...]) -> None:
        """Take what patterns of one rank capture, again and again until none fits."""
        while fits := list(self._fitting(patterns)):
            (pattern, found, values), others = fits[0], fits[1:]
            for field, value in values.items():
                doubts = tuple(
                    FieldAlternative(field, other[field], self.line.confidence_ppm // 2, rival.rule)
                    for rival, _, other in others
                    if field in other and other[field] != value
                )
                span = found.span(field)
                self._take(span, field, value, pattern.rule, alternatives=doubts, halved=bool(doubts))
            self._blot(*found.span())

    def take_words(self) -> None:
        """Take known words, bare numbers and what is left."""
        for found in self.profile.lexicon.find(self.text):
            kind = found.phrase.kind
            field = kind if kind in _FIELD_WORDS else UNPLACED
            self._take((found.start, found.end), field, found.phrase.value, f"{kind}-word")
        for number in _RUN.finditer(self._without_leaning_ones()):
            field = NUMBER if self._allowed(*number.span()) else UNPLACED
            self._take(number.span(), field, number[0], "bare-number")
        alone = not self.captures
        for words in _TEXT.finditer(self.text):
            written = self.folded.written(*words.span()).strip()
            self._take(words.span(), WORDS, written, "words", alone=alone)

    def _fitting(
        self, patterns: tuple[LabelPattern, ...]
    ) -> Iterator[tuple[LabelPattern, re.Match[str], dict[str, str]]]:
        for pattern in patterns:
            for found in pattern.expression.finditer(self.text):
                values = self._values(pattern, found)
                if values is not None:
                    yield pattern, found, values
                    break

    def _values(self, pattern: LabelPattern, found: re.Match[str]) -> dict[str, str] | None:
        """The value of every field of a match, or None where one of them is not plausible."""
        values: dict[str, str] = {}
        for field in (name for name, text in found.groupdict().items() if text):
            value = self._value(pattern, field, found)
            if value is None:
                return None
            values[field] = value
        return values or None

    def _value(self, pattern: LabelPattern, field: str, found: re.Match[str]) -> str | None:
        text = found[field].strip()
        if _BLOT in found[0]:
            return None
        if field in NUMBER_FIELDS:
            fits = self.profile.bounds[field].fits(text) and self._allowed(*found.span(field))
            fits = fits and not is_nought(text)
            known = field != "agency" or pattern.names_agency or self.profile.is_agency(text)
            return text if fits and known else None
        if field == "date":
            dates = find_dates(text, self.profile.dates)
            return dates[0].value if dates else None
        written = self.folded.written(*found.span(field)).strip()
        is_word = field == "series" and self.profile.lexicon.find(text)
        return None if is_word or not written else written

    def _without_leaning_ones(self) -> str:
        """The text with ``?`` for a bar that may be a one: a clerk's ١ leans, and no number is 0.

        ``/0/0`` is 1010 or nothing at all; ``227/3659`` has its bar. What a person typed was decided by
        looking.
        """
        if self.line.confidence_ppm == PPM:
            return self.text
        return _BARRED.sub(lambda found: _leaning(found[0]), self.text)

    def _allowed(self, start: int, end: int) -> bool:
        """True when the digits, as written, are ones that this archive's clerks use."""
        allowed = self.profile.bounds["detainee_number"].allowed
        return all(letter in allowed for letter in self.folded.written(start, end) if letter.isdigit())

    def _take(
        self,
        span: tuple[int, int],
        kind: str,
        value: str,
        rule: str,
        *,
        alternatives: tuple[FieldAlternative, ...] = (),
        halved: bool = False,
        alone: bool = False,
    ) -> None:
        confidence = self.line.confidence_ppm // 2 if halved else self.line.confidence_ppm
        capture = Capture(kind, value, self.line.text, confidence, rule, alternatives, alone)
        self.captures.append(capture)
        self._blot(*span)

    def _blot(self, start: int, end: int) -> None:
        self.text = self.text[:start] + _BLOT * (end - start) + self.text[end:]


def _leaning(barred: str) -> str:
    parts = barred.split("/")
    lone = all(len(part) == 1 for part in parts[1:]) and len(parts[0]) <= 1 and "0" in parts
    before = len(parts) == len(("", "03")) and not parts[0] and parts[1].startswith("0")
    return barred.replace("/", UNREAD) if lone or before else barred


def _with_alternatives(captures: list[Capture], others: list[Capture]) -> list[Capture]:
    """Put the captures of an alternative text beside those of the line: the same kind, the same turn."""
    turns: Counter[str] = Counter()
    by_turn: dict[tuple[str, int], Capture] = {}
    for other in others:
        by_turn[(other.kind, turns[other.kind])] = other
        turns[other.kind] += 1
    turns.clear()
    result = []
    for capture in captures:
        rival = by_turn.get((capture.kind, turns[capture.kind]))
        turns[capture.kind] += 1
        if rival and rival.value != capture.value:
            doubt = FieldAlternative(capture.kind, rival.value, rival.confidence_ppm, "reader-alternative")
            capture = replace(capture, alternatives=(*capture.alternatives, doubt))  # noqa: PLW2901 - grown
        result.append(capture)
    return result
