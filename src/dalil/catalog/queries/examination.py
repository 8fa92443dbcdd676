"""What a machine saw in one exhibit: format, size in pixels, claimed metadata, refusal."""

from dataclasses import dataclass
from typing import Any

from dalil.catalog.models import Examination
from dalil.core import canonical


@dataclass(frozen=True, slots=True)
class ExaminationSeen:
    """Machine facts about one exhibit. ``metadata`` is what the file claims of itself, as recorded."""

    digest: str
    entry: int
    format: str
    media_type: str
    size_bytes: int
    refusal: str | None
    width: int | None
    height: int | None
    notes: tuple[str, ...]
    metadata: dict[str, Any]


@dataclass(frozen=True, slots=True)
class KindSeen:
    """What the bytes of one exhibit are: family and format."""

    digest: str
    family: str
    format: str


def kinds() -> list[KindSeen]:
    """What every examined exhibit is, in order of digest."""
    rows = Examination.objects.order_by("digest").values_list("digest", "family", "format")
    return [KindSeen(*row) for row in rows]


def of(digest: str) -> ExaminationSeen | None:
    """Facts about one exhibit, None when nobody has looked into it."""
    row = Examination.objects.filter(digest=digest).first()
    if row is None:
        return None
    facts: dict[str, Any] = canonical.decode_record(row.facts.encode())
    picture = facts["picture"] or {}
    return ExaminationSeen(
        digest=row.digest,
        entry=row.entry,
        format=row.format,
        media_type=facts["identify"]["media_type"],
        size_bytes=facts["size"],
        refusal=row.refusal,
        width=row.width,
        height=row.height,
        notes=tuple(picture.get("notes", ())),
        metadata=facts["metadata"] or {},
    )
