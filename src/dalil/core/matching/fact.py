"""Fact: what two sides state beside a name (birth, place, sex, agency, number, dates), and what it weighs.

Each says little beside a name, and nothing where one side does not state it. Weights are first values set by
hand (docs/methods/names.md).
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final

from dalil.core.matching.party import Party, Sex
from dalil.core.moment import PartialDate
from dalil.core.names.places import LIE_WORDS, Lie, Places
from dalil.core.number import same_number
from dalil.core.wording import Words

YEAR_SAME_MILLIBITS: Final = 4_000
YEAR_NEAR_MILLIBITS: Final = 2_000
YEAR_NEAR_YEARS: Final = 2
"""Years by which two papers of one person often differ."""
YEAR_AGAINST_MILLIBITS: Final = -5_000
LIE_MILLIBITS: Final = {
    Lie.SAME: 4_000,
    Lie.REGION: 3_000,
    Lie.WITHIN: 2_000,
    Lie.BESIDE: 0,
    Lie.APART: -2_000,
    Lie.UNKNOWN: -1_000,
}
"""Little against: a family is registered in one place and lives in another."""
TAKEN_LIE_MILLIBITS: Final = {lie: weight // 2 for lie, weight in LIE_MILLIBITS.items()}
SEX_SAME_MILLIBITS: Final = 200
SEX_AGAINST_MILLIBITS: Final = -8_000
DIGIT_MILLIBITS: Final = 3_000
"""For each digit of a number that agrees, up to ten bits in all; a number of one digit is a room's, too."""
NUMBER_MILLIBITS_MAX: Final = 10_000
NUMBER_AGAINST_MILLIBITS: Final = -2_000
"""Little: a witness errs, and who was moved had a number more."""
AGENCY_SAME_MILLIBITS: Final = 3_000
AGENCY_OTHER_MILLIBITS: Final = -500
"""People were moved from branch to branch."""
DEAD_FIRST_MILLIBITS: Final = -10_000
"""Nobody was taken after the photograph of the body; a month is left for errors."""
DEAD_FIRST_BY_CLOCK_MILLIBITS: Final = -2_000
"""Where no label and no folder dates the photographs."""
TAKEN_FIRST_MILLIBITS: Final = 1_000
DEATHS_NEAR_MILLIBITS: Final = 3_000
DEATHS_APART_MILLIBITS: Final = -2_000
"""Certificates were written long after, with dates that nobody had seen."""
DAYS_OF_ERROR: Final = 31
_DAYS_NEAR: Final = 1_830


