"""Step 7: manifests have their digest, root and balance; every blob that an entry names is wanted."""

from collections.abc import Generator, Iterable, Iterator

from dalil.core.canonical import Json
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.event import Event
from dalil.core.finding import Finding, Severity
from dalil.core.manifest import Tally, parse_lines
from dalil.store.layout import Layout
from dalil.store.reader import Reader

BLOB_KEYS = (
    "profile",
    "manifest",
    "output",
    "frame",
    "codebook",
    "sample",
    "policy",
    "note",
    "inputs",
    "columns",
)
"""Keys of an event's body that name blobs in the store, alone or in a list (docs/spec/events.md)."""


def check(layout: Layout, events: Iterable[tuple[int, Event]]) -> Generator[Finding, None, dict[str, str]]:
    """Findings about manifests; returns every digest that must be in the store, and what says so."""
    reader = Reader(layout)
    named: dict[str, str] = {}
    for index, event in events:
        for digest in blobs_of(event):
            named.setdefault(digest, f"entry {index}")
        if event.type == "acquisition-sealed":
            yield from _manifest(reader, index, event, named)
    return named


def blobs_of(event: Event) -> Iterator[str]:
    """Digests in an event's body that stand for blobs in the store."""
    for key in BLOB_KEYS:
        if key == "note" and event.type == "cosignature-attached":
            continue  # stands beside the log, and is checked there
        value: Json = event.body.get(key)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and len(each) == 64:  # noqa: PLR2004 - SHA-256 in hex
                yield each


def _manifest(reader: Reader, index: int, event: Event, named: dict[str, str]) -> Iterator[Finding]:
    name = str(event.body["manifest"])
    subject = f"store/{name[:2]}/{name}"
    tally, kept = Tally(), []
    try:
        manifest = Digest(name)
        for number, line in enumerate(parse_lines(reader.lines(manifest))):
            tally.add(line, line.encode())
            if line.digest:
                kept.append((line.digest.hex, number))
    except Refusal as refusal:
        said = f"the manifest of entry {index}: {refusal.sentence}"
        yield Finding("manifest-damaged", subject, Severity.UNSOUND, said)
    else:
        if tally.tree.root().hex() != event.body["root"] or tally.tree.size != event.body["lines"]:
            said = f"its lines do not hash to the root in entry {index}"
            yield Finding("manifest-root-mismatch", subject, Severity.UNSOUND, said)
        if tally.balance().to_record() != event.body["balance"]:
            said = f"its lines do not add up to the balance in entry {index}"
            yield Finding("balance-mismatch", subject, Severity.UNSOUND, said)
    for digest, number in kept:
        named.setdefault(digest, f"manifest {name[:12]}, line {number}")
