"""The log as the catalog mirrors it."""

import json
from collections.abc import Collection
from typing import Any, Final

from dalil.catalog.models import Entry

_BATCH: Final = 500
"""Entries asked for at once: SQLite takes a thousand values in a question."""


def count(kind: str) -> int:
    """How many entries of one type there are."""
    return Entry.objects.filter(type=kind).count()


def made_by(kind: str, actor: str, since: str) -> int:
    """How many entries of one type somebody made, from a moment or the beginning of one (a day) on."""
    return Entry.objects.filter(type=kind, actor=actor, at__gte=since).count()


def bodies(kind: str) -> list[dict[str, Any]]:
    """Bodies of all entries of one type, in the order of the log."""
    return [body for _, body in indexed(kind)]


def indexed(kind: str) -> list[tuple[int, dict[str, Any]]]:
    """Index and body of all entries of one type, in the order of the log."""
    rows = Entry.objects.filter(type=kind).order_by("index").values_list("index", "body")
    return [(index, json.loads(body)) for index, body in rows.iterator()]


def newest(kind: str) -> dict[str, Any] | None:
    """Body of the newest entry of one type, None when there is none."""
    row = Entry.objects.filter(type=kind).order_by("-index").values_list("body", flat=True).first()
    return json.loads(row) if row else None


def newest_index(kind: str) -> int:
    """The number of the newest entry of one type, -1 when there is none."""
    found = Entry.objects.filter(type=kind).order_by("-index").values_list("index", flat=True).first()
    return -1 if found is None else found


def told(indices: Collection[int]) -> dict[int, tuple[str, str, dict[str, Any]]]:
    """When, by whom and what, for each of these entries."""
    wanted, found = sorted(indices), {}
    for start in range(0, len(wanted), _BATCH):
        rows = Entry.objects.filter(index__in=wanted[start : start + _BATCH])
        for index, at, actor, body in rows.values_list("index", "at", "actor", "body"):
            found[index] = (at, actor, json.loads(body))
    return found
