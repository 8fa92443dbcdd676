"""Rungs: the rows that each rung of files, pictures and exposures counts (:mod:`dalil.core.standing`).

They are found one by one where the ladder's own numbers are counted by the database: that both agree is
checked whenever rows are listed.
"""

from collections.abc import Callable, Iterator
from typing import Final

from django.db.models import Q

from dalil.catalog.models import Examination, Exhibit, Exposure, ExposureMember, Individual, Member, Place
from dalil.catalog.queries import exposure, photograph
from dalil.core.standing import Standing


def standings(name: str) -> Iterator[Standing]:
    """The rows of one rung that counts no individuals, each once."""
    return _OF[name]()


def _files() -> Iterator[Standing]:
    """Every place that is no kept folder; of equal contents the first in the log and the walk goes on."""
    seen: set[str] = set()
    columns = ("id", "shown", "kind", "refusal", "digest")
    rows = Place.objects.exclude(Q(kind="directory") & Q(refusal=None)).order_by("acquisition", "line")
    for place, shown, kind, refusal, digest in rows.values_list(*columns).iterator():
        lost = refusal or ("link" if kind == "link" else "duplicate" if digest in seen else "")
        if digest and not refusal:
            seen.add(digest)
        yield Standing(place, lost=lost, shown=shown)


def _exhibits() -> Iterator[Standing]:
    looked = {
        digest: photograph.lost_because(refusal, family) if width is None else ""
        for digest, refusal, family, width in Examination.objects.values_list(
            "digest", "refusal", "family", "width"
        ).iterator()
    }
    for digest in Exhibit.objects.order_by("digest").values_list("digest", flat=True).iterator():
        yield Standing(digest, lost=looked.get(digest, "not-examined"))


def _photographs() -> Iterator[Standing]:
    representatives = set(Exposure.objects.values_list("representative", flat=True))
    grouped = set(ExposureMember.objects.values_list("digest", flat=True))
    for digest in photograph.readable().order_by("digest").values_list("digest", flat=True).iterator():
        lost = "not-grouped" if digest not in grouped else "" if digest in representatives else "copy"
        yield Standing(digest, lost=lost)


def _exposures() -> Iterator[Standing]:
    for identity, said in Exposure.objects.order_by("id").values_list("id", "photograph_class").iterator():
        yield Standing(identity, lost="" if said in exposure.LABELLED else said)


def _labelled() -> Iterator[Standing]:
    """The exposures; beside them each further view of an individual, each further individual of a frame."""
    rows = exposure.labelled().order_by("id")
    placed = dict(rows.values_list("id", "unplaced"))
    yield from (Standing(one, lost=why) for one, why in placed.items())
    shown: set[str] = set()
    counted: set[str] = set()
    for view, individual in sorted(_views(set(placed))):
        if individual in counted:
            yield Standing.beside(f"{view} {individual}", lost="further-view")
        if view in shown:
            yield Standing.beside(f"{view} {individual}", gained="several-in-one-frame")
        counted.add(individual)
        shown.add(view)
    without = Individual.objects.filter(views=0).order_by("id").values_list("id", flat=True)
    yield from (Standing.beside(one, gained="joined-without-label") for one in without)


def _views(labelled: set[str]) -> set[tuple[str, str]]:
    """Labelled exposures with the individuals that they show."""
    of = dict(ExposureMember.objects.values_list("digest", "exposure"))
    rows = Member.objects.values_list("digest", "individual").iterator()
    return {(of[digest], individual) for digest, individual in rows if of[digest] in labelled}


_OF: Final[dict[str, Callable[[], Iterator[Standing]]]] = {
    "files": _files,
    "distinct-exhibits": _exhibits,
    "readable-photographs": _photographs,
    "exposures": _exposures,
    "labelled-exposures": _labelled,
}
