"""List columns: what a column of a missing-person list holds, told by its name in one of five languages."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from dalil.core.names.folding import strict
from dalil.core.names.nobody import is_nobody


class Field(StrEnum):
    """What a column can hold."""

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

_HEADERS: Final[dict[Field, tuple[str, ...]]] = {
    Field.NAME: (
        "name",
        "full name",
        "nom",
        "nom complet",
        "vollständiger name",
        "adı soyadı",
        "ad soyad",
        "isim",
        "fullname",
        "person",
        "الاسم",
        "اسم",
        "الاسم الكامل",
        "الاسم الثلاثي",
        "الاسم الرباعي",
        "الاسم والكنية",
        "اسم المفقود",
    ),
    Field.GIVEN: (
        "given",
        "given name",
        "vorname",
        "prénom",
        "adı",
        "first name",
        "firstname",
        "الاسم الاول",
        "الاسم الأول",
    ),
    Field.FATHER: (
        "father",
        "father name",
        "vater",
        "vatername",
        "name des vaters",
        "père",
        "nom du père",
        "baba adı",
        "fathers name",
        "father s name",
        "اسم الاب",
        "الاب",
        "اسم الأب",
        "اسم الوالد",
    ),
    Field.GRANDFATHER: (
        "grandfather",
        "grandfather name",
        "großvater",
        "grand père",
        "dede adı",
        "grandfathers name",
        "اسم الجد",
        "الجد",
    ),
    Field.FAMILY: (
        "family",
        "family name",
        "nachname",
        "familienname",
        "nom de famille",
        "soyad",
        "soyadı",
        "last name",
        "lastname",
        "surname",
        "الكنية",
        "الكنيه",
        "الشهرة",
        "النسبة",
        "العائلة",
        "اسم العائلة",
        "اللقب",
    ),
    Field.MOTHER: (
        "mother",
        "mother name",
        "mutter",
        "name der mutter",
        "mère",
        "nom de la mère",
        "anne adı",
        "mothers name",
        "mother s name",
        "اسم الام",
        "الام",
        "اسم الأم",
        "الأم",
        "والدته",
        "اسم الوالدة",
        "اسم الام وكنيتها",
    ),
    Field.BIRTH_YEAR: (
        "birth year",
        "year of birth",
        "geburtsjahr",
        "année de naissance",
        "doğum yılı",
        "born",
        "yob",
        "سنة الولادة",
        "عام الولادة",
        "المواليد",
        "مواليد",
        "سنة الميلاد",
    ),
    Field.BIRTH_DATE: (
        "birth date",
        "date of birth",
        "geburtsdatum",
        "date de naissance",
        "doğum tarihi",
        "dob",
        "تاريخ الولادة",
        "تاريخ الميلاد",
        "تولد",
    ),
    Field.BIRTH_PLACE: (
        "birth place",
        "place of birth",
        "geburtsort",
        "lieu de naissance",
        "doğum yeri",
        "birthplace",
        "مكان الولادة",
        "محل الولادة",
        "القيد",
        "محل القيد",
    ),
    Field.SEX: (
        "sex",
        "gender",
        "geschlecht",
        "sexe",
        "cinsiyet",
        "الجنس",
    ),
    Field.MISSING_SINCE: (
        "missing since",
        "arrest date",
        "date of arrest",
        "disappeared",
        "تاريخ الاعتقال",
        "تاريخ الفقدان",
        "تاريخ الاختفاء",
    ),
    Field.MISSING_PLACE: (
        "missing place",
        "place of arrest",
        "arrest place",
        "مكان الاعتقال",
        "مكان الفقدان",
        "مكان الاختفاء",
    ),
    Field.DEATH_DATE: (
        "death date",
        "date of death",
        "died",
        "تاريخ الوفاة",
        "تاريخ الوفاه",
    ),
    Field.AGENCY: (
        "agency",
        "branch",
        "الجهة",
        "الفرع",
        "جهة الاعتقال",
    ),
    Field.NUMBER: (
        "detainee number",
        "number on the card",
        "رقم الجثة",
        "رقم الجثمان",
        "رقم الصورة",
        "رقم المعتقل",
    ),
    Field.REFERENCE: (
        "id",
        "reference",
        "ref",
        "case",
        "no",
        "رقم الملف",
        "الرقم التسلسلي",
        "number",
        "nummer",
        "nr",
        "الرقم",
        "رقم",
        "م",
        "ت",
    ),
    Field.CONTACT: (
        "contact",
        "phone",
        "telefon",
        "handy",
        "téléphone",
        "هاتف",
        "موبايل",
        "جوال",
        "telephone",
        "mobile",
        "email",
        "الهاتف",
        "رقم الهاتف",
        "للتواصل",
        "مقدم الطلب",
    ),
    Field.NOTE: (
        "note",
        "notes",
        "remarks",
        "comment",
        "ملاحظات",
        "ملاحظة",
    ),
}
"""Words that columns are called by; compared by their strict key.

A bare *number* is the running number of the rows in nearly every list, and never what stood on a card.
"""
_FAMILY_BESIDE_GIVEN: Final = frozenset({"name", "nom"})
"""What a column of family names is called where another holds the given ones: Name, Vorname."""


def guess(header: Sequence[str]) -> tuple[Field | None, ...]:
    """Return what each column most likely holds, by its name alone; None where the name says nothing."""
    known = {strict(word): field for field, words in _HEADERS.items() for word in words}
    found = [known.get(strict(name)) for name in header]
    if Field.GIVEN in found and Field.FAMILY not in found:
        found = [
            Field.FAMILY if strict(name) in _FAMILY_BESIDE_GIVEN else field
            for name, field in zip(header, found, strict=True)
        ]
    return tuple(found)


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
