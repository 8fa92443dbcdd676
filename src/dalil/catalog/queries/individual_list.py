"""Individuals as a list: filtered, page by page, each with a crop that stands for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dalil.catalog.models import Individual
from dalil.catalog.queries import individual, label, withheld
from dalil.catalog.queries.label import Crop
from dalil.catalog.queries.paging import Page, cut


@dataclass(frozen=True, slots=True)
class IndividualFilter:
    """What is looked for; empty means everything. ``number`` in Western digits, a part is enough."""

    agency: str = ""
    number: str = ""
    number_status: str = ""
    status: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is looked for."""
        return any((self.agency, self.number, self.number_status, self.status))


@dataclass(frozen=True, slots=True)
class IndividualRow:
    """One individual in a list. ``crop``: the surest likely label of its photographs, None without one."""

    id: str
    agency: str | None
    number: str | None
    number_status: str
    number_settled_by: str
    """``people``, or ``machine`` where it was accepted without them; empty while it is not settled."""
    period: str | None
    status: str
    low: int
    high: int
    photographs: int
    crop: Crop | None


def listing(wanted: IndividualFilter, number: int, *, reader: str = "") -> Page[IndividualRow]:
    """One page of the individuals that fit, in order of id.

    ``reader``: key of who reads labels on these pages. What is withheld from them fits nothing that is
    looked for: a number could be found digit by digit.
    """
    rows = Individual.objects.order_by("id")
    if wanted.narrows:
        rows = rows.exclude(id__in=withheld.individuals(reader))
    exact = {"agency": wanted.agency, "number_status": wanted.number_status, "status": wanted.status}
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if wanted.number:
        rows = rows.filter(number__contains=wanted.number)
    return cut(rows, number, _seen)


def agencies(*, reader: str = "") -> list[str]:
    """Every agency that some individual has that is not withheld from ``reader``, in order."""
    rows = Individual.objects.exclude(agency=None).exclude(id__in=withheld.individuals(reader))
    return sorted({agency for agency in rows.values_list("agency", flat=True) if agency})


def _seen(rows: Sequence[Individual]) -> list[IndividualRow]:
    members = individual.members_of([row.id for row in rows])
    crops = label.crops([digest for digests in members.values() for digest in digests])
    return [
        IndividualRow(
            id=row.id,
            agency=row.agency,
            number=row.number,
            number_status=row.number_status,
            number_settled_by=row.number_settled_by,
            period=row.period,
            status=row.status,
            low=row.low,
            high=row.high,
            photographs=len(members[row.id]),
            crop=_fitting(row.number, [crop for digest in members[row.id] for crop in crops.get(digest, [])]),
        )
        for row in rows
    ]


def _fitting(number: str | None, crops: Sequence[Crop]) -> Crop | None:
    """The first likely crop in which the number was read, else the first likely one."""
    from dalil.core.script import fold_digits

    likely = [crop for crop in crops if crop.likely]
    reading = (crop for crop in likely if number and number in fold_digits(crop.text))
    return next(reading, next(iter(likely), None))
