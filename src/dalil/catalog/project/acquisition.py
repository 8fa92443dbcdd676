"""A sealed acquisition becomes its places and the exhibits that it brought first."""

from collections.abc import Iterator
from typing import Final

from django.db import connection

from dalil.catalog.models import Acquisition, Exhibit, Place
from dalil.catalog.project import rows
from dalil.catalog.project.source import Source
from dalil.core import canonical, manifest, pathname
from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.event import Event
from dalil.core.record import take_integer, take_text

_PLACE: Final = (
    "id",
    "acquisition",
    "line",
    "path",
    "shown",
    "kind",
    "outcome",
    "refusal",
    "digest",
    "size",
    "holder",
    "mtime_ns",
)
_EXHIBITS: Final = """
    INSERT INTO catalog_exhibit (digest, size, acquisition)
    SELECT digest, MIN(size), %s FROM catalog_place WHERE acquisition = %s AND digest IS NOT NULL
    GROUP BY digest ON CONFLICT (digest) DO NOTHING
"""


def sealed(index: int, event: Event, source: Source) -> None:
    """Project one ``acquisition-sealed`` event."""
    body = event.body
    acquisition, balance = str(body["acquisition"]), body["balance"]
    assert isinstance(balance, dict), "the journal checks an event's body"
    before = Exhibit.objects.count()
    rows.insert_values(Place, _PLACE, _places(acquisition, source.lines(Digest(str(body["manifest"])))))
    _add_exhibits(acquisition)
    kept = Place.objects.filter(acquisition=acquisition, digest__isnull=False).count()
    duplicates = kept - (Exhibit.objects.count() - before)
    Acquisition.objects.create(
        id=acquisition,
        entry=index,
        at=event.at,
        source=rows.text(str(body["source"])),
        medium=rows.text(str(body["medium"])),
        giver=rows.text(str(body["giver"])),
        received_by=rows.text(str(body["received_by"])),
        manifest=take_text(body, "manifest"),
        root=take_text(body, "root"),
        lines=take_integer(body, "lines"),
        duplicates=duplicates,
        refused=canonical.encode(_refused(balance)).decode(),
        **{key: balance[key] for key in ("files", "bytes", "kept")},
    )


def _places(acquisition: str, lines: Iterator[bytes]) -> Iterator[tuple[str | int | bytes | None, ...]]:
    """Values of :data:`_PLACE` for each line."""
    holders: dict[int, bytes] = {}
    for number, line in enumerate(manifest.parse_lines(lines)):
        path = manifest.shown_path(line, holders)
        if "container" in line.facts:
            holders[number] = path
        mtime = line.facts.get("mtime_ns")
        yield (
            f"{acquisition}:{number}",
            acquisition,
            number,
            path,
            rows.text(pathname.to_text(path)),
            line.kind,
            line.outcome.value,
            line.refusal,
            line.digest.hex if line.digest else None,
            line.size_bytes,
            line.holder,
            None if mtime is None else str(mtime),
        )


def _add_exhibits(acquisition: str) -> None:
    """Each distinct digest of the acquisition once; those known from earlier ones are left as they are."""
    with connection.cursor() as cursor:
        cursor.execute(_EXHIBITS, [acquisition, acquisition])


def _refused(balance: Record) -> Record:
    refused = balance["refused"]
    assert isinstance(refused, dict), "the journal checks an event's body"
    return refused
