"""List columns: what a column of a missing-person list holds, told by its name in one of five languages."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from dalil.core.names.folding import strict
from dalil.core.names.nobody import is_nobody
from dalil.intake.list_header import HEADERS


class Field(StrEnum):
    """What a column can hold."""

    __hash__ = str.__hash__  # an Enum's own is slow, and these are looked up for every name of a list

    NAME = "name"
    GIVEN = "given"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    FAMILY = "family"
    MOTHER = "mother"
    BIRTH_YEAR = "birth-year"
    BIRTH_DATE = "birth-date"
    BIRTH_PLACE = "birth-place"
    SEX = "sex"
    MISSING_SINCE = "missing-since"
    MISSING_PLACE = "missing-place"
    DEATH_DATE = "death-date"
    AGENCY = "agency"
    NUMBER = "number"
    REFERENCE = "reference"
    CONTACT = "contact"
    NOTE = "note"


NAMING: Final = (Field.NAME, Field.GIVEN, Field.FAMILY)
"""A row must state at least one of these."""

_KNOWN: Final = {strict(word): Field(held) for held, words in HEADERS.items() for word in words}
_BARE_NUMBER: Final = frozenset(map(strict, ("number", "nummer", "الرقم", "رقم")))
"""What the running number is called, and the number on a card where the list has another running number."""
_FAMILY_BESIDE_GIVEN: Final = frozenset({"name", "nom"})
"""What a column of family names is called where another holds the given ones: Name, Vorname."""


def guess(header: Sequence[str]) -> tuple[Field | None, ...]:
    """Return what each column most likely holds, by the names of all; None where the name says nothing.

    A bare number is the one on a card where the first column counts the rows and another holds an agency.
    """
    found = [Field.REFERENCE if name.strip() == "#" else _KNOWN.get(strict(name)) for name in header]
    if Field.AGENCY in found and found[0] is Field.REFERENCE and not is_bare_number(header[0]):
        found = [
            Field.NUMBER if is_bare_number(name) else field for name, field in zip(header, found, strict=True)
        ]
    if Field.GIVEN in found and Field.FAMILY not in found:
        found = [
            Field.FAMILY if strict(name) in _FAMILY_BESIDE_GIVEN else field
            for name, field in zip(header, found, strict=True)
        ]
    return tuple(found)


def is_bare_number(header: str) -> bool:
    """Whether a column is called *number* and nothing says of what."""
    return strict(header) in _BARE_NUMBER


def stated_of(columns: Sequence[Field | None], cells: Sequence[str]) -> dict[Field, str]:
    """Return what a row's cells state, as written; of two columns of one meaning the first that speaks.

    A cell that says that nobody knows (غير معروف, unknown) states nothing: two who are unknown are not one.
    """
    found: dict[Field, str] = {}
    for field, cell in zip(columns, cells, strict=True):
        text = cell.strip()
        if text and field is not None and field not in found and not is_nobody(text):
            found[field] = text
    return found
