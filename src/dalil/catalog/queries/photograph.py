"""Exhibits as machines saw them, and photographs as they are taken to be."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dalil.catalog.models import Contradiction, Examination, Exhibit, ExposureMember, Member, Photograph
from dalil.catalog.queries import acquisition, log
from dalil.core import canonical, pathname
from dalil.core.canonical import Record

CHUNK = 1_000


def exhibits() -> list[str]:
    """Digests of all exhibits, in order."""
    return list(Exhibit.objects.order_by("digest").values_list("digest", flat=True))


def pending() -> list[str]:
    """Digests of exhibits that nobody has looked into, in order."""
    looked = Examination.objects.values("digest")
    return list(
        Exhibit.objects.exclude(digest__in=looked).order_by("digest").values_list("digest", flat=True)
    )


def read_otherwise(reader: str, weights: str) -> list[str]:
    """Digests of photographs whose newest facts are of another label reader of the same weights, in order.

    What other weights have read is left out: they may find labels elsewhere than people have read them.
    """
    others = [
        index
        for index, body in log.indexed("examined")
        if (held := body["parameters"].get("versions", {})).get("label-reader") != reader
        and held.get("label-weights", held.get("label-reader")) == weights
    ]
    rows = Examination.objects.filter(entry__in=others, width__isnull=False)
    return list(rows.order_by("digest").values_list("digest", flat=True))


def facts() -> Iterator[Record]:
    """Machine facts about every exhibit examined, in order of digest."""
    rows = Examination.objects.order_by("digest").values_list("facts", flat=True)
    for text in rows.iterator(chunk_size=CHUNK):
        yield canonical.decode_record(text.encode())


@dataclass(frozen=True, slots=True)
class PhotographSeen:
    """One exhibit with its class, fields, exposure, individuals and contradictions (DESIGN §13)."""

    digest: str
    exact_paths: list[bytes]
    photograph_class: str
    reason: str
    fields: dict[str, Any]
    exposure: str
    individuals: list[str]
    contradictions: list[str]

    @property
    def paths(self) -> list[str]:
        """The paths as text, lossy where they are not UTF-8."""
        return [pathname.to_text(path) for path in self.exact_paths]

    def to_record(self) -> dict[str, Any]:
        """The object that ``dalil photographs --jsonl`` prints."""
        return {
            "digest": self.digest,
            **pathname.to_lists("paths", self.exact_paths),
            "class": self.photograph_class,
            "reason": self.reason,
            "fields": self.fields,
            "exposure": self.exposure,
            "individuals": self.individuals,
            "contradictions": self.contradictions,
        }


def every() -> Iterator[PhotographSeen]:
    """All photographs in order of digest."""
    digests = list(Photograph.objects.order_by("digest").values_list("digest", flat=True))
    for at in range(0, len(digests), CHUNK):
        yield from _seen(digests[at : at + CHUNK])


def dated_in_writing() -> set[str]:
    """Photographs that a label or a folder dates, not a camera's clock alone."""
    every = Photograph.objects.values_list("digest", "fields")
    said = ((digest, json.loads(fields)) for digest, fields in every.iterator(CHUNK))
    return {digest for digest, fields in said if "date" in fields or "date" in fields.get("path", {})}


def by_digest(digest: str) -> PhotographSeen | None:
    """One photograph, None when there is none of this digest."""
    return next(iter(_seen([digest])), None)


def _seen(digests: list[str]) -> Iterator[PhotographSeen]:
    paths = acquisition.exact_paths(digests)
    individuals = _by_digest(Member, "individual", digests)
    contradictions: dict[str, list[str]] = {}
    subjects = {*digests, *(each for told in individuals.values() for each in told)}
    for subject, code in Contradiction.objects.filter(subject__in=subjects).values_list("subject", "code"):
        contradictions.setdefault(subject, []).append(code)
    for row in Photograph.objects.filter(digest__in=digests).order_by("digest"):
        yield PhotographSeen(
            digest=row.digest,
            exact_paths=paths[row.digest],
            photograph_class=row.photograph_class,
            reason=row.reason,
            fields=json.loads(row.fields),
            exposure=row.exposure,
            individuals=sorted(individuals.get(row.digest, [])),
            contradictions=sorted(
                code
                for subject in (row.digest, *individuals.get(row.digest, []))
                for code in contradictions.get(subject, [])
            ),
        )


def _by_digest(model: Any, column: str, digests: list[str]) -> dict[str, list[str]]:  # noqa: ANN401 - a model
    found: dict[str, list[str]] = {}
    for digest, value in model.objects.filter(digest__in=digests).values_list("digest", column):
        found.setdefault(digest, []).append(value)
    return found


def not_photographs() -> dict[str, int]:
    """Exhibits that are no readable photograph, by refusal or by what they are, or as not examined yet."""
    looked = Examination.objects.filter(width=None)
    counts: dict[str, int] = {}
    for refusal, family in looked.values_list("refusal", "family").iterator():
        code = lost_because(refusal, family)
        counts[code] = counts.get(code, 0) + 1
    waiting = Exhibit.objects.count() - Examination.objects.count()
    return counts | ({"not-examined": waiting} if waiting else {})


def lost_because(refusal: str | None, family: str) -> str:
    """The code under which the ladder loses an exhibit that is no readable photograph."""
    return refusal or _NOT_A_PICTURE.get(family, _OTHERWISE)


def lost_as(code: str) -> QuerySet[Examination]:
    """The exhibits that the ladder loses under one of these codes; *not-examined* is none of them."""
    looked = Examination.objects.filter(width=None)
    if code == _OTHERWISE:
        return looked.filter(refusal=None).exclude(family__in=_NOT_A_PICTURE)
    families = [family for family, word in _NOT_A_PICTURE.items() if word == code]
    return looked.filter(refusal=None, family__in=families) if families else looked.filter(refusal=code)


def ungrouped() -> int:
    """Readable photographs that no grouping has seen yet."""
    return readable().exclude(digest__in=ExposureMember.objects.values("digest")).count()


def readable() -> QuerySet[Examination]:
    """The exhibits that are pictures with pixels."""
    return Examination.objects.exclude(width=None)


_OTHERWISE = "not-a-picture"
_NOT_A_PICTURE = {"paper": "paper", "container": "container"}
"""Families of exhibits that have a word of their own in the ladder; all others are ``not-a-picture``."""
