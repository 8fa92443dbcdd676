"""Custody: the checkpoint, what was received, the log entry by entry, and a verification by a button."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dalil.catalog import queries
from dalil.web import asked, blind
from dalil.web.body import shown_body
from dalil.web.errors import NotHere
from dalil.web.workplace import workplace

_LOOK_AGAIN_SECONDS = "2"


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Checkpoint, acquisitions with their balances, the newest entries. Raises: LogDamaged, NoteMalformed."""
    place = workplace()
    vault = place.vault
    context = {
        "head": vault.journal.head(),
        "note": bytes(vault.journal.checkpoint_note()).decode("utf-8", errors="replace"),
        "key": str(vault.key),
        "config": vault.config,
        "acquisitions": queries.acquisition.every(),
        "newest": blind.listed(queries.custody.listing(1).rows[:10]),
        "check": place.checking.newest,
    }
    return render(request, "pages/custody.html", context)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The log, the newest entry first; where somebody reads, no filter finds readings or decisions."""
    named = asked.text(request.GET, "type")
    kind = "" if blind.kind_withheld(named) else named
    page_of_log = queries.custody.listing(asked.page_number(request.GET), kind=kind)
    context = {
        "page": page_of_log,
        "rows": blind.listed(page_of_log.rows),
        "pager": asked.Pager.of(page_of_log, type=kind),
        "kind": kind,
        "kinds": [each for each in queries.custody.kinds() if not blind.kind_withheld(each)],
    }
    return render(request, "pages/entries.html", context)


@require_GET
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry, whole. Raises: NotHere."""
    seen = queries.custody.entry(index)
    if seen is None:
        raise NotHere
    body = blind.body(seen)
    context = {
        "entry": seen,
        "told_of": body,
        "exhibits": queries.place.known(seen.about),
        "body": shown_body(body),
        "blind": blind.entry(seen),
        "payloads": queries.custody.payloads(index),
        "last": workplace().vault.journal.head().size - 1,
    }
    return render(request, "pages/entry.html", context)


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """POST starts a verification, GET shows how far it is or what it found."""
    checking = workplace().checking
    if request.method == "POST":
        checking.start()
        return HttpResponseRedirect(reverse("verify"))
    newest = checking.newest
    response = render(request, "pages/verify.html", {"check": newest})
    if newest and newest.running:
        response["Refresh"] = _LOOK_AGAIN_SECONDS
    return response
