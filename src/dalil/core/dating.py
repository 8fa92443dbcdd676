"""Dating: dates as people write them, in folder names and on labels, with every reading that is possible.

``12-04-19`` is the twelfth of April 2019 to one clerk and the nineteenth of April 2012 to another. The rules
of a profile say which order is usual; the other possible ones stay beside it as alternatives, never dropped.
Works on folded text (``core.script``). Does not complete a date from anywhere else; ``core.path`` does.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.errors import BodyRefusal
from dalil.core.moment import PartialDate, Precision
from dalil.core.number import CUT, UNREAD, is_partial

ORDERS: Final = ("dmy", "mdy", "ymd", "ydm")
"""Orders of day, month and year that a profile may name."""
_FULL_YEAR_DIGITS: Final = 4
_SHORT_YEAR_DIGITS: Final = 2
_NO_YEAR: Final = re.compile(r"--(\d\d)-(\d\d)\Z", re.ASCII)
_DIGIT: Final = rf"[0-9{UNREAD}{CUT}]"
"""A digit that is read, or one that is not: next to it a date is not whole."""
_BEFORE: Final = rf"(?<!{_DIGIT})"
_AFTER: Final = rf"(?!{_DIGIT})"
_EDGE_BEFORE: Final = rf"{_BEFORE}(?<!{_DIGIT}[./-])"
_EDGE_AFTER: Final = rf"{_AFTER}(?![./-]{_DIGIT})"
_THREE: Final = re.compile(rf"{_BEFORE}(\d{{1,4}})( ?[./\-_, ] ?)(\d{{1,2}})\2(\d{{1,4}}){_AFTER}", re.ASCII)
_COMPACT: Final = re.compile(rf"{_BEFORE}(\d{{8}}){_AFTER}", re.ASCII)
_WORD: Final = r"[^\W\d_]+"
_NAMED: Final = re.compile(
    rf"{_BEFORE}(?:(\d{{1,2}})[ ._/-]*)?(?<![^\W\d_])({_WORD}(?: {_WORD})?)[ ._/,-]*(\d{{4}}){_AFTER}"
)
_YEAR_MONTH: Final = re.compile(rf"{_EDGE_BEFORE}(\d{{4}})[./\-_](\d{{1,2}}){_EDGE_AFTER}", re.ASCII)
_MONTH_YEAR: Final = re.compile(rf"{_EDGE_BEFORE}(\d{{1,2}})[./\-_](\d{{4}}){_EDGE_AFTER}", re.ASCII)
_DAY_MONTH: Final = re.compile(rf"{_EDGE_BEFORE}(\d{{1,2}})[./\-](\d{{1,2}}){_EDGE_AFTER}", re.ASCII)
_YEAR: Final = re.compile(rf"{_BEFORE}(\d{{4}}){_AFTER}", re.ASCII)
_NOUGHT: Final = re.compile(r"(?<![0-9])0+(?![0-9])")
_IN_PART: Final = re.compile(
    rf"{_BEFORE}({_DIGIT}{{1,4}}) ?([./\-]) ?({_DIGIT}{{1,2}}) ?\2 ?({_DIGIT}{{1,4}}){_AFTER}"
)


@dataclass(frozen=True, slots=True)
class DateRules:
    """How a profile's clerks write dates: usual order first, years that are possible, names of months.

    A two-digit year lies within the hundred years that begin with ``two_digit_year_from``.
    """

    orders: tuple[str, ...]
    two_digit_year_from: int
    year_min: int
    year_max: int
    months: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """One date in a text: where it stands, its usual reading, the other readings, the rule that saw it.

    ``value`` is the text of a PartialDate, or ``--MM-DD`` where no year is written.
    """

    start: int
    end: int
    value: str
    precision: Precision
    rule: str
    alternatives: tuple[str, ...] = ()


def find_dates(text: str, rules: DateRules) -> tuple[WrittenDate, ...]:
    """Return every date in folded ``text``, left to right, none inside another; longer forms win."""
    found: list[WrittenDate] = []
    rest = text
    for pattern, reader in _FORMS:
        start = 0
        while match := pattern.search(rest, start):
            date = reader(match, rules)
            start = match.end() if date else match.start() + 1
            if date:
                found.append(date)
                rest = rest[: date.start] + "\0" * (date.end - date.start) + rest[date.end :]
    return tuple(sorted(found, key=lambda date: date.start))


def dates_in_part(text: str, rules: DateRules) -> tuple[tuple[int, int], ...]:
    """Return where folded ``text`` holds dates of which a digit is not read, or that no calendar has.

    They are never completed; what is left of them is no number either.
    """
    found = (one for one in _IN_PART.finditer(text) if is_partial(one[0]) or _NOUGHT.search(one[0]))
    return tuple(one.span() for one in found if _may_be_date(one[1], one[4], rules))


def _may_be_date(first: str, last: str, rules: DateRules) -> bool:
    """Whether the ends of three parts can be a day and a year."""
    return any(
        len(day) <= _SHORT_YEAR_DIGITS
        and (len(year) != _FULL_YEAR_DIGITS or not year.isdecimal() or _full_year(year, rules) is not None)
        for day, year in ((first, last), (last, first))
    )


def whole_dates(text: str, rules: DateRules) -> tuple[WrittenDate, ...]:
    """Return only the dates of ``text`` that name a day of a year; labels use these."""
    return tuple(date for date in find_dates(text, rules) if date.precision is Precision.DAY)


def complete(value: str, year: int) -> str | None:
    """Return the day of ``--MM-DD`` in ``year``, or None where that year has no such day."""
    parts = _NO_YEAR.match(value)
    if not parts:
        return None
    return _day(year, int(parts[1]), int(parts[2]))


def _three_parts(found: re.Match[str], rules: DateRules) -> WrittenDate | None:
    first, middle, last = found[1], found[3], found[4]
    if found[2].strip() == "" and _FULL_YEAR_DIGITS not in (len(first), len(last)):
        return None  # three short numbers with blanks between them are three numbers
    values = _unique(_in_order(order, (first, middle, last), rules) for order in rules.orders)
    return _written(found, values, Precision.DAY, "date-day")


def _in_order(order: str, parts: tuple[str, str, str], rules: DateRules) -> str | None:
    """Read three numbers in one order; None where that gives no day of a possible year."""
    by_letter = dict(zip(order, parts, strict=True))
    year = _full_year(by_letter["y"], rules)
    if year is None or max(len(by_letter["m"]), len(by_letter["d"])) > _SHORT_YEAR_DIGITS:
        return None
    return _day(year, int(by_letter["m"]), int(by_letter["d"]))


def _compact(found: re.Match[str], rules: DateRules) -> WrittenDate | None:
    digits = found[1]
    readings = (
        _in_order("ymd", (digits[:4], digits[4:6], digits[6:]), rules),
        _in_order("dmy", (digits[:2], digits[2:4], digits[4:]), rules),
    )
    return _written(found, _unique(readings), Precision.DAY, "date-compact")


def _named_month(found: re.Match[str], rules: DateRules) -> WrittenDate | None:
    month, year = rules.months.get(found[2]), _full_year(found[3], rules)
    if month is None or year is None:
        return None
    if found[1] is None:
        return _written(found, [f"{year:04d}-{month:02d}"], Precision.MONTH, "date-month-name")
    return _written(found, _unique([_day(year, month, int(found[1]))]), Precision.DAY, "date-day-month-name")


def _year_month(found: re.Match[str], rules: DateRules) -> WrittenDate | None:
    return _month_of_year(found, found[1], found[2], rules)


def _month_year(found: re.Match[str], rules: DateRules) -> WrittenDate | None:
    return _month_of_year(found, found[2], found[1], rules)


def _month_of_year(found: re.Match[str], year: str, month: str, rules: DateRules) -> WrittenDate | None:
    full = _full_year(year, rules)
    first = None if full is None else _day(full, int(month), 1)
    return _written(found, _unique([first and first[:7]]), Precision.MONTH, "date-month")


def _year(found: re.Match[str], rules: DateRules) -> WrittenDate | None:
    values = [] if _full_year(found[1], rules) is None else [found[1]]
    return _written(found, values, Precision.YEAR, "date-year")


def _day_month(found: re.Match[str], rules: DateRules) -> WrittenDate | None:
    parts = {"dm": (found[2], found[1]), "md": (found[1], found[2])}
    values = _unique(_month_day(*parts[order.replace("y", "")]) for order in rules.orders)
    return _written(found, values, Precision.DAY_AND_MONTH, "date-day-month")


_FORMS: Final[
    tuple[tuple[re.Pattern[str], Callable[[re.Match[str], DateRules], WrittenDate | None]], ...]
] = (
    (_THREE, _three_parts),
    (_COMPACT, _compact),
    (_NAMED, _named_month),
    (_YEAR_MONTH, _year_month),
    (_MONTH_YEAR, _month_year),
    (_YEAR, _year),
    (_DAY_MONTH, _day_month),
)
"""The forms of a date, the one that says most first."""


def _written(
    found: re.Match[str], values: Sequence[str], precision: Precision, rule: str
) -> WrittenDate | None:
    """Build the date from its readings, the usual one first; None where there is no reading."""
    if not values:
        return None
    return WrittenDate(found.start(), found.end(), values[0], precision, rule, tuple(values[1:]))


def _full_year(written: str, rules: DateRules) -> int | None:
    """Return the year meant, or None where it is not possible in this archive."""
    year = int(written)
    if len(written) == _SHORT_YEAR_DIGITS:
        year += 100 * ((rules.two_digit_year_from - year + 99) // 100)
    elif len(written) != _FULL_YEAR_DIGITS:
        return None
    return year if rules.year_min <= year <= rules.year_max else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return PartialDate(year, month, day).text
    except BodyRefusal:
        return None


def _month_day(month: str, day: str) -> str | None:
    leap = _day(2000, int(month), int(day))
    return leap and f"--{leap[5:]}"


def _unique(values: Iterable[str | None]) -> list[str]:
    """The values that are there, in order, each once."""
    return list(dict.fromkeys(value for value in values if value))
