"""Happening: what was photographed, when, and how the files were named; planned before any pixel.

These are the values that the planner hands to the drawing processes; they are small, frozen and picklable.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dalil.testing.drawing.names import PersonName


class Klass(StrEnum):
    """The class of a file, in the words of the truth."""

    LABELLED = "labelled-individual"
    NAMED_CARD = "named-card"
    INCIDENT = "incident"
    NO_LABEL = "no-label"
    SEVERAL = "several-people"
    PAPER = "paper"
    NOT_A_PICTURE = "not-a-picture"
    UNREADABLE = "unreadable"


class Damage(StrEnum):
    """What is wrong with a file's bytes."""

    NONE = ""
    TRUNCATED = "truncated"
    EMPTY = "empty"
    TEXT = "text-named-jpg"
    PNG = "png-named-jpg"
    """Not damage: a sound picture whose name misleads."""


@dataclass(frozen=True, slots=True)
class DrawnIndividual:
    """One individual of the truth."""

    id: str
    soldier: bool
    agency: str
    """Code; empty for soldiers."""
    number: str
    """Detainee number in Western digits; empty for soldiers."""
    examination: str
    day: date
    hospital: str
    """Code of :data:`places.HOSPITALS`."""
    unit: str
    name: PersonName | None
    rank: str
    surface: str
    """``card`` or ``tape``: what lies in the scene."""
    system: str
    """Digit system of that label."""
    handwritten: bool
    peeled: int
    upside_down: bool
    overlay_system: str
    """Digit system of the burned-in label; empty for none."""
    conflict: str
    """``shared`` (another of the agency and year has the number too), ``slip`` (one frame's label has another
    number), ``day`` (the card's day is not the folder's), or empty."""
    card_day: date
    """The day on the card; differs from ``day`` where a clerk wrote another."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What EXIF says."""

    make: str
    model: str
    taken: datetime
    """By the camera's clock."""


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """A copy of one exposure under another name."""

    path: bytes
    edits: tuple[str, ...]
    damage: Damage


@dataclass(frozen=True, slots=True)
class Shot:
    """One exposure and the file that it was left in."""

    path: bytes
    exposure: str
    taken: datetime
    """True local time."""
    subject: str
    """``individual``, ``group``, ``paper``, ``incident``, ``floor`` or ``dark``."""
    shows: tuple[int, ...]
    """Which of the unit's people are in the frame."""
    view: str
    """``whole``, ``upper``, ``close`` or ``burst`` (nearly the frame before)."""
    labelled: bool
    spoil: str
    """Why the label cannot be read: ``blur``, ``glare``, ``fold``, or empty."""
    slip: str
    """The number on the label of this frame alone, where it is not the individual's; else empty."""
    claimed: Claimed | None
    orientation: int
    """EXIF orientation tag: 1, 3, 6 or 8. Without EXIF it is 1."""
    overlaid: bool
    damage: Damage
    copies: tuple[CopyPlan, ...]
    called: str = ""
    """The name of a person as its folder is called by it; empty for none."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one process draws at a time: some people (or none), and the frames taken of them."""

    at: int
    folder: bytes
    day: date
    hospital: str
    unit: str
    """The unit word of the folder."""
    photographer: str
    floor: int
    people: tuple[DrawnIndividual, ...]
    shots: tuple[Shot, ...]
