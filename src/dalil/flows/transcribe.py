"""Transcribe: a person is given the crop of one label, and says what stands there.

Load: what waits, who asks. Decide: ``core.reading_queue`` says which label is next and what a reading of it
is for. Record: one ``reading-made``. The machine's reading is neither shown nor used.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.catalog.queries import reading as queries
from dalil.catalog.queries.reading import LabelPlace, ReadingSeen
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.reader import Reader, readers
from dalil.core.reading import ReaderKind, Reading
from dalil.core.reading_queue import Asker, Queue, Stage, Waiting, admit, next_for, reader_key, stage_of
from dalil.core.transcription import Task, Transcribed, Transcription
from dalil.flows import profile as profiles
from dalil.flows.choice import Choice, choices
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.told import told_until
from dalil.flows.vault import Vault
from dalil.flows.view import Viewer

_ITEM: Final = re.compile(r"([0-9a-f]{4,64}):(0|[1-9][0-9]{0,5})\Z")
_DAY: Final = 10


class LabelUnknown(Refusal):
    """There is no label {item}."""

    code = "label-unknown"
    exit_status = 79
    remedy = "Give it as `dalil reading next` prints it: DIGEST:REGION; the digest may be shortened."


class LabelAmbiguous(Refusal):
    """Several exhibits have a label that can be called {item}."""

    code = "label-ambiguous"
    exit_status = 79
    remedy = "Give more digits of the digest."


class ReadMeanwhile(Refusal):
    """Since you were shown the readings of the label {item}, others were recorded."""

    code = "label-read-meanwhile"
    exit_status = 79
    remedy = "Look at all of them as they stand now, and decide."


@dataclass(frozen=True, slots=True)
class Asked:
    """One label that the person who acts is asked to read.

    ``readings``: for who adjudicates, those that differ, in no order of time; for everybody else none.
    ``choices``: what can be decided for: readers who typed the same gave one, and where nothing but their
    order tells numbers apart, each number is one.
    """

    place: LabelPlace
    task: Task
    readings: tuple[ReadingSeen, ...] = ()
    choices: tuple[Choice, ...] = ()

    @property
    def adjudicates(self) -> bool:
        """Whether two readings are shown that differ. Which blind task it is otherwise is not told."""
        return self.task is Task.ADJUDICATION

    @property
    def contested(self) -> bool:
        """Whether somebody decided before, alone or against others: how many hold what is not told."""
        return any(each.reading.kind is ReaderKind.ADJUDICATOR for each in self.readings)

    @property
    def agreed_text(self) -> bool:
        """Whether all typed the same, so that only which number is the person's is open."""
        return len({each.lines for each in self.choices}) == 1

    def to_record(self) -> Record:
        """The object that ``dalil reading next --json`` prints: no name, no machine's reading."""
        shown: list[Json] = [said(each) for each in self.readings]
        kind = "adjudication" if self.adjudicates else "reading"
        choices: list[Json] = [each.to_record() for each in self.choices]
        return {"item": self.place.item, "kind": kind, "readings": shown, "choices": choices}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A reading that was recorded, and the number that was read out of it.

    ``alone``: it decides, and settles nothing before another person holds the same.
    """

    item: str
    reading: Reading
    lines: tuple[str, ...]
    alone: bool = False

    def to_record(self) -> Record:
        """The object that ``dalil reading make --json`` prints."""
        return {"item": self.item, **_said(self.reading, self.lines)}


def said(seen: ReadingSeen) -> Record:
    """What one reading says, without who said it."""
    return _said(seen.reading, seen.lines)


def next_item(vault: Vault, passed: Sequence[str] = ()) -> Asked | None:
    """Return what the person who acts reads next; None when nothing waits for them.

    Args:
        vault: the vault.
        passed: labels that the person would rather not read now, as ``DIGEST:REGION``, oldest first.

    Raises: ActorUnnamed, LabelUnknown, LabelAmbiguous.

    """
    reader = person(vault)
    bring_up(vault)
    over = tuple(find(item).item for item in passed)
    key = reader_key(reader)
    given = next_for(Asker(reader, vault.config.id, queries.made_by(key), over), _queue(key, over))
    if given is None:
        return None
    return _asked(vault, queries.place(given.item), given.task)


def asked_again(vault: Vault, item: str, *, kind: ReaderKind) -> Asked:
    """Return a label as it was shown to the person who acts: for an answer, and for one that was refused.

    What others read is shown only to who may decide between them. Raises: ActorUnnamed, LabelUnknown,
    LabelAmbiguous.
    """
    key = reader_key(person(vault))
    bring_up(vault)
    place = find(item)
    shown = _disputed(place.item) if kind is ReaderKind.ADJUDICATOR else ()
    if stage_of([each.reading for each in shown]) is not Stage.ADJUDICATION or key in queries.knowers(
        place.item
    ):
        return Asked(place, Task.FIRST)
    return _asked(vault, place, Task.ADJUDICATION)


def make(
    vault: Vault,
    item: str,
    transcription: Transcription,
    *,
    kind: ReaderKind = ReaderKind.PERSON,
    objects: bool = False,
    number: str = "",
) -> Recorded:
    """Record what the person who acts read on a label.

    ``kind`` is ADJUDICATOR for who was shown two readings that differ, else PERSON; ``objects``: an
    adjudicator holds that what was settled is wrong; ``number``: which number of those that only their order
    tells apart is the person's.
    Raises: ActorUnnamed, LabelUnknown, LabelAmbiguous, LabelReadAlready, LabelSettled, LabelDisputed,
    NothingToAdjudicate, NumberNotThere.
    """
    reader = person(vault)
    bring_up(vault)
    place = find(item)
    task = _admitted(vault, place, reader, kind=kind, objects=objects)
    profile = profiles.of(vault)
    reading = transcription.number(place.surface, profile, reader=reader, kind=kind, chosen=number)
    made = Transcribed(place.exhibit, place.region, place.box, reading, transcription.lines, task)
    others = [each.reading for each in queries.counted(place.item)]
    record(vault, [vault.event("reading-made", (place.exhibit,), made.to_body())])
    alone = task is Task.ADJUDICATION and stage_of([*others, reading]) is Stage.ADJUDICATION
    return Recorded(place.item, reading, transcription.lines, alone)


def may_answer(vault: Vault, asked: Asked, *, kind: ReaderKind, shown: int) -> None:
    """Refuse what comes too late, before it is looked at what it says.

    ``shown``: how many readings the person who decides had before them. Raises: as :func:`make`, and
    ReadMeanwhile where there are others now.
    """
    _admitted(vault, asked.place, person(vault), kind=kind)
    if asked.adjudicates and shown != len(asked.readings):
        raise ReadMeanwhile(item=asked.place.item)


def crop(vault: Vault, place: LabelPlace) -> bytes:
    """The crop of a label as PNG, for a command; pages keep a viewer of their own.

    Raises: as :meth:`dalil.flows.view.Viewer.label`.
    """
    viewer = Viewer(vault)
    first, second, third, fourth = place.box
    try:
        return viewer.label(Digest(place.exhibit), (first, second, third, fourth))
    finally:
        viewer.close()


def waiting(vault: Vault) -> Record:
    """How many labels wait, by what they wait for; how many are settled, and how many are gold."""
    bring_up(vault)
    return {**{stage.value: count for stage, count in queries.counts().items()}, "gold": queries.gold_count()}


def every_reader(vault: Vault) -> tuple[Reader, ...]:
    """How everybody reads who read anything, in order of name, as far as it is told to who asks."""
    bring_up(vault)
    return readers(queries.made(told_until(vault)), queries.gold_readings())


def newest_of(vault: Vault) -> Recorded | None:
    """The newest reading of the person who acts, so that a slip is seen; None before the first.

    Raises: ActorUnnamed.
    """
    found = queries.newest_by(reader_key(person(vault)))
    if found is None:
        return None
    item, seen = found
    until = [each.reading for each in queries.counted(item) if each.entry <= seen.entry]
    alone = seen.task is Task.ADJUDICATION and stage_of(until) is Stage.ADJUDICATION
    return Recorded(item, seen.reading, seen.lines, alone)


def made_today(vault: Vault) -> int:
    """How many readings the person who acts made today (UTC). Raises: ActorUnnamed."""
    return queries.made_by(reader_key(person(vault)), vault.world.moment()[:_DAY])


def find(item: str) -> LabelPlace:
    """The label that is called ``item``. Raises: LabelUnknown, LabelAmbiguous."""
    named = _ITEM.match(item)
    found = queries.places(named[1], int(named[2])) if named else []
    if not found:
        raise LabelUnknown(item=item)
    if len(found) > 1:
        raise LabelAmbiguous(item=item)
    return found[0]


def _asked(vault: Vault, place: LabelPlace, task: Task) -> Asked:
    if task is not Task.ADJUDICATION:
        return Asked(place, task)
    shown = _disputed(place.item)
    return Asked(place, task, shown, choices(shown, place.surface, profiles.of(vault)))


def _queue(key: str, passed: tuple[str, ...]) -> Queue:
    """What waits, asked for one list at a time and only as far as it is looked at."""

    def at(stage: Stage) -> Iterator[Waiting]:
        yield from queries.waiting(stage, key, passed)

    return Queue(
        first=at(Stage.FIRST),
        second=at(Stage.SECOND),
        adjudication=at(Stage.ADJUDICATION),
        gold=queries.gold(key),
    )


def _admitted(
    vault: Vault, place: LabelPlace, reader: str, *, kind: ReaderKind, objects: bool = False
) -> Task:
    """What a reading of a label by ``reader`` would be for now. Raises: as :func:`make`."""
    return admit(
        Waiting(place.item, readers=queries.knowers(place.item)),
        [each.reading for each in queries.counted(place.item)],
        Asker(reader, vault.config.id),
        kind=kind,
        tests=_tests(place.item),
        objects=objects,
    )


def _tests(item: str) -> frozenset[Task]:
    told = ((Task.GOLD, queries.is_gold(item)), (Task.AUDIT, queries.is_audited(item)))
    return frozenset(task for task, is_so in told if is_so)


def _disputed(item: str) -> tuple[ReadingSeen, ...]:
    """The readings that differ, in order of what they say: nothing tells who came first."""
    said = queries.counted(item)
    return tuple(sorted(said, key=lambda one: (one.reading.value, one.reading.legibility, one.lines)))


def _said(reading: Reading, lines: tuple[str, ...]) -> Record:
    return {
        "legibility": reading.legibility.value,
        "number": reading.value or None,
        "lines": [*lines],
    }
