"""Party: one side of a possible match: an individual of ours or a claim of a list."""

from dataclasses import dataclass

from dalil.core.names.parts import Name


@dataclass(frozen=True, slots=True)
class Party:
    """Who may be the same person as someone else. What is not known is None or empty, never guessed."""

    id: str
    names: tuple[Name, ...]
    """Names as written; several where several readings or papers name the individual."""
    birth_year: int | None = None
    birth_place: str | None = None
