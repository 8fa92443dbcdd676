"""The frame around every page: language and its switch, the way through the pages, standing warnings."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation

from dalil.core.right import NOBODY, Right
from dalil.web.who import who
from dalil.web.words import DIRECTION
from dalil.web.workplace import workplace

_WAY: Final = {
    "ladder": Right.OVERVIEW,
    "reading": Right.READ,
    "individuals": Right.BROWSE,
    "photographs": Right.BROWSE,
    "custody": Right.CUSTODY,
    "work": Right.WORK,
    "accounts": Right.ACCOUNTS,
    "own_account": Right.OWN,
}
"""Pages by name, in their order, and what each asks for."""


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
    known = who() is not NOBODY
    return {
        "language": language,
        "direction": DIRECTION[language],
        "other_language": other,
        "other_direction": DIRECTION[other],
        "other_address": _in(other, request.get_full_path()),
        "way": _way(request.path_info),
        "home": home(),
        "may_see_custody": who().may(Right.CUSTODY),
        "vault": workplace().vault.config.id if known else "",
        "entries": workplace().vault.journal.head().size if known else 0,
        "key_in_clear": known and workplace().key_in_clear,
        "reader": workplace().reader if known else "",
    }


def home() -> str:
    """The first page that who is asking may see; the ladder where that is none."""
    return next((reverse(name) for name, needed in _WAY.items() if who().may(needed)), reverse("ladder"))


def _in(language: str, address: str) -> str:
    """The same page in another language; the first page where the address names no language."""
    translated = translate_url(address, language)
    return translated if translated.startswith(f"/{language}/") else f"/{language}/"


def _way(path: str) -> tuple[Step, ...]:
    steps = [(name, reverse(name)) for name, needed in _WAY.items() if who().may(needed)]
    belonging = path.replace(reverse("received"), reverse("custody"))
    belonging = belonging.replace("/matches/", "/individuals/")  # a match is reached from its individual
    first = reverse("ladder")
    here = next((name for name, address in steps if address != first and belonging.startswith(address)), "")
    if path == first:
        here = "ladder"
    return tuple(Step(name, address, name == here) for name, address in steps)
