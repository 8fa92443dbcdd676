"""Every address of the project, and what it asks of who comes.

Pages stand under a language; pictures do not speak one.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path, register_converter

from dalil.core.right import Right
from dalil.web import errors
from dalil.web.address import DigestConverter, IdentityConverter, MatchConverter
from dalil.web.pages import (
    custody,
    decide,
    home,
    individual,
    ladder,
    match,
    photograph,
    picture,
    place,
    reading,
)
from dalil.web.who import needs

register_converter(DigestConverter, "digest")
register_converter(IdentityConverter, "identity")
register_converter(MatchConverter, "match")

handler400 = errors.host_unknown
handler403 = errors.forbidden
handler404 = errors.not_here
handler500 = errors.broken

_DIGEST = "<digest:digest>"
OVERVIEW, READ, BROWSE = Right.OVERVIEW, Right.READ, Right.BROWSE
NAMES, CUSTODY, DECIDE, UNBLUR = Right.NAMES, Right.CUSTODY, Right.DECIDE, Right.UNBLUR

urlpatterns = [
    path("", needs(home.page, *Right), name="home"),
    path(f"picture/{_DIGEST}/preview.png", needs(picture.preview, BROWSE), name="preview"),
    path(f"picture/{_DIGEST}/label/<int:region>.png", needs(picture.label, READ, BROWSE), name="label"),
    *i18n_patterns(
        path("", needs(ladder.page, OVERVIEW), name="ladder"),
        path("reading/", needs(reading.page, READ), name="reading"),
        path("individuals/", needs(individual.listing, BROWSE), name="individuals"),
        path("individuals/<identity:identity>/", needs(individual.page, BROWSE), name="individual"),
        path("individuals/<identity:identity>/decide/", needs(decide.page, DECIDE), name="decide"),
        path("matches/<match:identity>/", needs(match.page, NAMES), name="match"),
        path("photographs/", needs(photograph.listing, BROWSE), name="photographs"),
        path(f"photographs/{_DIGEST}/", needs(photograph.page, BROWSE), name="photograph"),
        path(f"photographs/{_DIGEST}/look/", needs(picture.look, UNBLUR), name="look"),
        path("received/", needs(place.listing, CUSTODY), name="received"),
        path("custody/", needs(custody.page, CUSTODY), name="custody"),
        path("custody/entries/", needs(custody.listing, CUSTODY), name="entries"),
        path("custody/entries/<int:index>/", needs(custody.entry, CUSTODY), name="entry"),
        path("custody/verify/", needs(custody.verify, CUSTODY), name="verify"),
    ),
]
