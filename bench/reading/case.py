"""Case: a picture with what truly stands on it; and how a row of the table asks and judges."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from bench.reading import compare
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


class Way(StrEnum):
    """How much of the work the reader has to do."""

    LINE = "one line"
    LABEL = "a crop that is one label"
    FRAME = "a whole photograph"


@dataclass(frozen=True, slots=True)
class Case:
    """``image`` is grey (H×W) or RGB (H×W×3), ``text`` in logical order; ``kind`` names a part of a row."""

    image: Pixels
    text: str
    kind: str = ""
    cut: bool = False
    """Whether a character is cut by the edge, so that *truncated* is the right answer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: cases and how their readings are judged.

    ``allow`` lists the characters that rivals may emit, and ours in a second pass; the row's own figure is
    without it. ``view`` is what is compared of a text. ``aim_ppm`` None: shown without an aim.
    """

    name: str
    what: str
    count: int
    cases: Callable[[int], list[Case]]
    way: Way = Way.LINE
    view: Callable[[str], str] = compare.compact
    allow: str | None = None
    aim_ppm: int | None = None
    note: str = ""

    def right(self, texts: tuple[str, ...], truth: str) -> bool:
        """Whether what was read holds the truth: one of the lines, or all of them in a row."""
        wanted = self.view(truth)
        pieces = [*texts, " ".join(texts)]
        if self.way is not Way.LINE:
            pieces += [word for text in texts for word in text.split()]
        return any(self.view(piece) == wanted for piece in pieces)
