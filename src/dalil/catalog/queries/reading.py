"""Labels as people read them: what waits, what was read, and labels whose text is known."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dalil.catalog.models import LabelRow, ReadingGold, ReadingItem, ReadingRow
from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.reader import MadeReading
from dalil.core.reading import Legibility, ReaderKind, Reading
from dalil.core.reading_queue import Stage, Waiting
from dalil.core.transcription import Box, Task, box_of

_BATCH: Final = 500
"""Labels asked for at once: SQLite takes a thousand values in a question."""
_WAITING: Final = Q(asked=True) & ~Q(stage=Stage.SETTLED.value)
"""Labels that people are asked for and have not settled."""


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """One label and where it is: exhibit, region, kind of surface, four corners."""

    item: str
    exhibit: str
    region: int
    surface: str
    box: Box

    @property
    def short(self) -> str:
        """Its name with the first digits of the digest, as commands take it."""
        return f"{Digest(self.exhibit).short}:{self.region}"


@dataclass(frozen=True, slots=True)
class ReadingSeen:
    """One person's reading of a label: ``entry`` in the log, what was read, the lines as typed, why."""

    entry: int
    reading: Reading
    lines: tuple[str, ...]
    task: Task


def places(beginning: str, region: int) -> list[LabelPlace]:
    """The labels of this region whose exhibit's digest has this beginning; two are enough to say so."""
    # "g" follows every hex digit: a range is found in the index, a beginning is not.
    within = LabelRow.objects.filter(digest__gte=beginning, digest__lt=f"{beginning}g", region=region)
    found = within.order_by("digest")[:2]
    return [_place(row) for row in found]


def place(item: str) -> LabelPlace:
    """One label that is known to be there."""
    return _place(LabelRow.objects.get(id=item))


def waiting(stage: Stage, reader_key: str, passed: Collection[str]) -> Iterator[Waiting]:
    """Labels at ``stage`` that this reader may read, in order of turn: those passed come after others.

    Only as many as are needed to find one, and those passed.
    """
    rows = ReadingItem.objects.filter(stage=stage.value, asked=True)
    rows = rows.exclude(Q(first_reader=reader_key) | Q(second_reader=reader_key)).order_by("turn", "id")
    rows = rows.exclude(Exists(_gold().filter(setter_key=reader_key, item=OuterRef("id"))))
    rows = rows.exclude(Exists(_read_there(reader_key)))
    yield from (_waiting(row) for row in rows.exclude(id__in=passed)[:1])
    yield from (_waiting(row) for row in rows.filter(id__in=passed))


def gold(reader_key: str) -> Iterator[Waiting]:
    """Labels whose text is known, but not to this reader, and which nobody disputes."""
    disputed = ReadingItem.objects.filter(stage=Stage.ADJUDICATION.value).values("id")
    unknown = _unknown_gold(reader_key).exclude(item__in=disputed)
    for item in unknown.order_by("item").values_list("item", flat=True).distinct():
        yield Waiting(item)


def readings(item: str) -> list[ReadingSeen]:
    """Everything that people read on a label, tests of readers included, in the order of the log."""
    return [_seen(row) for row in _at_its_place(item).order_by("entry")]


def counted(item: str) -> list[ReadingSeen]:
    """What people read on a label, tests of readers left out, in the order of the log."""
    return [each for each in readings(item) if each.task is not Task.GOLD]


def settled() -> Iterator[dict[LabelPlace, list[ReadingSeen]]]:
    """What people read on labels that they settled, by label, some hundreds at a time."""
    rows = ReadingItem.objects.filter(stage=Stage.SETTLED.value).order_by("id")
    names = rows.values_list("id", flat=True).iterator()
    while batch := list(islice(names, _BATCH)):
        rows_here = LabelRow.objects.filter(id__in=batch).order_by("id")
        labels = {row.id: row for row in rows_here}
        found: dict[str, list[ReadingSeen]] = {item: [] for item in labels}
        made = ReadingRow.objects.filter(item__in=labels).exclude(task=Task.GOLD.value).order_by("entry")
        for row in made:
            if row.box == labels[row.item].box:
                found[row.item].append(_seen(row))
        yield {_place(labels[item]): readings for item, readings in found.items()}


