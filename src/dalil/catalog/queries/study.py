"""Studies, what was drawn, and how it was coded."""

from dataclasses import dataclass

from dalil.catalog.models import Coding as CodingRow
from dalil.catalog.models import Study, StudyItem
from dalil.core.study.coding import Coding


@dataclass(frozen=True, slots=True)
class StudySeen:
    """One frozen study; ``frame`` and ``codebook`` name blobs, ``seed`` is None before anything was drawn."""

    id: str
    entry: int
    frame: str
    frame_size: int
    position: int
    seed: str | None
    codebook: str


def every() -> list[StudySeen]:
    """All studies in the order of the log."""
    return [_seen(row) for row in Study.objects.order_by("entry")]


def by_id(identity: str) -> StudySeen | None:
    """One study, None when there is none."""
    row = Study.objects.filter(id=identity).first()
    return _seen(row) if row else None


def next_id() -> str:
    """The id of the study to come: ``S0001``, then ``S0002``."""
    return f"S{Study.objects.count() + 1:04d}"


def sample(study: str) -> list[str]:
    """The individuals drawn, in order of drawing."""
    rows = StudyItem.objects.filter(study=study).order_by("rank")
    return list(rows.values_list("individual", flat=True))


def codings(study: str) -> list[Coding]:
    """All codings in the order of the log."""
    rows = CodingRow.objects.filter(study=study).order_by("entry")
    return [Coding(row.individual, row.variable, row.coder, row.code) for row in rows]


def _seen(row: Study) -> StudySeen:
    return StudySeen(row.id, row.entry, row.frame, row.frame_size, row.position, row.seed, row.codebook)
