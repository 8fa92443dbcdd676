"""Reading: what one reader saw, and settling many readings of one field into a value or an open dispute.

Serves docs/methods/labels.md. Machines propose, people decide: two different people who agree settle; a
machine alone settles only under a rule that names its threshold. The order of readings does not matter, and a
dissenting reading never makes a value more certain. Knows nothing of pixels or storage.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from dalil.core import actor
from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.number import is_partial, number_key, same_number
from dalil.core.record import take_integer, take_optional_integer, take_text

PPM: Final = 1_000_000
SURE_PPM: Final = 999_000
"""The bar for an accepted machine reading. Confidence is calibrated: a surface reaches it only where at most
one in a thousand above it was measured to be wrong, its upper bound included (docs/methods/reading.md)."""
CLEAR_PPM: Final = 985_000
"""From here on a number is believed when it is asked how many people there are, and whether two pictures can
be one: to take two people for one hides a person. It settles nothing."""
HELD_PPM: Final = CLEAR_PPM
"""It reads surely, and is held back for people: something speaks against accepting it as it reads. Another
number beside it still tells another person: a part of a number is no reason to take two people for one."""


class ReaderKind(StrEnum):
    """Who read."""

    MACHINE = "machine"
    PERSON = "person"
    ADJUDICATOR = "adjudicator"
    """A person who was shown the readings that disagree and decides between them."""
    PATH = "path"
    """A folder or file name: a witness that can contradict, never settle."""


class Legibility(StrEnum):
    """What the reader could make of it."""

    READ = "read"
    PARTIAL = "partial"
    ILLEGIBLE = "illegible"
    NO_LABEL = "no-label"
    SEVERAL = "several"
    NO_NUMBER = "no-number"
    """A label that was read and bears no number."""


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One reader's reading of one field. ``value`` is empty unless something was read."""

    reader: str
    kind: ReaderKind
    value: str
    legibility: Legibility = Legibility.READ
    confidence_ppm: int = PPM

    def __post_init__(self) -> None:
        has_value = self.legibility in (Legibility.READ, Legibility.PARTIAL)
        partial = is_partial(self.value)
        if has_value != bool(self.value) or partial != (self.legibility is Legibility.PARTIAL):
            raise BodyRefusal(detail=f"a reading says {self.legibility.value} and {self.value[:40]!r}")
        if not 0 <= self.confidence_ppm <= PPM:
            raise BodyRefusal(detail="a confidence lies outside 0 to 1,000,000")

    @property
    def by_place(self) -> bool:
        """Whether nothing but its place tells the number, so that a person's reading settles nothing."""
        return bool(self.value) and self.confidence_ppm < PPM

    def to_record(self) -> Record:
        """Return the record that is stored."""
        return {
            "reader": self.reader,
            "kind": self.kind.value,
            "value": self.value,
            "legibility": self.legibility.value,
            "confidence_ppm": self.confidence_ppm,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        try:
            kind, legibility = (
                ReaderKind(take_text(record, "kind")),
                Legibility(take_text(record, "legibility")),
            )
        except ValueError as wrong:
            raise BodyRefusal(detail=f"a reading has an unknown kind ({wrong})") from wrong
        confidence = take_integer(record, "confidence_ppm")
        return cls(take_text(record, "reader"), kind, take_text(record, "value"), legibility, confidence)


@dataclass(frozen=True, slots=True)
class SettlingRule:
    """When readings settle. ``accept_ppm`` None: a machine alone never settles.

    ``calibrated`` says whether the threshold rests on a measured error rate; where it does not, everything
    that it settles is marked provisional. ``majority_ppm``: the share of machine evidence that one value
    needs to be proposed against another.
    """

    name: str
    accept_ppm: int | None = None
    calibrated: bool = False
    people_required: int = 2
    majority_ppm: int = 600_000

    @classmethod
    def provisional(cls, accept_ppm: int) -> Self:
        """A rule with a threshold that nobody has measured yet; its name says so."""
        return cls(f"provisional-{accept_ppm}", accept_ppm)

    def to_record(self) -> Record:
        """Return the record that is stored with every grouping."""
        return {
            "name": self.name,
            "accept_ppm": self.accept_ppm,
            "calibrated": self.calibrated,
            "people_required": self.people_required,
            "majority_ppm": self.majority_ppm,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        return cls(
            take_text(record, "name"),
            take_optional_integer(record, "accept_ppm"),
            record.get("calibrated") is True,
            take_integer(record, "people_required"),
            take_integer(record, "majority_ppm"),
        )


PEOPLE_ONLY: Final = SettlingRule("people-only")
"""The default: no machine reading settles by itself."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The value, and why: two-people, adjudicated, machine-calibrated or machine-provisional."""

    value: str
    why: str

    @property
    def by_people(self) -> bool:
        """Whether people settled it: theirs goes before what a machine settled."""
        return not self.why.startswith("machine-")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A value that waits for people. ``confidence_ppm`` falls with every dissent."""

    value: str
    confidence_ppm: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """Readings that do not settle. ``values`` in order, each once."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Nothing whole was read: why, and what was seen in part."""

    why: str
    patterns: tuple[str, ...] = ()


Outcome = Settled | Proposed | Dispute | Unread


def settle(readings: Sequence[Reading], rule: SettlingRule = PEOPLE_ONLY) -> Outcome:
    """Return what ``readings`` of one field amount to under ``rule``.

    (1) Adjudicators decide, if they agree; also that nothing can be read. (2) People who differ are a
    dispute. (3) Enough people who agree settle. (4) One person proposes; where that is what the rule accepts
    of a machine, it is settled. (5) Machines are weighed; one settles only when the rule lets it and nothing
    at all dissents. (6) A path alone proposes nothing.
    """
    read = [reading for reading in readings if reading.legibility is Legibility.READ]
    adjudicated = _values(read, ReaderKind.ADJUDICATOR)
    if adjudicated:
        return Settled(adjudicated[0], "adjudicated") if len(adjudicated) == 1 else Dispute(adjudicated)
    if decided := [reading for reading in readings if reading.kind is ReaderKind.ADJUDICATOR]:
        return _unread(decided)
    people = _values(read, ReaderKind.PERSON)
    if len(people) > 1:
        return Dispute(people)
    if people:
        readers = {actor.key(reading.reader) for reading in read if reading.kind is ReaderKind.PERSON}
        if len(readers) >= rule.people_required:
            return Settled(people[0], "two-people")
        machine = _weigh_machines(readings, rule)
        accepted = isinstance(machine, Settled) and machine.value == people[0]
        return machine if accepted else _proposed_by_person(people[0], readings)
    return _weigh_machines(readings, rule)


def dissents(reading: Reading, value: str) -> bool:
    """True when ``reading`` says something other than ``value``; what is not read does not dissent.

    A path's number is compared without leading zeros: clerks leave them out.
    """
    if reading.legibility is Legibility.PARTIAL:
        return not same_number(reading.value, value)
    if reading.kind is ReaderKind.PATH:
        return number_key(reading.value) != number_key(value)
    return reading.legibility is Legibility.READ and reading.value != value


def _values(read: Sequence[Reading], kind: ReaderKind) -> tuple[str, ...]:
    return tuple(sorted({reading.value for reading in read if reading.kind is kind}))


def _proposed_by_person(value: str, readings: Sequence[Reading]) -> Proposed:
    """One person's value: as sure as that person's reading, less for the share of readers that dissent."""
    against = [reading for reading in readings if dissents(reading, value)]
    own = max(r.confidence_ppm for r in readings if r.kind is ReaderKind.PERSON and r.value == value)
    others = tuple(sorted({reading.value for reading in against}))
    return Proposed(value, own // (1 + len(against)), others)


def _weigh_machines(readings: Sequence[Reading], rule: SettlingRule) -> Outcome:
    machines = [reading for reading in readings if reading.kind is ReaderKind.MACHINE]
    read = [reading for reading in machines if reading.legibility is Legibility.READ]
    evidence: defaultdict[str, int] = defaultdict(int)
    for reading in read:
        evidence[reading.value] += reading.confidence_ppm
    if not evidence:
        return _unread(readings)
    ranked = sorted(evidence, key=lambda value: (-evidence[value], value))
    best = ranked[0]
    against = [reading for reading in readings if dissents(reading, best)]
    surest = max(reading.confidence_ppm for reading in read if reading.value == best)
    if not against:
        if rule.accept_ppm is not None and surest >= rule.accept_ppm and not _doubted(readings):
            return Settled(best, "machine-calibrated" if rule.calibrated else "machine-provisional")
        return Proposed(best, surest)
    weight = sum(max(1, reading.confidence_ppm) for reading in against)
    share = evidence[best] * PPM // (evidence[best] + weight)
    others = tuple(sorted({reading.value for reading in against}))
    if share < rule.majority_ppm:
        return Dispute(tuple(sorted({best, *others})))
    return Proposed(best, min(surest, share), others)


def _doubted(readings: Sequence[Reading]) -> bool:
    """Whether a person looked and read no whole number: then no machine settles what it read there."""
    people = (ReaderKind.PERSON, ReaderKind.ADJUDICATOR)
    return any(one.kind in people and one.legibility is not Legibility.READ for one in readings)


def _unread(readings: Sequence[Reading]) -> Unread:
    """Say why nothing whole was read; what people say goes before what machines say."""
    patterns = tuple(
        sorted({reading.value for reading in readings if reading.legibility is Legibility.PARTIAL})
    )
    if patterns:
        return Unread("partial", patterns)
    said = [r for r in readings if r.kind is not ReaderKind.PATH]
    people = [r for r in said if r.kind is not ReaderKind.MACHINE]
    reasons = {reading.legibility.value for reading in people or said}
    if not reasons:
        return Unread("not-read-yet")
    return Unread(reasons.pop() if len(reasons) == 1 else "readers-differ")
