"""Photographs: the list by class, and one photograph: crop first, then blurred, facts, and its custody."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dalil.catalog import queries
from dalil.catalog.queries.photograph_list import PhotographFilter
from dalil.core.digest import Digest
from dalil.core.photograph import PhotographClass
from dalil.core.right import Right
from dalil.flows.unblur import Reason, measure
from dalil.web import asked, blind
from dalil.web.claim import claims_of
from dalil.web.errors import NotHere
from dalil.web.field import OF_LABELS, OF_OTHER_PHOTOGRAPHS, FieldShown, fields_of
from dalil.web.people_read import labels_of
from dalil.web.who import who
from dalil.web.workplace import workplace


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Photographs by class and reason: crops and paths, no pictures."""
    wanted = PhotographFilter(
        photograph_class=asked.text(request.GET, "class"),
        reason=asked.text(request.GET, "reason"),
        unplaced=asked.text(request.GET, "unplaced"),
        once=asked.text(request.GET, "once") == "1",
        lost=asked.text(request.GET, "lost"),
        readable=asked.text(request.GET, "readable") == "1",
        labelled=asked.text(request.GET, "labelled") == "1",
    )
    page = queries.photograph_list.listing(wanted, asked.page_number(request.GET), reader=blind.reader())
    kept = {
        "class": wanted.photograph_class,
        "reason": wanted.reason,
        "unplaced": wanted.unplaced,
        "once": "1" if wanted.once else "",
        "lost": wanted.lost,
        "readable": "1" if wanted.readable else "",
        "labelled": "1" if wanted.labelled else "",
    }
    classes = queries.photograph_list.classes()
    known = {"", *PhotographClass, *classes}
    context = {
        "withheld": any(row.withheld for row in page.rows),
        "wanted": wanted,
        "page": page,
        "pager": asked.Pager.of(page, **kept),
        "classes": classes,
        "unknown": "" if wanted.photograph_class in known else wanted.photograph_class,
        "reasons": queries.photograph_list.reasons(wanted.photograph_class, reader=blind.reader()),
    }
    return render(request, "pages/photographs.html", context)


@require_GET
def page(request: HttpRequest, digest: Digest) -> HttpResponse:
    """One exhibit with all that is known of it. Raises: NotHere."""
    places = queries.place.of(digest.hex)
    if not places:
        raise NotHere
    seen = queries.photograph.by_digest(digest.hex)
    examined = queries.examination.of(digest.hex)
    still_read = blind.exposure(digest.hex)
    labels = labels_of(digest.hex, withheld=still_read)
    found = seen.individuals if seen else []
    hidden = blind.individuals(queries.individual.members_of(found))
    context = {
        "digest": digest.hex,
        "places": places,
        "examination": examined,
        "claims": claims_of(examined.metadata) if examined else None,
        "labels": labels,
        "blind": still_read,
        "likely": sum(label.seen.likely for label in labels),
        "unlikely": sum(not label.seen.likely for label in labels),
        "photograph": seen,
        "individuals": [each for each in found if each not in hidden],
        "individuals_withheld": bool(hidden),
        "fields": shown_fields(seen.fields, still_read=still_read, reads=blind.reads_here()) if seen else (),
        "copies": queries.copies.of(digest.hex) if seen and seen.exposure else [],
        "contradictions": blind.contradictions(queries.contradiction.about([digest.hex, *found])),
        "history": blind.history(queries.custody.of_exhibit(digest.hex), waits=still_read),
        "measure": measure(workplace().vault) if who().may(Right.UNBLUR) and not still_read else None,
        "look_reasons": [each.value for each in Reason],
    }
    return render(request, "pages/photograph.html", context)


def shown_fields(recorded: Mapping[str, Any], *, still_read: bool, reads: bool) -> tuple[FieldShown, ...]:
    """What witnesses say: without the labels while one of them is still read.

    Where somebody ``reads`` on these pages, also without what stands on neighbours: their labels may wait.
    """
    hidden = (OF_LABELS if still_read else frozenset()) | (OF_OTHER_PHOTOGRAPHS if reads else frozenset())
    return tuple(each for each in fields_of(recorded) if each.source not in hidden)
