"""Evidence: what speaks for or against two sightings being one individual, each kind with its weight.

Weights are decibans: ten times the decimal logarithm of a likelihood ratio (Good 1950), whole numbers, so
that anyone can add them up by hand. They are stated: docs/methods/individuals.md gives the reason for each,
docs/results/evidence.md what drawn archives with truth give in its place. What a sum of them amounts to:
:mod:`dalil.core.link`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dalil.core.moment import PartialDate, Precision
from dalil.core.number import has_digit, is_partial, one_digit_apart, same_number
from dalil.core.reading import Dispute, Settled
from dalil.core.sighting import Sighting, Station

WEIGHTS: Final[dict[str, int]] = {
    "prior": -30,
    "number-same": 35,
    "number-same-unsure": 28,
    "number-same-short": 20,
    "number-fits": 15,
    "number-in-dispute": 15,
    "number-near": -25,
    "number-differs-doubtful": -10,
    "number-differs-unsure": -45,
    "number-differs": -80,
    "number-is-examination": 15,
    "number-is-agency": 0,
    "examination-same": 25,
    "examination-differs": -15,
    "letters-same": 10,
    "letters-differ": -60,
    "agency-same": 10,
    "agency-differs": -80,
    "day-same": 10,
    "month-same": 5,
    "days-apart": -5,
    "months-apart": -60,
    "day-same-camera": 5,
    "days-apart-camera": -5,
    "date-unknown": -5,
    "folder-same": 6,
    "seconds-apart": 10,
    "minutes-apart": 5,
    "sequence-next": 10,
    "taken-next": 15,
    "number-seen-once": 25,
    "next-to-labelled": 10,
    "much-nearer": 5,
    "others-between": -15,
    "between-two": 25,
    "landmarks-agree": 15,
    "landmarks-differ": -5,
}
"""Weight of every kind of evidence in decibans; ``prior``: two exposures at random are not one person."""

_SURE_PPM: Final = 950_000
_SHORT_DIGITS: Final = 2
_NEAR_SECONDS: Final = 60
_NEXT_STEPS: Final = 3
_NEAR_MINUTES_SECONDS: Final = 900
_MONTH_DAYS: Final = 31


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One kind of evidence, its weight, and the value that it was seen in (a number, an agency, seconds)."""

    code: str
    weight_db: int
    detail: str = ""


def reasons_of(
    first: Sighting, second: Sighting, extra: Iterable[str], seen: Iterable[Reason]
) -> tuple[Reason, ...]:
    """Everything that speaks for or against two sightings being one individual, as a link weighs it."""
    reasons = [
        _reason("prior"),
        *_number(first, second),
        *_examination(first, second),
        *_letters(first, second),
        *_agency(first, second),
        *_date(first, second),
        *_place(first.stations, second.stations),
        *(_reason(code) for code in sorted(extra)),
        *seen,
    ]
    if {"folder-same", "date-unknown"} <= {reason.code for reason in reasons}:
        reasons = [reason for reason in reasons if reason.code != "date-unknown"]
    return tuple(reasons)


def _reason(code: str, detail: str = "") -> Reason:
    return Reason(code, WEIGHTS[code], detail)


def _number(first: Sighting, second: Sighting) -> list[Reason]:
    ours, theirs = (
        tuple(value for value in one.number_candidates if has_digit(value)) for one in (first, second)
    )
    if not ours or not theirs:
        return []
    if first.number_value and second.number_value and first.block[0] == second.block[0]:
        told = _agency(first, second) or _letters(first, second)
        if len(first.block[0]) <= _SHORT_DIGITS and not told:
            return [_reason("number-same-short", first.number_value)]
        sure = min(first.number_confidence_ppm, second.number_confidence_ppm) >= _SURE_PPM
        return [_reason("number-same" if sure else "number-same-unsure", first.number_value)]
    code = _unequal(first, second)
    return [_reason(code, f"{'/'.join(ours)} {'/'.join(theirs)}")]


