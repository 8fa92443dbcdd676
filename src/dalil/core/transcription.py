"""Transcription: what one person says of the crop of one label: the text as typed, or why there is none.

Serves docs/methods/labels.md. The text is kept exactly as typed; the number in it is read by the same rules
as a machine's lines are, and by nothing else. What a machine read there is no part of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self, TypeAlias

from dalil.core import actor
from dalil.core.canonical import Json, Record
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.event import Event
from dalil.core.label import read_label
from dalil.core.label_field import LabelFields, Line
from dalil.core.limits import (
    LABEL_LINE_CHARACTERS_MAX,
    TRANSCRIPTION_CHARACTERS_MAX,
    TRANSCRIPTION_LINES_MAX,
)
from dalil.core.number import UNREAD, is_partial
from dalil.core.profile import Profile
from dalil.core.reading import PPM, Legibility, ReaderKind, Reading
from dalil.core.record import as_record, take_integer, take_text, take_texts
from dalil.core.script import digit_system, fold_text
from dalil.core.unread import unknown_mark

Box: TypeAlias = tuple[tuple[int, int], ...]
_UNREAD_NUMBER: Final = re.compile(rf"(?<!\d)\{UNREAD}+(?!\d)")
"""Digits none of which is legible; one beside a legible digit is a part of a number or of a date."""
_WITHOUT_TEXT: Final = (Legibility.ILLEGIBLE, Legibility.NO_LABEL, Legibility.SEVERAL)


class TranscriptionEmpty(Refusal):
    """Nothing was typed."""

    code = "transcription-empty"
    exit_status = 79
    remedy = (
        "Type what stands on the label, or say that it is not legible, that there is no label, or that there "
        "is more than one."
    )


class TranscriptionTooLong(Refusal):
    """The text is too long for a label. Number of lines: {lines}, of characters: {characters}."""

    code = "transcription-too-long"
    exit_status = 79
    remedy = "Type the label's own lines alone, at most 16, each with at most 256 characters, 2,000 in all."


class NumberNotThere(Refusal):
    """{number} is none of the numbers between which the text leaves the choice: {numbers}."""

    code = "number-not-there"
    exit_status = 79
    remedy = "Name one of them, or leave it out where the text itself tells which number is the person's."


class DigitMarkUnknown(Refusal):
    """{typed}: beside the number stands a sign that may be a digit which was not read."""

    code = "digit-mark-unknown"
    exit_status = 79
    remedy = (
        "Type ? for every digit that cannot be read, as in 36?9; a number's own digits without blanks, "
        "points or letters; and what is no part of it on another line, or after a blank."
    )


class Task(StrEnum):
    """Why a person read a label."""

    FIRST = "first"
    SECOND = "second"
    """Blind: the reader was shown neither the first reading nor the machine's."""
    ADJUDICATION = "adjudication"
    """The reader was shown two readings that differ, without names."""
    GOLD = "gold"
    """A test of the reader on a label that is settled: it settles nothing and disputes nothing."""
    AUDIT = "audit"
    """A first reading, blind, of a label whose machine reading was accepted."""


