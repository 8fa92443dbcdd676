"""Party: one side of a possible match: an individual of ours or a claim of a list."""

from dataclasses import dataclass
from enum import StrEnum

from dalil.core.matching.naming import Naming
from dalil.core.moment import PartialDate
from dalil.core.names.double_name import chained
from dalil.core.names.parts import Name


class Sex(StrEnum):
    """As a list states it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class Party:
    """Who may be the same person as someone else. What is not known is None or empty, never guessed."""

    id: str
    names: tuple[Name, ...]
    """Names as written; several where several readings or papers name the individual."""
    birth_year: int | None = None
    birth_place: str | None = None
    sex: Sex | None = None
    number: str | None = None
    """The number on the card, or the one that a witness knew."""
    agency: str | None = None
    """Code of the agency that held the person."""
    taken: PartialDate | None = None
    """When the person was taken, or was last seen."""
    taken_place: str | None = None
    dead: PartialDate | None = None
    """When the person had died: of an individual, the date of the photographs."""
    dead_by_clock: bool = False
    """Whether only a camera's clock says so: many were never set."""
    naming: Naming | None = None
    """By what the person is named, where it is not a label alone, or a list."""

    @property
    def readings(self) -> tuple[Name, ...]:
        """The names, and each double name as a list shows it that has the whole chain in one column.

        To be found by; what is found is weighed by ``names``.
        """
        return (*self.names, *filter(None, map(chained, self.names)))

    @property
    def is_called(self) -> bool:
        """True where a path or a paper alone names the person: such a name never speaks against a match."""
        return self.naming is not None and self.naming.for_only

    @property
    def is_askable(self) -> bool:
        """True where anything is stated that can tell people apart: a name, or a number."""
        return bool(self.names or self.number)
