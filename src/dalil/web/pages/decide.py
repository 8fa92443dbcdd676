"""Decide: what the form on the page of an individual says of whom photographs show."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dalil.catalog import queries
from dalil.core.errors import Refusal
from dalil.flows import ruling
from dalil.flows.vault import Vault
from dalil.web import asked, blind
from dalil.web.errors import NotHere
from dalil.web.pages import individual
from dalil.web.workplace import workplace

_SEE_OTHER = 303


@require_POST
def page(request: HttpRequest, identity: str) -> HttpResponse:
    """Record one decision, and go back to the individual. Raises: NotHere."""
    members = queries.individual.members_of([identity])
    # Of an individual with a label that still waits for who is asking, nothing is shown and nothing decided.
    if not members.get(identity) or blind.individuals(members):
        raise NotHere
    try:
        with workplace().writing() as vault:
            _decide(vault, identity, request)
    except Refusal as refused:
        if isinstance(refused, NotHere):
            raise
        return individual.shown(request, identity, refused)
    return HttpResponseRedirect(reverse("individual", args=[identity]), status=_SEE_OTHER)


def _decide(vault: Vault, identity: str, request: HttpRequest) -> None:
    said, reason = request.POST.get("said", ""), request.POST.get("reason", "").strip()
    other, photographs = asked.text(request.POST, "other"), request.POST.getlist("photograph")
    if said == "join":
        ruling.join(vault, identity, other, reason)
    elif said == "apart":
        ruling.keep_apart(vault, identity, other, reason)
    elif said == "split":
        ruling.split(vault, identity, photographs, reason)
    elif said == "aside" and photographs:
        ruling.set_aside(vault, photographs, reason)
    elif said == "aside":
        raise ruling.NothingToDecide(named=identity)
    elif said.startswith("undo-") and said.removeprefix("undo-").isdecimal():
        ruling.undo(vault, int(said.removeprefix("undo-")), reason)
    else:
        raise NotHere
