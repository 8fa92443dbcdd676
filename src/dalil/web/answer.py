"""An answer on the reading page: what the form holds, as it was typed, and what it says."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict

from dalil.core.errors import Refusal
from dalil.core.limits import READING_PASSES_MAX
from dalil.core.reading import Legibility, ReaderKind
from dalil.core.transcription import Transcription
from dalil.flows.choice import Choice
from dalil.flows.transcribe import Asked

PASS: Final = "pass"  # noqa: S105 - a word of the form
OWN: Final = "own"
_ITEM_CHARACTERS_MAX: Final = 80
_COUNT_DIGITS_MAX: Final = 6
_WITHOUT: Final = {
    each.value: each for each in (Legibility.ILLEGIBLE, Legibility.NO_LABEL, Legibility.SEVERAL)
}


class AnswerTwofold(Refusal):
    """Something was typed or chosen, and something else was pressed."""

    code = "answer-twofold"
    exit_status = 79
    remedy = "Keep one of the two: empty the field and choose to type, or record what is typed or chosen."


class AdjudicationEmpty(Refusal):
    """Neither reading was chosen, and nothing was typed."""

    code = "adjudication-empty"
    exit_status = 79
    remedy = "Choose one of the two readings, or type what stands on the label, or say why it cannot be read."


@dataclass(frozen=True, slots=True)
class Answer:
    """The fields of the form: the label, whether to decide or to read, texts, what was pressed or chosen.

    ``passed``: labels that the reader would rather not read now, oldest first. ``shown``: how many readings
    the form offered, for a choice among others would be another choice.
    """

    item: str = ""
    kind: ReaderKind = ReaderKind.PERSON
    text: str = ""
    more: str = ""
    said: str = ""
    choice: str = OWN
    shown: int = 0
    passed: tuple[str, ...] = ()

    @classmethod
    def of(cls, form: QueryDict) -> "Answer":
        """The answer in a form or an address; what is no label is left out of ``passed``."""
        adjudicates = form.get("kind") == ReaderKind.ADJUDICATOR.value
        return cls(
            item=form.get("item", "")[:_ITEM_CHARACTERS_MAX],
            kind=ReaderKind.ADJUDICATOR if adjudicates else ReaderKind.PERSON,
            text=form.get("text", ""),
            more=form.get("more", "").replace("\r\n", "\n"),
            said=form.get("said", ""),
            choice=form.get("choice", OWN),
            shown=_count(form.get("shown", "")),
            passed=_passed(form.get("passed", "")),
        )

    @property
    def typed(self) -> bool:
        """Whether anything stands in the fields."""
        return bool(self.text.strip() or self.more.strip())

    @property
    def passing(self) -> str:
        """What the next form and address carry of the labels that were passed."""
        return ",".join(self.passed)

    def after(self) -> str:
        """The query of the page that follows: what was passed, with this label where it was passed, too."""
        passed = [each for each in self.passed if each != self.item]
        if self.said == PASS and self.item:
            passed.append(self.item)
        kept = ",".join(passed[-READING_PASSES_MAX:])
        return f"?{urlencode({'passed': kept})}" if kept else ""

    def transcription(self, asked: Asked) -> Transcription:
        """What it says of the label.

        Raises: AnswerTwofold, AdjudicationEmpty, TranscriptionEmpty, TranscriptionTooLong.
        """
        chosen = self.choice if asked.adjudicates else OWN
        if self.typed and (self.said in {*_WITHOUT, PASS} or chosen != OWN):
            raise AnswerTwofold
        if chosen != OWN and self.said in _WITHOUT:
            raise AnswerTwofold
        if self.said in _WITHOUT:
            return Transcription.without_text(_WITHOUT[self.said])
        if picked := self._picked(asked):
            return picked.transcription
        if asked.adjudicates and not self.typed:
            raise AdjudicationEmpty
        lines = [self.text, *(self.more.rstrip().split("\n") if self.more.strip() else [])]
        return Transcription.typed(lines if self.text.strip() else lines[1:])

    def number(self, asked: Asked) -> str:
        """Which number of the label the choice names; empty where nothing was chosen or the text tells."""
        picked = self._picked(asked)
        return picked.number if picked and self.said not in _WITHOUT else ""

    def _picked(self, asked: Asked) -> Choice | None:
        named = asked.adjudicates and self.choice.isascii() and self.choice.isdecimal()
        return asked.choices[int(self.choice)] if named and int(self.choice) < len(asked.choices) else None


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _COUNT_DIGITS_MAX else 0


def _passed(text: str) -> tuple[str, ...]:
    named = [each for each in text.split(",") if each and len(each) <= _ITEM_CHARACTERS_MAX]
    return tuple(dict.fromkeys(named))[-READING_PASSES_MAX:]
