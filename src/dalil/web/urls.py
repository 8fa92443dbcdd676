"""Every address of the project. Pages stand under a language; pictures do not speak one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path, register_converter
from django.views.generic.base import RedirectView

from dalil.web import errors
from dalil.web.address import DigestConverter, IdentityConverter, MatchConverter
from dalil.web.pages import custody, individual, ladder, match, photograph, picture, place, reading

register_converter(DigestConverter, "digest")
register_converter(IdentityConverter, "identity")
register_converter(MatchConverter, "match")

handler400 = errors.host_unknown
handler403 = errors.forbidden
handler404 = errors.not_here
handler500 = errors.broken

_DIGEST = "<digest:digest>"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="ladder")),
    path(f"picture/{_DIGEST}/preview.png", picture.preview, name="preview"),
    path(f"picture/{_DIGEST}/label/<int:region>.png", picture.label, name="label"),
    *i18n_patterns(
        path("", ladder.page, name="ladder"),
        path("reading/", reading.page, name="reading"),
        path("individuals/", individual.listing, name="individuals"),
        path("individuals/<identity:identity>/", individual.page, name="individual"),
        path("matches/<match:identity>/", match.page, name="match"),
        path("photographs/", photograph.listing, name="photographs"),
        path(f"photographs/{_DIGEST}/", photograph.page, name="photograph"),
        path("received/", place.listing, name="received"),
        path("custody/", custody.page, name="custody"),
        path("custody/entries/", custody.listing, name="entries"),
        path("custody/entries/<int:index>/", custody.entry, name="entry"),
        path("custody/verify/", custody.verify, name="verify"),
    ),
]
