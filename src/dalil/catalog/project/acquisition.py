"""A sealed acquisition becomes its places and the exhibits that it brought first."""

from collections.abc import Iterator

from dalil.catalog.models import Acquisition, Exhibit, Place
from dalil.catalog.project import rows
from dalil.catalog.project.source import Source
from dalil.core import canonical, manifest, pathname
from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.event import Event
from dalil.core.record import take_integer, take_text


def sealed(index: int, event: Event, source: Source) -> None:
    """Project one ``acquisition-sealed`` event."""
    body = event.body
    acquisition, balance = str(body["acquisition"]), body["balance"]
    assert isinstance(balance, dict), "the journal checks an event's body"
    before = Exhibit.objects.count()
    places = _places(acquisition, source.lines(Digest(str(body["manifest"]))))
    kept = 0

    def counted() -> Iterator[Place]:
        nonlocal kept
        for place in places:
            kept += place.digest is not None
            yield place

    rows.insert(Place, counted())
    rows.insert(Exhibit, _exhibits(acquisition), ignore_known=True)
    duplicates = kept - (Exhibit.objects.count() - before)
    Acquisition.objects.create(
        id=acquisition,
        entry=index,
        at=event.at,
        source=rows.text(str(body["source"])),
        medium=rows.text(str(body["medium"])),
        manifest=take_text(body, "manifest"),
        root=take_text(body, "root"),
        lines=take_integer(body, "lines"),
        duplicates=duplicates,
        refused=canonical.encode(_refused(balance)).decode(),
        **{key: balance[key] for key in ("files", "bytes", "kept")},
    )


def _places(acquisition: str, lines: Iterator[bytes]) -> Iterator[Place]:
    holders: dict[int, bytes] = {}
    for number, line in enumerate(manifest.parse_lines(lines)):
        path = manifest.shown_path(line, holders)
        if "container" in line.facts:
            holders[number] = path
        mtime = line.facts.get("mtime_ns")
        yield Place(
            id=f"{acquisition}:{number}",
            acquisition=acquisition,
            line=number,
            path=path,
            shown=rows.text(pathname.to_text(path)),
            kind=line.kind,
            outcome=line.outcome.value,
            refusal=line.refusal,
            digest=line.digest.hex if line.digest else None,
            size=line.size_bytes,
            holder=line.holder,
            mtime_ns=None if mtime is None else str(mtime),
        )


def _exhibits(acquisition: str) -> Iterator[Exhibit]:
    """Each distinct digest of the acquisition once; those known from earlier ones are left as they are."""
    found = (
        Place.objects.filter(acquisition=acquisition, digest__isnull=False)
        .order_by("digest")
        .values_list("digest", "size")
        .distinct()
    )
    for digest, size in found.iterator(chunk_size=rows.BATCH_ROWS):
        assert digest is not None, "the query asks for places that have one"
        yield Exhibit(digest=digest, size=size or 0, acquisition=acquisition)


def _refused(balance: Record) -> Record:
    refused = balance["refused"]
    assert isinstance(refused, dict), "the journal checks an event's body"
    return refused
