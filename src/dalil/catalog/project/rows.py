"""Rows: many at a time, and text that every database takes."""

from collections.abc import Iterable
from itertools import islice
from typing import Final, TypeVar

from django.db import models

BATCH_ROWS: Final = 1_000

Row = TypeVar("Row", bound=models.Model)


def insert(model: type[Row], rows: Iterable[Row], *, ignore_known: bool = False) -> int:
    """Insert ``rows`` in batches and return how many were given."""
    source, count = iter(rows), 0
    while batch := list(islice(source, BATCH_ROWS)):
        model._default_manager.bulk_create(batch, ignore_conflicts=ignore_known)  # noqa: SLF001
        count += len(batch)
    return count


def text(value: str) -> str:
    """``value`` with NUL shown as ␀: PostgreSQL's text cannot hold NUL, and names in archives can."""
    return value.replace("\x00", "\u2400")
