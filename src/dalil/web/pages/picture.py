"""Pictures: crops of labels and blurred previews; a photograph itself for whoever holds a button, once.

No address leads to an original, and none that is followed, kept, cut or guessed to anything unblurred.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from dalil.catalog import queries
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.flows.unblur import unblurred
from dalil.web.errors import NotHere
from dalil.web.workplace import workplace


@require_GET
def preview(_request: HttpRequest, digest: Digest) -> HttpResponse:
    """The grey, blurred preview of a photograph that was decoded before. Raises: NotHere."""
    seen = queries.examination.of(digest.hex)
    if seen is None or seen.width is None:
        raise NotHere
    return _png(workplace().viewer.preview(digest))


@require_GET
def label(_request: HttpRequest, digest: Digest, region: int) -> HttpResponse:
    """The crop of one label. Raises: NotHere."""
    box = queries.label.box(digest.hex, region)
    if box is None:
        raise NotHere
    return _png(workplace().viewer.label(digest, box))


class LookNotHeld(Refusal):
    """A photograph is shown unblurred while its button is held, and in no other way."""

    code = "look-not-held"
    exit_status = 79
    remedy = "Open its page, choose why, and hold the button; scripts must be on in this browser."


@require_POST
def look(request: HttpRequest, digest: Digest) -> HttpResponse:
    """One photograph unblurred, for the page that holds a button down, and an entry in the log.

    Raises: NotHere, LookNotHeld; as :func:`dalil.flows.unblur.unblurred`.
    """
    seen = queries.examination.of(digest.hex)
    if seen is None or seen.width is None:
        raise NotHere
    if request.headers.get("X-Dalil-Held") != "1":
        raise LookNotHeld
    place = workplace()
    with place.writing() as vault:
        reason, reads = request.POST.get("reason", ""), bool(place.reader)
        return _png(unblurred(vault, digest, reason, place.viewer.clear, reads=reads))


def _png(content: bytes) -> HttpResponse:
    # Neither an ETag nor a range: the whole derivative, or nothing. Caching is forbidden by the headers.
    return HttpResponse(content, content_type="image/png", headers={"Accept-Ranges": "none"})
