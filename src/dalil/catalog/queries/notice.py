"""Notices: who has to hear that a match ended, and who was told."""

from collections.abc import Iterator
from dataclasses import dataclass

from dalil.catalog.models import Notice
from dalil.core.matching.notice import Addressee, Cause, Kind


@dataclass(frozen=True, slots=True)
class NoticeSeen:
    """One notice. ``due``: since when; ``told_by``, ``told_on``: who told it and the day, or None."""

    entry: int
    match: str
    cause: Cause
    to: Addressee
    due: str
    told_by: str | None
    told_on: str | None


def open_now() -> list[NoticeSeen]:
    """Notices that nobody has given yet, in the order of the log; for each who has to hear the newest."""
    newest = {(each.match, each.to.kind, each.to.key): each for each in _seen(given=False)}
    return sorted(newest.values(), key=lambda each: each.entry)


def given() -> list[NoticeSeen]:
    """Notices that were given, in the order in which they fell due."""
    return list(_seen(given=True))


def _seen(*, given: bool) -> Iterator[NoticeSeen]:
    rows = Notice.objects.filter(told_entry__isnull=not given)
    for row in rows.order_by("entry", "place").iterator():
        to = Addressee(Kind(row.kind), row.who)
        yield NoticeSeen(row.entry, row.match, Cause(row.cause), to, row.due, row.told_by, row.told_on)
