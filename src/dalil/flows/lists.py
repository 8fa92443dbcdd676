"""Lists: take in a missing-person list, show what was guessed of it, give its rows.

Load: the file's bytes, read as a table. Decide: each row is kept or refused with a code. Record: one
``list-imported`` event. What rows say of living people goes into payloads alone; the file is not kept.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dalil.catalog.queries import log, matching
from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal, UsageRefusal
from dalil.core.limits import LIST_BYTES_MAX
from dalil.core.names.folding import loose
from dalil.core.names.path_mention import path_mentions
from dalil.flows import naming, profile, shelf
from dalil.flows.claim import uncompared_cells
from dalil.flows.list_source import insist_on_institution
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault
from dalil.intake.list_columns import NAMING, Field, stated_of
from dalil.intake.lists import ListReading, ListUnreadable, header_of, read
from dalil.store import plain

PREVIEW_ROWS: Final = 10
Confirm = Callable[[ListReading], bool]
"""Asks a person whether the columns of a list are understood."""


class ListUnconfirmed(Refusal):
    """The list was not imported: nobody confirmed what its columns hold."""

    code = "list-unconfirmed"
    exit_status = 73
    remedy = "Say what a column holds with --column HEADER=FIELD, then import it again."


class ListHeadless(Refusal):
    """The first row of the list names somebody, and no columns."""

    code = "list-headless"
    exit_status = 73
    remedy = (
        "Put a row with the names of the columns above it in a copy of the file, and give that: names of "
        "columns are kept for good, people's are not."
    )


class ListImportedOtherwise(Refusal):
    """The file is {list} already, and what its columns hold was recorded otherwise: {columns}."""

    code = "list-imported-otherwise"
    exit_status = 73
    remedy = (
        "Save the file with a change, such as an empty row at its end, and import that: it becomes a list of "
        "its own. Rows of the old list go by `dalil lists withdraw LIST ROW --only-this --vault V`."
    )


def unasked(_reading: ListReading) -> bool:
    """Nobody is asked: the columns are taken as they are stated, remembered or guessed."""
    return True


@dataclass(frozen=True, slots=True)
class Imported:
    """One imported list with its balance: rows met are kept and refused together."""

    list: str
    rows: int
    refused: Mapping[str, int]
    columns: tuple[tuple[str, str | None], ...]
    already: bool = False
    remembered: str | None = None
    """The list with the same header whose columns were taken over."""
    uncompared: Mapping[str, int] = field(default_factory=dict)
    """By field, cells that say something of which nothing can be compared."""

    def to_record(self) -> Record:
        """The object that ``dalil lists import --json`` prints."""
        return {
            "list": self.list,
            "met": self.rows + sum(self.refused.values()),
            "rows": self.rows,
            "refused": dict(self.refused),
            "columns": {name: field for name, field in self.columns},  # noqa: C416 - a Json value is wanted
            "already": self.already,
            "remembered": self.remembered,
            "uncompared": dict(self.uncompared),
        }


def parse_columns(stated: list[str]) -> dict[str, Field]:
    """Read ``header=field`` options. Raises: UsageRefusal."""
    found: dict[str, Field] = {}
    for each in stated:
        header, _, field = each.rpartition("=")
        if not header or field not in set(Field):
            raise UsageRefusal(detail=f"--column {each!r}; fields are {', '.join(Field)}")
        found[header] = Field(field)
    return found


def preview(path: str, columns: Mapping[str, Field], sheet: str | None = None) -> ListReading:
    """Read a list and change nothing. Raises: ListUnreadable, ListColumnsUnknown."""
    return read(_content(path), columns=columns, sheet=sheet)


def import_list(
    vault: Vault,
    path: str,
    *,
    source: str,
    columns: Mapping[str, Field],
    sheet: str | None = None,
    confirm: Confirm = unasked,
) -> Imported:
    """Import the list at ``path``; the very same file again adds nothing.

    Args:
        vault: open for writing.
        path: a CSV file or a workbook.
        source: whose list it is; its own id where nobody says so. Never the file's name, which may be a
            person's: the log keeps it for good.
        columns: what columns hold, by header; wins over what was said of a list with the same header, and
            that over the guess.
        sheet: of a workbook, where several hold anything; each can be a list.
        confirm: asked before anything is kept, with the list as it is understood.

    Raises: ActorUnnamed, ListUnreadable, ListColumnsUnknown, ListHeadless, ListSourcePersonal,
        ListImportedOtherwise, ListUnconfirmed.

    """
    person(vault)
    bring_up(vault)
    content = _content(path)
    _insist_on_header(vault, columns)
    insist_on_institution(vault, source)
    remembered, meant = _remembered(vault, header_of(content, sheet=sheet))
    reading = read(content, columns={**meant, **columns}, sheet=sheet)
    if not reading.met:
        raise ListUnreadable(detail="it has names of columns and no row")
    file = Digest.of(content).hex
    for body in log.bodies("list-imported"):
        if body["file"] == file and (sheet is None or _sheet_of(vault, body) == sheet):
            return _again(vault, body, columns)
    if not confirm(reading):
        raise ListUnconfirmed
    identity = matching.next_list_id()
    rows: list[tuple[str, Record]] = [(str(row.number), {"cells": [*row.cells]}) for row in reading.rows]
    shelved = shelf.put(vault, rows)
    output = b"".join(
        canonical.encode({"row": row.number, "payload": shelved.places[str(row.number)].hex}) + b"\n"
        for row in reading.rows
    )
    refused: dict[str, Json] = dict(reading.refused_by_code)
    told: Record = {
        "list": identity,
        "rows": len(reading.rows),
        "refused": refused,
        "source": source or identity,
        "columns": vault.keep_blob(_columns_record(reading)).hex,
        "output": vault.keep_blob(output).hex,
        "file": file,
    }
    record(vault, [vault.event("list-imported", (identity,), told, payloads=shelved.payloads)])
    return Imported(
        identity,
        len(reading.rows),
        reading.refused_by_code,
        _meaning(reading.header, reading.columns),
        remembered=remembered,
        uncompared=uncompared_cells(reading, profile.of(vault)),
    )


def _meaning(header: Sequence[str], columns: Sequence[Field | None]) -> tuple[tuple[str, str | None], ...]:
    return tuple((name, field.value if field else None) for name, field in zip(header, columns, strict=True))


def _again(vault: Vault, body: Mapping[str, Any], columns: Mapping[str, Field]) -> Imported:
    """The list that a file is already, with its columns as recorded. Raises: ListImportedOtherwise."""
    meaning = _meaning(_header_of(vault, body), columns_of(vault, body["list"]))
    otherwise = [f"{name}={held or '?'}" for name, held in meaning if columns.get(name, held) != held]
    if otherwise:
        raise ListImportedOtherwise(list=body["list"], columns=", ".join(otherwise))
    return Imported(body["list"], body["rows"], body["refused"], meaning, already=True)


def _insist_on_header(vault: Vault, columns: Mapping[str, Field]) -> None:
    """Refuse a person's name for the name of a column. Raises: ListHeadless."""
    own = profile.of(vault)
    method = naming.method(own.names).among(own.gazetteer)
    for header, meant in columns.items():
        named = path_mentions(header.encode("utf-8", "replace"), own, method, is_file=False)
        if meant in NAMING and (named or method.frequencies.knows(loose(header))):
            raise ListHeadless


