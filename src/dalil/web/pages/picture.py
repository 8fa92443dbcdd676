"""Pictures: crops of labels and blurred previews. No address leads to an original or anything unblurred."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from dalil.catalog import queries
from dalil.core.digest import Digest
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


def _png(content: bytes) -> HttpResponse:
    # Neither an ETag nor a range: the whole derivative, or nothing. Caching is forbidden by the headers.
    return HttpResponse(content, content_type="image/png", headers={"Accept-Ranges": "none"})
