"""Lists: missing-person lists as tables (CSV, XLSX), every row kept as written or refused with a code.

Encoding, delimiter and the meaning of the columns are guessed and returned, so that a person confirms them.
Nothing is corrected here: names are split and folded later, on copies.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.errors import Refusal
from dalil.core.limits import LIST_BYTES_MAX, LIST_CELL_CHARACTERS_MAX, LIST_COLUMNS_MAX, LIST_ROWS_MAX
from dalil.core.names.folding import strict
from dalil.core.names.nobody import is_nobody
from dalil.intake import workbook
from dalil.intake.list_columns import NAMING, Field, guess, stated_of


class ListUnreadable(Refusal):
    """The list cannot be read as a table: {detail}."""

    code = "list-unreadable"
    exit_status = 73
    remedy = "Save it as CSV in UTF-8 or as XLSX, with the names of the columns in the first row."


class ListColumnsUnknown(Refusal):
    """No column of the list is known to hold a name; its columns are: {header}."""

    code = "list-columns-unknown"
    exit_status = 73
    remedy = (
        "Name the columns id, name, father, grandfather, family, mother, birth_year, birth_place; or, when "
        'importing, say which holds what, for example --column "الاسم الثلاثي=name".'
    )


class ListHeaderBelow(Refusal):
    """The first row of the list names no columns; row {row} seems to: {header}."""

    code = "list-header-below"
    exit_status = 73
    remedy = "Delete the rows above it in a copy of the file, and give that."


class ListColumnMissing(Refusal):
    """The list has no column {name}; its columns are: {header}."""

    code = "list-column-missing"
    exit_status = 73
    remedy = "Write the column in --column as the first row of the file has it."


class ListColumnTwice(Refusal):
    """Two columns of the list are called {name}; nobody can tell which is meant."""

    code = "list-column-twice"
    exit_status = 73
    remedy = "Give each column a name of its own in a copy of the file, and give that."


_DELIMITERS: Final = (",", ";", "\t", "|", "،")
_GUESS_LINES: Final = 50
_HEADER_LOOKED_FOR: Final = 10
"""First rows among which the names of the columns are looked for: above them may stand a title."""
XLSX: Final = "xlsx"
"""Stands for the encoding of a workbook."""
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_NO_CHARACTER: Final = "\ufffd"
_ASCII_LAST: Final = "\x7f"
_REPEATED: Final = (Field.CONTACT, Field.NOTE)
"""What a list may well have several columns of under one name."""
_TOTALS: Final = frozenset(
    map(
        strict,
        ("المجموع", "مجموع", "المجموع الكلي", "الإجمالي", "العدد الكلي", "Total", "Sum", "Gesamt", "Toplam"),
    )
)
"""What the last row of a list is called that counts the others."""
csv.field_size_limit(LIST_BYTES_MAX)  # a long cell is refused with its row, not by the module's own bound


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row as written. ``number`` counts rows under the header from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """A row that is not taken in: its code and what is wrong, without quoting it."""

    number: int
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class ListReading:
    """A list as read. ``columns`` says what each column holds, None where nobody knows."""

    encoding: str
    delimiter: str
    """What parts cells; of a workbook the name of its sheet."""
    header: tuple[str, ...]
    columns: tuple[Field | None, ...]
    rows: tuple[ListRow, ...]
    refused: tuple[RowRefusal, ...]

    @property
    def refused_by_code(self) -> dict[str, int]:
        """How many rows were refused, by code."""
        return dict(sorted(Counter(each.code for each in self.refused).items()))

    @property
    def met(self) -> int:
        """Rows under the header: kept and refused together."""
        return len(self.rows) + len(self.refused)

    def fields(self, row: ListRow) -> dict[Field, str]:
        """Return what ``row`` states: :func:`dalil.intake.list_columns.stated_of`."""
        return stated_of(self.columns, row.cells)


def header_of(content: bytes, *, sheet: str | None = None) -> tuple[str, ...]:
    """Return the names of a list's columns, as its first row writes them.

    Raises: ListUnreadable, WorkbookUnreadable.
    """
    records = _table(content, sheet)[-1]
    return tuple(cell.strip() for cell in records[0]) if records else ()


def read(
    content: bytes, *, columns: Mapping[str, Field] | None = None, sheet: str | None = None
) -> ListReading:
    """Read a list from the bytes of a CSV file or an Excel workbook.

    Args:
        content: CSV in UTF-8 with or without a byte order mark, UTF-16 with one, or Windows-1256; or XLSX.
        columns: what columns hold, by their header as written; wins over the guess.
        sheet: of a workbook, where several hold anything.

    Raises: ListUnreadable, WorkbookUnreadable, ListColumnsUnknown, ListHeaderBelow, ListColumnMissing,
        ListColumnTwice.

    """
    encoding, delimiter, records = _table(content, sheet)
    header = tuple(cell.strip() for cell in records[0]) if records else ()
    if not header or len(header) > LIST_COLUMNS_MAX or len(records) > LIST_ROWS_MAX + 1:
        raise ListUnreadable(detail=f"it has {len(header)} columns and {max(0, len(records) - 1)} rows")
    meaning = _meaning(records, header, columns or {})
    rows: list[ListRow] = []
    refused: list[RowRefusal] = []
    for number, cells in enumerate(records[1:], 1):
        wrong = _wrong(cells, meaning)
        if wrong:
            refused.append(RowRefusal(number, *wrong))
        else:
            rows.append(ListRow(number, tuple(cells)))
    return ListReading(encoding, delimiter, header, meaning, tuple(rows), tuple(refused))


def _table(content: bytes, sheet: str | None) -> tuple[str, str, list[list[str]]]:
    """Encoding, what parts cells (of a workbook its sheet), and rows with the header first."""
    if len(content) > LIST_BYTES_MAX:
        raise ListUnreadable(detail=f"it has more than {LIST_BYTES_MAX} bytes")
    if content.startswith(workbook.SIGNATURE):
        return XLSX, *workbook.rows_of(content, sheet)
    if sheet is not None:
        raise ListUnreadable(detail="only a workbook has sheets")
    text, encoding = _decoded(content)
    delimiter = _delimiter(text)
    return encoding, delimiter, _records(text, delimiter)


def _meaning(
    records: Sequence[Sequence[str]], header: Sequence[str], stated: Mapping[str, Field]
) -> tuple[Field | None, ...]:
    missing = next((name for name in stated if name not in header), None)
    if missing is not None:
        raise ListColumnMissing(name=missing, header=", ".join(header))
    found = tuple(stated.get(name, guessed) for name, guessed in zip(header, guess(header), strict=True))
    told = [name for name, field in zip(header, found, strict=True) if field and field not in _REPEATED]
    twice = next((name for name in told if told.count(name) > 1), None)
    if twice is not None:
        raise ListColumnTwice(name=twice)
    if any(field in NAMING for field in found):
        return found
    for number, cells in enumerate(records[1:_HEADER_LOOKED_FOR], 2):
        if sum(field is not None for field in guess(cells)) > 1 and set(NAMING) & set(guess(cells)):
            raise ListHeaderBelow(row=number, header=", ".join(cell.strip() for cell in cells))
    raise ListColumnsUnknown(header=", ".join(header))


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith(_OLD_EXCEL):
        raise ListUnreadable(detail="it is an Excel file of the old kind")
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise ListUnreadable(detail="it is UTF-32, which is not read")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _attempt(content, "utf-16")
    if content.startswith(b"\xef\xbb\xbf"):
        return _attempt(content, "utf-8-sig")
    if b"\0" in content:
        raise ListUnreadable(detail="it holds zero bytes, so it is no text")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as wrong:
        if _is_damaged(content):
            line = content.count(b"\n", 0, wrong.start) + 1
            raise ListUnreadable(detail=f"it is UTF-8 with bytes in line {line} that are none") from wrong
        return _attempt(content, "cp1256")  # the other encoding in use for Arabic


def _is_damaged(content: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8: of another encoding hardly two bytes in a row are."""
    text = content.decode("utf-8", "replace")
    damaged = text.count(_NO_CHARACTER)
    return sum(each > _ASCII_LAST for each in text) > 2 * damaged


