"""Places: where things were met, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from dalil.catalog.models import Place
from dalil.catalog.queries.paging import Page, cut


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """One line of a manifest."""

    acquisition: str
    line: int
    shown: str
    kind: str
    outcome: str
    refusal: str | None
    digest: str | None
    size_bytes: int | None
    mtime_ns: int | None


def of(digest: str) -> list[PlaceSeen]:
    """Every place that led to one exhibit, in the order of the log and of the walk."""
    return _seen(list(Place.objects.filter(digest=digest).order_by("acquisition", "line")))


def known(digests: tuple[str, ...]) -> frozenset[str]:
    """Which of these digests name exhibits that were received; others name manifests and facts of ours."""
    rows = Place.objects.filter(digest__in=digests).values_list("digest", flat=True)
    return frozenset(digest for digest in rows if digest)


def beginning_with(beginning: str) -> list[str]:
    """Digests of exhibits that have this beginning, in order; two are enough to say so."""
    # "g" follows every hex digit: a range is found in the index, a beginning is not.
    rows = Place.objects.filter(digest__gte=beginning, digest__lt=f"{beginning}g").order_by("digest")
    return [digest for digest in rows.values_list("digest", flat=True).distinct()[:2] if digest]


def listing(number: int, *, refusal: str = "", refused: bool = False) -> Page[PlaceSeen]:
    """One page of what was met: all of it, what was refused, or what was refused with one code."""
    rows = _asked(refusal, refused=refused).order_by("acquisition", "line")
    return cut(rows, number, _seen)


def kinds(*, refusal: str = "", refused: bool = False) -> dict[str, int]:
    """How many files, folders, links and other things a listing has, the most frequent first."""
    rows = _asked(refusal, refused=refused).values_list("kind").annotate(count=Count("id"))
    return dict(rows.order_by("-count", "kind"))


def _asked(refusal: str, *, refused: bool) -> QuerySet[Place]:
    if refusal:
        return Place.objects.filter(refusal=refusal)
    return Place.objects.exclude(refusal=None) if refused else Place.objects.all()


def _seen(rows: Sequence[Place]) -> list[PlaceSeen]:
    return [
        PlaceSeen(
            acquisition=row.acquisition,
            line=row.line,
            shown=row.shown,
            kind=row.kind,
            outcome=row.outcome,
            refusal=row.refusal,
            digest=row.digest,
            size_bytes=row.size,
            mtime_ns=None if row.mtime_ns is None else int(row.mtime_ns),
        )
        for row in rows
    ]
