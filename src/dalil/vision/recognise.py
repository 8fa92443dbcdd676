"""The recogniser: crops of text lines become text in logical order, with alternatives and how likely each is.

A small line model (CTC; weights and model card in ``vision/weights``) reads each crop alone, so a reading
does not depend on batch size or order. There is no language model and no spelling correction: identifiers are
not words. Nothing is read from disk or network after construction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.number import CUT
from dalil.core.reading import PPM
from dalil.vision.alphabet import (
    ALPHABET,
    ARABIC_CLASSES,
    WESTERN_CLASSES,
    DigitSystem,
    classes_of,
    digit_system,
    indic,
    is_mixed,
    settle_digits,
    text_of,
    turned,
)
from dalil.vision.beam import Table, plainest, posterior, propose
from dalil.vision.calibration import nines
from dalil.vision.head import Head, Seen
from dalil.vision.line_model import LineModel
from dalil.vision.strip import Pixels, narrower_and_wider, squeezed, strip

ALTERNATIVES_MAX: Final = 5
"""Alternatives kept beside the reading: a person looks at no more."""
_PROPOSALS: Final = 6
"""Strings per view whose full posterior is computed."""
_HOPELESS: Final = 0.02
"""Where the first view holds no string likelier than this, a second view is not worth its time."""
_PLAIN: Final = 0.98
"""A string this likely in a view has no rival worth searching for."""
_CLEAR: Final = 0.9
"""Where two views hold a string this likely, two more are not worth their time."""
_LOST: Final = 0.1
"""Where two views hold no string likelier than this, two more find none."""
_SURE_PPM: Final = 800_000
"""A reading this likely is not tried the other way up, unless its digits would read that way too."""
TURN_GAIN: Final = 3
"""How many times likelier the turned reading must be before a line counts as upside down."""
_NUMBER_PPM_MIN: Final = 300_000
"""A number less likely than this is not said: folds and gravel read so. It stays the first alternative."""
_MIXED_ODDS: Final = 20
"""Odds against a word of characters from two scripts."""
_EXTENDED_SHARE: Final = 0.75
"""Share of a number's probability with which a line counts as written in Extended digits."""
_ON_END: Final = 1.4
_ON_END_SURELY: Final = 2.5
"""Crops this many times higher than wide may be, or surely are, lines that stand on their end."""


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