@dataclass(frozen=True, slots=True)
class Found:
    """What two statements say of each other: a level, a weight in millibits, and words."""

    level: str
    weight: int
    english: str
    arabic: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that both sides may state.

    ``of``: what a party states of it, None for nothing; ``shown``: that as a line shows it. ``always``: a
    line says so where it is not stated.
    """

    subject: str
    english: str
    arabic: str
    of: Callable[[Party], Hashable | None]
    compared: Callable[[Any, Any, Places], Found]
    shown: Callable[[Any], str] = str
    always: bool = False


def _years(left: int, right: int, _: Places) -> Found:
    apart = abs(left - right)
    if apart == 0:
        return Found("same", YEAR_SAME_MILLIBITS, "the same year", "السنة نفسها")
    words = f"{apart} years apart", f"الفرق بالسنوات {apart}"
    if apart <= YEAR_NEAR_YEARS:
        return Found("near", YEAR_NEAR_MILLIBITS, *words)
    return Found("different", YEAR_AGAINST_MILLIBITS, *words)


def _birth_places(left: str, right: str, places: Places) -> Found:
    return _lie(left, right, places, LIE_MILLIBITS)


def _taken_places(left: str, right: str, places: Places) -> Found:
    return _lie(left, right, places, TAKEN_LIE_MILLIBITS)


def _lie(left: str, right: str, places: Places, weights: dict[Lie, int]) -> Found:
    lie = places.lie(left, right)
    return Found(lie.value, weights[lie], *LIE_WORDS[lie])


def _sexes(left: Sex, right: Sex, _: Places) -> Found:
    if left is right:
        return Found("same", SEX_SAME_MILLIBITS, "the same", "نفسه")
    return Found("different", SEX_AGAINST_MILLIBITS, "not the same", "مختلف")


def _numbers(left: str, right: str, _: Places) -> Found:
    if same_number(left, right):
        digits = min(len(left.lstrip("0")), len(right.lstrip("0")))
        return Found("same", min(NUMBER_MILLIBITS_MAX, digits * DIGIT_MILLIBITS), "the same", "نفسه")
    return Found("different", NUMBER_AGAINST_MILLIBITS, "another number", "رقم آخر")


def _agencies(left: str, right: str, _: Places) -> Found:
    if left == right:
        return Found("same", AGENCY_SAME_MILLIBITS, "the same", "نفسها")
    return Found(
        "different",
        AGENCY_OTHER_MILLIBITS,
        "another one; people were moved",
        "جهة أخرى؛ وكان المعتقلون يُنقلون",
    )


_Dates = tuple[PartialDate | None, PartialDate | None, bool]
"""When somebody was taken, and when dead; whether only a clock says the latter."""


def _dates(party: Party) -> _Dates | None:
    taken, dead = party.taken, party.dead
    return None if taken is None and dead is None else (taken, dead, party.dead_by_clock)


def _order(left: _Dates, right: _Dates, _: Places) -> Found:
    """Nobody is taken after death. Either side may state either date."""
    gaps = [
        _days(taken, dead) for taken in (left[0], right[0]) for dead in (left[1], right[1]) if taken and dead
    ]
    if not gaps:
        return Found("missing", 0, "nothing to compare", "لا شيء يُقارَن")
    if min(gaps) < -DAYS_OF_ERROR and (left[2] or right[2]):
        return Found(
            "different",
            DEAD_FIRST_BY_CLOCK_MILLIBITS,
            "photographed before taken, by a camera's clock that may be wrong",
            "التصوير قبل الاعتقال بحسب ساعة آلة تصوير قد تخطئ",
        )
    if min(gaps) < -DAYS_OF_ERROR:
        return Found(
            "different",
            DEAD_FIRST_MILLIBITS,
            "death is dated before arrest",
            "تاريخ الوفاة أسبق من تاريخ الاعتقال",
        )
    if max(gaps) > _DAYS_NEAR:
        return Found("far", 0, "taken years before death", "تاريخ الاعتقال أسبق من تاريخ الوفاة بسنوات")
    return Found("near", TAKEN_FIRST_MILLIBITS, *(_TAKEN_FIRST if min(gaps) >= 0 else _AT_ONCE))


_TAKEN_FIRST: Final = (
    "taken before death, no contradiction",
    "تاريخ الاعتقال أسبق من تاريخ الوفاة، ولا تعارض بينهما",
)
_AT_ONCE: Final = (
    "arrest and death are dated within a month, no contradiction",
    "تاريخ الاعتقال وتاريخ الوفاة متقاربان، ولا تعارض بينهما",
)


def _days(taken: PartialDate, dead: PartialDate) -> int:
    """Days from one to the other at the most that the two dates can mean; below zero the wrong way round."""
    return (dead.span()[1] - taken.span()[0]).days


def _deaths(left: PartialDate, right: PartialDate, _: Places) -> Found:
    if left.days_from(right) <= DAYS_OF_ERROR:
        return Found("near", DEATHS_NEAR_MILLIBITS, "about the same time", "في الوقت نفسه تقريباً")
    return Found("different", DEATHS_APART_MILLIBITS, "not the same time", "في وقت آخر")


def _iso(date: PartialDate) -> str:
    return date.text


def _shown_dates(dates: _Dates) -> str:
    return _BETWEEN_DATES.join(_NO_DATE if each is None else each.text for each in dates[:2])


def dates_said(shown: str) -> Words:
    """Arrest and death as a line has them (``2015 / ?``), each said by its name."""
    taken, _, dead = shown.partition(_BETWEEN_DATES)
    return Words(
        f"الاعتقال {'غير مذكور' if taken == _NO_DATE else taken}، "
        f"الوفاة {'غير مذكورة' if dead == _NO_DATE else dead}",
        f"arrest {'not stated' if taken == _NO_DATE else taken}, "
        f"death {'not stated' if dead == _NO_DATE else dead}",
    )


_BETWEEN_DATES: Final = " / "
_NO_DATE: Final = "?"
TAKEN_DEAD: Final = "taken-dead"
"""Subject of the line that compares arrest and death."""


FACTS: Final = (
    Fact("birth-year", "birth year", "سنة الولادة", lambda party: party.birth_year, _years, always=True),
    Fact("birth-place", "birth place", "مكان الولادة", lambda party: party.birth_place, _birth_places,
         always=True),
    Fact("sex", "sex", "الجنس", lambda party: party.sex, _sexes),
    Fact("number", "number", "الرقم", lambda party: party.number, _numbers),
    Fact("agency", "agency", "الجهة", lambda party: party.agency, _agencies),
    Fact("taken-place", "place of arrest", "مكان الاعتقال", lambda party: party.taken_place, _taken_places),
    Fact("death", "date of death", "تاريخ الوفاة", lambda party: party.dead, _deaths, _iso),
    Fact(TAKEN_DEAD, "arrest and death", "الاعتقال والوفاة", _dates, _order, _shown_dates),
)  # fmt: skip
"""In the order in which their lines stand. Each compares the same whichever side is asked for."""
