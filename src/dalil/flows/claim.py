"""Claim: what a row of a list states, as matching needs it. Rows are kept as written; this reads a copy."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from dalil.core.dating import find_dates
from dalil.core.matching.party import Party, Sex
from dalil.core.matching.year import year_of
from dalil.core.moment import PartialDate, Precision
from dalil.core.names.folding import loose
from dalil.core.names.letters import fold_digits
from dalil.core.names.parts import Part
from dalil.core.names.split import compose
from dalil.core.profile import Profile
from dalil.core.script import fold_text
from dalil.intake.list_columns import Field
from dalil.intake.lists import ListReading

_NUMBER: Final = re.compile(r"(?<!\d)\d{1,9}(?!\d)")
_PARTS: Final = {
    Field.GIVEN: Part.GIVEN,
    Field.FATHER: Part.FATHER,
    Field.GRANDFATHER: Part.GRANDFATHER,
    Field.FAMILY: Part.FAMILY,
    Field.MOTHER: Part.MOTHER,
}
_SEXES: Final = {
    Sex.MALE: ("male", "m", "man", "homme", "mann", "erkek", "ذكر", "رجل"),
    Sex.FEMALE: ("female", "f", "woman", "femme", "frau", "kadın", "أنثى", "امرأة"),
}
_SEX_BY_KEY: Final = {loose(word): sex for sex, words in _SEXES.items() for word in words}


def claim_party(identity: str, stated: Mapping[Field, str], profile: Profile) -> Party:
    """Return what matching needs of one row. Parts in columns of their own win over the written chain.

    What a cell does not say clearly is not stated: two years in one, a number among others.
    """
    parts = {part: stated[field] for field, part in _PARTS.items() if field in stated}
    written = stated.get(Field.NAME, "")
    if not written and Part.FATHER not in parts and len(parts.get(Part.GIVEN, "").split()) > 1:
        written = parts.pop(Part.GIVEN)  # a clerk without a column for the father writes him here
    name = compose(written, parts)
    return Party(
        id=identity,
        names=(name,),
        birth_year=year_of(stated.get(Field.BIRTH_YEAR) or stated.get(Field.BIRTH_DATE) or ""),
        birth_place=stated.get(Field.BIRTH_PLACE),
        sex=_SEX_BY_KEY.get(loose(stated[Field.SEX])) if Field.SEX in stated else None,
        number=_number(stated.get(Field.NUMBER, "")),
        agency=_agency(stated.get(Field.AGENCY, ""), profile),
        taken=_date(stated.get(Field.MISSING_SINCE, ""), profile),
        taken_place=stated.get(Field.MISSING_PLACE),
        dead=_date(stated.get(Field.DEATH_DATE, ""), profile),
    )


def uncompared(stated: Mapping[Field, str], profile: Profile) -> tuple[Field, ...]:
    """Fields of a row that say something of which nothing can be compared: 1990-1991, two numbers."""
    read: dict[Field, Callable[[str], object]] = {
        Field.BIRTH_YEAR: year_of,
        Field.BIRTH_DATE: year_of,
        Field.SEX: lambda text: _SEX_BY_KEY.get(loose(text)),
        Field.NUMBER: _number,
        Field.AGENCY: lambda text: _agency(text, profile),
        Field.MISSING_SINCE: lambda text: _date(text, profile),
        Field.DEATH_DATE: lambda text: _date(text, profile),
    }
    return tuple(field for field, reader in read.items() if field in stated and reader(stated[field]) is None)


def uncompared_cells(reading: ListReading, own: Profile) -> dict[str, int]:
    """By field, how many cells say something of which nothing can be compared: a year *1990-1991*."""
    counts = Counter(each for row in reading.rows for each in uncompared(reading.fields(row), own))
    return {each.value: count for each, count in sorted(counts.items())}


def _number(text: str) -> str | None:
    found = _NUMBER.findall(fold_digits(text)) if text else []
    return str(found[0]) if len(found) == 1 else None


def _agency(text: str, profile: Profile) -> str | None:
    """The code of an agency: by its number, or by a name that the profile knows."""
    if not text:
        return None
    number = _number(text)
    if number and profile.is_agency(number):
        return number
    named = {one.phrase.value for one in profile.lexicon.find(fold_text(text)) if one.phrase.kind == "agency"}
    return named.pop() if len(named) == 1 else None


def _date(text: str, profile: Profile) -> PartialDate | None:
    """The usual reading of the one date in a text."""
    found = find_dates(fold_text(text), profile.dates) if text else ()
    if len(found) != 1 or found[0].precision is Precision.DAY_AND_MONTH:
        return None
    return PartialDate.parse(found[0].value)
