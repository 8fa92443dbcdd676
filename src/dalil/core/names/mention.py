"""Mention: a person named in the text of a paper, with the place of each statement in the text.

Syrian papers name people by formula: المدعو … والدته … تولد … قيد …, in one sentence or as a form of lines.
The words that announce what follows are a list (below), nothing is learned and nothing is guessed from
grammar: what no listed word announces is not found. What is found is proposed, with its place, to a person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.names.folding import strict
from dalil.core.names.nobody import is_nobody
from dalil.core.names.parts import Name, Part
from dalil.core.names.split import compose
from dalil.core.record import as_record, take_integer, take_text
from dalil.core.script import Folded, fold

WORDS_MAX: Final = 6
"""Words of one name or place: a longer run is a sentence."""
REACH_CHARACTERS: Final = 400
"""How far behind a name what belongs to it may stand: a form of a few lines."""
_LONE_WORD: Final = 1


class Stated(StrEnum):
    """What a listed word announces."""

    PERSON = "person"
    NAME = "name"
    """On a form: the name, or the given name where father and family have lines of their own."""
    FATHER = "father"
    FAMILY = "family"
    MOTHER = "mother"
    BIRTH = "birth"
    REGISTRY = "registry"
    """Where the family is registered, often with a number."""
    NUMBER = "number"
    """The number that somebody was given; right behind the name, for papers number much."""
    AGENCY = "agency"
    """By its number; as near."""


_WORDS: Final = {
    Stated.PERSON: """
        المدعو, المدعوة, المواطن, المواطنة, الموقوف, الموقوفة, المعتقل, المعتقلة, المتوفى, المتوفاة, المتوفي,
        الجثة العائدة للمدعو, جثة المدعو, جثة الموقوف, المرحوم, المرحومة, المغدور, الشهيد""",
    Stated.NAME: """
        الاسم, الاسم الثلاثي, الاسم الرباعي, الاسم الكامل, الاسم والشهرة, الاسم والكنية, الاسم والنسبة,
        اسم المتوفى, اسم المتوفي, اسم الموقوف, اسم المريض, اسم صاحب الجثة, name, full name, nom""",
    Stated.FATHER: "اسم الأب, الأب, اسم الوالد, والده, والدها, father, father's name",
    Stated.FAMILY: "النسبة, الكنية, الشهرة, العائلة, اسم العائلة, اللقب, family name, surname",
    Stated.MOTHER: """
        والدته, والدتها, أمه, أمها, اسم الأم, اسم والدته, اسم والدتها, الأم, اسم الأم وكنيتها, mother,
        mother's name""",
    Stated.BIRTH: """
        تولد, تولده, تولدها, مواليد, المولود, المولودة, المولود في, المولود بتاريخ, تاريخ الولادة,
        مكان الولادة, محل الولادة, مكان وتاريخ الولادة, محل وتاريخ الولادة, born, date of birth""",
    Stated.NUMBER: "رقم, الرقم, برقم, رقمه, رقمها, يحمل الرقم, رقم الجثة, number, no",
    Stated.AGENCY: "فرع, الفرع, الفرع رقم, من الفرع, من فرع, لدى الفرع, لدى فرع, branch",
    Stated.REGISTRY: "قيد, القيد, محل القيد, رقم القيد, محل ورقم القيد, خانة, الخانة, أمانة, سجل مدني",
}
ANNOUNCED_BY: Final = {
    kind: tuple(word.strip() for word in words.split(",")) for kind, words in _WORDS.items()
}
"""The words, as papers write them; compared folded."""
_ENDING: Final = """
    من في بتاريخ الذي التي وذلك وقد قد كان كانت حيث رقم تحت لدى إلى عن مع بسبب نتيجة إثر وهو وهي بعد قبل
    تم وتم لم وصل نقل أحيل توفي توفى اعتقل قبض مرتبات عنصر رتبته المذكور والمتضمن القاطن سكان المقيم عمره
    مهنته الجنسية رقمه رقمها جنسيته يحمل وجد وجدت عثر عام سنة قيد خانة التحقيق الاعتقال
    التوقيف was who on in at by from
"""
ENDINGS: Final = frozenset(key for word in _ENDING.split() for key in (strict(word), fold(word).text))
"""Words that end a name or place: what follows is a sentence. على is none: some keyboards write علي so."""
_FORM: Final = frozenset({Stated.NAME, Stated.FATHER, Stated.FAMILY, Stated.REGISTRY})
"""Announced on forms only: by a colon, or as the first words of a line."""
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])*")
_BETWEEN: Final = re.compile(r"[ :/.-]*")
_COLON: Final = re.compile(r" *:")
_BLANKS: Final = re.compile(r" *")
_PLACE_BLANKS: Final = re.compile(r"[ -]*")
_PLACES: Final = frozenset({Stated.BIRTH, Stated.REGISTRY})
_NUMBERED: Final = frozenset({Stated.NUMBER, Stated.AGENCY})
_MARKS: Final = " \t،,;:.()/-"
"""What may stand between a name and its number."""
_BEFORE_DIGITS: Final = re.compile(r"[^\w\n]*(?:(?:عام|سنه|رقم|في) *)?")
_NUMBERS: Final = re.compile(r"\d[\d/.\-]*")


@dataclass(frozen=True, slots=True)
class Span:
    """Text as written, and where: ``start`` and ``end`` in characters."""

    text: str
    start: int
    end: int

    def to_record(self) -> Record:
        """Return the record of a text and its place."""
        return {"text": self.text, "start": self.start, "end": self.end}

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        return cls(take_text(record, "text"), take_integer(record, "start"), take_integer(record, "end"))


