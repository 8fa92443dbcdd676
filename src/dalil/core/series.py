"""Series: what the numbers of one agency say together: repeats, gaps, days that run backwards, strays.

Short numbers come back across agencies and years; that is normal and no contradiction. Within one agency and
one month it is one. Serves docs/methods/individuals.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dalil.core.contradiction import Contradiction
from dalil.core.joint import NumberStatus
from dalil.core.moment import PartialDate, Precision
from dalil.core.number import is_partial, number_key, turned
from dalil.core.script import ARABIC_INDIC_DIGITS, WESTERN_DIGITS

_GAP_NUMBERS_MAX: Final = 50
"""A longer jump is another series, not a gap."""
_BACKWARDS_DAYS: Final = 31
"""Numbers are given a few weeks before or after the photograph; a month backwards is worth a look."""
_SERIES_DAYS: Final = 183
"""Numbers begin again after a year or more; who lies farther apart is of another run."""
_BESIDE: Final = 2
"""Numbers before and after, in time, that a number is looked at beside; all but one must be there."""
_FAR_NUMBERS: Final = 500
"""Ten times what neighbours in time lie apart."""
_ARABIC: Final = str.maketrans(WESTERN_DIGITS, ARABIC_INDIC_DIGITS)


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One individual's number. ``others``: what some views give instead; ``date``: the best known date."""

    individual: str
    agency: str
    letters: str
    number: str
    status: NumberStatus
    date: PartialDate | None
    others: tuple[str, ...] = ()


def series_contradictions(rows: Iterable[SeriesRow]) -> tuple[Contradiction, ...]:
    """Return what the numbers of all individuals disagree about, in order, whatever the order of rows."""
    known = sorted(rows, key=lambda row: row.individual)
    found = {Contradiction(*one) for row in known for one in _two_numbers(row)}
    series: defaultdict[tuple[str, str], list[SeriesRow]] = defaultdict(list)
    for row in known:
        if row.number.isdecimal():
            series[(row.agency, row.letters)].append(row)
    for (agency, _), members in series.items():
        ordered = sorted(members, key=lambda row: (int(row.number), row.individual))
        if agency and not is_partial(agency):  # where it is not known, a number that comes back is normal
            found |= {Contradiction(*one) for one in _repeated(ordered)}
            found |= {Contradiction(*one) for one in _turned(ordered)}
            found |= {Contradiction(*one) for one in _running(agency, ordered)}
            found |= {Contradiction(*one) for one in _strays(ordered)}
    return tuple(sorted(found))


def _two_numbers(row: SeriesRow) -> Iterator[tuple[str, str, str]]:
    whole = [other for other in row.others if not is_partial(other)]
    if whole and row.status in (NumberStatus.SETTLED, NumberStatus.DISPUTED):
        values = [row.number, *whole] if row.number else whole
        yield ("individual-with-two-numbers", row.individual, " | ".join(values))


def _repeated(rows: Sequence[SeriesRow]) -> Iterator[tuple[str, str, str]]:
    """One number, one agency, one month, two individuals."""
    for first, second in _same_number(rows):
        if _one_month(first, second):
            for one, other in ((first, second), (second, first)):
                detail = f"{one.agency} {one.number} | {other.individual}"
                yield ("number-on-two-individuals", one.individual, detail)


def _same_number(rows: Sequence[SeriesRow]) -> Iterator[tuple[SeriesRow, SeriesRow]]:
    groups: defaultdict[str, list[SeriesRow]] = defaultdict(list)
    for row in rows:
        groups[number_key(row.number)].append(row)
    for group in groups.values():
        ordered = sorted(group, key=lambda row: (row.date.text if row.date else "", row.individual))
        yield from pairwise(ordered)


def _turned(rows: Sequence[SeriesRow]) -> Iterator[tuple[str, str, str]]:
    """A number that is another one's when its card is held upside down, in the same month."""
    by_number: defaultdict[str, list[SeriesRow]] = defaultdict(list)
    for row in rows:
        by_number[row.number].append(row)
    for row in rows:
        twins = {turned(row.number), turned(row.number.translate(_ARABIC))} - {None, row.number}
        for twin in sorted(str(twin) for twin in twins):
            for other in by_number.get(twin, ()):
                if _one_month(row, other):
                    yield ("number-upside-down", row.individual, f"{row.number} | {twin} {other.individual}")


def _one_month(one: SeriesRow, other: SeriesRow) -> bool:
    """Whether both dates are known to the month, and it is one."""
    first, second = one.date, other.date
    known = first and second and Precision.YEAR not in (first.precision, second.precision)
    return bool(known and first and second and first.period == second.period)


def _running(agency: str, rows: Sequence[SeriesRow]) -> Iterator[tuple[str, str, str]]:
    """Gaps between neighbouring numbers, and days that run backwards between them."""
    dated = [(row, row.date) for row in rows if row.date and row.date.precision is not Precision.YEAR]
    for place, (first, date) in enumerate(dated):
        # Numbers come back after years: who follows is the next one of the same months.
        later = (each for each in dated[place + 1 :] if each[0].number != first.number)
        second, then = next(
            ((row, day) for row, day in later if date.days_from(day) <= _SERIES_DAYS), (None, date)
        )
        step = int(second.number) - int(first.number) if second else 0
        if not second or not 0 < step <= _GAP_NUMBERS_MAX:
            continue
        if date.days_from(then) > _BACKWARDS_DAYS:
            if date.text > then.text:
                detail = f"{first.number} {date.text} | {second.number} {then.text}"
                yield ("dates-run-backwards", second.individual, detail)
        elif step > 1:
            missing = f"{int(first.number) + 1}–{int(second.number) - 1}"
            yield ("number-gap", f"agency:{agency}", f"{missing} ({step - 1})")


def _strays(rows: Sequence[SeriesRow]) -> Iterator[tuple[str, str, str]]:
    """A number far from those of the same weeks, near to one another: another series, or misread."""
    dated = [(row.date, int(row.number), row.individual) for row in rows if row.date]
    dated.sort(key=lambda one: (one[0].text, *one[1:]))
    for place, (date, number, individual) in enumerate(dated):
        around = [*dated[max(0, place - _BESIDE) : place], *dated[place + 1 : place + 1 + _BESIDE]]
        beside = [one for day, one, _ in around if date.days_from(day) <= _BACKWARDS_DAYS]
        if len(beside) < 2 * _BESIDE - 1 or max(beside) - min(beside) > _GAP_NUMBERS_MAX:
            continue
        if min(abs(number - one) for one in beside) > _FAR_NUMBERS:
            yield ("number-far-from-neighbours", individual, f"{number} | {min(beside)}–{max(beside)}")
