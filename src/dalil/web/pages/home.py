"""Home: where an address without a page leads."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from dalil.web.frame import home


@require_GET
def page(_request: HttpRequest) -> HttpResponse:
    """To the first page that who is asking may see."""
    return HttpResponseRedirect(home())
