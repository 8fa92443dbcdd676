"""List comparison: rows of one imported list that another states, too: a copy of it, or a later version.

Load: the rows of both that were not withdrawn, from their payloads. Decide: ``core.matching.restated``.
Nothing is recorded; what is printed names rows and fields, and quotes nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
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
            yield _record(pair.left, pair.right, pair.how.value, pair.fields)
        for left in self.only_left:
            yield _record(left, None, "only-left")
        for right in self.only_right:
            yield _record(None, right, "only-right")


def _record(left: str | None, right: str | None, how: str, fields: Sequence[str] = ()) -> dict[str, Any]:
    return {"left": left, "right": right, "relation": how, "fields": [*fields]}


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
    """Other lists that state a good part of the rows of one, and how many rows."""
    found = {}
    for other in matching.lists():
        if other.id != list_id:
            comparison = compare(vault, list_id, other.id)
            rows = len(comparison.pairs) + len(comparison.only_left)
            common = comparison.counts["same"] + comparison.counts["person"]
            if common * 1_000 >= max(1, rows) * COPY_PERMILLE_MIN:
                found[other.id] = common
    return found


@dataclass(frozen=True, slots=True)
class Restating:
    """Rows of all lists beside one row: its ``copies``, and those that state ``perhaps`` the same person."""

    copies: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


def restating(vault: Vault, claim_id: str) -> list[str]:
    """Copies of one row, in all lists: name, mother and year of birth are stated and the same; not itself."""
    return [*beside(vault, claim_id).copies]


def beside(vault: Vault, claim_id: str) -> Restating:
    """Rows of all lists that surely, or perhaps, state the person of one row; not itself."""
    list_id = claim_id.partition(":")[0]
    stated = next((stated for identity, stated in _rows(vault, list_id) if identity == claim_id), None)
    if stated is None:
        return Restating()
    asked = whom(stated)
    copies, perhaps = [], []
    for each in matching.lists():
        for identity, stating in _rows(vault, each.id):
            if identity == claim_id:
                continue
            other = whom(stating)
            if asked.surely(other):
                copies.append(identity)
            elif asked.perhaps(other):
                perhaps.append(identity)
    return Restating(tuple(copies), tuple(perhaps))


def _rows(vault: Vault, list_id: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (identity, {field.value: text for field, text in stated.items()})
        for identity, stated in rows_of(vault, list_id)
    ]
