"""What happens around every page: headers, language, who is asking, and whether they may."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_cache_control

from dalil.core import actor as actors
from dalil.core.right import ALONE, Grant
from dalil.web import errors
from dalil.web.access import DOOR
from dalil.web.who import admits, asked_by, who

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]

SESSION_COOKIE: Final = "dalil-session"
LANGUAGE_COOKIE: Final = "dalil-language"
_YEAR_SECONDS: Final = 31_536_000
_POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Rights-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class Headers:
    """Ask for the host first (a foreign name may be an attack on this browser), then close every window."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Raise DisallowedHost for a host that is not ours; Django answers it with ``handler400``."""
        request.get_host()
        response = self._get_response(request)
        for name, value in _HEADERS.items():
            response[name] = value
        if not response.streaming:
            response["Content-Length"] = str(len(response.content))  # so that a browser keeps the connection
        if not request.path_info.startswith(settings.STATIC_URL):
            patch_cache_control(response, private=True, no_store=True)
        return response


class Language:
    """The address names the language; without one the cookie does; without either it is Arabic."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language asked for, and remember it."""
        named = translation.get_language_from_path(request.path_info)
        kept = request.COOKIES.get(LANGUAGE_COOKIE)
        language = named or (kept if kept in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        with translation.override(language):
            response = self._get_response(request)
        if named and named != kept:
            response.set_cookie(
                LANGUAGE_COOKIE, named, max_age=_YEAR_SECONDS, httponly=True, samesite="Strict"
            )
        return response


class Entrance:
    """Nobody sees a page who has not come through the door; who has works alone, and may do everything."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a known session pass, change the right token into a session, refuse everything else."""
        token = request.GET.get("token") if request.method == "GET" else None
        if token is not None and (session := DOOR.admit(token)):
            # The address without the token is the one that stays in the browser's history.
            arrived = HttpResponseRedirect(request.path_info)
            arrived.set_cookie(SESSION_COOKIE, session, httponly=True, samesite="Strict")
            return arrived
        if not DOOR.knows(request.COOKIES.get(SESSION_COOKIE, "")):
            return errors.page(request, errors.NoAccess())
        with asked_by(Grant(actors.written(settings.ACTOR), ALONE)):
            return self._get_response(request)


class Guard:
    """What somebody may not see is not there: one answer for *none* and for *hidden*."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; Django calls :meth:`process_view` when it has found the view."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Let who may see it pass."""
        return None if admits(view, who()) else errors.page(request, errors.NotHere())
