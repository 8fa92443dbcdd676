"""Exposures as the ladder counts them."""

from typing import Final

from django.db.models import Count, QuerySet

from dalil.catalog.models import Exposure, ExposureMember
from dalil.catalog.queries import reading

LABELLED: Final = ("labelled-individual", "several-people")
"""Classes of exposures that show somebody with a label."""


def count() -> int:
    """All exposures."""
    return Exposure.objects.count()


def unlabelled() -> dict[str, int]:
    """Exposures that show no labelled individual, by class."""
    rows = Exposure.objects.exclude(photograph_class__in=LABELLED)
    return dict(rows.values_list("photograph_class").annotate(Count("id")).order_by("photograph_class"))


def unplaced() -> dict[str, int]:
    """Exposures with a label that belong to no individual, by reason."""
    rows = labelled().exclude(unplaced="")
    return dict(rows.values_list("unplaced").annotate(Count("id")).order_by("unplaced"))


def may_be_another() -> tuple[str, ...]:
    """Exposures whose label was found and not read: each may show somebody who is not counted."""
    return tuple(labelled().filter(unplaced="number-unread").order_by("id").values_list("id", flat=True))


def labelled() -> QuerySet[Exposure]:
    """Exposures that show somebody with a label."""
    return Exposure.objects.filter(photograph_class__in=LABELLED)


def accepted() -> int:
    """Exposures whose number the newest grouping settled without a person."""
    return Exposure.objects.filter(accepted=True).count()


def accepted_waiting() -> int:
    """How many of these have a label that people are asked for and have not settled."""
    asked = ExposureMember.objects.filter(digest__in=reading.exhibits_waiting()).values("exposure")
    return Exposure.objects.filter(accepted=True, id__in=asked).count()


def copies(digest: str) -> list[tuple[str, str, int]]:
    """The members of an exhibit's exposure as (digest, edit, distance), itself included."""
    exposure = ExposureMember.objects.filter(digest=digest).values_list("exposure", flat=True).first()
    rows = ExposureMember.objects.filter(exposure=exposure).order_by("digest")
    return list(rows.values_list("digest", "edit", "distance"))


def members() -> list[list[str]]:
    """The exhibits of every exposure."""
    found: dict[str, list[str]] = {}
    for exposure, digest in ExposureMember.objects.order_by("digest").values_list("exposure", "digest"):
        found.setdefault(exposure, []).append(digest)
    return list(found.values())
