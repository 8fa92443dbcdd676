"""Parts of a written name, by lineage: given, father, grandfather, family, and what stands around them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from dalil.core.names.folding import joined, loose, strict
from dalil.core.names.letters import Script, script_of


class Part(StrEnum):
    """What a part says about the person."""

    GIVEN = "given"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    FAMILY = "family"
    TEKNONYM = "teknonym"
    """Father or mother of …: said of a person beside the name."""
    MOTHER = "mother"
    """The mother's own name, as far as it is written."""
    HONORIFIC = "honorific"
    """A title. Never compared."""
    UNPLACED = "unplaced"
    """A name whose place the source does not tell."""


KIN_ORDER: tuple[Part, ...] = (Part.GIVEN, Part.FATHER, Part.GRANDFATHER, Part.FAMILY)
"""The order in which a chain is written and compared."""

PART_WORDS: dict[Part, tuple[str, str]] = {
    Part.GIVEN: ("given name", "الاسم الأول"),
    Part.FATHER: ("father's name", "اسم الأب"),
    Part.GRANDFATHER: ("grandfather's name", "اسم الجد"),
    Part.FAMILY: ("family name", "اسم العائلة"),
    Part.TEKNONYM: ("teknonym", "اللقب بأبو أو أم"),
    Part.MOTHER: ("mother's name", "اسم الأم"),
    Part.HONORIFIC: ("title", "لقب الاحترام"),
    Part.UNPLACED: ("name of unstated place", "اسم غير محدد الموضع"),
}
"""Each part in English and Arabic."""


@dataclass(frozen=True, slots=True)
class NamePart:
    """One part. ``written`` is the source's text; the keys are made from it."""

    part: Part
    written: str
    places: tuple[Part, ...]
    """Where it may stand: its own place, or several for an unplaced name."""
    strict: str
    joined: str
    loose: str
    script: Script

    @classmethod
    def of(cls, part: Part, written: str, places: tuple[Part, ...] = ()) -> Self:
        """Make a part and its keys."""
        key = loose(written)
        return cls(
            part=part,
            written=written,
            places=places or (part,),
            strict=strict(written),
            joined=joined(written),
            loose=key,
            script=script_of(key),
        )


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, with its parts beside it in written order."""

    written: str
    parts: tuple[NamePart, ...]

    def get(self, part: Part) -> NamePart | None:
        """Return the first part placed at ``part``."""
        return next((held for held in self.parts if held.part is part), None)

    @property
    def unplaced(self) -> tuple[NamePart, ...]:
        """Parts whose place the source does not tell."""
        return tuple(held for held in self.parts if held.part is Part.UNPLACED)
