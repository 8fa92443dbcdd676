"""Photographs as a list: by class and reason, page by page, each with the crops of its labels."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from dalil.catalog.models import Exposure, ExposureMember, Photograph
from dalil.catalog.queries import acquisition, label, photograph, withheld
from dalil.catalog.queries.label import Crop
from dalil.catalog.queries.paging import Page, cut
from dalil.core.sighting import LABELLED


@dataclass(frozen=True, slots=True)
class PhotographFilter:
    """What is looked for; empty means everything. ``once`` True: only one exhibit of every exposure."""

    photograph_class: str = ""
    reason: str = ""
    unplaced: str = ""
    """Why the exposure belongs to no individual."""
    once: bool = False
    lost: str = ""
    """The code under which the ladder loses it before the readable photographs."""
    readable: bool = False
    """Only what that rung counts."""
    labelled: bool = False
    """Only what shows one individual with a label, or several."""


@dataclass(frozen=True, slots=True)
class PhotographRow:
    """One photograph in a list.

    ``crops``: its likely labels; where it has none, ``labelled_copy`` is a copy of the exposure that has one.
    """

    digest: str
    photograph_class: str
    reason: str
    paths: tuple[str, ...]
    crops: tuple[Crop, ...]
    labelled_copy: str = ""
    withheld: bool = False
    """Whether the exposure has a label that who reads on these pages may still read."""


def listing(wanted: PhotographFilter, number: int, *, reader: str = "") -> Page[PhotographRow]:
    """One page of the photographs that fit, in order of digest.

    ``reader``: key of who reads labels on these pages. A reason tells whether a machine read a number: an
    exposure that is withheld from them fits none.
    """
    rows = Photograph.objects.order_by("digest")
    if wanted.photograph_class:
        rows = rows.filter(photograph_class=wanted.photograph_class)
    if wanted.reason:
        rows = rows.filter(reason=wanted.reason)
    if wanted.unplaced:
        rows = rows.filter(exposure__in=Exposure.objects.filter(unplaced=wanted.unplaced).values("id"))
    if wanted.lost:
        rows = rows.filter(digest__in=photograph.lost_as(wanted.lost).values("digest"))
    if wanted.readable:
        rows = rows.filter(digest__in=photograph.readable().values("digest"))
    if wanted.labelled:
        rows = rows.filter(photograph_class__in=[each.value for each in LABELLED])
    if wanted.reason or wanted.unplaced:
        rows = rows.exclude(exposure__in=withheld.exposures(reader))
    if wanted.once:
        rows = rows.filter(exposure=F("digest"))  # an exposure is named by its first member
    return cut(rows, number, lambda found: _seen(found, reader))


def classes() -> dict[str, int]:
    """How many photographs there are of each class."""
    rows = Photograph.objects.values_list("photograph_class").annotate(count=Count("digest"))
    return dict(rows.order_by("photograph_class"))


def reasons(photograph_class: str, *, reader: str = "") -> dict[str, int]:
    """How many photographs of one class that are not withheld from ``reader`` have each reason."""
    rows = Photograph.objects.filter(photograph_class=photograph_class)
    rows = rows.exclude(exposure__in=withheld.exposures(reader))
    return dict(rows.values_list("reason").annotate(count=Count("digest")).order_by("reason"))


def _seen(rows: Sequence[Photograph], reader: str) -> list[PhotographRow]:
    digests = [row.digest for row in rows]
    paths, crops = acquisition.paths(digests), label.crops(digests)
    bare = [
        row for row in rows if row.exposure and not any(crop.likely for crop in crops.get(row.digest, ()))
    ]
    copies = _labelled_copies({row.exposure for row in bare})
    hidden = _withheld({row.exposure for row in rows}, reader)
    return [
        PhotographRow(
            digest=row.digest,
            photograph_class=row.photograph_class,
            reason=row.reason,
            paths=tuple(paths[row.digest]),
            crops=tuple(crop for crop in crops.get(row.digest, ()) if crop.likely),
            labelled_copy=copies.get(row.exposure, "") if row in bare else "",
            withheld=row.exposure in hidden,
        )
        for row in rows
    ]


def _withheld(exposures: Collection[str], reader: str) -> frozenset[str]:
    found = withheld.exposures(reader).filter(exposure__in=exposures)
    return frozenset(found.values_list("exposure", flat=True))


def _labelled_copies(exposures: Collection[str]) -> dict[str, str]:
    """For each exposure the first of its exhibits that has a likely label."""
    members = ExposureMember.objects.filter(exposure__in=exposures).order_by("digest")
    of = dict(members.values_list("digest", "exposure"))
    found: dict[str, str] = {}
    for digest, crops in label.crops(list(of)).items():
        if any(crop.likely for crop in crops):
            found.setdefault(of[digest], digest)
    return found
