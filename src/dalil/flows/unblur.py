"""Unblur: one photograph seen as it is, by one person, for a reason, once; and the log says so.

Load: how many that person has seen today. Decide: whether a reason is named, the day's measure is not full,
and no label of it still waits to be read by them. Record: ``photograph-unblurred``, before anything is shown:
what cannot be recorded is not seen. The picture is kept nowhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.catalog import queries
from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.limits import UNBLURRED_A_DAY_MAX, UNBLURRED_BEFORE_A_BREAK
from dalil.flows.blind import still_read
from dalil.flows.person import is_person, person
from dalil.flows.record import record
from dalil.flows.vault import Vault

_DAY: Final = len("2026-01-31")
_HOUR: Final = len("2026-01-31T12")
KIND: Final = "photograph-unblurred"


class Reason(StrEnum):
    """Why somebody looks. A code and no free words: these would stay in the log for good."""

    LABEL = "label"
    """The crop does not show what the label says."""
    GROUPING = "grouping"
    """Whether two photographs show one person."""
    MATCH = "match"
    """What a family tells, beside what is seen."""
    CODING = "coding"
    """A question of a study."""
    REDACTION = "redaction"
    """Whether what is to be covered is covered."""
    AUTHORITY = "authority"
    """A court or an authority asks."""


class LookWithoutReason(Refusal):
    """Nothing says why this photograph is to be seen unblurred."""

    code = "look-without-reason"
    exit_status = 79
    remedy = "Choose a reason from the list."


class LookedEnough(Refusal):
    """You have seen {count} photographs unblurred today, and that is the measure of a day."""

    code = "looked-enough"
    exit_status = 79
    remedy = "Go on tomorrow, or ask a colleague. Nobody has to see all of this."


class LookBlind(Refusal):
    """A label of this photograph still waits to be read by you."""

    code = "look-blind"
    exit_status = 79
    remedy = "Read its label first: whoever reads is shown the crop alone."


@dataclass(frozen=True, slots=True)
class Measure:
    """How many photographs somebody has seen unblurred today, of how many; whether a break is due."""

    today: int
    of: int
    rest: bool


def measure(vault: Vault) -> Measure | None:
    """The measure of who acts; None where nobody is named. Hours and days are those of UTC."""
    if not is_person(vault):
        return None
    now, who = vault.world.moment(), person(vault)
    today = queries.log.made_by(KIND, who, now[:_DAY])
    hour = queries.log.made_by(KIND, who, now[:_HOUR])
    return Measure(today, UNBLURRED_A_DAY_MAX, rest=hour >= UNBLURRED_BEFORE_A_BREAK)


def unblurred(
    vault: Vault, digest: Digest, reason: str, shown: Callable[[Digest], bytes], *, reads: bool
) -> bytes:
    """Record that who acts looks at a photograph, and return it as ``shown`` makes it.

    ``reads``: whether they read labels: a label that waits for them is shown as a crop alone.
    The picture is made before it is recorded, and given after: one that does not open is no look.

    Raises: ActorUnnamed, LookWithoutReason, LookedEnough, LookBlind, and what ``shown`` raises.
    """
    who = person(vault)
    if reason not in set(Reason):
        raise LookWithoutReason
    seen = measure(vault)
    assert seen, who
    if seen.today >= seen.of:
        raise LookedEnough(count=seen.today)
    if reads and still_read(
        vault, {copy for copy, _, _ in queries.exposure.copies(digest.hex)} | {digest.hex}
    ):
        raise LookBlind
    picture = shown(digest)
    body: Record = {"exhibit": digest.hex, "reason": reason}
    record(vault, [vault.event(KIND, (digest.hex,), body)])
    return picture
