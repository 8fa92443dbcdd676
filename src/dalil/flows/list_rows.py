"""List rows: the rows of one imported list as they were written, for who must look at them.

Load: its rows from their payloads. Nothing is recorded. Of a row that was withdrawn its number is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dalil.catalog.queries import matching
from dalil.core.canonical import Record
from dalil.flows import shelf
from dalil.flows.list_comparison import ListUnknown
from dalil.flows.lists import columns_of, header_of_list
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault
from dalil.flows.withdrawal import RowUnknown
from dalil.intake.list_columns import Field


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row; ``cells`` as written, None where it was withdrawn."""

    id: str
    number: int
    reference: str
    cells: tuple[str, ...] | None

    def to_record(self) -> Record:
        """The object that ``dalil lists show --jsonl`` prints."""
        return {
            "id": self.id,
            "row": self.number,
            "reference": self.reference,
            "withdrawn": self.cells is None,
            "cells": [*(self.cells or ())],
        }


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows under the names of their columns, as the file had them."""

    header: tuple[str, ...]
    reference_column: int | None
    """Which column holds the list's own reference; None where none does."""
    rows: tuple[ListedRow, ...]


def listed(vault: Vault, list_id: str, row: int | None = None) -> Listed:
    """All rows of a list that were kept, or one, in their order. Raises: ListUnknown, RowUnknown."""
    bring_up(vault)
    if list_id not in {each.id for each in matching.lists()}:
        raise ListUnknown(list=list_id)
    columns = columns_of(vault, list_id)
    at = columns.index(Field.REFERENCE) if Field.REFERENCE in columns else None
    gone = [ListedRow(f"{list_id}:{number}", number, "", None) for number in matching.withdrawn_rows(list_id)]
    found = [each for each in (*_standing(vault, list_id, at), *gone) if row in (None, each.number)]
    if row is not None and not found:
        raise RowUnknown(list=list_id, row=row)
    return Listed(
        tuple(header_of_list(vault, list_id)), at, tuple(sorted(found, key=lambda each: each.number))
    )


def _standing(vault: Vault, list_id: str, at: int | None) -> Sequence[ListedRow]:
    """Rows that were not withdrawn; the reference stands in column ``at``."""
    held = shelf.Shelf(vault)
    found = []
    for claim in matching.claims(list_id):
        kept = held.get(claim.payload, str(claim.row))
        cells = kept.get("cells") if kept else None
        if isinstance(cells, list):
            written = tuple(str(cell) for cell in cells)
            found.append(ListedRow(claim.id, claim.row, "" if at is None else written[at].strip(), written))
    return found
