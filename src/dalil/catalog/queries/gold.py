"""Gold as it was set and withdrawn: every word that somebody gave of a label, in the order of the log."""

from dataclasses import dataclass
from typing import Any

from dalil.catalog.models import LabelRow, ReadingGold
from dalil.catalog.queries import log
from dalil.core import canonical
from dalil.core.reading import Legibility, ReaderKind, Reading


@dataclass(frozen=True, slots=True)
class GoldSeen:
    """What one person knows for certain of a label, when and why; ``text``: its reader is who set it.

    ``place``: the label by its name and corners, so that one found elsewhere is another. ``there``: whether
    it is found there now. ``withdrawn``: when, by whom and why it stopped to count; None while it counts.
    """

    entry: int
    item: str
    place: str
    setter_key: str
    text: Reading
    lines: tuple[str, ...]
    at: str
    reason: str
    there: bool
    withdrawn: tuple[str, str, str] | None


def every() -> list[GoldSeen]:
    """All of it; what one person may see of it is not decided here."""
    rows = list(ReadingGold.objects.order_by("entry"))
    boxes = dict(LabelRow.objects.filter(id__in=ReadingGold.objects.values("item")).values_list("id", "box"))
    told = log.told({index for row in rows for index in (row.entry, row.withdrawn_by) if index is not None})
    return [_seen(row, boxes.get(row.item), told) for row in rows]


def _seen(row: ReadingGold, box: str | None, told: dict[int, tuple[str, str, dict[str, Any]]]) -> GoldSeen:
    lines = canonical.decode(row.lines.encode())
    assert isinstance(lines, list), "the projection writes a list"
    at, _, body = told[row.entry]
    ended = told[row.withdrawn_by] if row.withdrawn_by is not None else None
    return GoldSeen(
        entry=row.entry,
        item=row.item,
        place=f"{row.item}@{row.box}",
        setter_key=row.setter_key,
        text=Reading(row.setter, ReaderKind.PERSON, row.value, Legibility(row.legibility)),
        lines=tuple(str(line) for line in lines),
        at=at,
        reason=str(body["reason"]),
        there=box == row.box,
        withdrawn=(ended[0], ended[1], str(ended[2]["reason"])) if ended else None,
    )
