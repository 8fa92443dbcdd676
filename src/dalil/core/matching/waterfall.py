"""Waterfall: the evidence for one match as a running account, from before any comparison to its chance.

Odds are in millibits: log2 of how much likelier it is that this individual is the missing person of the row
than that it is not. They add up, line by line, to the chance that :mod:`dalil.core.matching.chance` gave.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from dalil.core.canonical import Json, Record
from dalil.core.matching.evidence import MISSING, Line, caution
from dalil.core.matching.likelihood import NOTHING_MILLIBITS, ends, moves, stands, times
from dalil.core.names.relation import Relation
from dalil.core.wording import Words

_MILLIBITS: Final = 1_000
_PPM: Final = 1_000_000
_PERMILLE: Final = 1_000
_PATTERNS: Final = frozenset(Relation)
"""Of kinship: their weight takes back what other lines gave, and is no count of papers."""


class StepKind(StrEnum):
    """What moves the account."""

    LINE = "line"
    """A line of the ledger."""
    CAUTION = "caution"
    """What careful weighing held back."""
    OTHERS = "others"
    """How well the other individuals fit, and the other missing people of the list."""


@dataclass(frozen=True, slots=True)
class Step:
    """One move of the account. ``left``: as the archive has it, ``right``: as the list; None: not stated."""

    kind: StepKind
    subject: str
    left: str | None
    right: str | None
    reason: Words
    weight: int
    before: int
    is_last: bool = False

    @property
    def after(self) -> int:
        """The odds after it."""
        return self.before + self.weight

    @property
    def moves(self) -> bool:
        """Whether it changes anything worth a word."""
        return abs(self.weight) >= NOTHING_MILLIBITS

    @property
    def times(self) -> Words:
        """How often papers of one person show it against papers of two; else which way it moves the match."""
        shown = self.kind is StepKind.LINE and self.subject not in _PATTERNS
        return times(self.weight) if shown else moves(self.weight)

    @property
    def stands(self) -> Words:
        """How likely the match is after it."""
        return ends(self.after) if self.is_last else stands(self.after)

    def to_record(self) -> Record:
        """As ``dalil why --json`` prints it."""
        return {
            "kind": self.kind.value,
            "subject": self.subject,
            "left": self.left,
            "right": self.right,
            "reason_en": self.reason.en,
            "reason_ar": self.reason.ar,
            "weight": self.weight,
            "times_en": self.times.en,
            "times_ar": self.times.ar,
            "after": self.after,
            "stands_en": self.stands.en,
            "stands_ar": self.stands.ar,
        }


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The account of one match. ``among``: of how many it is one; ``unstated``: what a side lacks."""

    among: int
    start: int
    steps: tuple[Step, ...]
    unstated: tuple[Words, ...]

    @property
    def end(self) -> int:
        """The odds at the end."""
        return self.steps[-1].after if self.steps else self.start

    @property
    def begins(self) -> Words:
        """How likely the match was before anything was compared."""
        return stands(self.start)

    @property
    def ends(self) -> Words:
        """How likely it is in the end."""
        return ends(self.end)

    @property
    def start_reason(self) -> Words:
        """Why the account begins where it does."""
        count = f"{self.among:,}"
        return Words(
            f"قبل أي مقارنة: يستوي أن يكون واحداً من {count} وألا يكون بينهم "
            f"({count} هو عدد الأفراد أو عدد المفقودين في القائمة، أيهما أكثر)",
            f"before anything was compared: as likely to be one of {count} as none of them "
            f"({count} is the number of individuals or of missing people in the list, whichever is larger)",
        )

    def place(self, odds: int) -> int:
        """Where odds stand on a scale from 0 to 1,000 that holds the whole account and *as likely as not*."""
        held = [self.start, 0, *(step.after for step in self.steps)]
        low, high = min(held), max(held)
        return _PERMILLE * (odds - low) // (high - low) if high > low else 0

    def to_record(self) -> Record:
        """As ``dalil why --json`` prints it."""
        steps: list[Json] = [each.to_record() for each in self.steps]
        unstated: list[Json] = [{"en": each.en, "ar": each.ar} for each in self.unstated]
        return {
            "among": self.among,
            "start": self.start,
            "start_en": self.begins.en,
            "start_ar": self.begins.ar,
            "steps": steps,
            "unstated": unstated,
            "end": self.end,
            "end_en": self.ends.en,
            "end_ar": self.ends.ar,
        }


