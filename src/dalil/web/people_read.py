"""People read: what people read on one label of a photograph, what they settled of it, and what comes next.

Of a label that is withheld (``dalil.web.blind``) nothing of this is asked for.
"""

from dataclasses import dataclass
from typing import Final

from dalil.catalog import queries
from dalil.catalog.queries.label import LabelSeen
from dalil.catalog.queries.reading import ReadingSeen
from dalil.core.reading import ReaderKind, Reading
from dalil.core.reading_queue import item_of, stage_of
from dalil.core.settlement import agreed

OBJECTION: Final = "objection"
OBJECTED: Final = "objected"


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """What people read on one label, in the order of the log; tests of readers are left out."""

    readings: tuple[ReadingSeen, ...]
    grouped: int = -1
    """The newest grouping, as the number of its entry; -1 before the first."""

    @property
    def acts(self) -> tuple[tuple[ReadingSeen, str], ...]:
        """Every reading with what it was, as a code: who decides what was settled before objects to it."""
        return tuple((each, self._act(place)) for place, each in enumerate(self.readings))

    @property
    def waits(self) -> bool:
        """Whether what they settled is newer than the newest grouping, and does not count yet."""
        return max((each.entry for each in self.readings), default=-1) > self.grouped

    @property
    def objected(self) -> bool:
        """Whether it is open because somebody objects to what was settled."""
        return self.settled is None and any(act == OBJECTION for _, act in self.acts)

    @property
    def settled(self) -> Reading | None:
        """What they settled: a number, or why there is none; None while it is open."""
        return agreed(self._said)

    @property
    def by(self) -> str:
        """Who settled it, as a code: an adjudicator, or two readers who agree."""
        judged = any(each.kind is ReaderKind.ADJUDICATOR for each in self._said)
        return "adjudicator" if judged else "two-readers"

    @property
    def stage(self) -> str:
        """What the label waits for, as a code."""
        return OBJECTED if self.objected else stage_of(self._said).value

    @property
    def several(self) -> bool:
        """Whether somebody found more than one label there."""
        return any(each.legibility.value == "several" for each in self._said)

    def _act(self, place: int) -> str:
        kind = self.readings[place].reading.kind
        settled = kind is ReaderKind.ADJUDICATOR and agreed(self._said[:place])
        return OBJECTION if settled else kind.value

    @property
    def _said(self) -> list[Reading]:
        return [each.reading for each in self.readings]


@dataclass(frozen=True, slots=True)
class LabelShown:
    """One label as a machine found it, with what people read there."""

    seen: LabelSeen
    people: PeopleRead


def labels_of(digest: str, *, withheld: bool) -> tuple[LabelShown, ...]:
    """Every label of one exhibit; where they are ``withheld``, without a word of what people read."""
    grouped = queries.log.newest_index("grouped")
    return tuple(
        LabelShown(each, PeopleRead(() if withheld else tuple(_counted(digest, each)), grouped))
        for each in queries.label.of(digest)
    )


def _counted(digest: str, label: LabelSeen) -> list[ReadingSeen]:
    return queries.reading.counted(item_of(digest, label.region))
