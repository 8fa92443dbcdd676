"""Exhibit sheet: bilingual PDF/A that says what a release holds, where it is from and how to check it.

Set by typst from package data alone: its template and one font family lie beside this file, system fonts are
not looked at, and nothing is fetched. The same input gives the same bytes.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core import canonical
from dalil.core.canonical import Json, Record

_HERE: Final = os.path.dirname(os.path.abspath(__file__))
FONTS: Final = os.path.join(_HERE, "fonts")
TEMPLATE: Final = os.path.join(_HERE, "sheet.typ")
STANDARD: Final = "a-2b"
"""PDF/A-2b (ISO 19005-2): fonts embedded, nothing outside the file is needed to show it."""


class FactKind(StrEnum):
    """How a value is set."""

    TEXT = "text"
    """Words: set in the direction of their letters."""
    PLAIN = "plain"
    """A date, number or path: left to right, isolated."""
    CODE = "code"
    """A digest: left to right, isolated, in letters of one width."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled value."""

    label_en: str
    label_ar: str
    value: str
    kind: FactKind = FactKind.PLAIN

    def to_record(self) -> Record:
        """Return the fact for the template."""
        return {
            "label_en": self.label_en,
            "label_ar": self.label_ar,
            "value": _shown(self.value),
            "kind": self.kind.value,
        }


@dataclass(frozen=True, slots=True)
class SheetIndividual:
    """What the sheet says of one individual."""

    id: str
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class SheetFile:
    """One file: path under ``data/``, digest, and the digest of the exhibit it was made from."""

    path: str
    digest: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is printed. ``statement``: paragraphs on what this is and is not, in both languages."""

    release: str
    facts: Sequence[Fact]
    individuals: Sequence[SheetIndividual]
    files: Sequence[SheetFile]
    statement_en: Sequence[str]
    statement_ar: Sequence[str]


def render(sheet: Sheet, *, made_at_seconds: int) -> bytes:
    """Return the PDF of ``sheet``; its date is ``made_at_seconds`` (POSIX), given by the caller."""
    import typst

    return typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"sheet": canonical.encode(_record(sheet)).decode()},
        pdf_standards=STANDARD,
        timestamp=made_at_seconds,
    )


def _record(sheet: Sheet) -> Record:
    individuals: list[Json] = [
        {
            "id": _shown(each.id),
            "title_en": "Individual",
            "title_ar": "فرد",
            "facts": [fact.to_record() for fact in each.facts],
        }
        for each in sheet.individuals
    ]
    files: list[Json] = [
        {"path": each.path, "digest": each.digest, "source": each.source} for each in sheet.files
    ]
    return {
        "title_en": "Exhibit sheet",
        "title_ar": "بيان المُبرَزات",
        "release": _shown(sheet.release),
        "facts": [fact.to_record() for fact in sheet.facts],
        "individuals": individuals,
        "files": files,
        "statement_en": [*sheet.statement_en],
        "statement_ar": [*sheet.statement_ar],
    }


def _shown(value: str) -> str:
    """``value`` without characters that steer direction or cannot be shown: paths may hold them."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in value)
