"""Sighting: one person as one exposure shows them; the unit that grouping joins into individuals.

An exposure with one label (or none) is one sighting; one with labels of three people is three. Everything
that speaks for or against two sightings being one person stands here, already read; nothing is looked up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dalil.core.moment import PartialDate
from dalil.core.number import number_key
from dalil.core.photograph import PhotographClass
from dalil.core.reading import CLEAR_PPM, PPM, Dispute, Outcome, Proposed, Settled, Unread
from dalil.core.script import fold_text

LABELLED: Final = frozenset({PhotographClass.LABELLED_INDIVIDUAL, PhotographClass.SEVERAL_PEOPLE})
"""Classes of exposures that show individuals with labels."""
_GROUPABLE: Final = LABELLED | {PhotographClass.NO_LABEL, PhotographClass.UNKNOWN}
_DOUBTFUL_PPM: Final = 900_000


NOT_READ: Final = Unread("not-read-yet")
"""The number of a sighting that nobody read."""


@dataclass(frozen=True, slots=True, order=True)
class Station:
    """Where a copy of the exposure lies: folder (opaque text), running number, camera's seconds."""

    folder: str
    sequence: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person in one exposure.

    ``exposure`` is the exposure's first member's digest, ``exhibits`` all its members. ``slot`` tells several
    people of one exposure apart (the number on each label) and is empty otherwise. ``date_source`` is
    ``label``, ``folder`` or ``camera``; empty without a date. ``name`` is a name as written on the label.
    ``surfaces``: the kinds of surface on which its number was read. ``examination``: the number of the
    examination on its label, as compared; empty where it is short, read in part, or not there.
    """

    exposure: str
    exhibits: tuple[str, ...]
    photograph_class: PhotographClass
    number: Outcome = NOT_READ
    series: str = ""
    agency: str = ""
    date: PartialDate | None = None
    date_source: str = ""
    stations: tuple[Station, ...] = ()
    name: str = ""
    slot: str = ""
    surfaces: tuple[str, ...] = ()
    examination: str = ""

    @property
    def key(self) -> str:
        """The sighting's name: the exposure, and the slot where there are several."""
        return f"{self.exposure}#{self.slot}" if self.slot else self.exposure

    @property
    def marks(self) -> tuple[str, ...]:
        """The exhibits, each with the slot: what identifiers of individuals hold on to."""
        return tuple(f"{exhibit}#{self.slot}" if self.slot else exhibit for exhibit in self.exhibits)

    @property
    def labelled(self) -> bool:
        """True when a label was found with the person, read or not."""
        return self.photograph_class in LABELLED

    @property
    def groupable(self) -> bool:
        """True when the exposure can show an individual at all; incidents and papers cannot."""
        return self.photograph_class in _GROUPABLE

    @property
    def number_value(self) -> str:
        """The number, settled or proposed; empty where it is disputed or unread."""
        return self.number.value if isinstance(self.number, Settled | Proposed) else ""

    @property
    def numbered(self) -> bool:
        """True when a whole number was read, were it in dispute."""
        return not isinstance(self.number, Unread)

    @property
    def number_candidates(self) -> tuple[str, ...]:
        """What the number may be: its value, or the values in dispute, or what was read in part."""
        if isinstance(self.number, Dispute):
            return self.number.values
        if isinstance(self.number, Unread):
            return self.number.patterns
        return (self.number.value,)

    @property
    def number_confidence_ppm(self) -> int:
        """How sure the number is: a settled one wholly, a disputed or unread one not at all."""
        if isinstance(self.number, Settled):
            return PPM
        return self.number.confidence_ppm if isinstance(self.number, Proposed) else 0

    @property
    def clear(self) -> bool:
        """True when the number is settled, or read clearly."""
        return self.number_confidence_ppm >= CLEAR_PPM

    @property
    def doubtful(self) -> bool:
        """True when a number was proposed of which the machine is less than 90 % sure."""
        return bool(self.number_value) and self.number_confidence_ppm < _DOUBTFUL_PPM

    @property
    def block(self) -> tuple[str, str]:
        """Number and letters as compared; sightings of one number share it. Empty number: no block."""
        value = self.number_value
        letters = fold_text(self.series).replace(" ", "") if self.series else ""
        return (number_key(value) if value else "", letters)


def by_key(sightings: Iterable[Sighting]) -> dict[str, Sighting]:
    """Return the sightings by key, in the order of keys."""
    return {sighting.key: sighting for sighting in sorted(sightings, key=lambda one: one.key)}
