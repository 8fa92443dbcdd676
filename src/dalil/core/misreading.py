"""Misreading: which individuals may be another one whose number was read wrongly; for the low count only.

A machine that reads 3659 as 3859 makes a second individual of one person. Nothing is joined because of that:
the individual stays listed, and adds nothing to the low count. Serves docs/methods/individuals.md.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from dalil.core.joint import joint_agency, joint_number, joint_period
from dalil.core.number import digits_apart, is_partial, number_key, same_number
from dalil.core.reading import CLEAR_PPM, Proposed, Settled
from dalil.core.sighting import Sighting

_SHORT_DIGITS: Final = 3
_SHORT_APART: Final = 1
_LONG_APART: Final = 2
"""Digits that a misreading may change, leave out or put in: one of up to three, two of longer numbers."""
_SKIN: Final = "skin"


@dataclass(frozen=True, slots=True)
class NumberSeen:
    """One group of sightings as numbers tell it: ``key`` names it; ``candidates`` are whole numbers only."""

    key: str
    candidates: tuple[str, ...]
    agency: str
    period: str
    clear: bool
    skin_only: bool

    @classmethod
    def of(cls, sightings: Sequence[Sighting]) -> "NumberSeen":
        """Read one group. Clear: settled, or read clearly on some view."""
        number = joint_number(sightings)
        values = {
            number_key(value) for value in (number.value, *number.others) if value and not is_partial(value)
        }
        numbered = [one for one in sightings if one.numbered]
        settled = any(isinstance(one.number, Settled) for one in numbered)
        return cls(
            key=min(one.key for one in sightings),
            candidates=tuple(sorted(values)),
            agency=joint_agency(sightings),
            period=joint_period(sightings),
            clear=settled or any(_sure(one) for one in numbered),
            skin_only=not settled and bool(numbered) and all(one.surfaces == (_SKIN,) for one in numbered),
        )

    def may_be(self, other: "NumberSeen") -> bool:
        """True when one of the two, not clear, may be a misreading of the other."""
        return (
            not (self.clear and other.clear)
            and _fits_period(self.period, other.period)
            and _fits_agency(self.agency, other.agency)
            and any(_near(ours, theirs) for ours in self.candidates for theirs in other.candidates)
        )

    def nearest(self, other: "NumberSeen") -> tuple[str, str]:
        """The two values, of this group and of the other, that are most alike."""
        pairs = [(ours, theirs) for ours in self.candidates for theirs in other.candidates]
        return min(pairs, key=lambda pair: (digits_apart(*pair), pair))


def misread_pairs(groups: Sequence[NumberSeen]) -> Iterator[tuple[str, str]]:
    """Yield the keys of every two groups that may be one by a misreading, in order, some of them twice.

    Only groups whose numbers are alike after leaving out digits are compared (Garbe's symmetric deletes).
    """
    alike: defaultdict[str, list[NumberSeen]] = defaultdict(list)
    for group in sorted(groups, key=lambda one: one.key):
        for rest in sorted({rest for value in group.candidates for rest in _deletions(value)}):
            alike[rest].append(group)
    for rest in sorted(alike):
        for first, second in combinations(alike[rest], 2):
            if first.may_be(second):
                yield first.key, second.key


def _sure(sighting: Sighting) -> bool:
    return isinstance(sighting.number, Proposed) and sighting.number.confidence_ppm >= CLEAR_PPM


def _deletions(value: str) -> set[str]:
    """The value with up to as many digits left out as a misreading may change."""
    found = {value}
    for _ in range(_LONG_APART):
        found |= {one[:place] + one[place + 1 :] for one in found for place in range(len(one))}
    return found


def _near(ours: str, theirs: str) -> bool:
    apart = _SHORT_APART if max(len(ours), len(theirs)) <= _SHORT_DIGITS else _LONG_APART
    return digits_apart(ours, theirs) <= apart


def _fits_period(ours: str, theirs: str) -> bool:
    return ours.startswith(theirs) or theirs.startswith(ours)


def _fits_agency(ours: str, theirs: str) -> bool:
    """Unknown, the same, or one digit apart: codes are misread as often as numbers."""
    return not ours or not theirs or same_number(ours, theirs) or digits_apart(ours, theirs) <= _SHORT_APART
