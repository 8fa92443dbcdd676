"""Paging: one page of a long list, and where it stands in the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from dalil.core.limits import PAGE_ROWS

Row = TypeVar("Row")
Table = TypeVar("Table", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """``rows`` of page ``number`` (from 1) out of ``pages``; ``total`` counts the whole list."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int


def cut(rows: QuerySet[Table], number: int, seen: Callable[[Sequence[Table]], Sequence[Row]]) -> Page[Row]:
    """The page ``number`` of ``rows``, made frozen by ``seen``; beyond either end, the nearest one."""
    total = rows.count()
    pages = max(1, -(-total // PAGE_ROWS))
    at = min(max(number, 1), pages)
    found = list(rows[(at - 1) * PAGE_ROWS : at * PAGE_ROWS])
    return Page(tuple(seen(found)), at, pages, total)
