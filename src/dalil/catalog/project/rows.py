"""Rows: many at a time, and text that every database takes."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final, TypeVar

from django.db import connection, models

BATCH_ROWS: Final = 1_000

Row = TypeVar("Row", bound=models.Model)


def insert(model: type[Row], rows: Iterable[Row], *, ignore_known: bool = False) -> int:
    """Insert ``rows`` in batches and return how many were given."""
    source, count = iter(rows), 0
    while batch := list(islice(source, BATCH_ROWS)):
        model._default_manager.bulk_create(batch, ignore_conflicts=ignore_known)  # noqa: SLF001
        count += len(batch)
    return count


def insert_values(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[str | int | bytes | None]]
) -> None:
    """Insert rows given as plain values of ``fields``, for a table with a row for every file.

    Django's own way builds an object for each row, which takes longer than hashing a small photograph.
    """
    quote = connection.ops.quote_name
    known = {field.name: field.column for field in model._meta.concrete_fields}  # noqa: SLF001 - Django's way
    columns = ", ".join(quote(str(known[name])) for name in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608, SLF001
    source = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(source, BATCH_ROWS)):
            cursor.executemany(statement, batch)


def text(value: str) -> str:
    """``value`` with NUL shown as ␀: PostgreSQL's text cannot hold NUL, and names in archives can."""
    return value.replace("\x00", "\u2400")
