"""Workbook: the rows of one sheet of an Excel file (XLSX, ECMA-376) as text, like those of a CSV file.

Numbers and dates come as people wrote them: 1985, not 1985.0; a day without a time is 1985-03-05. Formulas
give what they gave when the file was saved. Macros, links and pictures are not looked at.
"""

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from dalil.core.errors import Refusal
from dalil.core.limits import LIST_COLUMNS_MAX, LIST_ROWS_MAX, WORKBOOK_BYTES_MAX, WORKBOOK_PARTS_MAX

SIGNATURE: Final = b"PK\x03\x04"
_MALFORMED: Final = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, DefusedXmlException,
    NotImplementedError, AttributeError, EOFError, IndexError, KeyError, OverflowError, TypeError, ValueError,
)  # fmt: skip
"""What zipfile and openpyxl raise over files that are not as the standard says."""


class WorkbookUnreadable(Refusal):
    """The workbook cannot be read as a list: {detail}."""

    code = "workbook-unreadable"
    exit_status = 73
    remedy = (
        "Name the sheet with --sheet where several hold rows; or save the sheet as CSV in UTF-8, with the "
        "names of the columns in the first row."
    )


def rows_of(content: bytes, sheet: str | None) -> tuple[str, list[list[str]]]:
    """Return the name of a sheet and its rows from the first one that is not empty, all equally wide.

    Args:
        content: the file.
        sheet: its name; None where only one sheet holds anything.

    Raises: WorkbookUnreadable.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            listed = parts.infolist()
        if len(listed) > WORKBOOK_PARTS_MAX or sum(part.file_size for part in listed) > WORKBOOK_BYTES_MAX:
            raise WorkbookUnreadable(detail="it holds more than any list would")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which we do not look at
            found = _sheets(content, sheet)
    except _MALFORMED as wrong:
        raise WorkbookUnreadable(detail=f"it is no workbook ({type(wrong).__name__})") from wrong
    if sheet is not None and sheet not in found:
        raise WorkbookUnreadable(detail=f"it has no sheet {sheet!r}")
    if len(found) != 1:
        names = ", ".join(found) or "none"
        raise WorkbookUnreadable(detail=f"one sheet with rows was expected; name one with --sheet: {names}")
    return found.popitem()


def _sheets(content: bytes, wanted: str | None) -> dict[str, list[list[str]]]:
    """Sheets that hold anything, or the wanted one."""
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    found = {}
    for sheet in workbook.worksheets:
        if wanted in (None, sheet.title):
            sheet.reset_dimensions()  # what the file claims of its size is not believed
            rows = _square(sheet.iter_rows(values_only=True))
            if rows or wanted is not None:
                found[sheet.title] = rows
    return found


def _square(rows: Iterable[tuple[object, ...]]) -> list[list[str]]:
    found: list[list[str]] = []
    for cells in rows:
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > LIST_COLUMNS_MAX or len(found) > LIST_ROWS_MAX:
            most = f"{LIST_COLUMNS_MAX} columns and {LIST_ROWS_MAX} rows"
            raise WorkbookUnreadable(detail=f"it has more than {most}")
        if found or texts:
            found.append(texts)
    while found and not found[-1]:
        found.pop()
    header = len(found[0]) if found else 0
    return [texts + [""] * (header - len(texts)) for texts in found]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell).strip("\0")
