"""People read: what people read on one label of a photograph, what they settled of it, and what comes next.

Of a label that is withheld (``dalil.web.blind``) nothing of this is asked for.
"""

from dataclasses import dataclass

from dalil.catalog import queries
from dalil.catalog.queries.label import LabelSeen
from dalil.catalog.queries.reading import ReadingSeen
from dalil.core.reading import ReaderKind, Reading
from dalil.core.reading_queue import item_of, stage_of
from dalil.core.settlement import agreed


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """What people read on one label, in the order of the log; tests of readers are left out."""

    readings: tuple[ReadingSeen, ...]

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
        return stage_of(self._said).value

    @property
    def several(self) -> bool:
        """Whether somebody found more than one label there."""
        return any(each.legibility.value == "several" for each in self._said)

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
    return tuple(
        LabelShown(each, PeopleRead(() if withheld else tuple(_counted(digest, each))))
        for each in queries.label.of(digest)
    )


def _counted(digest: str, label: LabelSeen) -> list[ReadingSeen]:
    return queries.reading.counted(item_of(digest, label.region))
