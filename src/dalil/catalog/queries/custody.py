"""The log as people read it: page by page, entry by entry, and everything about one exhibit."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from dalil.catalog.models import (
    Acquisition,
    Entry,
    Examination,
    Individual,
    PayloadState,
    Photograph,
    Place,
    Position,
)
from dalil.catalog.queries.paging import Page, cut
from dalil.core import canonical


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """One log entry."""

    index: int
    type: str
    at: str
    actor: str
    about: tuple[str, ...]
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PayloadSeen:
    """A payload that an entry names; ``erased_by`` is the entry that erased it."""

    digest: str
    erased_by: int | None


def listing(number: int, *, kind: str = "") -> Page[EntrySeen]:
    """One page of the log, the newest entry first; only those of one type where ``kind`` names it."""
    rows = Entry.objects.order_by("-index")
    return cut(rows.filter(type=kind) if kind else rows, number, _seen)


def kinds() -> dict[str, int]:
    """How many entries of each type there are."""
    rows = Entry.objects.values_list("type").annotate(count=Count("index")).order_by("type")
    return dict(rows)


def position() -> int:
    """How many entries of the log the catalog follows."""
    return Position.objects.values_list("size", flat=True).first() or 0


def entry(index: int) -> EntrySeen | None:
    """One entry, None when the log is shorter."""
    return next(iter(_seen(list(Entry.objects.filter(index=index)))), None)


def payloads(index: int) -> list[PayloadSeen]:
    """Payloads that an entry was the first to name."""
    rows = PayloadState.objects.filter(entry=index).order_by("digest")
    return [PayloadSeen(row.digest, row.erased_by) for row in rows]


def of_exhibit(digest: str) -> list[EntrySeen]:
    """Every entry that concerns one exhibit, in the order of the log.

    Those that name it, and those that cover it through a manifest, a batch of facts or the newest grouping.
    """
    acquisitions = Place.objects.filter(digest=digest).values("acquisition")
    covering = set(Acquisition.objects.filter(id__in=acquisitions).values_list("entry", flat=True))
    covering |= set(Examination.objects.filter(digest=digest).values_list("entry", flat=True))
    if Photograph.objects.filter(digest=digest).exists():
        covering |= _newest_grouping()
    return _naming(digest, covering)


def of_individual(identity: str) -> list[EntrySeen]:
    """Every entry that names one individual, and the grouping that made it as it is now."""
    covering = _newest_grouping() if Individual.objects.filter(id=identity).exists() else set()
    return _naming(identity, covering)


def _naming(name: str, covering: set[int]) -> list[EntrySeen]:
    # Names are digests and identifiers of ours: quoted, they cannot be a part of another value.
    named = Q(about__contains=f'"{name}"') | Q(body__contains=f'"{name}"') | Q(body__contains=f'"{name}#')
    return _seen(list(Entry.objects.filter(named | Q(index__in=covering)).order_by("index")))


def _newest_grouping() -> set[int]:
    newest = Entry.objects.filter(type="grouped").order_by("-index").values_list("index", flat=True).first()
    return set() if newest is None else {newest}


def _seen(rows: Sequence[Entry]) -> list[EntrySeen]:
    return [
        EntrySeen(
            index=row.index,
            type=row.type,
            at=row.at,
            actor=row.actor,
            about=tuple(json.loads(row.about)),
            body=canonical.decode_record(row.body.encode()),
        )
        for row in rows
    ]
