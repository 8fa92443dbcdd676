"""Link: two sightings held to show one individual, how strongly, and why.

The number alone never makes a certain link; it needs the agency, the day or the place beside it. Serves
docs/methods/individuals.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.evidence import Reason, reasons_of
from dalil.core.record import take_integer, take_records, take_text
from dalil.core.sighting import Sighting

_NUMBER_AGREES: Final = frozenset(
    {"number-same", "number-same-short", "number-same-unsure", "examination-same"}
)
"""Only with one of these is a link ever certain: without a whole number there is no certainty."""
_LIKELY_AT_MOST: Final = frozenset(
    {"between-two", "much-nearer", "number-seen-once", "landmarks-agree", "number-is-examination"}
    | {"number-fits", "number-in-dispute"}
)
"""With one of these it is likely at most, with none possible: the next body follows within seconds."""
CERTAIN_DB: Final = 18
LIKELY_DB: Final = 11
POSSIBLE_DB: Final = 0


class Strength(StrEnum):
    """How much a link holds. Certain and likely links make individuals; possible ones only the low count."""

    DECIDED = "decided"
    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


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
    reasons = reasons_of(first, second, extra, seen)
    codes = {reason.code for reason in reasons}
    strength = _strength(sum(reason.weight_db for reason in reasons), codes)
    low, high = sorted((first.key, second.key))
    return Link(low, high, strength, reasons) if strength else None


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