@dataclass(frozen=True, slots=True)
class Mention:
    """One person in a text. ``said``: what stands beside the name, each with its place."""

    name: Span
    said: dict[Stated, Span]
    numbers: dict[Stated, str]
    """Digits beside birth (a year, a date) and registry, of number and agency, as written."""

    @property
    def whole(self) -> Name:
        """The name with the parts that the text states apart."""
        fields = {Part[each.name]: self.said[each].text for each in _PARTS if each in self.said}
        return compose(self.name.text, fields)

    def to_record(self) -> Record:
        """Return the record that a worker answers; :meth:`from_record` gives the mention back."""
        return {
            **self.name.to_record(),
            "said": {kind.value: span.to_record() for kind, span in self.said.items()},
            "numbers": {kind.value: number for kind, number in self.numbers.items()},
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        said, numbers = as_record(record.get("said"), "said"), as_record(record.get("numbers"), "numbers")
        try:
            return cls(
                Span.from_record(record),
                {Stated(kind): Span.from_record(as_record(span, kind)) for kind, span in said.items()},
                {Stated(kind): take_text(numbers, kind) for kind in numbers},
            )
        except ValueError as wrong:
            raise BodyRefusal(detail=f"a mention states what no paper does ({wrong})") from wrong


_PARTS: Final = (Stated.FATHER, Stated.FAMILY, Stated.MOTHER)


@dataclass(frozen=True, slots=True)
class _Announced:
    kind: Stated
    start: int
    end: int


def mentions(text: str) -> list[Mention]:
    """Return the people that a text names by a listed word, in the order of the text."""
    folded = _folded(text)
    announced = list(_announced(folded))
    found: list[Mention] = []
    behind = 0
    for at, each in enumerate(announced):
        following = _following(announced, at, len(folded.text))
        value, number, end = _value(folded, each, following)
        is_near = bool(found) and not folded.text[behind : each.start].strip(_MARKS)
        if each.kind in (Stated.PERSON, Stated.NAME):
            if value and not _is_nobody(value.text):
                found.append(Mention(value, {}, {}))
                behind = end
        elif each.kind in _NUMBERED:
            if is_near and number and not value:
                found[-1].numbers.setdefault(each.kind, number)
                behind = end
        elif found and each.start - found[-1].name.end <= REACH_CHARACTERS:
            if value and not _is_nobody(value.text):
                found[-1].said.setdefault(each.kind, value)
            if number:
                found[-1].numbers.setdefault(each.kind, number)
    return [each for each in found if len(each.name.text.split()) > _LONE_WORD or Stated.FAMILY in each.said]


def _following(announced: Sequence[_Announced], at: int, end: int) -> int:
    """Where the next announced thing begins. A number behind a place is its own: قيد دوما رقم 123."""
    place = announced[at].kind in _PLACES
    at += 1
    while place and at < len(announced) and announced[at].kind in _NUMBERED:
        at += 1
    return announced[at].start if at < len(announced) else end


def _folded(text: str) -> Folded:
    """The text folded line by line: a form needs its lines."""
    lines, starts, at = [], [], 0
    for line in text.split("\n"):
        folded = fold(line)
        lines.append(folded.text)
        starts += [at + place for place in folded.starts]
        at += len(line) + 1
        starts.append(at - 1)
    return Folded(text, "\n".join(lines), tuple(starts[:-1]))


def _announced(folded: Folded) -> Iterator[_Announced]:
    """Listed words in a text, the longest at each place."""
    before: _Announced | None = None
    for found in _LISTED.finditer(folded.text):
        each = _Announced(_KINDS[found[0]], *found.span())
        on_form = each.kind not in _FORM or _is_on_form(folded.text, each.start, each.end)
        if on_form or (before and _goes_on(folded.text, before, each)):
            before = each
            yield each


def _goes_on(text: str, before: _Announced, each: _Announced) -> bool:
    """A registry in a sentence follows mother or birth; alone, قيد is a word like any other."""
    follows = before.kind in (Stated.MOTHER, Stated.BIRTH) and "\n" not in text[before.end : each.start]
    return each.kind is Stated.REGISTRY and follows


def _is_on_form(text: str, start: int, end: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return not line.strip(" -•*|") or bool(_COLON.match(text, end))


def _value(folded: Folded, announced: _Announced, following: int) -> tuple[Span | None, str, int]:
    """The words behind a listed word, the digits after them, and where both end."""
    at = _end(_BETWEEN, folded.text, announced.end)
    if folded.text[at : at + 1] == "\n" and _is_on_form(folded.text, announced.start, announced.end):
        at += 1  # on some forms the value stands under its word
    first, last, count = at, at, 0
    while count < WORDS_MAX:
        word = _WORD.match(folded.text, at)
        if not word or word.end() > following or strict(word[0]) in ENDINGS:
            break
        last, count = word.end(), count + 1
        at = _end(_PLACE_BLANKS if announced.kind in _PLACES else _BLANKS, folded.text, last)
    number = _NUMBERS.match(folded.text, _end(_BEFORE_DIGITS, folded.text, at))
    span = _span(folded, first, last) if count else None
    if number and number.start() < following:
        return span, number[0].rstrip("/.-"), number.end()
    return span, "", last


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _is_nobody(text: str) -> bool:
    words = text.split()
    return any(is_nobody(" ".join(words[:count])) for count in range(1, len(words) + 1))


def _span(folded: Folded, first: int, last: int) -> Span:
    written = folded.written(first, last)
    start = folded.starts[first]
    return Span(written, start, start + len(written))


def _listed() -> tuple[re.Pattern[str], dict[str, Stated]]:
    kinds = {fold(word).text: kind for kind, words in ANNOUNCED_BY.items() for word in words}
    longest: Sequence[str] = sorted(kinds, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest))})(?![^\W_])"), kinds


_LISTED, _KINDS = _listed()
