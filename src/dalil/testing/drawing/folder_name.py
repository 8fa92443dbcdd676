"""Folder name: how clerks call a folder after the person whose photographs lie in it."""

import random
from dataclasses import dataclass
from typing import Final

from dalil.testing.drawing.names import PersonName, respelled

_STYLES: Final = (
    "{name}",
    "{name}",
    "{number} {name}",
    "{name} {number}",
    "{number}_{name}",
    "جثة الموقوف {name}",
    "صور {name}",
    "{rank} {name}",
)
"""A soldier has no number, a detainee no rank: then what is left is the name alone."""
_SHORT: Final = 0.25
"""Of folders, those with the given and the family name alone."""
_LONG: Final = 0.25
"""Those with the grandfather's name, too."""
_UNDERSCORES: Final = 0.15
"""Those with underscores for blanks."""


@dataclass(frozen=True, slots=True)
class FolderName:
    """``text``: the folder; ``name``: the person's name as it stands in it, empty where none does."""

    text: str = ""
    name: str = ""

    @classmethod
    def of(cls, person: PersonName, number: str, rank: str, chance: random.Random) -> "FolderName":
        """A folder called by a person, in one of the ways of clerks."""
        draw, parts = chance.random(), [person.given, person.father, person.family]
        if draw < _SHORT:
            del parts[1]
        elif draw < _SHORT + _LONG:
            parts.insert(2, person.grandfather)
        name = respelled(" ".join(parts), chance)
        style = chance.choice(_STYLES)
        text = " ".join(style.format(name=name, number=number, rank=rank).strip(" _").split())
        if chance.random() < _UNDERSCORES:
            text, name = text.replace(" ", "_"), name.replace(" ", "_")
        return cls(text, name)
