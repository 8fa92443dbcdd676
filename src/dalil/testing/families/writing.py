"""Writing: a drawn person as a list has them: in full, or hastily, on another keyboard, in another script."""

import random
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from dalil import profiles
from dalil.core.names.folding import loose
from dalil.core.names.letters import Script, script_of
from dalil.core.place import Gazetteer
from dalil.testing.families.people import Person
from dalil.testing.families.sound import HABITS, Habit, Sounded

COLUMNS: Final = ("id", "name", "mother", "birth_year", "birth_place")
_NEIGHBOURS: Final = {
    "ب": "يلتن", "ت": "بنا", "ح": "جخ", "خ": "حه", "د": "ذج", "ر": "زو", "س": "شي", "ش": "س", "ص": "ضث",
    "ع": "غه", "غ": "ع", "ف": "قغ", "ق": "فث", "ك": "مط", "ل": "اب", "م": "نك", "ن": "تم", "و": "رة", "ي":
    "بى", "ا": "لت", "h": "gj", "m": "n", "n": "m", "a": "s", "e": "r", "i": "ou", "o": "ip", "r": "et",
    "s": "ad", "l": "k",
}  # fmt: skip
"""Letters that lie or look close by."""


@dataclass(frozen=True, slots=True)
class Haste:
    """How often what happens to a row; shares from 0 to 1."""

    no_grandfather: float = 0.35
    no_father: float = 0.03
    article_other: float = 0.3
    compound_other: float = 0.4
    final_letter: float = 0.25
    hamza_less: float = 0.5
    mistyped: float = 0.06
    """Of each name: one letter left out, doubled, exchanged or put for another."""
    no_mother: float = 0.4
    mother_given_only: float = 0.4
    no_year: float = 0.3
    year_off: float = 0.4
    """One or two years, up or down."""
    no_place: float = 0.4
    region_for_place: float = 0.2
    """The governorate for the town."""


def in_full(person: Person, *, chance: random.Random, haste: Haste) -> dict[str, str]:
    """A row of the large list: in Arabic, well written, not everything known."""
    family = ("ال" if person.bears_article else "") + person.family.arabic
    chain = [person.given.arabic, person.father.arabic, person.grandfather.arabic, family]
    mother = f"{person.mother.arabic} {person.mother_family.arabic}"
    return _row(person, " ".join(chain), mother, chance, haste)


def hastily(person: Person, *, chance: random.Random, haste: Haste, latin: bool = False) -> dict[str, str]:
    """The same person as somebody else wrote them down, in Arabic or by a habit in Latin letters."""
    habit = chance.choice(HABITS) if latin else None
    chain = [_written(person.given, habit, chance, haste)]
    if chance.random() >= haste.no_father:
        chain.append(_written(person.father, habit, chance, haste))
        if chance.random() >= haste.no_grandfather:
            chain.append(_written(person.grandfather, habit, chance, haste))
    chain.append(_written(person.family, habit, chance, haste, article=person.bears_article))
    mother = _written(person.mother, habit, chance, haste)
    if chance.random() >= haste.mother_given_only:
        mother += " " + _written(person.mother_family, habit, chance, haste, article=True)
    person = replace(person, birth_place=_place(person.birth_place, chance, haste, latin=latin))
    return _row(person, " ".join(chain), mother, chance, haste, asked=True)


def _place(place: str, chance: random.Random, haste: Haste, *, latin: bool) -> str:
    """The place as others write it: in their letters, sometimes by the governorate."""
    gazetteer = _gazetteer()
    (known,) = gazetteer.find(place)
    if chance.random() < haste.region_for_place:
        (known,) = gazetteer.find(known.region)
    spelled = [name for name, other in gazetteer.spelled.items() if other == known]
    written = [name for name in spelled if (script_of(loose(name)) is Script.LATIN) == latin]
    return chance.choice(written or [place])


@cache
def _gazetteer() -> Gazetteer:
    return profiles.load("syria").gazetteer


def _row(
    person: Person, name: str, mother: str, chance: random.Random, haste: Haste, *, asked: bool = False
) -> dict[str, str]:
    year = person.birth_year
    if asked and chance.random() < haste.year_off:
        year += chance.choice((-2, -1, 1, 2))
    return {
        "id": person.id,
        "name": name,
        "mother": "" if chance.random() < haste.no_mother else mother,
        "birth_year": "" if chance.random() < haste.no_year else str(year),
        "birth_place": "" if chance.random() < haste.no_place else person.birth_place,
    }


def _written(
    name: Sounded, habit: Habit | None, chance: random.Random, haste: Haste, *, article: bool = False
) -> str:
    if habit:
        written = name.latin(habit, chance, article=article)
    else:
        has_article = article and chance.random() >= haste.article_other
        written = ("ال" if has_article else "") + _hasty(name.arabic, chance, haste)
    return _mistyped(written, chance) if chance.random() < haste.mistyped else written


def _hasty(arabic: str, chance: random.Random, haste: Haste) -> str:
    if " " in arabic and chance.random() < haste.compound_other:
        arabic = arabic.replace(" ", "")
    if chance.random() < haste.hamza_less:
        arabic = arabic.translate(str.maketrans("أإآ", "ااا"))
    if chance.random() < haste.final_letter:
        arabic = arabic[:-1] + {"ة": "ه", "ى": "ي", "ي": "ى"}.get(arabic[-1], arabic[-1])
    return arabic


def _mistyped(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    way = chance.choice(("out", "twice", "swap", "other"))
    if way == "out":
        return word[:at] + word[at + 1 :]
    if way == "twice":
        return word[:at] + word[at] + word[at:]
    if way == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.choice(_NEIGHBOURS.get(word[at], word[at])) + word[at + 1 :]