def knowers(item: str) -> frozenset[str]:
    """Who read a label, were it as a test, or ever set its gold; as compared."""
    readers = _at_its_place(item).values_list("reader_key", flat=True)
    setters = _gold().filter(item=item).values_list("setter_key", flat=True)
    return frozenset([*readers, *setters])


def still_read(reader_key: str, digests: Collection[str]) -> frozenset[str]:
    """Labels of these exhibits that this reader may be asked to read: unsettled ones, and unknown gold."""
    return frozenset(_still_read(reader_key).filter(digest__in=digests).values_list("id", flat=True))


def exhibits_still_read(reader_key: str) -> "QuerySet[ReadingItem, str]":
    """The digests of all exhibits with such a label, as a part of another question."""
    return _still_read(reader_key).values_list("digest", flat=True)


def exhibits_waiting() -> "QuerySet[ReadingItem, str]":
    """The digests of exhibits with a label that people are still asked for, as a part of a question."""
    return ReadingItem.objects.filter(_WAITING).values_list("digest", flat=True)


def stage(item: str) -> Stage:
    """What a label waits for that is known to be there."""
    return Stage(ReadingItem.objects.values_list("stage", flat=True).get(id=item))


def gold_closed_to(reader_key: str) -> frozenset[str]:
    """Labels that ever were gold and are settled, and that this reader is not given as a test either."""
    known = ReadingGold.objects.values("item")
    done = ReadingItem.objects.filter(id__in=known, stage=Stage.SETTLED.value)
    return frozenset(done.exclude(id__in=_still_read(reader_key).values("id")).values_list("id", flat=True))


def is_audited(item: str) -> bool:
    """Whether a label is accepted and people are asked to read it all the same."""
    return ReadingItem.objects.filter(id=item, audited=True, asked=True).exists()


def audits_unread() -> int:
    """How many labels the audit drew that people have not settled."""
    drawn = ReadingItem.objects.filter(audited=True, asked=True)
    return drawn.exclude(stage=Stage.SETTLED.value).count()


def is_gold(item: str) -> bool:
    """Whether the text of a label is known, and not withdrawn."""
    return _in_use().filter(item=item).exists()


def made_by(reader_key: str, day: str = "") -> int:
    """How many readings one reader made; on one day (UTC) where it is given."""
    made = ReadingRow.objects.filter(reader_key=reader_key)
    return (made.filter(day=day) if day else made).count()


def entry_of(reader_key: str, place: int) -> int:
    """The entry of the reading that one reader made at this place, from 1 on."""
    made = ReadingRow.objects.filter(reader_key=reader_key).order_by("entry").values_list("entry", flat=True)
    return int(made[place - 1])


def disputes(reader_key: str, until: int | None) -> int:
    """How many labels wait for somebody who decides; but for those that this reader read after ``until``."""
    rows = ReadingItem.objects.filter(asked=True, stage=Stage.ADJUDICATION.value)
    if until is not None:
        read = ReadingRow.objects.filter(reader_key=reader_key, entry__gt=until)
        rows = rows.exclude(id__in=read.values("item"))
    return rows.count()


def settled_since(entry: int, reader_key: str, until: int | None) -> int:
    """How many labels stand settled of which somebody read after ``entry``.

    But for those that this reader read after ``until``: what became of them is not told yet.
    """
    read = ReadingRow.objects.filter(entry__gt=entry).exclude(task=Task.GOLD.value)
    rows = ReadingItem.objects.filter(stage=Stage.SETTLED.value, id__in=read.values("item"))
    if until is not None:
        own = ReadingRow.objects.filter(reader_key=reader_key, entry__gt=until)
        rows = rows.exclude(id__in=own.values("item"))
    return rows.count()


def newest_by(reader_key: str) -> tuple[str, ReadingSeen] | None:
    """The newest reading that one reader made, with its label."""
    days = ReadingRow.objects.filter(reader_key=reader_key).order_by("-day").values_list("day", flat=True)
    row = ReadingRow.objects.filter(reader_key=reader_key, day__in=days[:1]).order_by("-entry").first()
    return (row.item, _seen(row)) if row else None


