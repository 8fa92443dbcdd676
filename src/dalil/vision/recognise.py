"""The recogniser: crops of text lines become text in logical order, with alternatives and how likely each is.

Small line models (CTC; weights and model card in ``vision/weights``) read each crop alone, so a reading
does not depend on batch size or order. There is no language model and no spelling correction: identifiers are
not words. Nothing is read from disk or network after construction.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.reading import PPM, SURE_PPM
from dalil.vision.alphabet import (
    ALPHABET,
    ARABIC_CLASSES,
    WESTERN_CLASSES,
    is_mixed,
    sequence_of,
    text_of,
    turned,
)
from dalil.vision.beam import Table, plainest, posterior, propose
from dalil.vision.expected import ANYTHING, Expected
from dalil.vision.head import Head, Seen
from dalil.vision.line_model import LineModel
from dalil.vision.line_reading import Alternative, LineReading, offering, reading_of
from dalil.vision.strip import Pixels, narrower_and_wider, squeezed, strip

_PROPOSALS: Final = 6
"""Strings per view whose full posterior is computed."""
_HOPELESS: Final = 0.02
"""Where the first look holds no string likelier than this, a second one is not worth its time."""
_PLAIN: Final = 0.98
"""A string this likely in a look has no rival worth searching for."""
_CLEAR: Final = 0.9
"""Where several looks hold a string this likely, more are not worth their time."""
_DOUBTFUL: Final = 0.7
"""Where four looks hold a string this likely, two at other widths are not worth their time."""
_LOST: Final = 0.1
"""Where two looks hold no string likelier than this, more find none."""
_SURE_PPM: Final = 800_000
"""A reading this likely is not tried the other way up, unless its digits would read that way too."""
TURN_GAIN: Final = 3
"""How many times likelier the turned reading must be before a line counts as upside down."""
UPRIGHT_PPM: Final = 900_000
"""How sure digits that read both ways can be: a photographer may stand on the label's other side. Assumed."""
_ON_END: Final = 1.4
_ON_END_SURELY: Final = 2.5
"""Crops this many times higher than wide may be, or surely are, lines that stand on their end."""


class Recogniser:
    """Reads lines. Make one per process, before it is locked in; ``read`` is deterministic."""

    def __init__(
        self,
        weights_path: str | None = None,
        head: Head | None = None,
        expected: Expected = ANYTHING,
    ) -> None:
        """Load the packaged weights, or others; with a head of their own, or one tuned to an archive.

        ``expected``: what the archive's profile says can stand on a line.

        Raises:
            WeightsRefusal: the weights are missing, damaged, or made for another alphabet.

        """
        self._model = LineModel(weights_path, head)
        self.digest = self._model.digest
        self._expected = expected

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
        """What the members see in an upright line, in each of the two views in which it would be read."""
        return [self._model.seen(strip(view)) for view in (crop, squeezed(crop))]

    def calibrated(self, reading: LineReading, surface: str, *, way_known: bool = False) -> LineReading:
        """Return the reading with the confidence that such readings earned on that surface.

        What is left of it is shared among the alternatives as the model shared it. ``way_known``: something
        else on the label tells which way up it stands. Without that, digits that read both ways (6098 and
        8609) are no surer than labels stand upright, and are never accepted.
        """
        raw = reading.confidence_ppm
        earned = self._model.calibration.confidence_ppm(surface, reading.sure, raw)
        if not self._expected.fits(reading.text):
            earned = min(earned, SURE_PPM - 1)
        other_way = None if way_known else turned(reading.text)
        if other_way not in (None, reading.text):
            earned = min(earned, UPRIGHT_PPM)
        left, doubt = PPM - earned, max(PPM - raw, 1)
        rest = tuple(
            replace(one, confidence_ppm=min(one.confidence_ppm * left // doubt, left, earned))
            for one in reading.alternatives
        )
        return replace(reading, confidence_ppm=earned, alternatives=rest)

    def read_turns(self, crop: Pixels, turns: Sequence[int], allow: str | None = None) -> list[LineReading]:
        """Read a crop at the given quarter turns; the best reading comes first.

        ``turns[0]`` is how it probably stands: another must be ``TURN_GAIN`` times likelier to come before
        it, and is not tried where the first reads well. Digits that read both ways up offer the other way as
        an alternative.
        """
        classes = self._expected.classes(allow)
        readings = [self._once(crop, turns[0], classes)]
        first = weight(readings[0])
        if first < _SURE_PPM:
            bonus = {turns[0]: TURN_GAIN}
            readings += [self._once(crop, turn, classes, least=first / PPM) for turn in turns[1:]]
            readings.sort(key=lambda one: (-weight(one) * bonus.get(one.quarter_turns, 1), one.quarter_turns))
        best = readings[0]
        if turned(best.text) not in (None, best.text):
            other = self._once(crop, (best.quarter_turns + 2) % 4, classes)
            readings[0] = offering(best, Alternative(other.text, other.confidence_ppm))
        return readings

    def _once(
        self, crop: Pixels, quarter_turns: int, classes: frozenset[int] | None, least: float = 0.0
    ) -> LineReading:
        """Read one way up: two members look at two views, and at more where these leave a doubt.

        The posteriors of all looks are averaged. Where the first holds nothing as likely as ``least``, there
        is no second one.
        """
        upright = np.ascontiguousarray(np.rot90(crop, -quarter_turns))
        tables = [self._model.table(plain := strip(upright), 0)]
        proposed, chances = _likeliest(tables[0], classes)
        if float(chances.max()) >= max(_HOPELESS, least):
            tables.append(self._model.table(other := strip(squeezed(upright)), 1))
            proposed, chances = _together(tables, proposed, classes)
            if _LOST <= float(chances.max()) < _CLEAR:
                tables += [self._model.table(other, 0), self._model.table(plain, 1)]
                proposed, chances = _together(tables, proposed, classes)
                if _LOST <= float(chances.max()) < _DOUBTFUL:
                    views = map(strip, narrower_and_wider(upright))
                    tables += [self._model.table(view, member) for member, view in enumerate(views)]
                    proposed, chances = _together(tables, proposed, classes)
        return reading_of(proposed, chances, quarter_turns, self._expected)


def likeliest(head: Head, views: Sequence[Seen], texts: Sequence[str]) -> str | None:
    """Return which of several texts was most likely seen; None where the model can write none of them."""
    known = {text: sequence for text in texts if (sequence := sequence_of(text))}
    if not known:
        return None
    tables = [table for seen in views for table in head.tables(seen)]
    chances = np.sum([posterior(table, [*known.values()]) for table in tables], axis=0)
    return [*known][int(chances.argmax())]


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
