"""Notice: who was told of a match and has to hear that it was withdrawn, or is not confirmed any more.

A notice is due once for each of them, and open until somebody tells them, on the record. Knows nothing of how
they are reached, and tells nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dalil.core import actor
from dalil.core.canonical import Record
from dalil.core.matching.decision import Answer, Decision, MatchState


class Cause(StrEnum):
    """What became of the match."""

    WITHDRAWN = "withdrawn"
    """Its claim was withdrawn."""
    UNCONFIRMED = "unconfirmed"
    """Two people had said yes, and this holds no longer."""


class Kind(StrEnum):
    """In what somebody was told."""

    PERSON = "person"
    """Answered the match."""
    ENQUIRY = "enquiry"
    """A family whose enquiry was answered with the individual."""
    RELEASE = "release"
    """Received a bundle that shows the individual."""
    LIST = "list"
    """Gave the list with the claim, or with a copy of it."""


@dataclass(frozen=True, slots=True, order=True)
class Addressee:
    """Who has to hear: a person by name, else the id of enquiry, release or list."""

    kind: Kind
    who: str

    @property
    def key(self) -> str:
        """What tells addressees apart: a person's name may be written in several ways."""
        return actor.key(self.who) if self.kind is Kind.PERSON else self.who

    def to_record(self) -> Record:
        """As an entry names it."""
        return {"kind": self.kind.value, "who": self.who}


@dataclass(frozen=True, slots=True)
class Reach:
    """How far word of a match can have gone beyond those who answered it, by ids."""

    enquiries: Sequence[str] = ()
    releases: Sequence[str] = ()
    lists: Sequence[str] = ()


def ceases(before: MatchState, after: MatchState) -> bool:
    """Whether an answer takes a match out of those that are confirmed."""
    return before is MatchState.CONFIRMED and after is not MatchState.CONFIRMED


def is_told_of(history: Sequence[Decision]) -> bool:
    """Whether anybody beside those who answered can have been told of a match: once somebody said yes."""
    return any(each.answer is Answer.YES for each in history)


def addressees(history: Sequence[Decision], reach: Reach, *, acting: str) -> tuple[Addressee, ...]:
    """Return who has to hear that a match ended, in a fixed order; not who ends it by ``acting``.

    ``history``: all answers to it, in order. Of a match that nobody affirmed only those hear who answered it.
    """
    people = {actor.key(each.actor): each.actor for each in history}
    people.pop(actor.key(acting), None)
    found = {Addressee(Kind.PERSON, name) for name in people.values()}
    if is_told_of(history):
        found |= {Addressee(Kind.ENQUIRY, each) for each in reach.enquiries}
        found |= {Addressee(Kind.RELEASE, each) for each in reach.releases}
        found |= {Addressee(Kind.LIST, each) for each in reach.lists}
    order = list(Kind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.who)))
