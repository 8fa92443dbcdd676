"""Withdrawal: one row of a list is taken back by who gave it, with its copies and all that quotes it.

Load: the row, the rows that surely or perhaps state the same person, their matches. Decide: what goes along,
and what is written again without it. Record: ``list-row-withdrawn``, who has to hear of it, and the erasures,
one row after another; then the payloads are deleted.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from dalil.catalog.queries import log, matching
from dalil.catalog.queries.matching import ClaimSeen
from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.event import Event
from dalil.core.matching.notice import Cause
from dalil.core.record import take_text
from dalil.flows import notice, shelf
from dalil.flows.list_comparison import beside
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault

ROW_WITHDRAWN: Final = "a row was withdrawn by its source"
"""The reason that entries give which erase what a withdrawn row said."""


class RowUnknown(Refusal):
    """List {list} has no row {row}."""

    code = "list-row-unknown"
    exit_status = 73
    remedy = (
        "Give the list as `dalil lists import` printed it, and the row counted from 1 under the file's "
        "header; `dalil matches` prints both as LIST:ROW."
    )


class RowWithdrawn(Refusal):
    """Row {row} of list {list} was withdrawn already, and all that quoted it is erased."""

    code = "list-row-withdrawn"
    exit_status = 73
    remedy = (
        "`dalil matches --untold` names who has still to hear of it, `dalil lists show` the rows that stay."
    )


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Rows that were withdrawn, the one that was asked for last; how many have to hear of it."""

    rows: tuple[str, ...]
    to_tell: int
    perhaps: tuple[str, ...] = ()
    """Rows that state perhaps the same person, and stay until somebody withdraws them."""

    def to_record(self) -> Record:
        """The object that ``dalil lists withdraw --json`` prints."""
        return {"withdrawn": [*self.rows], "perhaps": [*self.perhaps], "to_tell": self.to_tell}


def withdraw(vault: Vault, list_id: str, row: int, reason: str, *, copies: bool = True) -> Withdrawn:
    """Take one row out: of its payload, of the reasons of every match that quotes it, and with its copies.

    A copy is a row of any list where name, mother and year of birth are all stated and the same. Others that
    come near, or that another version of the list has in its place, may be a stranger's: they stay and are
    named, as are copies that are to stay. The row itself goes last: a run that was stopped goes on when it is
    asked again.

    Raises: ActorUnnamed, RowUnknown, RowWithdrawn.
    """
    person(vault)
    bring_up(vault)
    shelf.finish_erasing(vault)
    asked = f"{list_id}:{row}"
    if matching.claim(asked) is None:
        gone = row in matching.withdrawn_rows(list_id)
        raise (RowWithdrawn if gone else RowUnknown)(list=list_id, row=row)
    others = beside(vault, asked)
    found = (*(others.copies if copies else ()), asked)
    lists = {list_id, *(each.partition(":")[0] for each in others.copies), *_gone_with(asked)}
    told = sum(_withdraw(vault, each, reason, asked, lists) for each in found)
    return Withdrawn(found, told, others.perhaps if copies else (*others.copies, *others.perhaps))


def _gone_with(asked: str) -> set[str]:
    """Lists whose copies went before, in a run that was stopped."""
    return {body["list"] for body in log.bodies("list-row-withdrawn") if body.get("with") == asked}


def _ever_proposed(vault: Vault, claim: ClaimSeen) -> Iterator[tuple[str, str]]:
    """Payload and match of all reasons that any run gave for a row: earlier ones quote it, too."""
    for body in log.bodies("matches-proposed"):
        if body["list"] == claim.list:
            for raw in vault.reader.lines(Digest(body["output"])):
                line = canonical.decode_record(raw[:-1])
                if line["claim"] == claim.id:
                    yield take_text(line, "reasons"), take_text(line, "id")


def _withdraw(vault: Vault, identity: str, reason: str, asked: str, lists: Collection[str]) -> int:
    """Withdraw one row, for itself or with the row ``asked`` for; return how many have to hear.

    ``lists``: those that hold the row or a copy of it, whose sources hear, too.
    """
    claim = matching.claim(identity)
    assert claim is not None, "it was found among the rows that stand"
    taken: dict[str, list[str]] = {claim.payload: [str(claim.row)]}
    ended: list[Event] = []
    for match in matching.matches_of_claim(claim.id):
        taken.setdefault(match.reasons, []).append(match.id)
        ended += notice.due(vault, match, Cause.WITHDRAWN, acting=person(vault), lists=lists)
    for reasons, match_id in _ever_proposed(vault, claim):
        taken.setdefault(reasons, []).append(match_id)
    replaced = shelf.Shelf(vault).without(taken)
    told: dict[str, Json] = {old: new.hex if new else None for old, new in replaced.items()}
    body: Record = {"list": claim.list, "row": claim.row, "reason": reason, "replaced": told}
    if identity != asked:
        body["with"] = asked
    fresh = tuple(new for new in replaced.values() if new)
    events = [vault.event("list-row-withdrawn", (claim.id,), body, payloads=fresh), *ended]
    record(vault, events + shelf.erasures(vault, replaced, ROW_WITHDRAWN))
    shelf.finish_erasing(vault)
    return notice.count(ended)
