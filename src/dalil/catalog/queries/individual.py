"""Individuals with their members."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dalil.catalog.models import Individual, Match, Member, MemberReason
from dalil.catalog.queries import acquisition
from dalil.core.joint import NumberStatus
from dalil.core.ladder import LadderRow


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """One photograph of an individual."""

    digest: str
    paths: list[str]
    role: str


@dataclass(frozen=True, slots=True)
class IndividualSeen:
    """One individual (DESIGN §13)."""

    id: str
    agency: str | None
    number: str | None
    number_status: str
    period: str | None
    status: str
    low: int
    high: int
    name: str | None
    members: list[MemberSeen]
    reasons: list[str]
    reasons_ar: list[str]

    def to_record(self) -> dict[str, Any]:
        """The object that ``dalil individuals --jsonl`` prints."""
        return {
            "id": self.id,
            "agency": self.agency,
            "number": self.number,
            "number_status": self.number_status,
            "period": self.period,
            "status": self.status,
            "low_high": [self.low, self.high],
            "name": self.name,
            "members": [
                {"digest": each.digest, "paths": each.paths, "role": each.role} for each in self.members
            ],
            "reasons": self.reasons,
        }


def every() -> Iterator[IndividualSeen]:
    """All individuals in order of id."""
    for row in Individual.objects.order_by("id").iterator():
        yield _seen(row)


def by_id(identity: str) -> IndividualSeen | None:
    """One individual, None when there is none of this id."""
    row = Individual.objects.filter(id=identity).first()
    return _seen(row) if row else None


def ids() -> list[str]:
    """Ids of all individuals, in order."""
    return list(Individual.objects.order_by("id").values_list("id", flat=True))


def _seen(row: Individual) -> IndividualSeen:
    members = list(Member.objects.filter(individual=row.id).order_by("digest").values_list("digest", "role"))
    paths = acquisition.paths([digest for digest, _ in members])
    reasons = MemberReason.objects.filter(individual=row.id).order_by("id").values_list("ar", "en")
    plain = ("id", "agency", "number", "number_status", "period", "status", "low", "high", "name")
    return IndividualSeen(
        **{key: getattr(row, key) for key in plain},
        members=[MemberSeen(digest, paths[digest], role) for digest, role in members],
        reasons=[en for _, en in reasons],
        reasons_ar=[ar for ar, _ in reasons],
    )


def ladder_rows() -> tuple[LadderRow, ...]:
    """Every individual as the ladder counts it, in order of id."""
    matched = set(Match.objects.filter(state="confirmed").values_list("individual", flat=True))
    return tuple(
        LadderRow(
            low=row.low,
            high=row.high,
            views=row.views,
            number_status=NumberStatus(row.number_status),
            named=bool(row.name) or row.id in matched,
            matched=row.id in matched,
        )
        for row in Individual.objects.order_by("id").iterator()
    )
