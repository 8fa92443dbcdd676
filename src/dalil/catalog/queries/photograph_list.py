"""Photographs as a list: by class and reason, page by page, each with the crops of its labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from dalil.catalog.models import Exposure, Photograph
from dalil.catalog.queries import acquisition, label
from dalil.catalog.queries.label import Crop
from dalil.catalog.queries.paging import Page, cut


@dataclass(frozen=True, slots=True)
class PhotographFilter:
    """What is looked for; empty means everything. ``once`` True: only one exhibit of every exposure."""

    photograph_class: str = ""
    reason: str = ""
    unplaced: str = ""
    """Why the exposure belongs to no individual."""
    once: bool = False


@dataclass(frozen=True, slots=True)
class PhotographRow:
    """One photograph in a list. ``crops``: its likely labels."""

    digest: str
    photograph_class: str
    reason: str
    paths: tuple[str, ...]
    crops: tuple[Crop, ...]


def listing(wanted: PhotographFilter, number: int) -> Page[PhotographRow]:
    """One page of the photographs that fit, in order of digest."""
    rows = Photograph.objects.order_by("digest")
    if wanted.photograph_class:
        rows = rows.filter(photograph_class=wanted.photograph_class)
    if wanted.reason:
        rows = rows.filter(reason=wanted.reason)
    if wanted.unplaced:
        rows = rows.filter(exposure__in=Exposure.objects.filter(unplaced=wanted.unplaced).values("id"))
    if wanted.once:
        rows = rows.filter(exposure=F("digest"))  # an exposure is named by its first member
    return cut(rows, number, _seen)


def classes() -> dict[str, int]:
    """How many photographs there are of each class."""
    rows = Photograph.objects.values_list("photograph_class").annotate(count=Count("digest"))
    return dict(rows.order_by("photograph_class"))


def reasons(photograph_class: str) -> dict[str, int]:
    """How many photographs of one class have each reason."""
    rows = Photograph.objects.filter(photograph_class=photograph_class).values_list("reason")
    return dict(rows.annotate(count=Count("digest")).order_by("reason"))


def _seen(rows: Sequence[Photograph]) -> list[PhotographRow]:
    digests = [row.digest for row in rows]
    paths, crops = acquisition.paths(digests), label.crops(digests)
    return [
        PhotographRow(
            digest=row.digest,
            photograph_class=row.photograph_class,
            reason=row.reason,
            paths=tuple(paths[row.digest]),
            crops=tuple(crop for crop in crops.get(row.digest, ()) if crop.likely),
        )
        for row in rows
    ]
