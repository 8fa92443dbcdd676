"""What a person sees when something is refused, missing or broken; one of two places that catch everything.

Every such page says the code, a sentence and a remedy, in both languages, and shows nothing of the vault.
"""

import sys
import traceback
from collections.abc import Callable
from typing import Final, TypeAlias

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from dalil import __version__
from dalil.catalog.connect import refusal_of
from dalil.core.errors import Refusal

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]

UNPROCESSABLE: Final = 422
STATUS: Final = {
    "no-access": 403,
    "not-here": 404,
    "individual-retired": 410,
    "account-unknown": 404,
    "first-link-spent": 410,
    "invitation-spent": 410,
    "sign-in-locked": 429,
    "match-unknown": 404,
    "match-blind": 403,
    "match-reasons-erased": 410,
    "host-unknown": 400,
    "form-forged": 403,
    "page-broken": 500,
    "catalog-unavailable": 503,
    "catalog-damaged": 503,
    "worker-start": 503,
    "disk-full": 507,
}
"""HTTP status by refusal code; every other refusal is 422: understood, and refused."""


class NoAccess(Refusal):
    """The browser has not been let in."""

    code = "no-access"
    exit_status = 80
    remedy = "Open the link that `dalil serve` printed last in the terminal; each link opens one browser."


class NotHere(Refusal):
    """There is nothing at this address."""

    code = "not-here"
    exit_status = 81
    remedy = "Check the address, or start from the ladder."


class HostUnknown(Refusal):
    """The address names a host that is not this machine."""

    code = "host-unknown"
    exit_status = 82
    remedy = "Use the address that `dalil serve` printed."


class FormForged(Refusal):
    """The form did not come from this page, or is too old."""

    code = "form-forged"
    exit_status = 83
    remedy = "Go back, load the page again, and press the button once more."


class PageBroken(Refusal):
    """Dalil made a mistake of its own while making this page."""

    code = "page-broken"
    exit_status = 84
    remedy = "Nothing in the vault was changed. Report the line that stands in the terminal."


class Boundary:
    """Whatever a page raises becomes a page; nothing of it is swallowed."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; Django calls :meth:`process_exception` for what a page raises."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        """Answer every exception of a page; a missing page is left to ``handler404``."""
        if isinstance(wrong, Http404):
            return None
        if isinstance(wrong, Refusal):
            return page(request, wrong)
        if isinstance(wrong, DatabaseError):
            return page(request, refusal_of(wrong))
        _tell(wrong)
        return page(request, PageBroken())


def page(request: HttpRequest, refused: Refusal) -> HttpResponse:
    """The page of a refusal."""
    text = render_to_string("refused.html", {"refused": refused}, request=request)
    return HttpResponse(text, status=STATUS.get(refused.code, UNPROCESSABLE))


def not_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler404``."""
    del exception
    return page(request, NotHere())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler403``."""
    del exception
    return page(request, NoAccess())


def host_unknown(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler400``."""
    del exception
    return page(request, HostUnknown())


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django asks for when a form bears no token of ours."""
    del reason
    return page(request, FormForged())


def broken(_request: HttpRequest) -> HttpResponse:
    """``handler500``: for what is raised outside a page. Uses nothing that could be broken itself."""
    return HttpResponse(_LAST_RESORT, status=STATUS[PageBroken.code])


_LAST_RESORT: Final = (
    '<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>page-broken</title>'
    "<p>وقع خطأ في البرنامج نفسه. لم يتغيّر شيء في الخزانة.</p>"
    '<p lang="en" dir="ltr">page-broken: Dalil made a mistake of its own. The vault is as it was.</p>'
)


def _tell(wrong: Exception) -> None:
    """One line for the terminal: what, where, which version; no address and nothing that was asked for."""
    where = traceback.extract_tb(wrong.__traceback__)[-1]
    name = where.filename.rpartition("/")[2]
    place = f"{name}:{where.lineno}"
    sys.stderr.write(f"Please report: {type(wrong).__name__} at {place}, dalil {__version__}.\n")