@dataclass(frozen=True, slots=True)
class Transcription:
    """``lines`` from top to bottom as typed; none where ``legibility`` says that there is no text to type."""

    lines: tuple[str, ...]
    legibility: Legibility = Legibility.READ

    @classmethod
    def typed(cls, lines: Sequence[str]) -> Self:
        """What was typed; a digit that cannot be read is ``?``.

        Raises: TranscriptionEmpty where nothing can be seen in it; TranscriptionTooLong.
        """
        characters = sum(len(line) for line in lines)
        if not any(fold_text(line).strip() for line in lines):
            raise TranscriptionEmpty
        longest = max(len(line) for line in lines)
        if (
            len(lines) > TRANSCRIPTION_LINES_MAX
            or characters > TRANSCRIPTION_CHARACTERS_MAX
            or longest > LABEL_LINE_CHARACTERS_MAX
        ):
            raise TranscriptionTooLong(lines=len(lines), characters=characters)
        return cls(tuple(lines))

    @classmethod
    def without_text(cls, legibility: Legibility) -> Self:
        """Not legible, no label, or several labels in one crop."""
        assert legibility in _WITHOUT_TEXT, f"{legibility} has a text"
        return cls((), legibility)

    def numbers(self, surface: str, profile: Profile) -> tuple[str, ...]:
        """Numbers of which nothing but their order tells which is the person's; none where the text tells."""
        fields = self.fields(surface, profile)
        number = fields.detainee_number
        if number is None or number.confidence_ppm == PPM:
            return ()
        doubts = (*number.alternatives, *(fields.agency.alternatives if fields.agency else ()))
        others = (one.value for one in doubts if one.field == "detainee_number")
        return tuple(dict.fromkeys((number.value, *others)))

    def number(
        self, surface: str, profile: Profile, *, reader: str, kind: ReaderKind, chosen: str = ""
    ) -> Reading:
        """Return the reading of the detainee's number in it, in Western digits.

        A text without a number is read, and says so (``no-number``); of a number without a legible digit
        (``?``, ``???``) it says that it is not legible. Where nothing but their order tells two
        numbers apart, the reading is half as sure, as a machine's is, unless the reader has ``chosen`` one
        of :meth:`numbers`: who looks at the label may see which it is.

        Raises: NumberNotThere; DigitMarkUnknown where a sign beside the number may stand for a digit.
        """
        if chosen:
            numbers, named = self.numbers(surface, profile), fold_text(chosen).strip()
            if named not in numbers:
                raise NumberNotThere(number=chosen, numbers=", ".join(numbers) or "–")
            legibility = Legibility.PARTIAL if is_partial(named) else Legibility.READ
            return Reading(reader, kind, named, legibility)
        if not self.lines:
            return Reading(reader, kind, "", self.legibility)
        field = self.fields(surface, profile).detainee_number
        if field is None:
            unread = any(_UNREAD_NUMBER.search(fold_text(line)) for line in self.lines)
            return Reading(reader, kind, "", Legibility.ILLEGIBLE if unread else Legibility.NO_NUMBER)
        if marked := unknown_mark(field, profile.pattern(field.rule)):
            raise DigitMarkUnknown(typed=marked)
        legibility = Legibility.PARTIAL if field.partial else Legibility.READ
        return Reading(reader, kind, field.value, legibility, field.confidence_ppm)

    def fields(self, surface: str, profile: Profile) -> LabelFields:
        """What the lines say, by the rules that read a machine's; as sure as can be."""
        return read_label([Line(line, digit_system(line), PPM) for line in self.lines], surface, profile)


@dataclass(frozen=True, slots=True)
class Transcribed:
    """One person's reading of one label as the log holds it (``reading-made``).

    ``box``: four corners of what was shown, in pixels of the stored picture.
    """

    exhibit: str
    region: int
    box: Box
    reading: Reading
    lines: tuple[str, ...]
    task: Task

    @property
    def counts(self) -> bool:
        """Whether it says anything about the label: a test of the reader does not."""
        return self.task is not Task.GOLD

    def at(self, region: int, box: Json) -> bool:
        """Whether it was read at this place: the number of the region, and its corners as facts hold them."""
        return self.region == region and box == [[x, y] for x, y in self.box]

    def to_body(self) -> Record:
        """The body of its event."""
        box: list[Json] = [[x, y] for x, y in self.box]
        return {
            "exhibit": self.exhibit,
            "region": self.region,
            "box": box,
            "text": self.reading.to_record(),
            "reader": self.reading.reader,
            "lines": [*self.lines],
            "task": self.task.value,
        }

    @classmethod
    def of(cls, event: Event) -> Self:
        """The reading that an event records: a person's, and of the person who acted. Raises: BodyRefusal."""
        made = cls.from_body(event.body)
        if made.reading.kind not in {ReaderKind.PERSON, ReaderKind.ADJUDICATOR}:
            raise BodyRefusal(detail=f"a reading by a {made.reading.kind.value} stands as one by a person")
        names = (event.actor, made.reading.reader, take_text(event.body, "reader"))
        if len({actor.key(name) for name in names}) > 1:
            raise BodyRefusal(detail="a reading names another reader than the one who acted")
        return made

    @classmethod
    def from_body(cls, body: Record) -> Self:
        """Read what :meth:`to_body` wrote. Raises: BodyRefusal."""
        try:
            task = Task(take_text(body, "task"))
        except ValueError as wrong:
            raise BodyRefusal(detail=f"a reading has an unknown task ({wrong})") from wrong
        return cls(
            exhibit=take_text(body, "exhibit"),
            region=take_integer(body, "region"),
            box=box_of(body.get("box")),
            reading=Reading.from_record(as_record(body.get("text"), "text")),
            lines=take_texts(body, "lines"),
            task=task,
        )


def box_of(value: Json) -> Box:
    """Four corners out of a record. Raises: BodyRefusal."""
    corners = value if isinstance(value, list) else []
    box = tuple(
        (corner[0], corner[1])
        for corner in corners
        if isinstance(corner, list) and [type(each) for each in corner] == [int, int]
    )
    if len(box) != len(corners) or not box:
        raise BodyRefusal(detail="a box is not a list of corners")
    return tuple((int(str(x)), int(str(y))) for x, y in box)
