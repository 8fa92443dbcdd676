"""Places: how the places that two sides state lie to each other, by gazetteer, by key and by letters."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

from dalil.core.names.fit import SURE_MILLIBITS
from dalil.core.names.folding import joined
from dalil.core.names.letters import Script, script_of
from dalil.core.names.spelling import NEVER, Spelling
from dalil.core.place import Gazetteer, Place

_REMEMBERED: Final = 65_536


class Lie(StrEnum):
    """How two places lie to each other."""

    SAME = "same"
    REGION = "same-region"
    """Both sides name the same region and nothing smaller."""
    WITHIN = "within"
    """One is the region of the other."""
    BESIDE = "beside"
    """Two places of one region."""
    APART = "apart"
    """Places of two regions."""
    UNKNOWN = "unknown"
    """Two texts that are not the same; at least one is no place that is known."""


LIE_WORDS: Final[dict[Lie, tuple[str, str]]] = {
    Lie.SAME: ("the same", "نفسه"),
    Lie.REGION: ("the same region", "المنطقة نفسها"),
    Lie.WITHIN: ("one lies in the other", "أحدهما ضمن الآخر"),
    Lie.BESIDE: ("two places of one region", "مكانان في منطقة واحدة"),
    Lie.APART: ("places of two regions", "مكانان في منطقتين"),
    Lie.UNKNOWN: ("written differently", "مكتوب بشكل مختلف"),
}


class Places:
    """What a gazetteer and the learned letters know of places."""

    def __init__(self, gazetteer: Gazetteer, spelling: Spelling) -> None:
        self._gazetteer, self._spelling = gazetteer, spelling
        self._arabic = [(name, place) for name, place in gazetteer.spelled.items() if _is_arabic(name)]
        self.find = lru_cache(maxsize=_REMEMBERED)(self._find)
        self.lie = lru_cache(maxsize=_REMEMBERED)(self._lie)

    def _lie(self, left: str, right: str) -> Lie:
        """How two places lie to each other, as written. Their order does not matter."""
        one, other = self.find(left), self.find(right)
        if one and other:
            return min((_between(a, b) for a in one for b in other), key=_NEAREST.index)
        keys = (self._gazetteer.plain(left), self._gazetteer.plain(right))
        if (keys[0] and keys[0] == keys[1]) or self._odds(keys[0].split(), keys[1].split()) >= SURE_MILLIBITS:
            return Lie.SAME
        return Lie.UNKNOWN

    def _find(self, text: str) -> tuple[Place, ...]:
        """The places that a text names; a Latin spelling that the gazetteer lacks is told by its letters."""
        found = self._gazetteer.find(text)
        words = self._gazetteer.plain(text).split()
        if found or not words or not all(script_of(word) is Script.LATIN for word in words):
            return found
        odds = [(self._odds(joined(name).split(), words), place) for name, place in self._arabic]
        best = max(odds, key=lambda each: each[0], default=(NEVER, None))
        return (best[1],) if best[1] and best[0] >= SURE_MILLIBITS else ()

    def _odds(self, left: Sequence[str], right: Sequence[str]) -> int:
        """Millibits of odds of the word that fits worst, of names with as many words."""
        if len(left) != len(right) or not left:
            return NEVER
        pairs = zip(left, right, strict=True)
        return min(self._spelling.odds(one, script_of(one), other, script_of(other)) for one, other in pairs)


_NEAREST: Final = tuple(Lie)


def _between(one: Place, other: Place) -> Lie:
    if one == other:
        return Lie.REGION if one.is_region else Lie.SAME
    if one.region != other.region:
        return Lie.APART
    return Lie.WITHIN if one.is_region or other.is_region else Lie.BESIDE


def _is_arabic(name: str) -> bool:
    return all(script_of(word) is Script.ARABIC for word in joined(name).split())
