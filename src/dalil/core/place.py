"""Place: towns and their regions, as a country's gazetteer has them, found in what lists write.

A birth place is written as a village, as its town, as the governorate, in either script, with or without
*city of*. The gazetteer of a profile knows which names are one place, and which region a place lies in; two
people of one town may have written two of these, and nobody errs.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dalil.core.names.folding import loose, strict

_WORDS_MAX: Final = 4
"""Words of one place's name."""
_PARTED: Final = re.compile(r"[,،;؛/()|:]+|(?<!\S)[-–]|[-–](?!\S)")
_HYPHEN: Final = re.compile(r"[-–]")
"""Inside a word it belongs to a name (ez-Zor) or parts two places."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: ``name`` as the gazetteer writes it first, ``region`` likewise; a region lies in itself."""

    name: str
    region: str

    @property
    def is_region(self) -> bool:
        """True for a whole region, or the city that it is called by: lists do not tell them apart."""
        return self.name == self.region


@dataclass(frozen=True, slots=True)
class Region:
    """One region: its names, and its places, each by all its names; the first name of each is shown."""

    names: tuple[str, ...]
    places: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by their loose keys. ``spelled``: every name as written, for comparing letters."""

    by_key: Mapping[str, Place] = field(default_factory=dict)
    spelled: Mapping[str, Place] = field(default_factory=dict)
    descriptions: frozenset[str] = frozenset()
    """Strict keys of words that say what a place is, and not which: city, governorate."""

    @classmethod
    def of(cls, regions: Iterable[Region], descriptions: Iterable[str] = ()) -> "Gazetteer":
        """Make a gazetteer; a name that stands for two places is the first one's."""
        spelled: dict[str, Place] = {}
        for region in regions:
            for names in (region.names, *region.places):
                place = Place(names[0], region.names[0])
                for name in names:
                    spelled.setdefault(name, place)
        by_key: dict[str, Place] = {}
        for name, place in spelled.items():
            by_key.setdefault(loose(name), place)
        return cls(by_key, spelled, frozenset(map(strict, descriptions)))

    def find(self, text: str) -> tuple[Place, ...]:
        """The places that ``text`` names; a region goes unsaid where its town is named."""
        found: list[Place] = []
        for piece in _PARTED.split(text):
            found += self._in(piece.split())
        towns = {place.region for place in found if not place.is_region}
        kept = (place for place in found if not (place.is_region and place.region in towns))
        return tuple(dict.fromkeys(kept))

    def plain(self, text: str) -> str:
        """The loose key of ``text`` without words that describe."""
        return loose(" ".join(word for word in text.split() if strict(word) not in self.descriptions))

    def _in(self, words: Sequence[str]) -> list[Place]:
        found, at = [], 0
        while at < len(words):
            for length in range(min(_WORDS_MAX, len(words) - at), 0, -1):
                place = self.by_key.get(loose(" ".join(words[at : at + length])))
                if place:
                    found.append(place)
                    at += length
                    break
            else:
                halves = _HYPHEN.split(words[at])
                found += self._in(halves) if len(halves) > 1 else []
                at += 1
        return found
