"""Halves of the validation parts: confidence is calibrated on one and measured on the other.

No writer, font family (or one drawn like it), cheque or plate is in both; where a set names no writers, runs
of its pictures stand for them. What is measured of readings alone uses the whole parts: a calibration changes
no reading. What else was chosen by trying (the shares of the mean, when a text is not said, the price of
forgetting) was tried on the calibrating half, so of such rows that half is not as unseen as the other.
"""

import random
from enum import StrEnum

from training.label_reader import fonts, sets, splits


class Half(StrEnum):
    """Which half of what training never saw."""

    CALIBRATING = "calibrating"
    MEASURING = "measuring"

    def has(self, place: int) -> bool:
        """Whether the thing at that place of an order belongs to this half."""
        return (place % 2 == 0) == (self is Half.CALIBRATING)


_FIRST = Half.CALIBRATING
_CALIBRATED_WITH = frozenset({"NotoNaskhArabic", "FreeSerif", "Breip"})
"""Designs of either script. The others are measured with."""
_LIKE_A_PEN = frozenset({"Breip"})
"""Designs that imitate handwriting: no office's program burns them into a picture."""


def digits(whole: sets.Digits, half: Half) -> sets.Digits:
    """Every other writer of a set."""
    order = {writer: place for place, writer in enumerate(sorted(set(whole.writers.tolist())))}
    take = [half.has(order[writer]) for writer in whole.writers.tolist()]
    return sets.Digits(whole.images[take], whole.labels[take], whole.writers[take], whole.characters)


def cheques(half: Half) -> list[sets.Line]:
    """Every other held-out cheque amount."""
    return [line for place, line in enumerate(sets.cheques(held_out=True)) if half.has(place)]


class Fonts:
    """A font choice (see ``overlays``) among half of the held-out families. ``printed``: no pen's."""

    def __init__(self, half: Half, *, printed: bool = False) -> None:
        unseen = {
            splits.design_of(one) for one in splits.FONT_FAMILIES_HELD_OUT - splits.FONT_FAMILIES_LIKE_TRAINED
        }
        mine = {one for one in unseen if (one in _CALIBRATED_WITH) == (half == _FIRST)}
        self._mine = frozenset(mine - _LIKE_A_PEN if printed else mine)

    def __call__(self, chance: random.Random, text: str) -> str | None:
        """A font that can write ``text``, designs about equally likely; None where there is none."""
        able: dict[str, list[str]] = {}
        for path in fonts.able(text, held_out=True):
            design = splits.design_of(path)
            if design in self._mine:
                able.setdefault(design, []).append(path)
        return chance.choice(able[chance.choice(sorted(able))]) if able else None
