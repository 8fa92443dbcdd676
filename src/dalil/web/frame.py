"""The frame around every page: language and its switch, the way through the pages, standing warnings."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation

from dalil.web.access import DOOR
from dalil.web.middleware import SESSION_COOKIE
from dalil.web.words import DIRECTION
from dalil.web.workplace import workplace

_WAY: Final = ("ladder", "reading", "individuals", "photographs", "custody")


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the way: its name, its address, and whether it is this one."""

    name: str
    address: str
    current: bool


def context(request: HttpRequest) -> dict[str, Any]:
    """What ``base.html`` needs besides the page's own values."""
    language = translation.get_language() or "ar"
    other = "en" if language == "ar" else "ar"
    known = DOOR.knows(request.COOKIES.get(SESSION_COOKIE, ""))
    return {
        "language": language,
        "direction": DIRECTION[language],
        "other_language": other,
        "other_direction": DIRECTION[other],
        "other_address": _in(other, request.get_full_path()),
        "way": _way(request.path_info) if known else (),
        "vault": workplace().vault.config.id if known else "",
        "entries": workplace().vault.journal.head().size if known else 0,
        "key_in_clear": known and workplace().key_in_clear,
        "reader": workplace().reader if known else "",
    }


def _in(language: str, address: str) -> str:
    """The same page in another language; the first page where the address names no language."""
    translated = translate_url(address, language)
    return translated if translated.startswith(f"/{language}/") else f"/{language}/"


def _way(path: str) -> tuple[Step, ...]:
    first, *others = ((name, reverse(name)) for name in _WAY)
    belonging = path.replace(reverse("received"), reverse("custody"))
    belonging = belonging.replace("/matches/", "/individuals/")  # a match is reached from its individual
    here = next((name for name, address in others if belonging.startswith(address)), "")
    if path == first[1]:
        here = first[0]
    return tuple(Step(name, address, name == here) for name, address in (first, *others))
