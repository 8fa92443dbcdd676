"""Individuals: the list with its filters, and one individual with everything that is held to show it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from dalil.catalog import queries
from dalil.catalog.queries.individual import DoubtSeen, ReasonSeen
from dalil.catalog.queries.individual_list import IndividualFilter
from dalil.catalog.queries.matching import MatchSeen
from dalil.core.errors import Refusal
from dalil.core.joint import NumberStatus
from dalil.core.limits import PREVIEWS_SHOWN_MAX
from dalil.core.matching.decision import MatchState
from dalil.core.right import Right
from dalil.core.script import fold_digits
from dalil.flows import named
from dalil.flows.ruling import rulings_about
from dalil.web import asked, blind, errors
from dalil.web.errors import NotHere
from dalil.web.who import who
from dalil.web.workplace import workplace


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Individuals by agency, number and status."""
    wanted = IndividualFilter(
        agency=asked.text(request.GET, "agency"),
        number=fold_digits(asked.text(request.GET, "number")),
        number_status=asked.text(request.GET, "number_status"),
        status=asked.text(request.GET, "status"),
    )
    page = queries.individual_list.listing(wanted, asked.page_number(request.GET), reader=blind.reader())
    kept = {
        "agency": wanted.agency,
        "number": wanted.number,
        "number_status": wanted.number_status,
        "status": wanted.status,
    }
    context = {
        "withheld": blind.individuals(queries.individual.members_of([each.id for each in page.rows])),
        "wanted": wanted,
        "page": page,
        "pager": asked.Pager.of(page, **kept),
        "agencies": queries.individual_list.agencies(reader=blind.reader()),
        "number_statuses": [each.value for each in NumberStatus],
        "statuses": ["proposed", "reviewed"],
        "filtered": wanted.narrows,
    }
    return render(request, "pages/individuals.html", context)


def _words(said: ReasonSeen | DoubtSeen) -> str:
    return said.ar if translation.get_language() == "ar" else said.en


@require_GET
def page(request: HttpRequest, identity: str) -> HttpResponse:
    """One individual. Raises: NotHere; IndividualRetired, which says where its photographs are."""
    return shown(request, identity)


def shown(request: HttpRequest, identity: str, refused: Refusal | None = None) -> HttpResponse:
    """Label crops, blurred photographs, reasons, contradictions, members, and what people decided.

    ``refused``: why what the form of this page said was not recorded; what was typed is kept.

    Raises: as :func:`page`.
    """
    seen = queries.individual.by_id(identity)
    if seen is None:
        named.insist_in_use(workplace().vault, identity)
        raise NotHere
    digests = [member.digest for member in seen.members]
    crops = queries.label.crops(digests)
    labels = [crop for digest in digests for crop in crops.get(digest, [])]
    hidden = bool(blind.individuals({identity: digests}))
    decides = not hidden and who().may(Right.DECIDE) and bool(who().actor)
    context = {
        "decides": decides,
        "rulings": [] if hidden else rulings_about(workplace().vault, digests),
        "grouped": queries.log.newest_index("grouped"),
        "refused": refused,
        "typed": request.POST,
        "chosen": request.POST.getlist("photograph"),
        "blind": hidden,
        # A doubt tells what another individual's labels say.
        "doubts_blind": hidden or blind.reads_here(),
        "individual": seen,
        "crops": [crop for crop in labels if crop.likely],
        "unlikely": [crop for crop in labels if not crop.likely],
        "shown": seen.members[:PREVIEWS_SHOWN_MAX],
        "not_shown": len(seen.members[PREVIEWS_SHOWN_MAX:]),
        "links": [{"words": _words(each), "exposures": (each.first, each.second)} for each in seen.reasons],
        "doubts": [
            {
                "words": _words(each),
                "exposures": [one for one in (each.first, each.second) if one],
                "other": each.other,
            }
            for each in seen.doubts
        ],
        "matches": _standing(identity) if who().may(Right.NAMES) and not hidden else [],
        "contradictions": blind.contradictions(queries.contradiction.about([identity, *digests])),
        "history": blind.history(queries.custody.of_individual(identity), waits=hidden),
    }
    status = errors.STATUS.get(refused.code, errors.UNPROCESSABLE) if refused else 200
    return render(request, "pages/individual.html", context, status=status)


def _standing(identity: str) -> list[MatchSeen]:
    """Matches of an individual that their source has not taken back."""
    every = queries.matching.of_individual(identity)
    return [each for each in every if each.state is not MatchState.WITHDRAWN]