def _sheet_of(vault: Vault, body: Record) -> Json:
    return canonical.decode_record(vault.reader.read(Digest(str(body["columns"]))))["delimiter"]


def header_of_list(vault: Vault, list_id: str) -> list[str]:
    """The names of the columns of an imported list, as its file had them."""
    return _header_of(vault, _body_of(list_id))


def _body_of(list_id: str) -> dict[str, Any]:
    return next(each for each in log.bodies("list-imported") if each["list"] == list_id)


def columns_of(vault: Vault, list_id: str) -> tuple[Field | None, ...]:
    """Return what the columns of an imported list hold."""
    body = _body_of(list_id)
    stated = canonical.decode_record(vault.reader.read(Digest(body["columns"])))["columns"]
    assert isinstance(stated, list), "we wrote a list"
    return tuple(None if each is None else Field(str(each)) for each in stated)


def rows_of(vault: Vault, list_id: str) -> Iterator[tuple[str, dict[Field, str]]]:
    """The rows of a list that were not withdrawn: the id of each, and what it states, as written."""
    held, columns = shelf.Shelf(vault), columns_of(vault, list_id)
    for each in matching.claims(list_id):
        row = held.get(each.payload, str(each.row))
        cells = row.get("cells") if row else None
        if isinstance(cells, list):
            yield each.id, stated_of(columns, [str(cell) for cell in cells])


def row_of(vault: Vault, claim: str) -> dict[Field, str] | None:
    """What one row states, as written; None where it was withdrawn, or there is none."""
    seen = matching.claim(claim)
    row = shelf.Shelf(vault).get(seen.payload, str(seen.row)) if seen else None
    if seen is None or row is None:
        return None
    cells = row.get("cells")
    assert isinstance(cells, list), "we wrote a list"
    return stated_of(columns_of(vault, seen.list), [str(cell) for cell in cells])


def _remembered(vault: Vault, header: Sequence[str]) -> tuple[str | None, dict[str, Field]]:
    """What columns held when a list with this very header was imported last, and which list that was."""
    for body in reversed(list(log.bodies("list-imported"))):
        if _header_of(vault, body) == [*header]:
            fields = zip(header, columns_of(vault, body["list"]), strict=True)
            return body["list"], {name: field for name, field in fields if field}
    return None, {}


def _header_of(vault: Vault, body: Mapping[str, Any]) -> list[str]:
    """The names of the columns of an imported list."""
    header = canonical.decode_record(vault.reader.read(Digest(body["columns"])))["header"]
    assert isinstance(header, list), "we wrote a list"
    return [str(name) for name in header]


def _columns_record(reading: ListReading) -> bytes:
    refused: list[Json] = [{"row": each.number, "code": each.code} for each in reading.refused]
    return canonical.encode(
        {
            "encoding": reading.encoding,
            "delimiter": reading.delimiter,
            "header": [*reading.header],
            "columns": [field.value if field else None for field in reading.columns],
            "refused": refused,
        }
    )


def _content(path: str) -> bytes:
    try:
        return plain.content_given(path, LIST_BYTES_MAX)
    except OSError as wrong:
        raise ListUnreadable(detail=f"{path}: {wrong.strerror}") from wrong
