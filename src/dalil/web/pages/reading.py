"""Reading: one crop, big, and a field; who reads is shown neither the photograph nor others' readings."""

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dalil.core.errors import Refusal
from dalil.core.reading_queue import LabelReadAlready, LabelSettled
from dalil.core.script import ARABIC_INDIC_DIGITS, WESTERN_DIGITS
from dalil.flows import transcribe
from dalil.flows.accuracy import told_accuracy
from dalil.flows.ahead import ahead
from dalil.flows.person import ActorUnnamed
from dalil.flows.told import untold
from dalil.flows.transcribe import Asked, LabelAmbiguous, LabelUnknown, ReadMeanwhile
from dalil.web import errors
from dalil.web.answer import OWN, PASS, Answer
from dalil.web.workplace import workplace

_SEE_OTHER: Final = 303
_OVER: Final = frozenset({LabelSettled.code, LabelReadAlready.code})
"""Refusals after which this label is not this person's any more, whatever they answer."""
PAD: Final = (tuple(ARABIC_INDIC_DIGITS), tuple(WESTERN_DIGITS), ("?", "/", "-"))
"""Keys of the pad on the screen, row by row; ``?`` is a digit that cannot be read."""


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """GET shows the next label, POST records what was read there and leads to the one after.

    Raises: CatalogUnavailable, LabelUnknown, LabelAmbiguous.
    """
    if not workplace().reader:
        return render(request, "pages/transcribe.html", {"refused": ActorUnnamed()})
    if request.method == "POST":
        return _answered(request, Answer.of(request.POST))
    answer = Answer.of(request.GET)
    return _shown(request, transcribe.next_item(workplace().vault, _known(answer.passed)), answer)


def _answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    if answer.said == PASS and not answer.typed:
        return _go_on(answer)
    asked = transcribe.asked_again(workplace().vault, answer.item, kind=answer.kind)
    try:
        transcribe.may_answer(workplace().vault, asked, kind=answer.kind, shown=answer.shown)
        transcription = answer.transcription(asked)
        with workplace().writing() as vault:
            number = answer.number(asked)
            transcribe.make(vault, asked.place.item, transcription, kind=answer.kind, number=number)
    except ReadMeanwhile as refused:  # what was chosen was chosen among others
        return _shown(request, asked, replace(answer, choice=OWN), refused)
    except Refusal as refused:  # the same label again, with all that was typed, and why it was not taken
        return _shown(request, asked, answer, refused)
    return _go_on(answer)


def _go_on(answer: Answer) -> HttpResponse:
    """To the next label; loading that page again sends nothing twice."""
    return HttpResponseRedirect(f"{reverse('reading')}{answer.after()}", status=_SEE_OTHER)


def _shown(
    request: HttpRequest, asked: Asked | None, answer: Answer, refused: Refusal | None = None
) -> HttpResponse:
    vault = workplace().vault
    context = {
        "asked": asked,
        "answer": answer,
        "refused": refused,
        "reader": workplace().reader,
        "today": transcribe.made_today(vault),
        "newest": transcribe.newest_of(vault),
        "machine": told_accuracy(vault),
        "untold": untold(vault),
        "ahead": None if asked else ahead(vault),
        "pad": PAD,
        "over": refused is not None and refused.code in _OVER,
    }
    status = errors.STATUS.get(refused.code, errors.UNPROCESSABLE) if refused else 200
    return render(request, "pages/transcribe.html", context, status=status)


def _known(passed: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the labels in an address that are there: an old or mistyped address passes nothing."""
    return tuple(each for each in passed if _is_there(each))


def _is_there(item: str) -> bool:
    try:
        transcribe.find(item)
    except (LabelUnknown, LabelAmbiguous):
        return False
    return True
