"""People: drawn families, not persons: brothers, fathers and sons, cousins, and strangers of one name.

A house has one family name; its grandfathers, fathers and children share what kin share. Common names are
common (shares fall with the rank), a tail of family names is rare, and one given name in ten is handed
down from the grandfather. Everybody has a mother with a name of her own.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from dalil.testing.families.sound import Sounded
from dalil.testing.families.stock import FAMILIES, MEN, WOMEN

PLACES: Final = """
دمشق حلب حمص حماة إدلب درعا دير_الزور الرقة الحسكة اللاذقية طرطوس السويداء القنيطرة تدمر دوما داريا حرستا
الزبداني النبك يبرود معرة_النعمان سراقب جسر_الشغور منبج الباب أعزاز عفرين القامشلي البوكمال الميادين الرستن
تلبيسة القصير السلمية صوران كفرنبل بانياس جبلة صافيتا نوى الصنمين طفس بصرى شهبا صلخد
"""
_FATHERS_PER_HOUSE: Final = (1, 1, 2, 2, 3)
_CHILDREN: Final = (1, 1, 2, 2, 3, 3, 4, 5)
HANDED_DOWN: Final = 0.1
_YEARS: Final = range(1950, 2003)


@dataclass(frozen=True, slots=True)
class Person:
    """One drawn person. ``house`` and ``parents`` are numbers that kin share."""

    id: str
    given: Sounded
    father: Sounded
    grandfather: Sounded
    family: Sounded
    mother: Sounded
    mother_family: Sounded
    birth_year: int
    birth_place: str
    house: int
    parents: int
    is_woman: bool = False

    @property
    def bears_article(self) -> bool:
        """Most family names are written with an article; names of ancestors are not."""
        return self.family.sounds in _WITH_ARTICLE


_MEN: Final = tuple(map(Sounded.of, MEN.split()))
_WOMEN: Final = tuple(map(Sounded.of, WOMEN.split()))
_FAMILIES: Final = tuple(map(Sounded.of, FAMILIES.split()))
_WITH_ARTICLE: Final = frozenset(each.sounds for each in _FAMILIES)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Things to draw from, the earlier the more often."""

    things: Sequence[Sounded]
    sums: Sequence[float]

    @classmethod
    def of(cls, things: Sequence[Sounded], *, flat: float) -> "_Ranked":
        """``flat``: ranks that are added to each, so that the first are not all there is."""
        return cls(things, list(accumulate(1 / (rank + flat) for rank in range(len(things)))))

    def one(self, chance: random.Random) -> Sounded:
        return chance.choices(self.things, cum_weights=self.sums)[0]


class People:
    """Draws people in whole houses; the same seed draws the same."""

    def __init__(self, seed: int, *, more_families: Sequence[Sounded] = ()) -> None:
        self._chance = random.Random(seed)
        self._men = _Ranked.of(_MEN, flat=3)
        self._women = _Ranked.of(_WOMEN, flat=5)
        self._families = _Ranked.of((*_FAMILIES, *_MEN[20:], *more_families), flat=25)
        self._houses = self._parents = self._persons = 0

    def draw(self, count: int) -> list[Person]:
        """At least ``count`` people: the last house is whole."""
        found: list[Person] = []
        while len(found) < count:
            found += self._house()
        return found

    def _house(self) -> list[Person]:
        chance, self._houses = self._chance, self._houses + 1
        grandfather, family = self._men.one(chance), self._families.one(chance)
        place = chance.choice(PLACES.split()).replace("_", " ")
        found: list[Person] = []
        fathers: set[str] = set()
        for _ in range(chance.choice(_FATHERS_PER_HOUSE)):
            father = self._other_than(fathers)
            mother, maiden = self._women.one(chance), self._families.one(chance)
            year = chance.choice(_YEARS)
            self._parents += 1
            found += self._children(father, grandfather, family, (mother, maiden), (year, place))
        return found

    def _children(
        self, father: Sounded, grandfather: Sounded, family: Sounded, mother: tuple[Sounded, Sounded],
        born: tuple[int, str],
    ) -> list[Person]:  # fmt: skip
        chance, taken, found = self._chance, {father.sounds}, []
        year, place = born
        for _ in range(chance.choice(_CHILDREN)):
            is_woman = chance.random() < 0.15
            given = self._women.one(chance) if is_woman else self._other_than(taken)
            if not is_woman and chance.random() < HANDED_DOWN and grandfather.sounds not in taken:
                given = grandfather
            taken.add(given.sounds)
            self._persons += 1
            found.append(
                Person(
                    f"P{self._persons:07d}", given, father, grandfather, family, *mother, year,
                    place if chance.random() < 0.9 else chance.choice(PLACES.split()).replace("_", " "),
                    self._houses, self._parents, is_woman,
                )
            )  # fmt: skip
            year += chance.choice((1, 2, 2, 3, 4))
        return found

    def _other_than(self, taken: set[str]) -> Sounded:
        while (drawn := self._men.one(self._chance)).sounds in taken:
            pass
        taken.add(drawn.sounds)
        return drawn
