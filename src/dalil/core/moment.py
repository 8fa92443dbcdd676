"""Moment: instants that we vouch for, times that others claim, and dates that are known in part.

The three never mix. An :class:`Instant` comes from our own clock, is handed in from outside and is UTC. A
:class:`ClaimedTime` was found in a file; its clock may be wrong by years and it has no time zone. A
:class:`PartialDate` is a year, a month or a day of the proleptic Gregorian calendar.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from dalil.core.errors import BodyRefusal

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,6})?Z\Z", re.ASCII)
_CLAIMED: Final = re.compile(
    r"(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+\-]\d\d:\d\d)?\s*\Z", re.ASCII
)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)


class Precision(StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    DAY_AND_MONTH = "day-and-month"
    """Day and month are written, the year is not: ``--04-12`` (RFC 6350 §4.3.1 writes it so)."""


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A moment of our own clock, UTC: ``2026-01-31T09:30:00Z``, with or without a fraction."""

    text: str

    def __post_init__(self) -> None:
        try:
            known = bool(_INSTANT.match(self.text)) and bool(dt.datetime.fromisoformat(self.text))
        except ValueError:
            known = False
        if not known:
            raise BodyRefusal(detail=f"{self.text[:40]!r} is not a UTC instant")

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class ClaimedTime:
    """A time found in a file, ``2018-03-15T10:22:31``, zone unknown; ``source`` says where it stood."""

    text: str
    source: str

    @classmethod
    def read(cls, written: str, source: str) -> Self | None:
        """Read an EXIF or ISO time; None where it is empty, zero or no time at all (cameras write those).

        A zone suffix is dropped: the claim is kept as the camera's wall clock showed it.
        """
        found = _CLAIMED.match(written.strip())
        if not found:
            return None
        year, month, day, *clock = found.groups()
        text = f"{year}-{month}-{day}T{':'.join(clock)}"
        try:
            dt.datetime.fromisoformat(text)
        except ValueError:
            return None
        return cls(text, source)

    @property
    def date(self) -> "PartialDate":
        """The day that is claimed."""
        return PartialDate.parse(self.text[:10])

    @property
    def seconds(self) -> int:
        """Whole seconds since the year 1, for differences only."""
        moment = dt.datetime.fromisoformat(self.text)
        return moment.toordinal() * 86_400 + moment.hour * 3_600 + moment.minute * 60 + moment.second


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day: ``2019``, ``2019-04``, ``2019-04-12``."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        try:
            dt.date(self.year, *(1 if part is None else part for part in (self.month, self.day)))
        except ValueError as wrong:
            raise BodyRefusal(detail=f"no such date: {self.year}-{self.month}-{self.day}") from wrong
        if self.day is not None and self.month is None:
            raise BodyRefusal(detail="a date has a day but no month")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of :attr:`text`. Raises: BodyRefusal for anything else."""
        found = _DATE.match(text)
        if not found:
            raise BodyRefusal(detail=f"{text[:40]!r} is not a date")
        year, month, day = (None if part is None else int(part) for part in found.groups())
        return cls(year or 0, month, day)

    @property
    def precision(self) -> Precision:
        """How much is known."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def text(self) -> str:
        """ISO 8601 text, as long as what is known."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def period(self) -> str:
        """The period of the date: its year and month, or its year alone."""
        return self.text[:7]

    def agrees_with(self, other: "PartialDate") -> bool:
        """True when both can be the same day: one text begins with the other."""
        return self.text.startswith(other.text) or other.text.startswith(self.text)

    def days_from(self, other: "PartialDate") -> int:
        """Days that surely lie between the two: 0 where their spans touch."""
        (first, last), (begin, end) = self.span(), other.span()
        return max(0, begin.toordinal() - last.toordinal(), first.toordinal() - end.toordinal())

    def span(self) -> tuple[dt.date, dt.date]:
        """Return the first and the last day that the date may mean."""
        first = dt.date(self.year, self.month or 1, self.day or 1)
        if self.day is not None:
            return first, first
        if self.month is None:
            return first, dt.date(self.year, 12, 31)
        return first, first.replace(day=calendar.monthrange(self.year, self.month)[1])