def _attempt(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as wrong:
        raise ListUnreadable(detail=f"it is not {encoding} throughout") from wrong


def _delimiter(text: str) -> str:
    """Return the delimiter that parts the first lines most evenly; a comma when none does."""
    lines = text.splitlines()[:_GUESS_LINES]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        first = widths[0] if widths else 1
        return (sum(width == first for width in widths) if first > 1 else 0), first

    return max(_DELIMITERS, key=evenness)


def _records(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as wrong:
        raise ListUnreadable(detail=f"its quoting is broken ({wrong})") from wrong


def _wrong(cells: Sequence[str], meaning: Sequence[Field | None]) -> tuple[str, str] | None:
    """Return code and detail of what is wrong with a row, or None."""
    if not any(cell.strip() for cell in cells):
        return "list-row-empty", "the row is empty"
    if len(cells) != len(meaning):
        return "list-row-width", f"the row has {len(cells)} cells, the header {len(meaning)}"
    if any(len(cell) > LIST_CELL_CHARACTERS_MAX for cell in cells):
        return "list-cell-long", f"a cell has more than {LIST_CELL_CHARACTERS_MAX} characters"
    stated = [cell for cell, field in zip(cells, meaning, strict=True) if field in NAMING]
    if not any(map(_names_somebody, stated)):
        return "list-row-nameless", "no column of the row states a name"
    return None


def _names_somebody(cell: str) -> bool:
    """Whether words stand in a cell that can be a name: no number alone, and no total of the rows above."""
    words = " ".join(word for word in strict(cell).split() if not word.isdigit())
    return bool(words) and words not in _TOTALS and not is_nobody(cell)
