"""Table: rows as CSV (RFC 4180) that a spreadsheet opens as it stands, in Arabic too, and does not execute.

UTF-8 with a byte order mark, every text quoted, CRLF. A text that a spreadsheet would take for a formula
gets an apostrophe before it; the documentation of the bundle says so, and the digests do not depend on it.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a cell a formula in common spreadsheets."""

Cell = str | int | None


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return header and rows as the bytes of a CSV file; None is an empty cell, numbers stand unquoted."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (header, *rows):
        assert len(row) == len(header), "a row has other cells than the header"
        writer.writerow([_plain(cell) for cell in row])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8")


def _plain(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
