"""Withdrawal: one row of a list is taken back by who gave it, with every copy of it and all that quotes it.

Load: the row, the rows that state the same, their matches. Decide: what is written again without them.
Record: ``list-row-withdrawn`` and the erasures, one row after another; then the payloads are deleted.
"""

from dalil.catalog.queries import matching
from dalil.core.canonical import Json, Record
from dalil.core.errors import Refusal
from dalil.flows import shelf
from dalil.flows.list_comparison import restating
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault


class RowUnknown(Refusal):
    """List {list} has no row {row}, or it was withdrawn already."""

    code = "list-row-unknown"
    exit_status = 73
    remedy = (
        "Give the list as `dalil lists import` printed it, and the row counted from 1 under the file's "
        "header; `dalil matches` prints both as LIST:ROW."
    )


def withdraw(vault: Vault, list_id: str, row: int, reason: str, *, copies: bool = True) -> list[str]:
    """Take one row out: of its payload, of the reasons of every match that quotes it, and with its copies.

    A copy is a row, of any list, that states the same name, mother and birth; a bare name has none, for many
    people bear it. Returns the ids of what was withdrawn, the row itself last: a run that was stopped goes on
    when it is asked again.

    Raises: ActorUnnamed, RowUnknown.
    """
    person(vault)
    bring_up(vault)
    shelf.finish_erasing(vault)
    asked = f"{list_id}:{row}"
    if matching.claim(asked) is None:
        raise RowUnknown(list=list_id, row=row)
    found = [*(restating(vault, asked) if copies else ()), asked]
    for identity in found:
        _withdraw(vault, identity, reason)
    return found


def _withdraw(vault: Vault, identity: str, reason: str) -> None:
    claim = matching.claim(identity)
    assert claim is not None, "it was found among the rows that stand"
    taken: dict[str, list[str]] = {claim.payload: [str(claim.row)]}
    for match in matching.matches_of_claim(claim.id):
        taken.setdefault(match.reasons, []).append(match.id)
    replaced = shelf.Shelf(vault).without(taken)
    told: dict[str, Json] = {old: new.hex if new else None for old, new in replaced.items()}
    body: Record = {"list": claim.list, "row": claim.row, "reason": reason, "replaced": told}
    fresh = tuple(new for new in replaced.values() if new)
    events = [vault.event("list-row-withdrawn", (claim.id,), body, payloads=fresh)]
    record(vault, events + shelf.erasures(vault, replaced, "a row was withdrawn by its source"))
    shelf.finish_erasing(vault)
