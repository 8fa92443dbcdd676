"""What was received."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Sum

from dalil.catalog.models import Acquisition, Exhibit, Place
from dalil.core import canonical, pathname
from dalil.core.canonical import Record


@dataclass(frozen=True, slots=True)
class AcquisitionSeen:
    """One sealed acquisition with its balance."""

    id: str
    entry: int
    at: str
    source: str
    medium: str
    giver: str
    received_by: str
    manifest: str
    root: str
    files: int
    bytes: int
    kept: int
    duplicates: int
    refused: Record


def every() -> list[AcquisitionSeen]:
    """All acquisitions in the order of the log."""
    return [_seen(row) for row in Acquisition.objects.order_by("entry")]


def by_id(identity: str) -> AcquisitionSeen:
    """One acquisition that is known to be there."""
    return _seen(Acquisition.objects.get(id=identity))


def same(manifest: str, source: str) -> AcquisitionSeen | None:
    """The newest acquisition, if it is of this very source with this very manifest."""
    newest = Acquisition.objects.order_by("-entry").first()
    found = newest is not None and newest.manifest == manifest and newest.source == source
    return _seen(newest) if found and newest else None


def next_id() -> str:
    """The id of the acquisition to come: ``A0001``, then ``A0002``."""
    return f"A{Acquisition.objects.count() + 1:04d}"


def refusals() -> dict[str, int]:
    """Refused things by code, over all acquisitions."""
    counts: dict[str, int] = {}
    for code in Place.objects.exclude(refusal=None).values_list("refusal", flat=True).iterator():
        assert code is not None, "the query leaves out those without one"
        counts[code] = counts.get(code, 0) + 1
    return dict(sorted(counts.items()))


def files() -> int:
    """Everything met that is not a kept directory, over all acquisitions."""
    return int(Acquisition.objects.aggregate(total=Sum("files"))["total"] or 0)


def links() -> int:
    """Symbolic links, which are kept by their line and have no bytes, over all acquisitions."""
    return Place.objects.filter(kind="link", refusal=None).count()


def paths(digests: list[str]) -> dict[str, list[str]]:
    """Every place of these exhibits as text, in the order of the log and of the walk."""
    exact = exact_paths(digests)
    return {digest: [pathname.to_text(path) for path in exact[digest]] for digest in exact}


def exact_paths(digests: list[str]) -> dict[str, list[bytes]]:
    """Every place of these exhibits, in the order of the log and of the walk."""
    found: dict[str, list[bytes]] = {digest: [] for digest in digests}
    rows = Place.objects.filter(digest__in=digests).order_by("acquisition", "line")
    for digest, path in rows.values_list("digest", "path").iterator():
        assert digest is not None, "the query asks for those that have one"
        found[digest].append(_exact(path))
    return found


def raw_paths() -> Iterator[tuple[str, bytes]]:
    """Every kept file as (digest, exact path), in order of digest, then of the log and of the walk."""
    rows = Place.objects.exclude(digest=None).order_by("digest", "acquisition", "line")
    for digest, path in rows.values_list("digest", "path").iterator():
        assert digest is not None, "the query leaves out those without one"
        yield digest, _exact(path)


def _exact(path: object) -> bytes:
    """A column of bytes as bytes.

    Raises: TypeError where a damaged SQLite file holds a number, which would be taken for a length.
    """
    if not isinstance(path, bytes | memoryview):
        raise TypeError(type(path).__name__)
    return bytes(path)


def _seen(row: Acquisition) -> AcquisitionSeen:
    plain = (
        "id",
        "entry",
        "at",
        "source",
        "medium",
        "giver",
        "received_by",
        "manifest",
        "root",
        "files",
        "bytes",
        "kept",
        "duplicates",
    )
    return AcquisitionSeen(
        **{key: getattr(row, key) for key in plain}, refused=canonical.decode_record(row.refused.encode())
    )


def digests(identity: str) -> set[str]:
    """Distinct exhibits that one acquisition brought, containers included."""
    rows = Place.objects.filter(acquisition=identity).exclude(digest=None)
    return {digest for digest in rows.values_list("digest", flat=True) if digest is not None}


def exhibits() -> int:
    """Distinct exhibits over all acquisitions."""
    return Exhibit.objects.count()
