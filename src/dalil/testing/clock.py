"""A clock that moves when told, and a little with every look, so that no two moments are the same."""

from dataclasses import dataclass
from typing import Final

START_SECONDS: Final = 1_767_225_600.0
"""2026-01-01T00:00:00Z."""


@dataclass(slots=True)
class Clock:
    """Seconds since 1970 UTC; call it to look."""

    seconds: float = START_SECONDS
    step_seconds: float = 0.001

    def __call__(self) -> float:
        """The time now; it moves on by one step."""
        self.seconds += self.step_seconds
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass; negative seconds turn a wrong clock back."""
        self.seconds += seconds