def waterfall(lines: Sequence[Line], *, among: int, chance_ppm: int | None) -> Waterfall:
    """Return the account of a match with these lines.

    ``among``: how many individuals or missing people were compared, whichever are more, 1 at least.
    ``chance_ppm``: the chance that it was given; None where an earlier version gave none, and then nothing is
    said of the others.
    """
    start = odds = -round(_MILLIBITS * math.log2(2 * among - 1))
    steps = []
    for line in lines:
        if line.level != MISSING or line.weight:
            words = Words(line.reason_ar, line.reason_en)
            kind = StepKind.CAUTION if line.level == MISSING else StepKind.LINE
            steps.append(Step(kind, line.subject, line.left, line.right, words, line.weight, odds))
            odds = steps[-1].after
    held_back = caution(lines)
    words = _CAUTION if held_back >= 0 else _REPEATED
    steps.append(Step(StepKind.CAUTION, "", None, None, words, held_back, odds))
    odds = steps[-1].after
    if chance_ppm is not None:
        weight = _odds(chance_ppm, odds) - odds
        steps.append(Step(StepKind.OTHERS, "", None, None, _others(weight), weight, odds))
    steps[-1] = replace(steps[-1], is_last=True)
    unstated = (_subject(each) for each in lines if each.level == MISSING and not each.weight)
    return Waterfall(among, start, tuple(steps), tuple(unstated))


def _odds(chance_ppm: int, reckoned: int) -> int:
    """The odds of a chance; what rounding to millionths hides is taken from what was ``reckoned``."""
    if not 0 < chance_ppm < _PPM:
        bound = round(_MILLIBITS * math.log2(2 * _PPM))
        return max(reckoned, bound) if chance_ppm else min(reckoned, -bound)
    return round(_MILLIBITS * math.log2(chance_ppm / (_PPM - chance_ppm)))


MEANING: Final = Words(
    "معنى «أكثر بأربع مرات»: من مقارنات متساوية العدد يرد مثل هذا أربع مرات حين تكون الأوراق عن شخص واحد، "
    "مقابل كل مرة يرد فيها وهي عن شخصين. ولا يعني ذلك أن الاحتمال صار أربعة أضعافه. الأعداد مدوَّرة، "
    "والأوزان وُضعت يدوياً. وليس هذا تعريفاً بأحد: يبتّ فيه شخصان.",
    "“Four times as often” means: of equally many comparisons, four show this where both sides are one "
    "person for each that does where they are two. The chance does not become four times as large. "
    "Numbers are rounded, and the weights were set by hand. This identifies nobody: two people decide.",
)
"""How an account is to be read."""
END: Final = Words("في النهاية", "in the end")
_CAUTION: Final = Words(
    "وُزنت الأسماء بحذر عن قصد: عند الشك حُسب ما دلالته أقل؛ وهنا يُردّ ما أُنقص",
    "names are weighed with caution, and in doubt what says less counts; this gives back what was held back",
)

_REPEATED: Final = Words(
    "ما توافق من الأسماء قليل: والأقارب وأهل القرية الواحدة يتشاركون الأسماء أكثر مما تقتضيه الصدفة",
    "few names agree: relatives and villages share names more often than chance would have it",
)


def _others(weight: int) -> Words:
    if weight >= NOTHING_MILLIBITS:
        return Words(
            "قورن أيضاً سائر الأفراد وسائر المفقودين في القائمة، وتوافقهم أقل",
            "all other individuals and missing people were compared, too: they fit less well",
        )
    if weight <= -NOTHING_MILLIBITS:
        return Words(
            "قورن أيضاً سائر الأفراد وسائر المفقودين في القائمة: في بعضهم ما يوافق، "
            "فيأخذون من الاحتمال نصيبهم",
            "all other individuals and missing people were compared, too: something speaks for some, "
            "and takes its share",
        )
    return Words(
        "قورن أيضاً سائر الأفراد وسائر المفقودين في القائمة، ولا يغيّر ذلك الحساب",
        "all other individuals and missing people were compared, too: the account stays as it is",
    )


def _subject(line: Line) -> Words:
    """What a line is about: its reason up to the colon."""
    return Words(line.reason_ar.partition(": ")[0], line.reason_en.partition(": ")[0])
