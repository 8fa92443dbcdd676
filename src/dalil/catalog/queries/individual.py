"""Individuals with their members."""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from dalil.catalog.models import ExposureMember, Individual, IndividualDoubt, Match, Member, MemberReason
from dalil.catalog.queries import acquisition
from dalil.core import pathname
from dalil.core.joint import NumberStatus
from dalil.core.ladder import LadderRow


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """One photograph of an individual."""

    digest: str
    exact_paths: list[bytes]
    role: str
    exposure: str = ""
    """Photographs of one exposure are copies of one another."""

    @property
    def paths(self) -> list[str]:
        """The paths as text, lossy where they are not UTF-8."""
        return [pathname.to_text(path) for path in self.exact_paths]

    def to_record(self) -> dict[str, Any]:
        """As an individual's record holds it."""
        paths = pathname.to_lists("paths", self.exact_paths)
        return {"digest": self.digest, **paths, "role": self.role, "exposure": self.exposure}


@dataclass(frozen=True, slots=True)
class ReasonSeen:
    """Why two exposures, ``first`` and ``second``, are held to show this individual, in two languages."""

    first: str
    second: str
    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class DoubtSeen:
    """Why this individual may be nobody new: by which of its exposures, and whom it may be, in two languages.

    ``second`` and ``other``: the other exposure, and its individual; empty for nobody, and where it is placed
    nowhere.
    """

    kind: str
    first: str
    second: str
    other: str
    ar: str
    en: str

    def to_record(self) -> dict[str, str]:
        """As an individual's record holds it."""
        return {"with" if key == "other" else key: value for key, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class IndividualSeen:
    """One individual (DESIGN §13)."""

    id: str
    agency: str | None
    number: str | None
    number_status: str
    number_settled_by: str
    period: str | None
    status: str
    low: int
    high: int
    name: str | None
    members: list[MemberSeen]
    reasons: list[ReasonSeen]
    doubts: list[DoubtSeen]

    def to_record(self) -> dict[str, Any]:
        """The object that ``dalil individuals --jsonl`` prints."""
        return {
            "id": self.id,
            "agency": self.agency,
            "number": self.number,
            "number_status": self.number_status,
            "number_settled_by": self.number_settled_by,
            "period": self.period,
            "status": self.status,
            "low_high": [self.low, self.high],
            "name": self.name,
            "members": [each.to_record() for each in self.members],
            "reasons": [asdict(each) for each in self.reasons],
            "doubts": [each.to_record() for each in self.doubts],
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


def names() -> dict[str, str]:
    """The names of all individuals that have one."""
    rows = Individual.objects.exclude(name=None).values_list("id", "name")
    return {identity: name for identity, name in rows if name}


def members_of(identities: Collection[str]) -> dict[str, list[str]]:
    """Digests of the members of these individuals, in order."""
    found: dict[str, list[str]] = {identity: [] for identity in identities}
    rows = Member.objects.filter(individual__in=identities).order_by("digest")
    for identity, digest in rows.values_list("individual", "digest").iterator():
        found[identity].append(digest)
    return found


def _seen(row: Individual) -> IndividualSeen:
    members = list(Member.objects.filter(individual=row.id).order_by("digest").values_list("digest", "role"))
    paths = acquisition.exact_paths([digest for digest, _ in members])
    exposures = dict(
        ExposureMember.objects.filter(digest__in=[digest for digest, _ in members]).values_list(
            "digest", "exposure"
        )
    )
    told = MemberReason.objects.filter(individual=row.id).order_by("id")
    doubts = IndividualDoubt.objects.filter(individual=row.id).order_by("id")
    plain = (
        "id",
        "agency",
        "number",
        "number_status",
        "number_settled_by",
        "period",
        "status",
        "low",
        "high",
        "name",
    )
    return IndividualSeen(
        **{key: getattr(row, key) for key in plain},
        members=[MemberSeen(one, paths[one], role, exposures.get(one, "")) for one, role in members],
        reasons=[ReasonSeen(*each) for each in told.values_list("first", "second", "ar", "en")],
        doubts=[
            DoubtSeen(*each) for each in doubts.values_list("kind", "first", "second", "other", "ar", "en")
        ],
    )


def ladder_rows(notified: Collection[str]) -> tuple[LadderRow, ...]:
    """Every individual as the ladder counts it, in order of id; of ``notified`` the family was told."""
    matched = set(Match.objects.filter(state="confirmed").values_list("individual", flat=True))
    return tuple(
        LadderRow(
            id=row.id,
            low=row.low,
            high=row.high,
            views=row.views,
            number_status=NumberStatus(row.number_status),
            named=bool(row.name) or row.id in matched,
            matched=row.id in matched,
            informed=row.id in notified,
        )
        for row in Individual.objects.order_by("id").iterator()
    )
