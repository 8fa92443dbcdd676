"""Work: long work of the team, asked for and stopped here: what waits, how far it is, what has ended."""

import time
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dalil.accounts import queue
from dalil.core.limits import PAGE_ROWS
from dalil.core.long_work import ENDED, WorkKind
from dalil.web.errors import NotHere
from dalil.web.who import who

_SEE_OTHER: Final = 303
_LOOK_AGAIN_SECONDS: Final = "2"


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """GET shows the newest pieces of work, POST asks for one or stops one. Raises: NotHere."""
    if request.method == "POST":
        _said(request.POST.get("said", ""))
        return HttpResponseRedirect(reverse("work"), status=_SEE_OTHER)
    rows = queue.newest(PAGE_ROWS)
    context = {"rows": rows, "kinds": [each.value for each in WorkKind]}
    response = render(request, "pages/work.html", context)
    if any(row.state not in ENDED for row in rows):
        response["Refresh"] = _LOOK_AGAIN_SECONDS
    return response


def _said(said: str) -> None:
    """Raises: NotHere for what no button of the page says."""
    now, number = int(time.time()), said.removeprefix("stop-")
    if said in set(WorkKind):
        queue.ask(WorkKind(said), who().actor, now)
    elif said.startswith("stop-") and number.isdecimal():
        queue.stop(int(number), now)
    else:
        raise NotHere