def _unequal(first: Sighting, second: Sighting) -> str:
    """Which evidence two numbers are that are not read alike."""
    ours, theirs = first.number_candidates, second.number_candidates
    if any(same_number(a, b) for a in ours for b in theirs):
        disputed = isinstance(first.number, Dispute) or isinstance(second.number, Dispute)
        return "number-in-dispute" if disputed else "number-fits"
    if isinstance(first.number, Settled) and isinstance(second.number, Settled):
        return "number-differs"
    if second.examination in ours or first.examination in theirs:
        return "number-is-examination"
    if first.agency in theirs or second.agency in ours:
        return "number-is-agency"
    if any(one_digit_apart(a, b) for a in ours for b in theirs):
        return "number-near"
    return "number-differs-doubtful" if first.doubtful or second.doubtful else "number-differs-unsure"


def _examination(first: Sighting, second: Sighting) -> list[Reason]:
    """Numbers of two examinations, which the hospital gives; what is one digit apart may be misread."""
    ours, theirs = first.examination, second.examination
    if not ours or not theirs or (one_digit_apart(ours, theirs) and ours != theirs):
        return []
    same = ours == theirs
    return [
        _reason("examination-same" if same else "examination-differs", ours if same else f"{ours} {theirs}")
    ]


def _letters(first: Sighting, second: Sighting) -> list[Reason]:
    ours, theirs = first.block[1], second.block[1]
    if not ours or not theirs:
        return []
    return [
        _reason("letters-same" if ours == theirs else "letters-differ", f"{first.series} {second.series}")
    ]


def _agency(first: Sighting, second: Sighting) -> list[Reason]:
    ours, theirs = first.agency, second.agency
    if not ours or not theirs:
        return []
    if ours == theirs and not is_partial(ours):
        return [_reason("agency-same", ours)]
    return [] if same_number(ours, theirs) else [_reason("agency-differs", f"{ours} {theirs}")]


def _date(first: Sighting, second: Sighting) -> list[Reason]:
    ours, theirs = first.date, second.date
    if ours is None or theirs is None:
        return [_reason("date-unknown")]
    code = _date_code(ours, theirs, camera="camera" in (first.date_source, second.date_source))
    return [_reason(code, f"{ours.text} {theirs.text}")] if code else []


def _date_code(ours: PartialDate, theirs: PartialDate, *, camera: bool) -> str:
    """Which evidence two dates are; a camera's clock weighs less, because many were never set."""
    days = ours.days_from(theirs)
    same_day = ours == theirs and ours.precision is Precision.DAY
    if camera:
        return "day-same-camera" if same_day else ("days-apart-camera" if days else "")
    if same_day:
        return "day-same"
    if Precision.YEAR not in (ours.precision, theirs.precision) and ours.period == theirs.period:
        return "month-same"
    if days == 0:
        return ""
    return "days-apart" if days <= _MONTH_DAYS else "months-apart"


def _place(ours: tuple[Station, ...], theirs: tuple[Station, ...]) -> list[Reason]:
    """Same folder, and within it the nearest pair of copies in time and in number."""
    pairs = [(a, b) for a in ours for b in theirs if a.folder == b.folder]
    if not pairs:
        return _taken_next(ours, theirs)
    reasons = [_reason("folder-same")]
    gaps = [abs(a.seconds - b.seconds) for a, b in pairs if a.seconds is not None and b.seconds is not None]
    steps = [
        abs(a.sequence - b.sequence) for a, b in pairs if a.sequence is not None and b.sequence is not None
    ]
    if gaps and min(gaps) <= _NEAR_MINUTES_SECONDS:
        code = "seconds-apart" if min(gaps) <= _NEAR_SECONDS else "minutes-apart"
        reasons.append(_reason(code, str(min(gaps))))
    if steps and min(steps) <= 1:
        reasons.append(_reason("sequence-next", str(min(steps))))
    return reasons


def _taken_next(ours: tuple[Station, ...], theirs: tuple[Station, ...]) -> list[Reason]:
    """Filed in two folders, and yet next to each other by the camera's clock and its count."""
    gaps = [
        abs(a.seconds - b.seconds)
        for a in ours
        for b in theirs
        if a.seconds is not None and b.seconds is not None
        if a.sequence is not None and b.sequence is not None and abs(a.sequence - b.sequence) <= _NEXT_STEPS
    ]
    return [_reason("taken-next", str(min(gaps)))] if gaps and min(gaps) <= _NEAR_SECONDS else []
