"""Labels as people read them: what each waits for, every reading, and labels whose text is known.

An examination makes the labels, a reading moves one of them on, and a grouping says which copies need not be
read because another copy of the same exposure is.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from dalil.catalog.models import Entry, LabelRow, ReadingGold, ReadingItem, ReadingRow
from dalil.catalog.project import rows
from dalil.catalog.project.source import Source
from dalil.core import canonical
from dalil.core.acceptance import is_accepted, is_audited
from dalil.core.event import Event
from dalil.core.reading import Reading
from dalil.core.reading_queue import Stage, item_of, reader_key, stage_of, turn_of
from dalil.core.scene import likely
from dalil.core.settlement import agreed
from dalil.core.transcription import Task, Transcribed

_DAY: Final = 10


def examined(digests: list[str], labels: list[LabelRow]) -> None:
    """The labels of freshly examined exhibits wait; what was read at the same place before counts again."""
    known, _ = ReadingItem.objects.filter(digest__in=digests).delete()
    vault = _vault()
    rows.insert(ReadingItem, (_item(label, vault) for label in labels))
    if known:
        for item in [label.id for label in labels]:
            _restage(item)


def made(index: int, event: Event, _source: Source) -> None:
    """Project one ``reading-made`` event. Raises: BodyRefusal where it is not the acting person's own."""
    one = Transcribed.of(event)
    item = item_of(one.exhibit, one.region)
    ReadingRow.objects.create(
        entry=index,
        item=item,
        reader=rows.text(one.reading.reader),
        reader_key=reader_key(one.reading.reader),
        kind=one.reading.kind.value,
        value=rows.text(one.reading.value),
        legibility=one.reading.legibility.value,
        confidence_ppm=one.reading.confidence_ppm,
        lines=rows.text(canonical.encode([*one.lines]).decode()),
        box=canonical.encode(event.body["box"]).decode(),
        task=one.task.value,
        day=event.at[:_DAY],
    )
    _restage(item)


def gold_set(index: int, event: Event, _source: Source) -> None:
    """Project one ``gold-set`` event. Of several the newest counts; everybody who set one knows the text."""
    body: dict[str, Any] = event.body
    reading = Reading.from_record(body["text"])
    ReadingGold.objects.create(
        entry=index,
        item=item_of(body["exhibit"], body["region"]),
        box=canonical.encode(body["box"]).decode(),
        setter=rows.text(reading.reader),
        setter_key=reader_key(reading.reader),
        value=rows.text(reading.value),
        legibility=reading.legibility.value,
        lines=rows.text(canonical.encode(body["lines"]).decode()),
    )


def gold_withdrawn(index: int, event: Event, _source: Source) -> None:
    """Project one ``gold-withdrawn`` event: whatever was set of the label at that place until then."""
    body: dict[str, Any] = event.body
    item, box = item_of(body["exhibit"], body["region"]), canonical.encode(body["box"]).decode()
    set_before = ReadingGold.objects.filter(item=item, box=box, withdrawn_by=None)
    set_before.update(withdrawn_by=index)


def grouped(exposures: Iterable[dict[str, Any]], accepted: Iterable[str]) -> None:
    """Of several copies, ask for the labels of one: the representative, and what it does not show.

    ``accepted``: exhibits whose number the grouping settled without a person: of their accepted labels the
    audit alone is asked for; it draws no copy that is not read. A label that somebody has read stays;
    ``exposures`` are lines of a grouping's output.
    """
    ReadingItem.objects.filter(asked=False, likely=True).update(asked=True)
    several = (line for line in exposures if len(line["members"]) > 1)
    empty = _read_without_value()
    spared = (item for line in several for item in _spared(line, empty))
    unread = ReadingItem.objects.filter(stage=Stage.FIRST.value)
    while batch := list(islice(spared, rows.BATCH_ROWS)):
        unread.filter(id__in=batch).update(asked=False)
    settled = iter(accepted)
    while batch := list(islice(settled, rows.BATCH_ROWS)):
        unread.filter(digest__in=batch, accepted=True, audited=False).update(asked=False)


def _read_without_value() -> frozenset[str]:
    """Labels of which people settled that no number can be read there: another copy may show it."""
    without = ReadingRow.objects.filter(value="").exclude(task=Task.GOLD.value).values("item")
    settled = ReadingItem.objects.filter(id__in=without, stage=Stage.SETTLED.value)
    found = set()
    for item in settled.values_list("id", flat=True):
        made = ReadingRow.objects.filter(item=item).exclude(task=Task.GOLD.value)
        people = agreed([_reading(row) for row in made])
        if people is None or not people.value:
            found.add(item)
    return frozenset(found)


def _spared(exposure: dict[str, Any], empty: frozenset[str]) -> Iterator[str]:
    """Labels on a kind of surface that an earlier copy shows, the representative being the first.

    ``empty``: labels that show nothing, as people settled.
    """
    first = exposure["representative"]
    digests = [first, *sorted(each["digest"] for each in exposure["members"] if each["digest"] != first)]
    found: dict[str, list[tuple[str, str]]] = {digest: [] for digest in digests}
    wanted = LabelRow.objects.filter(digest__in=digests)
    columns = ("digest", "id", "surface", "text", "confidence_ppm")
    for digest, item, surface, text, confidence in wanted.values_list(*columns):
        if likely(surface, text, confidence):
            found[digest].append((item, surface))
    shown: set[str] = set()
    for digest in digests:
        yield from (item for item, surface in found[digest] if surface in shown)
        shown |= {surface for item, surface in found[digest] if item not in empty}


def _item(label: LabelRow, vault: str) -> ReadingItem:
    is_likely = likely(label.surface, label.text, label.confidence_ppm)
    accepted, turn = is_accepted(label.text, label.confidence_ppm), turn_of(vault, label.id)
    return ReadingItem(
        id=label.id,
        digest=label.digest,
        stage=Stage.FIRST.value,
        asked=is_likely,
        likely=is_likely,
        accepted=accepted,
        audited=accepted and is_audited(turn),
        turn=turn,
        first_reader="",
        second_reader="",
    )


def _restage(item: str) -> None:
    """Say what a label waits for now, by what people read at its place; tests of readers move nothing."""
    box = LabelRow.objects.filter(id=item).values_list("box", flat=True).first()
    made = ReadingRow.objects.filter(item=item, box=box).exclude(task=Task.GOLD.value)
    found = list(made.order_by("entry"))
    readings = [_reading(row) for row in found]
    if not found:
        return
    keys = list(dict.fromkeys(row.reader_key for row in found))
    ReadingItem.objects.filter(id=item).update(
        stage=stage_of(readings).value, asked=True, first_reader=keys[0], second_reader="".join(keys[1:2])
    )


def _reading(row: ReadingRow) -> Reading:
    record: canonical.Record = {
        "reader": row.reader,
        "kind": row.kind,
        "value": row.value,
        "legibility": row.legibility,
        "confidence_ppm": row.confidence_ppm,
    }
    return Reading.from_record(record)


def _vault() -> str:
    """The vault's id, from its first entry."""
    about = Entry.objects.filter(index=0).values_list("about", flat=True).first() or "[]"
    named = canonical.decode(about.encode())
    return str(named[0]) if isinstance(named, list) and named else ""
