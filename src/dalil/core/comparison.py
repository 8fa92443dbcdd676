"""Comparison: what two holdings have in common, what only one has, and what is one exposure all the same.

"Ours has 26,948, theirs 28,707" is no difference of 1,759: files are re-saved, turned, cropped on their way.
So what only one side has is told apart by whether the other side has its exposure under other bytes.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from dalil.core.canonical import Json, Record


class Where(StrEnum):
    """Which side has an exhibit."""

    COMMON = "common"
    FIRST = "only-first"
    SECOND = "only-second"


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """One exhibit. ``copies``: exhibits of the other side that are of its exposure under other bytes."""

    digest: str
    where: Where
    copies: tuple[str, ...] = ()

    def to_record(self) -> Record:
        """For ``--jsonl``."""
        copies: list[Json] = list(self.copies)
        return {"digest": self.digest, "where": self.where.value, "copies_there": copies}


@dataclass(frozen=True, slots=True)
class Balance:
    """The exhibits of two sides, counted: first = common + only first, second = common + only second.

    ``first_copied``: how many of those that only the first has are copies of exposures that the second has;
    ``second_copied``: the other way round. ``exposures``: how many exposures that is, where both have bytes
    of their own.
    """

    common: int
    only_first: int
    only_second: int
    first_copied: int
    second_copied: int
    exposures: int

    def to_record(self) -> Record:
        """For ``--json``."""
        return {
            "first_exhibits": self.common + self.only_first,
            "second_exhibits": self.common + self.only_second,
            "common": self.common,
            "only_first": self.only_first,
            "only_first_copies": self.first_copied,
            "only_second": self.only_second,
            "only_second_copies": self.second_copied,
            "same_exposure_under_other_bytes": self.exposures,
        }


def compared(
    first: Collection[str], second: Collection[str], exposures: Iterable[Collection[str]]
) -> tuple[tuple[Held, ...], Balance]:
    """Every exhibit of both sides, in order of digest, and their balance.

    ``exposures``: the copies among all of them; who is in none is alone.
    """
    ours, theirs = set(first), set(second)
    there: dict[str, tuple[str, ...]] = {}
    shared = 0
    for members in exposures:
        alone, beside = set(members) & (ours - theirs), set(members) & (theirs - ours)
        there |= {one: tuple(sorted(set(members) & theirs)) for one in alone}
        there |= {one: tuple(sorted(set(members) & ours)) for one in beside}
        shared += bool(alone and beside)
    rows = tuple(_held(one, ours, theirs, there) for one in sorted(ours | theirs))
    counted = Counter(row.where for row in rows)
    copied = Counter(row.where for row in rows if row.copies)
    return rows, Balance(
        common=counted[Where.COMMON],
        only_first=counted[Where.FIRST],
        only_second=counted[Where.SECOND],
        first_copied=copied[Where.FIRST],
        second_copied=copied[Where.SECOND],
        exposures=shared,
    )


def _held(one: str, ours: set[str], theirs: set[str], there: dict[str, tuple[str, ...]]) -> Held:
    if one in ours and one in theirs:
        return Held(one, Where.COMMON)
    return Held(one, Where.FIRST if one in ours else Where.SECOND, there.get(one, ()))
