"""Standings: the rows that a rung counts, and what changed among them between two log positions."""

from collections.abc import Iterator
from dataclasses import dataclass

from dalil.catalog import queries
from dalil.core.canonical import Json, Record
from dalil.core.errors import Refusal
from dalil.core.ladder import OF_PEOPLE, Holdings, Rung, build_ladder, standings_of_people
from dalil.core.standing import Change, ChangeKind, Standing, Sum, changes
from dalil.core.wording import RUNGS
from dalil.flows.ladder import holdings
from dalil.flows.past import At, seen_at
from dalil.flows.ruling import Ruling, decisions
from dalil.flows.vault import Vault


class RungUnknown(Refusal):
    """The ladder has no rung {rung}. Its rungs are {rungs}."""

    code = "rung-unknown"
    exit_status = 43
    remedy = "Name one of these; `dalil figures` says what each of them counts."


@dataclass(frozen=True, slots=True)
class RungChange:
    """One rung at two positions, and every row that is not the same at both."""

    before: Rung
    after: Rung
    changes: tuple[Change, ...]

    def to_record(self) -> Record:
        """Without its rows."""
        kinds: Record = {}
        for kind in ChangeKind:
            kinds[kind.value] = sum(each.kind is kind for each in self.changes)
        spans: Record = {}
        for word, rung in (("before", self.before), ("after", self.after)):
            spans[word] = {"value": rung.value, "low": rung.low, "high": rung.high}
        return {"name": self.after.name, "unit": self.after.unit, **spans, "rows": kinds}


@dataclass(frozen=True, slots=True)
class Difference:
    """The ladders of two positions, rung by rung.

    ``decisions``: those of people about whom photographs show that lie between the two. A figure changes by
    them only when photographs are grouped anew.
    """

    vault: str
    first: int
    second: int
    rungs: tuple[RungChange, ...]
    decisions: tuple[Ruling, ...] = ()

    def to_record(self) -> Record:
        """The object that ``dalil difference --json`` prints."""
        rungs: list[Json] = [rung.to_record() for rung in self.rungs]
        made: list[Json] = [one.to_record() for one in self.decisions]
        told: Record = {"vault": self.vault, "first": self.first, "second": self.second}
        return {**told, "rungs": rungs, "decisions": made}


def rows(path: str, rung: str, *, at: At = None) -> list[Standing]:
    """The rows of one rung, counted against the ladder.

    Raises: RungUnknown, NotAVault, PositionUnknown, CatalogUnavailable.
    """
    vault = Vault.open(path)
    if rung not in RUNGS:
        raise RungUnknown(rung=rung, rungs=", ".join(RUNGS))
    with seen_at(vault, at):
        held = holdings()
        figure = next(each for each in build_ladder(held) if each.name == rung)
        return _rows_of(figure, held)


def difference(path: str, first: At, second: At = None) -> Difference:
    """What changed on every rung from ``first`` to ``second`` entries of the log, row by row.

    Raises: NotAVault, PositionUnknown, CatalogUnavailable.
    """
    vault = Vault.open(path)
    with seen_at(vault, first) as earlier:
        before = list(_every())
    with seen_at(vault, second) as position:
        after = list(_every())
    told = [
        RungChange(rung, other, tuple(changes(rows, others)))
        for (rung, rows), (other, others) in zip(before, after, strict=True)
    ]
    between = range(*sorted((earlier, position)))
    made = tuple(one for one in decisions(vault) if one.decision.position in between)
    return Difference(vault.config.id, earlier, position, tuple(told), made)


def _every() -> Iterator[tuple[Rung, list[Standing]]]:
    """Every rung with its rows."""
    held = holdings()
    return ((rung, _rows_of(rung, held)) for rung in build_ladder(held))


def _rows_of(rung: Rung, held: Holdings) -> list[Standing]:
    """The rows of a rung; that they sum to its figure is what every figure promises."""
    of_people = rung.name in OF_PEOPLE
    found = list(standings_of_people(rung.name, held) if of_people else queries.rung.standings(rung.name))
    figure = Sum(rung.value, rung.low, rung.high, rung.losses, rung.gains)
    assert Sum.of(found) == figure, f"the rows of {rung.name} do not count to its figure"
    return found
