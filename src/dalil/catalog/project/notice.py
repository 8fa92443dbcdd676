"""Notices that fell due, and those that were given."""

from typing import Any

from dalil.catalog.models import Notice
from dalil.catalog.project import rows
from dalil.catalog.project.source import Source
from dalil.core.event import Event
from dalil.core.matching.notice import Addressee, Kind


def due(index: int, event: Event, _source: Source) -> None:
    """Project one ``notice-due`` event: a row for each who has to hear."""
    body: dict[str, Any] = event.body
    to = [Addressee(Kind(each["kind"]), rows.text(each["who"])) for each in body["to"]]
    rows.insert(
        Notice,
        (
            Notice(
                id=f"{index}:{place}",
                entry=index,
                place=place,
                match=body["match"],
                cause=body["cause"],
                kind=each.kind.value,
                who=each.who,
                key=each.key,
                due=event.at,
            )
            for place, each in enumerate(to)
        ),
    )


def given(index: int, event: Event, _source: Source) -> None:
    """Project one ``notice-given`` event: whatever was open of this match for this addressee is told."""
    body: dict[str, Any] = event.body
    to = Addressee(Kind(body["kind"]), rows.text(body["who"]))
    waiting = Notice.objects.filter(match=body["match"], kind=to.kind.value, key=to.key, told_entry=None)
    waiting.update(told_entry=index, told_by=rows.text(body["by"]), told_on=body["day"])
