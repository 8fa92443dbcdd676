"""Reading queue: which label a person is given next, and why.

Serves docs/methods/labels.md. Every label that people are asked for is read by two of them, neither of whom
is shown what the other or a machine read; where they differ a third one, who sees both readings without
names, decides. About one in twenty is gold: a label whose text is known, which tests the reader. Nobody reads
a label twice. There is no chance in it: an order by digests, so that neighbours are not read in a row.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core import actor
from dalil.core.errors import Refusal
from dalil.core.reading import ReaderKind, Reading
from dalil.core.settlement import agreed
from dalil.core.transcription import Task

GOLD_EVERY: Final = 20
_TURN_DIGITS: Final = 16
_KEY_DIGITS: Final = 32
_TWO: Final = 2


class LabelReadAlready(Refusal):
    """{reader} has read the label {item} already, or set its gold."""

    code = "label-read-already"
    exit_status = 79
    remedy = "Another person reads it: nobody reads a label twice. Take the next one."


class LabelSettled(Refusal):
    """The label {item} was read by two people who agree, or decided by a third."""

    code = "label-settled"
    exit_status = 79
    remedy = (
        "Take the next one. Where what was settled is wrong, answer with --object: then it is open again "
        "until another person decides, too."
    )


class LabelDisputed(Refusal):
    """Two people read the label {item} and differ."""

    code = "label-disputed"
    exit_status = 79
    remedy = "It is not read again but decided: look at both readings, then answer as adjudicator."


class NothingToAdjudicate(Refusal):
    """Of the label {item} there are not two readings that differ."""

    code = "label-not-disputed"
    exit_status = 79
    remedy = "Read it like any other label, without saying that you adjudicate."


class Stage(StrEnum):
    """What a label waits for."""

    FIRST = "first"
    SECOND = "second"
    ADJUDICATION = "adjudication"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One label. ``turn``: its place in the order; ``readers``: who read it (:func:`reader_key`)."""

    item: str
    turn: str = ""
    readers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Queue:
    """The labels that wait, by what they wait for, each list in order of turn.

    ``gold``: labels whose text is known, ``readers`` being those who know it. What is not taken is not
    looked at.
    """

    first: Iterable[Waiting] = ()
    second: Iterable[Waiting] = ()
    adjudication: Iterable[Waiting] = ()
    gold: Iterable[Waiting] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """One label for one reader. ``task`` is why; who reads blind is not told which blind task it is."""

    item: str
    task: Task


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a label, in which vault; ``made``: readings so far; ``passed``: labels, oldest first."""

    reader: str
    vault: str
    made: int = 0
    passed: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The reader as compared."""
        return reader_key(self.reader)


def reader_key(name: str) -> str:
    """A digest by which two names are one reader's: short, whatever the name."""
    return hashlib.sha256(actor.key(name).encode()).hexdigest()[:_KEY_DIGITS]


def item_of(exhibit: str, region: int) -> str:
    """The name of a label: the exhibit's digest and the number of its region."""
    return f"{exhibit}:{region}"


def turn_of(vault: str, item: str) -> str:
    """The place of a label in the order of asking: of this vault, and unlike any order of files."""
    return _digits(vault, item)


def stage_of(readings: Sequence[Reading]) -> Stage:
    """Return what a label waits for that was read so. The order of readings does not matter."""
    readers = {actor.key(reading.reader) for reading in readings}
    if agreed(readings):
        return Stage.SETTLED
    return (Stage.FIRST, Stage.SECOND)[len(readers)] if len(readers) < _TWO else Stage.ADJUDICATION


def next_for(asker: Asker, queue: Queue) -> Given | None:
    """Return what ``asker`` reads next; None when nothing waits for them.

    Disputes first, then labels that lack a second reading, then those that nobody read. A passed label comes
    again when nothing else is left, the one passed first before the others.
    """
    if _gold_is_due(asker) and (tests := [one for one in queue.gold if _free(one, asker)]):
        return Given(min(tests, key=lambda one: _digits(asker.vault, asker.key, one.item)).item, Task.GOLD)
    passed: dict[str, Task] = {}
    for task, waiting in _in_order(queue):
        if asker.key in waiting.readers:
            continue
        if waiting.item not in asker.passed:
            return Given(waiting.item, task)
        passed[waiting.item] = task
    again = next((item for item in asker.passed if item in passed), None)
    return Given(again, passed[again]) if again else None


def admit(
    label: Waiting,
    readings: Sequence[Reading],
    asker: Asker,
    *,
    kind: ReaderKind,
    tests: Collection[Task],
    objects: bool = False,
) -> Task:
    """Return the task that a reading of ``label`` by ``asker`` fulfils.

    Args:
        label: its name, and everybody who read it, were it as a test, or set its gold.
        readings: what people read on it, tests of readers left out.
        asker: who reads.
        kind: PERSON for who reads blind, ADJUDICATOR for who was shown both readings.
        tests: GOLD where its text is known, AUDIT where the audit drew it.
        objects: whether an adjudicator holds that what was settled is wrong.

    Raises: LabelReadAlready, NothingToAdjudicate, LabelDisputed, LabelSettled.

    """
    if asker.key in label.readers:
        raise LabelReadAlready(reader=asker.reader, item=label.item)
    stage = stage_of(readings)
    if kind is ReaderKind.ADJUDICATOR:
        # Somebody decided while this person looked at both readings: a late answer is no objection.
        if stage is Stage.SETTLED and not objects:
            raise LabelSettled(item=label.item)
        if stage not in {Stage.ADJUDICATION, Stage.SETTLED}:
            raise NothingToAdjudicate(item=label.item)
        return Task.ADJUDICATION
    if stage is Stage.ADJUDICATION:
        raise LabelDisputed(item=label.item)
    if stage is Stage.SETTLED:
        if Task.GOLD not in tests:
            raise LabelSettled(item=label.item)
        return Task.GOLD
    if stage is Stage.SECOND:
        return Task.SECOND
    return Task.AUDIT if Task.AUDIT in tests else Task.FIRST


def _in_order(queue: Queue) -> Iterator[tuple[Task, Waiting]]:
    yield from ((Task.ADJUDICATION, one) for one in queue.adjudication)
    yield from ((Task.SECOND, one) for one in queue.second)
    # Labels of the audit stand among them in order of turn, so that nobody can tell them from others.
    yield from ((Task.FIRST, one) for one in queue.first)


def _gold_is_due(asker: Asker) -> bool:
    """One in twenty, by a digest of who reads and how many were read or passed."""
    drawn = _digits(asker.vault, asker.key, str(asker.made + len(asker.passed)))
    return int(drawn, 16) % GOLD_EVERY == 0


def _free(waiting: Waiting, asker: Asker) -> bool:
    return asker.key not in waiting.readers and waiting.item not in asker.passed


def _digits(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_TURN_DIGITS]
