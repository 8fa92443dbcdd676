"""List comparison: rows of one imported list that another states, too: a copy of it, or a later version.

Load: the rows of both that were not withdrawn, from their payloads. Decide: ``core.matching.restated``.
Nothing is recorded; what is printed names rows and fields, and quotes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dalil.catalog.queries import matching
from dalil.core.errors import Refusal
from dalil.core.matching.restated import Restated, RowPair, restated
from dalil.core.matching.whom import whom
from dalil.flows.lists import rows_of
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault

COPY_PERMILLE_MIN: Final = 100
"""Share of its rows that a list has in common with another, from which that is said when it is imported."""


class ListUnknown(Refusal):
    """There is no list {list} in this vault."""

    code = "list-unknown"
    exit_status = 73
    remedy = "Give a list as `dalil lists import` printed it, such as L0001."


@dataclass(frozen=True, slots=True)
class ListComparison:
    """Two lists: the pairs of rows that state the same, and the rows that only one has."""

    left: str
    right: str
    pairs: tuple[RowPair, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Pairs by how, and rows on one side; either side balances."""
        by_how = Counter(pair.how for pair in self.pairs)
        return {
            **{how.value: by_how[how] for how in Restated},
            "only-left": len(self.only_left),
            "only-right": len(self.only_right),
        }

    def records(self) -> Iterator[dict[str, Any]]:
        """Every row of either list once, as ``dalil lists compare --jsonl`` prints it."""
        for pair in self.pairs:
            how = pair.how.value
            yield _record(pair.left, pair.right, how, fields=pair.fields, respelled=pair.respelled)
        for left in self.only_left:
            yield _record(left, None, "only-left")
        for right in self.only_right:
            yield _record(None, right, "only-right")


def _record(
    left: str | None,
    right: str | None,
    how: str,
    *,
    fields: Sequence[str] = (),
    respelled: Sequence[str] = (),
) -> dict[str, Any]:
    found = {"left": left, "right": right, "relation": how, "fields": [*fields]}
    return {**found, "respelled": [*respelled]}


def compare(vault: Vault, left: str, right: str) -> ListComparison:
    """Compare two imported lists. Raises: ListUnknown."""
    bring_up(vault)
    known = {each.id for each in matching.lists()}
    for each in (left, right):
        if each not in known:
            raise ListUnknown(list=each)
    one, other = _rows(vault, left), _rows(vault, right)
    pairs = restated(one, other)
    taken = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    return ListComparison(
        left,
        right,
        tuple(pairs),
        tuple(identity for identity, _ in one if identity not in taken[0]),
        tuple(identity for identity, _ in other if identity not in taken[1]),
    )


def alike(vault: Vault, list_id: str) -> dict[str, int]:
    """Other lists with which one has a good part of the rows in common, of the shorter; and how many rows."""
    own = _rows(vault, list_id)
    found = {}
    for other in matching.lists():
        if other.id != list_id:
            rows = _rows(vault, other.id)
            common = _in_common(restated(own, rows))
            if _is_good_part(common, min(len(own), len(rows))):
                found[other.id] = common
    return found


def withdrawn(lists: Iterable[str]) -> dict[str, list[int]]:
    """By list, the rows that were withdrawn, of lists that have any: a later version may bring them again.

    Numbers alone: what a row said is kept nowhere, so nobody but people can tell who came again.
    """
    return {each: rows for each in lists if (rows := matching.withdrawn_rows(each))}


def _in_common(pairs: Sequence[RowPair]) -> int:
    """Rows of either list that the other states, too."""
    return sum(pair.how is not Restated.CHANGED for pair in pairs)


def _is_good_part(common: int, rows: int) -> bool:
    return common * 1_000 >= max(1, rows) * COPY_PERMILLE_MIN


@dataclass(frozen=True, slots=True)
class Restating:
    """Rows of all lists beside one row: its ``copies``, and those that state ``perhaps`` the same person."""

    copies: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


def restating(vault: Vault, claim_id: str) -> list[str]:
    """Copies of one row, in all lists: name, mother and year of birth are stated and the same; not itself."""
    return [*beside(vault, claim_id).copies]


def beside(vault: Vault, claim_id: str) -> Restating:
    """Rows of all lists that surely, or perhaps, state the person of one row; not itself.

    Perhaps is also the row that another version of the list has in its place: under its reference, with whom
    it states changed.
    """
    own = _rows(vault, claim_id.partition(":")[0])
    stated = dict(own).get(claim_id)
    if stated is None:
        return Restating()
    asked = whom(stated)
    copies, perhaps = [], []
    for each in matching.lists():
        rows = [row for row in _rows(vault, each.id) if row[0] != claim_id]
        instead = _in_its_place(own, claim_id, rows) if each.id != claim_id.partition(":")[0] else None
        for identity, stating in rows:
            other = whom(stating)
            if asked.surely(other):
                copies.append(identity)
            elif identity == instead or asked.perhaps(other):
                perhaps.append(identity)
    return Restating(tuple(copies), tuple(perhaps))


_Rows = list[tuple[str, dict[str, str]]]


def _in_its_place(own: _Rows, claim_id: str, others: _Rows) -> str | None:
    """The row that another list has under the reference of one; None where neither list copies the other."""
    pairs = restated(own, others)
    pair = next((pair for pair in pairs if pair.left == claim_id), None)
    if pair is None or pair.how is not Restated.CHANGED:
        return None
    return pair.right if _is_good_part(_in_common(pairs), min(len(own), len(others))) else None


def _rows(vault: Vault, list_id: str) -> _Rows:
    return [
        (identity, {field.value: text for field, text in stated.items()})
        for identity, stated in rows_of(vault, list_id)
    ]
