"""Label field: lines of text as a reader saw them, and the fields that were made of them.

Values only; ``core.label`` decides which line is which field. A value never leaves its source behind: every
field carries the line as written, the rule that placed it, and what else it could be.
"""

from dataclasses import dataclass
from typing import Self

from dalil.core.canonical import Record
from dalil.core.number import is_partial
from dalil.core.record import take_integer, take_optional_record, take_records, take_text


@dataclass(frozen=True, slots=True)
class LineAlternative:
    """Another text that the reader saw in the same line."""

    text: str
    confidence_ppm: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label: text in logical order, its digit system, the reader's confidence (0…1,000,000)."""

    text: str
    digits: str
    confidence_ppm: int
    alternatives: tuple[LineAlternative, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class FieldAlternative:
    """Another value, possibly of another field: ``215`` may be a branch or a detainee's number."""

    field: str
    value: str
    confidence_ppm: int
    rule: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a label: folded value (digits Western, ``?`` unread, ``⋮`` cut); ``raw``: as written."""

    value: str
    raw: str
    confidence_ppm: int
    alternatives: tuple[FieldAlternative, ...]
    rule: str

    @property
    def partial(self) -> bool:
        """True when a digit of the value is not read, or cut off by the edge of the picture."""
        return is_partial(self.value)

    def to_record(self) -> Record:
        """Return the record that is stored; :meth:`from_record` gives the field back."""
        return {
            "value": self.value,
            "raw": self.raw,
            "confidence_ppm": self.confidence_ppm,
            "rule": self.rule,
            "alternatives": [
                {
                    "field": other.field,
                    "value": other.value,
                    "confidence_ppm": other.confidence_ppm,
                    "rule": other.rule,
                }
                for other in self.alternatives
            ],
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        return cls(
            value=take_text(record, "value"),
            raw=take_text(record, "raw"),
            confidence_ppm=take_integer(record, "confidence_ppm"),
            rule=take_text(record, "rule"),
            alternatives=tuple(
                FieldAlternative(
                    take_text(other, "field"),
                    take_text(other, "value"),
                    take_integer(other, "confidence_ppm"),
                    take_text(other, "rule"),
                )
                for other in take_records(record, "alternatives")
            ),
        )


@dataclass(frozen=True, slots=True)
class LabelFields:
    """What one label says. ``series``: letters written with the number; ``unplaced``: what is no field."""

    surface: str
    agency: Field | None = None
    detainee_number: Field | None = None
    examination_number: Field | None = None
    date: Field | None = None
    unit: Field | None = None
    place: Field | None = None
    name: Field | None = None
    series: Field | None = None
    unplaced: tuple[Field, ...] = ()

    def named(self) -> tuple[tuple[str, Field], ...]:
        """Return the fields that are there with their names, in the order in which they are shown."""
        fields = (
            ("agency", self.agency),
            ("detainee_number", self.detainee_number),
            ("examination_number", self.examination_number),
            ("date", self.date),
            ("unit", self.unit),
            ("place", self.place),
            ("name", self.name),
            ("series", self.series),
        )
        return tuple((name, field) for name, field in fields if field is not None)

    def to_record(self) -> Record:
        """Return the record that is stored; :meth:`from_record` gives the fields back."""
        return {
            "surface": self.surface,
            "unplaced": [field.to_record() for field in self.unplaced],
            **{name: field.to_record() for name, field in self.named()},
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""

        def field(name: str) -> Field | None:
            inner = take_optional_record(record, name)
            return None if inner is None else Field.from_record(inner)

        return cls(
            surface=take_text(record, "surface"),
            agency=field("agency"),
            detainee_number=field("detainee_number"),
            examination_number=field("examination_number"),
            date=field("date"),
            unit=field("unit"),
            place=field("place"),
            name=field("name"),
            series=field("series"),
            unplaced=tuple(Field.from_record(inner) for inner in take_records(record, "unplaced")),
        )
