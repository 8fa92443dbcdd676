"""Path fact: one thing that one folder or file name says, with the rule that read it.

A path is a witness, not a proof: the same picture may lie in two folders that say different things. Facts are
therefore kept one by one with their level, and :func:`witness` only answers where they do not contradict.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from dalil.core import pathname
from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.moment import PartialDate, Precision
from dalil.core.record import take_integer, take_optional_integer, take_records, take_text


class PathKind(StrEnum):
    """What a token of a path is."""

    DATE = "date"
    UNIT = "unit"
    AGENCY = "agency"
    NUMBER = "number"
    """A detainee number, as far as a path can tell."""
    PHOTOGRAPHER = "photographer"
    PLACE = "place"
    SCENE = "scene"
    """A word for what the folder shows: an incident, the dead of the army."""
    SEQUENCE = "sequence"
    """A running number of a camera or of a view: order, never identity."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PathAlternative:
    """Another reading of the same token."""

    kind: PathKind
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class PathFact:
    """One token: ``level`` counts parts from the outermost (0), ``raw`` is the token's exact bytes.

    ``precision`` is set for dates. ``completed_from`` is the level whose year (or month) completed the date;
    the rule of a completed date ends in ``-completed``.
    """

    level: int
    raw: bytes
    kind: PathKind
    value: str
    rule: str
    precision: Precision | None = None
    alternatives: tuple[PathAlternative, ...] = ()
    completed_from: int | None = None

    def to_record(self) -> Record:
        """Return the record that is stored; :meth:`from_record` gives the fact back."""
        return {
            "level": self.level,
            **pathname.to_fields("raw", self.raw),
            "kind": self.kind.value,
            "value": self.value,
            "rule": self.rule,
            "precision": self.precision.value if self.precision else None,
            "alternatives": [
                {"kind": other.kind.value, "value": other.value, "rule": other.rule}
                for other in self.alternatives
            ],
            "completed_from": self.completed_from,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        try:
            return cls(
                level=take_integer(record, "level"),
                raw=pathname.from_fields("raw", record),
                kind=PathKind(take_text(record, "kind")),
                value=take_text(record, "value"),
                rule=take_text(record, "rule"),
                precision=Precision(take_text(record, "precision")) if record.get("precision") else None,
                alternatives=tuple(
                    PathAlternative(
                        PathKind(take_text(other, "kind")),
                        take_text(other, "value"),
                        take_text(other, "rule"),
                    )
                    for other in take_records(record, "alternatives")
                ),
                completed_from=take_optional_integer(record, "completed_from"),
            )
        except ValueError as wrong:
            raise BodyRefusal(detail=f"a path fact has an unknown kind or precision ({wrong})") from wrong


def witness(facts: Sequence[PathFact], kind: PathKind) -> PathFact | None:
    """Return what the path says about ``kind``: the fact of the innermost level that has one.

    None where nothing is said, or where that level says two different things.
    """
    of_kind = [fact for fact in facts if fact.kind is kind]
    if not of_kind:
        return None
    innermost = max(fact.level for fact in of_kind)
    said = [fact for fact in of_kind if fact.level == innermost]
    return said[0] if len({fact.value for fact in said}) == 1 else None


def witness_date(facts: Sequence[PathFact]) -> PartialDate | None:
    """Return the most precise date that the path names; the innermost among equals; None without a year."""
    dates = [(fact, date) for fact in facts if (date := date_of(fact))]
    if not dates:
        return None
    longest = max(len(date.text) for _, date in dates)
    best = [(fact.level, date) for fact, date in dates if len(date.text) == longest]
    innermost = max(level for level, _ in best)
    said = {date for level, date in best if level == innermost}
    return said.pop() if len(said) == 1 else None


def date_of(fact: PathFact) -> PartialDate | None:
    """Return the date of a date fact that has a year, else None."""
    if fact.kind is not PathKind.DATE or fact.precision is Precision.DAY_AND_MONTH:
        return None
    return PartialDate.parse(fact.value)


def disagreeing_dates(facts: Iterable[PathFact]) -> tuple[PathFact, ...]:
    """Return the date facts of one path that cannot all be true; empty when they can."""
    dates = [(fact, date) for fact in facts if (date := date_of(fact))]
    return tuple(fact for fact, date in dates if not all(date.agrees_with(other) for _, other in dates))
