"""Lists: take in a missing-person list, show what was guessed of it, withdraw a row.

Load: the file's bytes, read as a table. Decide: each row is kept or refused with a code. Record: one
``list-imported`` event. What rows say of living people goes into payloads alone; the file is not kept.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dalil.catalog.queries import log, matching
from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal, UsageRefusal
from dalil.core.limits import LIST_BYTES_MAX
from dalil.flows import shelf
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault
from dalil.intake.list_columns import Field
from dalil.intake.lists import ListReading, ListUnreadable, read
from dalil.store import plain

PREVIEW_ROWS: Final = 10


class RowUnknown(Refusal):
    """List {list} has no row {row}, or it was withdrawn already."""

    code = "list-row-unknown"
    exit_status = 73
    remedy = (
        "Give the list as `dalil lists import` printed it, and the row counted from 1 under the file's "
        "header; `dalil matches` prints both as LIST:ROW."
    )


@dataclass(frozen=True, slots=True)
class Imported:
    """One imported list with its balance: rows met are kept and refused together."""

    list: str
    rows: int
    refused: Mapping[str, int]
    columns: tuple[tuple[str, str | None], ...]
    already: bool = False

    def to_record(self) -> Record:
        """The object that ``dalil lists import --json`` prints."""
        return {
            "list": self.list,
            "met": self.rows + sum(self.refused.values()),
            "rows": self.rows,
            "refused": dict(self.refused),
            "columns": {name: field for name, field in self.columns},  # noqa: C416 - a Json value is wanted
            "already": self.already,
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


def preview(path: str, columns: Mapping[str, Field]) -> ListReading:
    """Read a list and change nothing. Raises: ListUnreadable, ListColumnsUnknown."""
    return read(_content(path), columns=columns)


def import_list(vault: Vault, path: str, *, source: str, columns: Mapping[str, Field]) -> Imported:
    """Import the list at ``path``; the very same file again adds nothing.

    Args:
        vault: open for writing.
        path: a CSV file.
        source: whose list it is.
        columns: what columns hold, by header; wins over the guess.

    Raises: ActorUnnamed, ListUnreadable, ListColumnsUnknown.

    """
    person(vault)
    bring_up(vault)
    content = _content(path)
    reading = read(content, columns=columns)
    meaning = tuple(
        (name, field.value if field else None)
        for name, field in zip(reading.header, reading.columns, strict=True)
    )
    file = Digest.of(content).hex
    for body in log.bodies("list-imported"):
        if body["file"] == file:
            return Imported(body["list"], body["rows"], body["refused"], meaning, already=True)
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
        "source": source or os.path.basename(path),
        "columns": vault.keep_blob(_columns_record(reading)).hex,
        "output": vault.keep_blob(output).hex,
        "file": file,
    }
    record(vault, [vault.event("list-imported", (identity,), told, payloads=shelved.payloads)])
    return Imported(identity, len(reading.rows), reading.refused_by_code, meaning)


def withdraw(vault: Vault, list_id: str, row: int, reason: str) -> None:
    """Take one row out: of its payload, and of the reasons of every match that quotes it.

    Raises: ActorUnnamed, RowUnknown.
    """
    person(vault)
    bring_up(vault)
    shelf.finish_erasing(vault)
    claim = matching.claim(f"{list_id}:{row}")
    if claim is None:
        raise RowUnknown(list=list_id, row=row)
    taken: dict[str, list[str]] = {claim.payload: [str(row)]}
    for match in matching.matches_of_claim(claim.id):
        taken.setdefault(match.reasons, []).append(match.id)
    replaced = shelf.Shelf(vault).without(taken)
    told: dict[str, Json] = {old: new.hex if new else None for old, new in replaced.items()}
    body: Record = {"list": list_id, "row": row, "reason": reason, "replaced": told}
    fresh = tuple(new for new in replaced.values() if new)
    events = [vault.event("list-row-withdrawn", (claim.id,), body, payloads=fresh)]
    record(vault, events + shelf.erasures(vault, replaced, "a row was withdrawn by its source"))
    shelf.finish_erasing(vault)


def columns_of(vault: Vault, list_id: str) -> tuple[Field | None, ...]:
    """Return what the columns of an imported list hold."""
    body = next(each for each in log.bodies("list-imported") if each["list"] == list_id)
    stated = canonical.decode_record(vault.reader.read(Digest(body["columns"])))["columns"]
    assert isinstance(stated, list), "we wrote a list"
    return tuple(None if each is None else Field(str(each)) for each in stated)


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
