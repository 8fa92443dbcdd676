"""Witnesses that do not agree."""

from dataclasses import dataclass

from dalil.catalog.models import Contradiction


@dataclass(frozen=True, slots=True)
class ContradictionSeen:
    """One contradiction: its code, what it is about, and the values that stand against each other."""

    code: str
    subject: str
    detail: str


def about(subjects: list[str]) -> list[ContradictionSeen]:
    """Contradictions about any of ``subjects`` (digests, individuals), in order."""
    rows = Contradiction.objects.filter(subject__in=subjects).order_by("id")
    return [ContradictionSeen(row.code, row.subject, row.detail) for row in rows]


def every() -> list[ContradictionSeen]:
    """All contradictions, by code, then by what they are about."""
    rows = Contradiction.objects.order_by("code", "subject", "id")
    return [ContradictionSeen(row.code, row.subject, row.detail) for row in rows]
