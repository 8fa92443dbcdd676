"""Ours: the label reader as Dalil uses it, on a line, on a crop that is one label, on a whole photograph."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from bench.reading.case import Pixels, Way

from dalil.core.reading import SURE_PPM
from dalil.vision import locate
from dalil.vision.frame import Frame
from dalil.vision.label_reading import LabelReading, read_regions, read_whole
from dalil.vision.line_reading import LineReading
from dalil.vision.recognise import Recogniser

_IN_COLOUR = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read of one picture. ``seconds`` are of the processor."""

    lines: tuple[LineReading, ...]
    labels: tuple[LabelReading, ...]
    seconds: float

    @property
    def texts(self) -> tuple[str, ...]:
        """Every line's text."""
        return tuple(line.text for line in self.lines)

    @property
    def truncated(self) -> bool:
        """Whether a line with text is said to be cut by the edge."""
        return any(getattr(line, "truncated", False) for line in self.lines)

    @property
    def surest(self) -> LineReading | None:
        """The line with digits of which the reader is surest; None where no digit was read."""
        numbers = [line for line in self.lines if any(c.isdigit() for c in line.text)]
        return max(numbers, key=lambda line: line.confidence_ppm, default=None)


def accepted(line: LineReading) -> bool:
    """Whether the reader would accept this line without a person."""
    said = getattr(line, "accepted", None)
    return line.confidence_ppm >= SURE_PPM if said is None else bool(said)


class Ours:
    """The reader with its weights; one thread."""

    def __init__(self, weights: str | None = None) -> None:
        cv2.setNumThreads(1)
        self._reader = Recogniser(weights)
        self.digest = self._reader.digest.hex

    def read(self, image: Pixels, way: Way, allow: str | None = None, surface: str = "card") -> Answer:
        """Read one picture; ``allow`` limits the characters of a line, ``surface`` is what carries it."""
        started = time.process_time()
        labels: Sequence[LabelReading] = ()
        if way is Way.LINE:
            lines = tuple(self._reader.read([image], allow, surface))
        else:
            labels = self._whole(image) if way is Way.LABEL else self._located(image)
            lines = tuple(line for label in labels for line in label.lines)
        return Answer(lines, tuple(labels), time.process_time() - started)

    def _whole(self, image: Pixels) -> Sequence[LabelReading]:
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == _IN_COLOUR else image
        grey = np.asarray(grey, dtype=np.uint8)
        return (read_whole(grey, locate.layouts(grey), self._reader),)

    def _located(self, image: Pixels) -> Sequence[LabelReading]:
        frame = Frame.of(image if image.ndim == _IN_COLOUR else cv2.cvtColor(image, cv2.COLOR_GRAY2RGB))
        return read_regions(frame.grey, locate.labels(frame), self._reader)
