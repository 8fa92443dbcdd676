"""Received: every place of every manifest, and what became of what was met there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dalil.catalog import queries
from dalil.web import asked


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Places in the order of the log and of the walk; all, refused, or refused with one code."""
    refusal = asked.text(request.GET, "refusal")
    refused = asked.text(request.GET, "refused") == "1"
    page = queries.place.listing(asked.page_number(request.GET), refusal=refusal, refused=refused)
    context = {
        "page": page,
        "pager": asked.Pager.of(page, refusal=refusal, refused="1" if refused else ""),
        "refusal": refusal,
        "refused": refused,
        "kinds": queries.place.kinds(refusal=refusal, refused=refused),
        "codes": queries.acquisition.refusals(),
    }
    return render(request, "pages/received.html", context)