class Recogniser:
    """Reads lines. Make one per process, before it is locked in; ``read`` is deterministic."""

    def __init__(self, weights_path: str | None = None, head: Head | None = None) -> None:
        """Load the packaged weights, or others; with a head of their own, or one tuned to an archive.

        Raises:
            WeightsRefusal: the weights are missing, damaged, or made for another alphabet.

        """
        self._model = LineModel(weights_path, head)
        self.digest = self._model.digest

    def read(
        self, crops: Sequence[Pixels], allow: str | None = None, surface: str = "card"
    ) -> list[LineReading]:
        """Read each crop (H×W×3 RGB or H×W uint8), whichever way up it stands; calibrated for ``surface``.

        ``allow`` limits the characters that may be emitted, inside the search; Extended and Arabic-Indic
        digits of one shape allow each other.
        """
        read = (self.read_turns(crop, _turns_of(crop), allow)[0] for crop in crops)
        return [self.calibrated(reading, surface) for reading in read]

    def seen(self, crop: Pixels) -> list[Seen]:
        """What the model sees in an upright line, in each of the two views in which it would be read."""
        return [self._model.seen(strip(view)) for view in (crop, squeezed(crop))]

    def calibrated(self, reading: LineReading, surface: str) -> LineReading:
        """Return the reading with the confidence that such readings earned on that surface.

        What is left of it is shared among the alternatives as the model shared it.
        """
        raw = reading.confidence_ppm
        earned = self._model.calibration.confidence_ppm(surface, reading.sure, raw)
        doubt = max(PPM - raw, 1)
        rest = tuple(
            replace(one, confidence_ppm=min(one.confidence_ppm * (PPM - earned) // doubt, earned))
            for one in reading.alternatives
        )
        return replace(reading, confidence_ppm=earned, alternatives=rest)

    def read_turns(self, crop: Pixels, turns: Sequence[int], allow: str | None = None) -> list[LineReading]:
        """Read a crop at the given quarter turns; the best reading comes first.

        ``turns[0]`` is how it probably stands: another must be ``TURN_GAIN`` times likelier to come before
        it, and is not tried where the first reads well. Digits that read both ways up offer the other way as
        an alternative.
        """
        classes = classes_of(allow)
        readings = [self._once(crop, turns[0], classes)]
        first = weight(readings[0])
        if first < _SURE_PPM:
            bonus = {turns[0]: TURN_GAIN}
            readings += [self._once(crop, turn, classes, least=first / PPM) for turn in turns[1:]]
            readings.sort(key=lambda one: (-weight(one) * bonus.get(one.quarter_turns, 1), one.quarter_turns))
        best = readings[0]
        if turned(best.text) not in (None, best.text):
            other = self._once(crop, (best.quarter_turns + 2) % 4, classes)
            readings[0] = _offering(best, Alternative(other.text, other.confidence_ppm))
        return readings

    def _once(
        self, crop: Pixels, quarter_turns: int, classes: frozenset[int] | None, least: float = 0.0
    ) -> LineReading:
        """Read one way up, in two views whose posteriors are averaged, or four where those leave a doubt.

        Where the first view holds nothing as likely as ``least``, there is no second one.
        """
        upright = np.ascontiguousarray(np.rot90(crop, -quarter_turns))
        tables = [self._model.table(strip(upright))]
        proposed, chances = _likeliest(tables[0], classes)
        if float(chances.max()) >= max(_HOPELESS, least):
            tables.append(self._model.table(strip(squeezed(upright))))
            proposed, chances = _together(tables, proposed, classes)
            if _LOST <= float(chances.max()) < _CLEAR:
                tables += [self._model.table(strip(view)) for view in narrower_and_wider(upright)]
                proposed, chances = _together(tables, proposed, classes)
        texts: dict[str, float] = {}
        for sequence, chance in zip(proposed, chances.tolist(), strict=True):
            text = text_of(sequence)
            texts[text] = texts.get(text, 0.0) + chance
        ranked = sorted(_of_one_number(_in_one_script(texts)).items(), key=lambda item: (-item[1], item[0]))
        found = [Alternative(text, min(round(chance * 1_000_000), 1_000_000)) for text, chance in ranked]
        rest = tuple(one for one in found[1 : ALTERNATIVES_MAX + 1] if one.confidence_ppm)
        text, ppm = found[0].text, found[0].confidence_ppm
        if ppm < _NUMBER_PPM_MIN and _is_number(text):
            text, rest = "", (found[0], *rest)[:ALTERNATIVES_MAX]
        return LineReading(text, digit_system(text), ppm, rest, quarter_turns, nines(ranked[0][1]))


def _is_number(text: str) -> bool:
    """Whether there are digits in it, and no letters."""
    return any(one.isdecimal() for one in text) and not any(one.isalpha() for one in text)


def _turns_of(crop: Pixels) -> tuple[int, ...]:
    """Quarter turns worth trying, the likeliest first. A high crop is one character or a line on its end."""
    shape = crop.shape[0] / crop.shape[1]
    if shape <= _ON_END:
        return (0, 2)
    return (0, 1, 3, 2) if shape <= _ON_END_SURELY else (1, 3, 0, 2)


def weight(reading: LineReading) -> float:
    """Confidence; an empty reading weighs nothing."""
    return float(reading.confidence_ppm) if reading.text else 0.0


def _likeliest(
    table: Table, classes: frozenset[int] | None
) -> tuple[list[tuple[int, ...]], NDArray[np.float64]]:
    """Sequences with their posteriors. One that leaves nearly nothing to others is not searched around."""
    plain = [plainest(table, classes)]
    chances = posterior(table, plain)
    if chances[0] >= _PLAIN and not is_mixed(text_of(plain[0])):
        return plain, chances
    proposed = sorted({*plain, *_proposed(table, classes)})
    return proposed, posterior(table, proposed)


def _together(
    tables: Sequence[Table], proposed: Sequence[tuple[int, ...]], classes: frozenset[int] | None
) -> tuple[list[tuple[int, ...]], NDArray[np.float64]]:
    """Sequences with the mean of their posteriors in all views; every view proposes its plainest, too."""
    every = sorted({*proposed, *(plainest(table, classes) for table in tables[1:])})
    total = np.sum([posterior(table, every) for table in tables], axis=0)
    return every, total / len(tables)


def _proposed(table: Table, classes: frozenset[int] | None) -> list[tuple[int, ...]]:
    """The likeliest sequences; where the best mixes scripts in a word, also the best of either script."""
    best = propose(table, classes)[:_PROPOSALS]
    if not best or not is_mixed(text_of(best[0])):
        return best
    whole = classes if classes is not None else frozenset(range(1, len(ALPHABET) + 1))
    for script in (WESTERN_CLASSES, ARABIC_CLASSES):
        best += propose(table, whole - script)[:_PROPOSALS]
    return sorted(set(best))


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


def _offering(reading: LineReading, other: Alternative) -> LineReading:
    """The reading with one more alternative, which is kept even where it is the least likely."""
    if not other.text or other.text == reading.text:
        return reading
    rest = [one for one in reading.alternatives if one.text != other.text][: ALTERNATIVES_MAX - 1]
    ranked = sorted([*rest, other], key=lambda one: (-one.confidence_ppm, one.text))
    return replace(reading, alternatives=tuple(ranked))
