"""Halves of the validation parts: confidence is calibrated on one and measured on the other.

No writer, font family (or one drawn like it), cheque or plate is in both. What is measured of readings alone
uses the whole parts: a calibration changes no reading.
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
_CALIBRATED_WITH = frozenset({"NotoNaskhArabic", "NotoNaskhArabicUI", "FreeSerif", "Breip", "breipfont"})
"""Families of either script; those that are drawn alike stand together. The others are measured with."""


def digits(whole: sets.Digits, half: Half) -> sets.Digits:
    """Every other writer of a set."""
    order = {writer: place for place, writer in enumerate(sorted(set(whole.writers.tolist())))}
    take = [half.has(order[writer]) for writer in whole.writers.tolist()]
    return sets.Digits(whole.images[take], whole.labels[take], whole.writers[take], whole.characters)


def cheques(half: Half) -> list[sets.Line]:
    """Every other held-out cheque amount."""
    return [line for place, line in enumerate(sets.cheques(held_out=True)) if half.has(place)]


class Fonts:
    """A font choice (see ``overlays``) among half of the held-out families."""

    def __init__(self, half: Half) -> None:
        unseen = splits.FONT_FAMILIES_HELD_OUT - splits.FONT_FAMILIES_LIKE_TRAINED
        self._mine = frozenset(one for one in unseen if (one in _CALIBRATED_WITH) == (half == _FIRST))

    def __call__(self, chance: random.Random, text: str) -> str | None:
        """A font that can write ``text``, families about equally likely; None where there is none."""
        able: dict[str, list[str]] = {}
        for path in fonts.able(text, held_out=True):
            family = splits.family_of(path)
            if family in self._mine:
                able.setdefault(family, []).append(path)
        return chance.choice(able[chance.choice(sorted(able))]) if able else None
