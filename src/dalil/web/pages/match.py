"""One match: how it is reckoned, step by step, for who has decided on it or does not decide."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from dalil.catalog import queries
from dalil.core.matching.stated import Side, sides
from dalil.core.matching.waterfall import END, MEANING, Step, Waterfall
from dalil.core.wording import Words
from dalil.flows.decide import found_conflicts
from dalil.flows.why import why
from dalil.web import blind
from dalil.web.workplace import workplace

WIDTH: Final = 1_000
_LEAST: Final = 10
"""A bar that moves nothing is seen."""


@dataclass(frozen=True, slots=True)
class SideShown:
    """What one side states, as :class:`dalil.core.matching.stated.Side`, in the language of the page."""

    where: str
    text: str
    said: bool
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One step: words, what both sides state, its bar on the scale, and how likely the match is after it."""

    said: str
    sides: tuple[SideShown, ...]
    times: str
    stands: str
    x: int
    width: int
    tone: str
    """``more``, ``less``, or ``stand`` for a bar that shows where the account is."""


@require_GET
def page(request: HttpRequest, identity: str) -> HttpResponse:
    """The account of one match. Of an individual with a label that is still read here, nothing is shown.

    Raises: MatchUnknown, MatchBlind, MatchReasonsErased.
    """
    account = why(workplace().vault, identity)
    individual = account.match.individual
    members = queries.individual.members_of({individual})
    found = account.waterfall
    context = {
        "blind": bool(blind.individuals(members)),
        "in_use": queries.individual.by_id(individual) is not None,
        "account": account,
        "list": account.match.list,
        "conflicts": [each for each in found_conflicts(workplace().vault) if identity in each.matches],
        "rows": _rows(found),
        "even": _place(found, 0),
        "unstated": _comma().join(_in_language(each) for each in found.unstated),
        "meaning": _in_language(MEANING),
    }
    return render(request, "pages/match.html", context)


def _rows(found: Waterfall) -> list[Row]:
    begins = Row(
        _in_language(found.start_reason), (), "", _in_language(found.begins),
        *_bar(_place(found, found.start), _place(found, found.start)), "stand",
    )  # fmt: skip
    ends = Row(
        _in_language(END), (), "", _in_language(found.ends),
        *_bar(_place(found, found.end), _place(found, found.end)), "stand",
    )  # fmt: skip
    return [begins, *(_row(found, step) for step in found.steps), ends]


def _row(found: Waterfall, step: Step) -> Row:
    x, width = _bar(_place(found, step.before), _place(found, step.after))
    return Row(
        _in_language(step.reason),
        tuple(_side(each) for each in sides(step.subject, step.left, step.right)),
        _in_language(step.times),
        _in_language(step.stands),
        x,
        width,
        ("more" if step.weight > 0 else "less") if step.moves else "stand",
    )


def _side(side: Side) -> SideShown:
    return SideShown(_in_language(side.where), _in_language(side.text), side.said, side.paths)


def _place(found: Waterfall, odds: int) -> int:
    """Where odds stand in the picture, which begins where reading begins."""
    place = found.place(odds) * WIDTH // 1_000
    return WIDTH - place if translation.get_language() == "ar" else place


def _bar(one: int, other: int) -> tuple[int, int]:
    """Where a bar begins, and how wide it is."""
    x, width = min(one, other), max(_LEAST, abs(one - other))
    return min(x, WIDTH - width), width


def _comma() -> str:
    return "، " if translation.get_language() == "ar" else ", "


def _in_language(words: Words) -> str:
    return words.ar if translation.get_language() == "ar" else words.en
