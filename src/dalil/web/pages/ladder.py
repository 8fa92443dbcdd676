"""The ladder: from files to families informed, as one picture, and as a table below it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from dalil.core.ladder import Rung
from dalil.flows.look import ladder_seen
from dalil.flows.told import untold
from dalil.web import ladder_picture
from dalil.web.ladder_link import address_of_loss, address_of_rung
from dalil.web.workplace import workplace


@dataclass(frozen=True, slots=True)
class Change:
    """A loss or a gain on the way to the next rung; ``address`` leads to its rows, empty without a page."""

    code: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One rung in the table."""

    rung: Rung
    address: str
    losses: tuple[Change, ...]
    gains: tuple[Change, ...]


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The ladder at the newest log position. Raises: CatalogUnavailable."""
    language = translation.get_language() or "ar"
    shown = ladder_seen(workplace().vault)
    pictures = [
        ladder_picture.draw(shown.rungs, shape, language)
        for shape in (ladder_picture.WIDE, ladder_picture.NARROW)
    ]
    context = {
        "ladder": shown,
        "pictures": pictures,
        "rows": [_row(rung) for rung in shown.rungs],
        "reads": bool(workplace().reader),
        "untold": untold(workplace().vault),
        "empty": shown.rung("files").value == 0,
    }
    return render(request, "pages/ladder.html", context)


def _row(rung: Rung) -> Row:
    return Row(
        rung, address_of_rung(rung.name), _changes(rung.name, rung.losses), _changes(rung.name, rung.gains)
    )


def _changes(rung: str, counts: tuple[tuple[str, int], ...]) -> tuple[Change, ...]:
    return tuple(Change(code, count, address_of_loss(rung, code)) for code, count in counts)
