"""Decision: what people decided about who is shown; it always wins over what machines propose.

A decision names exhibits, never exposures or individuals: those may change under it, exhibits do not.
Undoing is a later decision. Of two decisions about the same two exhibits the later one counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.record import as_record, take_text, take_texts

_PAIRED: Final = 2


class DecisionKind(StrEnum):
    """What was decided."""

    JOINED = "joined"
    """Every exhibit of ``first`` shows the same individual as every one of ``second``."""
    KEPT_APART = "kept-apart"
    """No exhibit of ``first`` shows the individual that one of ``second`` shows. Splitting is this, too."""
    SET_ASIDE = "set-aside"
    """The exhibits of ``first`` are not grouped at all."""
    CLASSED = "classed"
    """The exhibits of ``first`` are of ``photograph_class``, whatever a machine proposes."""
    UNDONE = "undone"
    """The decision at position ``undoes`` no longer counts."""


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """One decision; ``position`` is its place in the log. Marks are digests, or ``digest#slot``."""

    position: int
    kind: DecisionKind
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    undoes: int = -1
    photograph_class: str = ""

    def __post_init__(self) -> None:
        paired = self.kind in (DecisionKind.JOINED, DecisionKind.KEPT_APART)
        whole = bool(self.first) or self.kind is DecisionKind.UNDONE
        if (
            not whole
            or paired != bool(self.second)
            or (self.kind is DecisionKind.UNDONE) != (self.undoes >= 0)
            or (self.kind is DecisionKind.CLASSED) != bool(self.photograph_class)
        ):
            raise BodyRefusal(detail=f"a decision of kind {self.kind.value} does not name what it is about")

    @staticmethod
    def is_one(body: Record) -> bool:
        """True when the body of a ``decision-made`` is about whom photographs show."""
        return body.get("decision") in set(DecisionKind)

    @classmethod
    def from_body(cls, position: int, body: Record) -> Self:
        """Read the body of the ``decision-made`` at ``position``. Raises: BodyRefusal."""
        if not cls.is_one(body):
            raise BodyRefusal(detail="no decision about whom photographs show")
        subjects = as_record(body.get("subjects"), "subjects")
        undoes = subjects.get("undoes", -1)
        said = subjects.get("class", "")
        if not isinstance(undoes, int) or not isinstance(said, str):
            raise BodyRefusal(detail="a decision about nothing")
        return cls(
            position=position,
            kind=DecisionKind(take_text(body, "decision")),
            first=take_texts(subjects, "first"),
            second=take_texts(subjects, "second"),
            undoes=undoes,
            photograph_class=said,
        )


@dataclass(frozen=True, slots=True)
class Rulings:
    """Decisions in force, as pairs of sighting keys (in order) and keys that are set aside.

    ``joined`` in the order of decisions. ``impossible``: pairs decided apart that are one exposure.
    """

    joined: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]
    aside: frozenset[str]
    impossible: tuple[tuple[str, str], ...]


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions in force, oldest first: not undone, or undone by one that is itself undone."""
    ordered = sorted(set(decisions))
    gone = undone(ordered)
    return tuple(
        decision
        for decision in ordered
        if decision.kind is not DecisionKind.UNDONE and decision.position not in gone
    )


def undone(decisions: Iterable[Decision]) -> set[int]:
    """Return the positions of those that no longer count; undoing an undoing brings back what it undid."""
    gone: set[int] = set()
    for decision in sorted(decisions, reverse=True):
        if decision.kind is DecisionKind.UNDONE and decision.position not in gone:
            gone.add(decision.undoes)
    return gone


def rule_on(decisions: Iterable[Decision], keys: Mapping[str, Sequence[str]]) -> Rulings:
    """Return what the decisions in force say about sightings.

    Args:
        decisions: all decisions ever made, in any order.
        keys: exhibit (or ``exhibit#slot``) → keys of the sightings that it belongs to.

    """
    latest: dict[tuple[str, str], Decision] = {}
    aside: set[str] = set()
    for decision in standing(decisions):
        first = {key for mark in decision.first for key in keys.get(mark, ())}
        if decision.kind is DecisionKind.CLASSED:
            continue
        if decision.kind is DecisionKind.SET_ASIDE:
            aside |= first
            continue
        second = {key for mark in decision.second for key in keys.get(mark, ())}
        for pair in {(min(a, b), max(a, b)) for a in first for b in second}:
            latest[pair] = decision
    ordered = sorted(latest.items(), key=lambda item: (item[1].position, item[0]))
    apart = [pair for pair, one in ordered if one.kind is DecisionKind.KEPT_APART]
    return Rulings(
        joined=tuple(
            pair for pair, one in ordered if one.kind is DecisionKind.JOINED and len(set(pair)) == _PAIRED
        ),
        apart=tuple(pair for pair in apart if len(set(pair)) == _PAIRED),
        aside=frozenset(aside),
        impossible=tuple(pair for pair in apart if len(set(pair)) != _PAIRED),
    )


def classes_of(decisions: Iterable[Decision]) -> dict[str, str]:
    """Exhibit → the class that people decided for it; the latest counts."""
    return {
        mark: decision.photograph_class
        for decision in standing(decisions)
        if decision.kind is DecisionKind.CLASSED
        for mark in decision.first
    }
