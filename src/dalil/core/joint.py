"""Joint: the number, agency and period of an individual, from all of its sightings together.

Five views of one card beat one: proposals add up, a settled number goes before them, two settled ones are a
dispute. What the views disagree about stays visible as other values.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core.number import is_partial, number_key
from dalil.core.reading import PPM, Settled
from dalil.core.sighting import Sighting

_MAJORITY_PPM: Final = 600_000


class NumberStatus(StrEnum):
    """Where an individual's number stands."""

    SETTLED = "settled"
    PROPOSED = "proposed"
    DISPUTED = "disputed"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class JointNumber:
    """The number that all views give together; ``others`` are the values that some view gives instead.

    ``confidence_ppm`` is the share of all views' confidence that speaks for ``value``, at most the surest
    view's. ``settled_by``: ``people``, or ``machine`` where it was accepted without them; else empty.
    """

    value: str
    status: NumberStatus
    confidence_ppm: int
    others: tuple[str, ...] = ()
    settled_by: str = ""


def joint_number(sightings: Sequence[Sighting]) -> JointNumber:
    """Return the number of an individual.

    A settled view is never outvoted by proposals, nor one that people settled by one that was accepted
    without them.
    """
    sure = [one for one in sightings if isinstance(one.number, Settled)]
    by_people = [one for one in sure if isinstance(one.number, Settled) and one.number.by_people]
    settled = _written(by_people or sure)
    candidates = {value for one in sightings for value in one.number_candidates}
    if settled:
        value = min(settled.values())
        status = NumberStatus.SETTLED if len(settled) == 1 else NumberStatus.DISPUTED
        others = sorted(other for other in candidates if number_key(other) != number_key(value))
        by = "people" if by_people else "machine"
        alone = len(settled) == 1
        return JointNumber(value, status, PPM if alone else 0, tuple(others), by if alone else "")
    return _weighed(sightings, candidates)


def joint_agency(sightings: Iterable[Sighting]) -> str:
    """Return the agency that most sightings name, a wholly read one first; empty where none does."""
    counts = Counter(sighting.agency for sighting in sightings if sighting.agency)
    return min(counts, key=lambda agency: (is_partial(agency), -counts[agency], agency), default="")


def joint_period(sightings: Iterable[Sighting]) -> str:
    """Return the month (or year) that most sightings name; label and folder go before the camera."""
    dated = [sighting for sighting in sightings if sighting.date]
    witnessed = [sighting for sighting in dated if sighting.date_source != "camera"] or dated
    counts = Counter(sighting.date.period for sighting in witnessed if sighting.date)
    return min(counts, key=lambda period: (-len(period), -counts[period], period), default="")


def _written(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Number as compared → the number as written, the longest first: 0417 goes before 417."""
    written: dict[str, str] = {}
    for sighting in sightings:
        key, value = sighting.block[0], sighting.number_value
        written[key] = max(written.get(key, ""), value, key=lambda text: (len(text), text))
    return written


def _without_agency(proposed: list[Sighting]) -> list[Sighting]:
    """Leave out numbers that are the individual's agency by other views, as long as any is left."""
    agency = joint_agency(proposed)
    return [one for one in proposed if one.agency or one.number_value != agency] or proposed


def _weighed(sightings: Sequence[Sighting], candidates: set[str]) -> JointNumber:
    proposed = _without_agency([sighting for sighting in sightings if sighting.number_value])
    if not proposed:
        status = (
            NumberStatus.DISPUTED
            if any(not is_partial(value) for value in candidates)
            else NumberStatus.UNREAD
        )
        return JointNumber("", status, 0, tuple(sorted(candidates)))
    weight: defaultdict[str, int] = defaultdict(int)
    surest: defaultdict[str, int] = defaultdict(int)
    for sighting in proposed:
        key, confidence = sighting.block[0], max(1, sighting.number_confidence_ppm)
        weight[key] += confidence
        surest[key] = max(surest[key], confidence)
    best = min(weight, key=lambda key: (-weight[key], key))
    share = weight[best] * PPM // sum(weight.values())
    value = _written(proposed)[best]
    others = tuple(sorted(other for other in candidates if number_key(other) != best))
    if share < _MAJORITY_PPM:
        return JointNumber(value, NumberStatus.DISPUTED, share, others)
    return JointNumber(value, NumberStatus.PROPOSED, min(share, surest[best]), others)