def counts() -> dict[Stage, int]:
    """How many labels that people are asked for stand at each stage."""
    rows = ReadingItem.objects.filter(asked=True).order_by().values("stage").annotate(count=Count("id"))
    found = {row["stage"]: row["count"] for row in rows}
    return {stage: found.get(stage.value, 0) for stage in Stage}


def gold_count() -> int:
    """How many labels are gold."""
    return _in_use().values("item").distinct().count()


def gold_readings() -> list[MadeReading]:
    """What was ever set as the known text of labels, in the order of the log; its reader is who set it."""
    return [
        MadeReading(
            _placed(row),
            Reading(row.setter, ReaderKind.PERSON, row.value, Legibility(row.legibility)),
            withdrawn=row.withdrawn_by is not None,
        )
        for row in ReadingGold.objects.order_by("entry").iterator()
    ]


def made(until: int | None = None) -> list[MadeReading]:
    """Every reading by a person, in the order of the log; up to an entry where it is given."""
    rows = ReadingRow.objects.order_by("entry")
    rows = rows if until is None else rows.filter(entry__lte=until)
    return [MadeReading(_placed(row), _reading(row)) for row in rows.iterator()]


def _read_there(reader_key: str) -> "QuerySet[ReadingRow]":
    """Readings of a label at its place by one reader, who decided about it, objected, or was tested there."""
    here = LabelRow.objects.filter(id=OuterRef("item")).values("box")
    return ReadingRow.objects.filter(reader_key=reader_key, item=OuterRef("id"), box__in=here)


def _still_read(reader_key: str) -> "QuerySet[ReadingItem]":
    tests = _unknown_gold(reader_key).values("item")
    return ReadingItem.objects.filter(_WAITING | Q(id__in=tests))


def _gold() -> "QuerySet[ReadingGold]":
    """Gold of labels that are there, where they were when it was set, withdrawn or not."""
    there = LabelRow.objects.filter(id=OuterRef("item"), box=OuterRef("box"))
    return ReadingGold.objects.filter(Exists(there))


def _in_use() -> "QuerySet[ReadingGold]":
    """Gold that tests readers."""
    return _gold().filter(withdrawn_by=None)


def _unknown_gold(reader_key: str) -> "QuerySet[ReadingGold]":
    """Gold of labels that this reader neither read nor ever set the text of, at their place."""
    here = {"item": OuterRef("item"), "box": OuterRef("box")}
    read = ReadingRow.objects.filter(reader_key=reader_key, **here)
    known = ReadingGold.objects.filter(setter_key=reader_key, **here)
    return _in_use().exclude(Exists(read)).exclude(Exists(known))


def _placed(row: ReadingRow | ReadingGold) -> str:
    """A label by its name and its place: found elsewhere, it is another one."""
    return f"{row.item}@{row.box}"


def _at_its_place(item: str) -> "QuerySet[ReadingRow]":
    """Readings of the label as it is found now: one that was found elsewhere was another label."""
    box = LabelRow.objects.filter(id=item).values("box")
    return ReadingRow.objects.filter(item=item, box__in=box)


def _place(row: LabelRow) -> LabelPlace:
    return LabelPlace(row.id, row.digest, row.region, row.surface, box_of(canonical.decode(row.box.encode())))


def _waiting(row: ReadingItem) -> Waiting:
    return Waiting(row.id, row.turn, frozenset({row.first_reader, row.second_reader} - {""}))


def _seen(row: ReadingRow) -> ReadingSeen:
    lines = canonical.decode(row.lines.encode())
    assert isinstance(lines, list), "the projection writes a list"
    return ReadingSeen(row.entry, _reading(row), tuple(str(line) for line in lines), Task(row.task))


def _reading(row: ReadingRow) -> Reading:
    return Reading(
        row.reader, ReaderKind(row.kind), row.value, Legibility(row.legibility), row.confidence_ppm
    )
