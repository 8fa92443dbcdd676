"""Evidence: what speaks for or against two sightings being one individual, each kind with its weight.

Weights are decibans: ten times the decimal logarithm of a likelihood ratio (Good 1950), whole numbers, so
that anyone can add them up by hand. They are stated, not yet estimated: docs/methods/individuals.md gives the
reason for each. The number alone never makes a certain link; it needs the agency, the day or the place
beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.moment import PartialDate, Precision
from dalil.core.number import is_partial, one_digit_apart, same_number
from dalil.core.reading import Settled
from dalil.core.record import take_integer, take_records, take_text
from dalil.core.sighting import Sighting, Station

WEIGHTS: Final[dict[str, int]] = {
    "prior": -30,
    "number-same": 35,
    "number-same-unsure": 28,
    "number-fits": 15,
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

_NUMBER_AGREES: Final = frozenset({"number-same", "number-same-unsure", "number-fits", "examination-same"})
"""Only with one of these is a link ever certain: without a number there is no certainty."""
_LIKELY_AT_MOST: Final = frozenset(
    {"between-two", "much-nearer", "number-seen-once", "landmarks-agree", "number-is-examination"}
)
"""With one of these it is likely at most, with none possible: the next body follows within seconds."""
CERTAIN_DB: Final = 18
LIKELY_DB: Final = 11
POSSIBLE_DB: Final = 0
_SURE_PPM: Final = 950_000
_NEAR_SECONDS: Final = 60
_NEXT_STEPS: Final = 3
_NEAR_MINUTES_SECONDS: Final = 900
_MONTH_DAYS: Final = 31


class Strength(StrEnum):
    """How much a link holds. Certain and likely links make individuals; possible ones only the low count."""

    DECIDED = "decided"
    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One kind of evidence, its weight, and the value that it was seen in (a number, an agency, seconds)."""

    code: str
    weight_db: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Two sightings held to show one individual, ``a`` before ``b``; reasons sum to ``weight_db``."""

    a: str
    b: str
    strength: Strength
    reasons: tuple[Reason, ...]

    @property
    def weight_db(self) -> int:
        """The sum of the reasons' weights."""
        return sum(reason.weight_db for reason in self.reasons)

    def to_record(self) -> Record:
        """Return the record that is stored."""
        return {
            "a": self.a,
            "b": self.b,
            "strength": self.strength.value,
            "weight_db": self.weight_db,
            "reasons": [
                {"code": reason.code, "weight_db": reason.weight_db, "detail": reason.detail}
                for reason in self.reasons
            ],
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""
        try:
            strength = Strength(take_text(record, "strength"))
        except ValueError as wrong:
            raise BodyRefusal(detail=f"no such strength of a link ({wrong})") from wrong
        reasons = tuple(
            Reason(take_text(one, "code"), take_integer(one, "weight_db"), take_text(one, "detail"))
            for one in take_records(record, "reasons")
        )
        return cls(take_text(record, "a"), take_text(record, "b"), strength, reasons)


def link(
    first: Sighting, second: Sighting, extra: Iterable[str] = (), seen: Iterable[Reason] = ()
) -> Link | None:
    """Weigh two sightings; None where nothing holds them together.

    Args:
        first: one sighting.
        second: another one.
        extra: codes of evidence that only the sequence shows (``between-two``, ``next-to-labelled`` …).
        seen: what their pictures say (:mod:`dalil.core.resemblance`).

    """
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
    codes = {reason.code for reason in reasons}
    if {"folder-same", "date-unknown"} <= codes:
        reasons = [reason for reason in reasons if reason.code != "date-unknown"]
    strength = _strength(sum(reason.weight_db for reason in reasons), codes)
    low, high = sorted((first.key, second.key))
    return Link(low, high, strength, tuple(reasons)) if strength else None


def _strength(weight_db: int, codes: set[str]) -> Strength | None:
    """What a sum of weights amounts to, given what kinds of evidence are in it."""
    if weight_db < POSSIBLE_DB:
        return None
    # Where pictures of one person are alike as a rule, being near one that is not alike proves nothing.
    speaking = (
        _LIKELY_AT_MOST - {"much-nearer", "number-seen-once"}
        if "landmarks-differ" in codes
        else _LIKELY_AT_MOST
    )
    if weight_db >= CERTAIN_DB and codes & _NUMBER_AGREES:
        return Strength.CERTAIN
    if weight_db >= LIKELY_DB and codes & (_NUMBER_AGREES | speaking):
        return Strength.LIKELY
    return Strength.POSSIBLE


def _reason(code: str, detail: str = "") -> Reason:
    return Reason(code, WEIGHTS[code], detail)


def _number(first: Sighting, second: Sighting) -> list[Reason]:
    ours, theirs = first.number_candidates, second.number_candidates
    if not ours or not theirs:
        return []
    if first.number_value and second.number_value and first.block[0] == second.block[0]:
        sure = min(first.number_confidence_ppm, second.number_confidence_ppm) >= _SURE_PPM
        return [_reason("number-same" if sure else "number-same-unsure", first.number_value)]
    code = _unequal(first, second)
    return [_reason(code, f"{'/'.join(ours)} {'/'.join(theirs)}")]


def _unequal(first: Sighting, second: Sighting) -> str:
    """Which evidence two numbers are that are not read alike."""
    ours, theirs = first.number_candidates, second.number_candidates
    if any(same_number(a, b) for a in ours for b in theirs):
        return "number-fits"
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
