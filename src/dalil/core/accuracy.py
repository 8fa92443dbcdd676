"""Accuracy: how often people who read a label blind find the number there that the machine found.

Labels are read in an order of digests (``core.reading_queue``), so those that people have settled so far
are a random sample of all that they are asked for, whatever the machine thought of them. What a person was
shown never depends on the machine's reading. Serves docs/methods/labels.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.number import same_number
from dalil.core.reader import Share
from dalil.core.reading import Legibility, Reading

_WITH_VALUE: Final = frozenset({Legibility.READ, Legibility.PARTIAL})


@dataclass(frozen=True, slots=True)
class Checked:
    """A number that the machine read on a label, and what people settled of that label.

    ``drawn``: it was read as a label of the audit, and nobody chose it.
    """

    machine: str
    accepted: bool
    people: Reading
    drawn: bool = False

    @property
    def right(self) -> bool:
        """Whether people read that number, or one that it agrees with where they read it in part."""
        return self.people.legibility in _WITH_VALUE and same_number(self.machine, self.people.value)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of the whole numbers that the machine read and people checked: how many it read as people do.

    ``accepted``: exposures whose number the newest grouping settled without a person; ``waiting``: those of
    them with a label that still waits for a reader; ``stands``: whether it let machines settle at all.
    ``sure``: those of the checked ones that are read surely enough for that. ``drawn``: those of the sure
    ones that the audit drew; ``unread``: labels that it drew and people have not settled.
    """

    accepted: int
    stands: bool
    all: Share
    sure: Share
    drawn: Share
    unread: int
    waiting: int

    @property
    def tested(self) -> Share:
        """What acceptance is tested by: what the audit drew, and the errors that were found elsewhere.

        Whoever chooses a label may choose an easy one: a success counts only where it was drawn, an error
        wherever it is found.
        """
        elsewhere = self.sure.missed.right - self.drawn.missed.right
        return Share(self.drawn.right, self.drawn.of + elsewhere)

    @classmethod
    def of(
        cls,
        accepted: int,
        checked: Iterable[Checked],
        *,
        stands: bool,
        unread: int = 0,
        waiting: int = 0,
    ) -> Self:
        """Count what was checked. The order does not matter."""
        found = list(checked)
        sure = [one for one in found if one.accepted]
        drawn = [one for one in sure if one.drawn]
        return cls(
            accepted,
            stands,
            Share(sum(one.right for one in found), len(found)),
            Share(sum(one.right for one in sure), len(sure)),
            Share(sum(one.right for one in drawn), len(drawn)),
            unread,
            waiting,
        )

    def to_record(self) -> Record:
        """The object that ``dalil ladder --json`` and ``dalil reading readers --json`` print."""
        return {
            "accepted": self.accepted,
            "accepted_waiting": self.waiting,
            "checked": self.all.to_record(),
            "accepted_checked": self.sure.to_record(),
            "audit_checked": self.drawn.to_record(),
            "audit_unread": self.unread,
            "acceptance_stands": self.stands,
        }
