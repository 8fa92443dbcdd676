"""Parts of a written name, by lineage: given, father, grandfather, family, and what stands around them."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from dalil.core.names.folding import joined, loose, strict
from dalil.core.names.letters import Script, script_of

_REMEMBERED: Final = 131_072


class Part(StrEnum):
    """What a part says about the person."""

    __hash__ = str.__hash__  # an Enum's own is slow, and these are looked up for every name of a list

    GIVEN = "given"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    FAMILY = "family"
    TEKNONYM = "teknonym"
    """Father or mother of …: said of a person beside the name."""
    MOTHER = "mother"
    """The mother's own name, as far as it is written."""
    HONORIFIC = "honorific"
    """A title, or a number written beside the name. Never compared."""
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

    @staticmethod
    def of(part: Part, written: str, places: tuple[Part, ...] = ()) -> "NamePart":
        """Make a part and its keys."""
        return _made(part, written, places or (part,))


@lru_cache(maxsize=_REMEMBERED)
def _made(part: Part, written: str, places: tuple[Part, ...]) -> NamePart:
    """Once for all: a long list has the same parts again and again."""
    key = loose(written)
    return NamePart(part, written, places, strict(written), joined(written), key, script_of(key))


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
