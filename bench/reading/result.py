"""Result: one row as measured, with what its rivals did on the same crops."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from bench.reading.interval import wilson


@dataclass(frozen=True, slots=True)
class Rival:
    """The best variant of one family of rivals on the first ``of`` crops of a row, beside ours on those."""

    family: str
    variant: str
    right: int
    of: int
    ours_right: int
    seconds: float
    """Of the processor, a crop."""
    missing: str = ""
    """Why it could not be measured here."""


@dataclass(frozen=True, slots=True)
class Result:
    """``right`` of ``of``. ``at_most``: the aim is a bound from above, and few is good."""

    name: str
    what: str
    right: int
    of: int
    seconds: float = 0.0
    aim_ppm: int | None = None
    at_most: bool = False
    character_error: float | None = None
    figure: float | None = None
    """A figure that is no share of counted cases; shown in place of the share, without an interval."""
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    rivals: tuple[Rival, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        if self.figure is not None:
            return self.figure
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.right, self.of)

    @property
    def met(self) -> bool | None:
        """Whether the aim is met by the share itself; None without an aim."""
        if self.aim_ppm is None or not self.of:
            return None
        wanted = self.aim_ppm / 1e6
        return self.share <= wanted if self.at_most else self.share >= wanted

    def noting(self, *notes: str) -> Self:
        """The result with more notes."""
        return replace(self, notes=(*self.notes, *notes))

    def to_record(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Back from JSON."""
        parts = {name: (right, of) for name, (right, of) in record["parts"].items()}
        rivals = tuple(Rival(**each) for each in record["rivals"])
        return cls(**{**record, "parts": parts, "rivals": rivals, "notes": tuple(record["notes"])})
