"""Kinship that looks like sameness: brothers, cousins, father and son, homonyms with another mother.

People of one family share most of a chain. Where the agreeing and the differing parts form such a pattern,
it is evidence *against* one person, beyond the part that differs. One more part that differs never dissolves
a pattern: it would give back what the pattern took, and raise a score.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from dalil.core.names.level import AGREEING, CONTRADICTING, Level
from dalil.core.names.parts import Part


class Relation(StrEnum):
    """A pattern of agreeing and differing parts that speaks against one person."""

    SWAPPED = "swapped"
    FATHER_AND_SON = "father-and-son"
    BROTHERS = "brothers"
    COUSINS = "cousins"
    KINDRED = "kindred"
    HOMONYMS = "homonyms"


RELATION_MILLIBITS: Final = {
    Relation.SWAPPED: -10_000,
    Relation.FATHER_AND_SON: -10_000,
    Relation.BROTHERS: -10_000,
    Relation.COUSINS: -6_000,
    Relation.KINDRED: -6_000,
    Relation.HOMONYMS: -6_000,
}
"""What each pattern takes away, in millibits, beyond what kin share anyway."""

SHARED: Final = {
    Relation.SWAPPED: (Part.GRANDFATHER, Part.FAMILY, Part.MOTHER),
    Relation.FATHER_AND_SON: (Part.GRANDFATHER, Part.FAMILY, Part.MOTHER),
    Relation.BROTHERS: (Part.FATHER, Part.GRANDFATHER, Part.FAMILY, Part.MOTHER),
    Relation.COUSINS: (Part.GRANDFATHER, Part.FAMILY),
    Relation.KINDRED: (Part.FATHER, Part.GRANDFATHER, Part.FAMILY, Part.MOTHER),
    Relation.HOMONYMS: (),
}
"""Parts that kin of a pattern have in common: where the pattern holds, agreeing on them says nothing."""

RELATION_WORDS: Final[dict[Relation, tuple[str, str]]] = {
    Relation.SWAPPED: (
        "the given name of each is the father's name of the other: father and son are two people",
        "اسم كل منهما هو اسم أب الآخر: الأب والابن شخصان",
    ),
    Relation.FATHER_AND_SON: (
        "one has the name of the other's father, and that father's father: a father and his son",
        "اسم أحدهما وأبيه هو اسم أب الآخر وجده: أب وابنه",
    ),
    Relation.BROTHERS: (
        "same father and same house, another given name: brothers or sisters share these",
        "الأب والبيت نفسهما والاسم الأول مختلف: هذا حال الإخوة",
    ),
    Relation.COUSINS: (
        "same given name, grandfather and family, another father: cousins share these",
        "الاسم الأول والجد والعائلة نفسها والأب مختلف: هذا حال أبناء العم",
    ),
    Relation.KINDRED: (
        "one house and another given name: two people of one family",
        "بيت واحد واسم أول آخر: شخصان من عائلة واحدة",
    ),
    Relation.HOMONYMS: (
        "the chain agrees but the mother is another woman: two people of one name",
        "السلسلة متطابقة والأم امرأة أخرى: شخصان يحملان الاسم نفسه",
    ),
}
"""Each pattern in English and Arabic."""

Relations = tuple[Relation, ...]


def patterns(levels: Mapping[Part, Level], *, crossed: bool, shifted: bool, open_agreeing: int) -> Relations:
    """Return every pattern that ``levels`` form, the most telling first.

    Args:
        levels: level of each part that both sides state.
        crossed: each side's given name agrees with the other side's second name.
        shifted: one side's given name and father agree with the other side's father and grandfather.
        open_agreeing: how many names agree of which a side does not say which part they are.

    """
    given = levels.get(Part.GIVEN)
    if given is Level.DIFFERENT:
        return tuple(_of_two_given_names(levels, crossed, shifted, open_agreeing))
    return tuple(_of_one_given_name(levels)) if given in AGREEING else ()


def _of_two_given_names(
    levels: Mapping[Part, Level],
    crossed: bool,  # noqa: FBT001 - as patterns() takes them, by name
    shifted: bool,  # noqa: FBT001
    open_agreeing: int,
) -> Iterator[Relation]:
    if shifted:
        yield Relation.FATHER_AND_SON
    if crossed:
        yield Relation.SWAPPED
    father = levels.get(Part.FATHER)
    house = sum(levels.get(part) in AGREEING for part in (Part.GRANDFATHER, Part.FAMILY, Part.MOTHER))
    house += open_agreeing
    two_fathers = father in CONTRADICTING or levels.get(Part.GRANDFATHER) is Level.DIFFERENT
    one_father = father in AGREEING or (father is None and house > 1 and open_agreeing > 0)
    if house:
        yield Relation.BROTHERS if one_father and not two_fathers else Relation.KINDRED


def _of_one_given_name(levels: Mapping[Part, Level]) -> Iterator[Relation]:
    father = levels.get(Part.FATHER)
    house = [levels.get(part) for part in (Part.GRANDFATHER, Part.FAMILY)]
    if father in CONTRADICTING and all(level in AGREEING for level in house):
        yield Relation.COUSINS
    if levels.get(Part.MOTHER) in CONTRADICTING and any(level in AGREEING for level in (father, *house)):
        yield Relation.HOMONYMS
