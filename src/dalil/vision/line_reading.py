"""Line reading: what one text line says, made of character sequences and how likely each is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.number import CUT
from dalil.vision.alphabet import DigitSystem, digit_system, indic, is_mixed, settle_digits, text_of
from dalil.vision.calibration import nines
from dalil.vision.expected import ANYTHING, Expected

ALTERNATIVES_MAX: Final = 5
"""Alternatives kept beside the reading: a person looks at no more."""
_DIGIT_MIN: Final = 0.7
"""What each character of a number must be on average (geometric mean): folds, gravel and other scripts read
as digits less likely than that. The text stays the first alternative. Ten characters of which one could be
two things are no less likely each than one; docs/methods/reading.md has the counts."""
_WITH_LETTERS_MIN: Final = 0.6
"""Likewise of digits with letters: there are more letters that one could be."""
_WITH_DIGITS_MIN: Final = 0.05
"""And what the whole must be: less is a guess however long it is."""
_DOTS: Final = frozenset("٠ ")
"""An Arabic zero is a dot, and a line of nothing else is dots."""
_MIXED_ODDS: Final = 20
"""Odds against a word of characters from two scripts."""
_EXTENDED_SHARE: Final = 0.75
"""Share of a number's probability with which a line counts as written in Extended digits."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another text that the pixels allow, with its probability in millionths."""

    text: str
    confidence_ppm: int


@dataclass(frozen=True, slots=True)
class LineReading:
    """What one text line says.

    ``text`` is in logical order, as a person would type it, with ``⋮`` at an end where the edge of the crop
    runs through a character; empty means that no text was seen.
    ``confidence_ppm`` is the probability of the whole string in millionths: the model's own until the reading
    is :meth:`calibrated <Recogniser.calibrated>`. ``sure`` is the model's own on the scale of
    :func:`dalil.vision.calibration.nines`. ``quarter_turns`` is how often the crop was turned clockwise by
    90° before it read.
    """

    text: str
    digits: DigitSystem
    confidence_ppm: int
    alternatives: tuple[Alternative, ...]
    quarter_turns: int = 0
    sure: int = 0

    @property
    def truncated(self) -> bool:
        """Whether the crop's edge runs through a character: the line is longer than what was read."""
        return CUT in self.text

    @property
    def upside_down(self) -> bool:
        """Whether the line stands on its head in the crop."""
        return self.quarter_turns == 2  # noqa: PLR2004 - half a turn


def reading_of(
    proposed: Sequence[tuple[int, ...]],
    chances: NDArray[np.float64],
    quarter_turns: int,
    expected: Expected = ANYTHING,
) -> LineReading:
    """What a line says, of sequences with their posteriors; ``sure`` leaves aside what was expected."""
    texts: dict[str, float] = {}
    for sequence, chance in zip(proposed, chances.tolist(), strict=True):
        text = text_of(sequence)
        texts[text] = texts.get(text, 0.0) + chance
    plain = _of_one_number(_in_one_script(texts))
    ranked = sorted(expected.weighed(plain).items(), key=lambda item: (-item[1], item[0]))
    found = [Alternative(text, min(round(chance * 1_000_000), 1_000_000)) for text, chance in ranked]
    rest = tuple(one for one in found[1 : ALTERNATIVES_MAX + 1] if one.confidence_ppm)
    text, ppm = found[0].text, found[0].confidence_ppm
    if _is_unsaid(text, ranked[0][1]):
        text, rest = "", (found[0], *rest)[:ALTERNATIVES_MAX]
    return LineReading(text, digit_system(text), ppm, rest, quarter_turns, nines(plain[ranked[0][0]]))


def offering(reading: LineReading, other: Alternative) -> LineReading:
    """The reading with one more alternative, which is kept even where it is the least likely."""
    if not other.text or other.text == reading.text:
        return reading
    rest = [one for one in reading.alternatives if one.text != other.text][: ALTERNATIVES_MAX - 1]
    ranked = sorted([*rest, other], key=lambda one: (-one.confidence_ppm, one.text))
    return replace(reading, alternatives=tuple(ranked))


def _is_unsaid(text: str, chance: float) -> bool:
    """Whether a text with digits is too unlikely to be said, or nothing but dots."""
    if not any(one.isdecimal() for one in text):
        return False
    each = _WITH_LETTERS_MIN if any(one.isalpha() for one in text) else _DIGIT_MIN
    characters = sum(one not in (" ", CUT) for one in text)
    return chance < max(each**characters, _WITH_DIGITS_MIN) or set(text) <= _DOTS


def _in_one_script(texts: dict[str, float]) -> dict[str, float]:
    """Weigh texts whose words mix scripts by the odds against that, keeping the whole probability.

    A line on its head, or a ٥ that could be a 0, reads as such a mixture. This is all that the recogniser
    knows of language.
    """
    weighed = {text: chance / (_MIXED_ODDS if is_mixed(text) else 1) for text, chance in texts.items()}
    share = sum(texts.values()) / (sum(weighed.values()) or 1.0)
    return {text: chance * share for text, chance in weighed.items()}


def _of_one_number(texts: dict[str, float]) -> dict[str, float]:
    """Sum what differs in the Arabic script of its digits alone: ۶ and ٦ are one digit.

    The line is written in Extended digits where that is plainly likelier, else in Arabic-Indic ones.
    """
    summed: dict[str, float] = {}
    extended: dict[str, tuple[str, float]] = {}
    for text, chance in texts.items():
        plain = indic(text)
        summed[plain] = summed.get(plain, 0.0) + chance
        if text == settle_digits(text) != plain:
            extended[plain] = text, chance
    return {
        extended[plain][0] if extended.get(plain, ("", 0.0))[1] >= _EXTENDED_SHARE * whole else plain: whole
        for plain, whole in summed.items()
    }
