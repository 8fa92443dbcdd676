"""Standing: one row of a rung, so that every figure is a count over rows that a person can list.

A rung's value, low and high are the sums over its standings; each loss and each gain is the number of those
that bear its code. What changed between two log positions is what changed among them, row by row. Serves
docs/methods/ladder.md.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from dalil.core.canonical import Record

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """Something that a rung counts, or that is lost or gained on the way to the next one.

    ``subject``: in the rung's unit: a place (``A0001:17``), a digest, an exposure, an individual; of a
    further view an exposure and an individual. ``value``, ``low``, ``high``: what it adds to the rung.
    ``lost``, ``gained``: why; empty where it is neither. ``shown``: a file's path.
    """

    subject: str
    value: int = 1
    low: int = 1
    high: int = 1
    lost: str = ""
    gained: str = ""
    shown: str = ""

    @classmethod
    def beside(cls, subject: str, *, lost: str = "", gained: str = "", high: int = 0) -> Self:
        """A row that is not of the rung's value: a further view, what is gained, what may be one more."""
        return cls(subject, 0, 0, high, lost, gained)

    def to_record(self) -> Record:
        """For ``--jsonl``."""
        return {
            "subject": self.subject,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "lost": self.lost or None,
            "gained": self.gained or None,
            **({"path": self.shown} if self.shown else {}),
        }

    @property
    def key(self) -> tuple[str, bool]:
        """What no other row of the same rung at the same position has."""
        return self.subject, bool(self.gained)


@dataclass(frozen=True, slots=True)
class Sum:
    """Some standings, counted."""

    value: int
    low: int
    high: int
    losses: Counts
    gains: Counts

    @classmethod
    def of(cls, standings: Iterable[Standing]) -> Self:
        """Count them, in any order."""
        value = low = high = 0
        losses: Counter[str] = Counter()
        gains: Counter[str] = Counter()
        for one in standings:
            value, low, high = value + one.value, low + one.low, high + one.high
            losses[one.lost] += 1
            gains[one.gained] += 1
        return cls(value, low, high, _counts(losses), _counts(gains))


def _counts(counts: Counter[str]) -> Counts:
    return tuple(sorted((code, count) for code, count in counts.items() if code))


class ChangeKind(StrEnum):
    """What became of a row between two positions."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    """It is counted otherwise, or lost or gained for another reason."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is not the same at two positions: no ``before`` where it is new, no ``after`` where gone."""

    kind: ChangeKind
    before: Standing | None
    after: Standing | None

    @property
    def subject(self) -> str:
        """What it is about."""
        one = self.before or self.after
        assert one, "a change is of a row"
        return one.subject

    def to_record(self) -> Record:
        """For ``--jsonl``."""
        return {
            "change": self.kind.value,
            "subject": self.subject,
            "before": self.before.to_record() if self.before else None,
            "after": self.after.to_record() if self.after else None,
        }


def changes(before: Iterable[Standing], after: Iterable[Standing]) -> Iterator[Change]:
    """Every row that one position has otherwise than the other, in order of subject."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        if one is None:
            yield Change(ChangeKind.NEW, None, other)
        elif other is None:
            yield Change(ChangeKind.GONE, one, None)
        elif one != other:
            yield Change(ChangeKind.CHANGED, one, other)
