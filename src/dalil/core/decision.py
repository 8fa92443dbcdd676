"""Decision: what people decided about who is shown; it always wins over what machines propose.

A decision names exhibits, never exposures or individuals: those may change under it, exhibits do not.
Undoing is a later decision. Of two decisions about the same two exhibits the later one counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.record import as_record, take_text, take_texts

SLOT: Final = "#"
"""Between a digest and the number of one of several people."""
_PAIRED: Final = 2


def short(mark: str) -> str:
    """A mark for people: the beginning of its digest, with the slot."""
    digest, slot, number = mark.partition(SLOT)
    return f"{digest[:12]}{slot}{number}"


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
    ``unclear``: positions of decisions with marks of which the exhibit does not say, now, whom they mean.
    """

    joined: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]
    aside: frozenset[str]
    impossible: tuple[tuple[str, str], ...]
    unclear: tuple[tuple[int, str], ...] = ()
    entries: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Pair → position of the decision about it."""

    @property
    def kept_apart(self) -> dict[str, frozenset[str]]:
        """Key → the keys that it is kept apart from."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for first, second in self.apart:
            found[first].add(second)
            found[second].add(first)
        return {key: frozenset(others) for key, others in found.items()}


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

    A label that is read anew gives its person another slot. What was kept apart or set aside under the old
    one holds for everybody in that exhibit; a join that does not say whom, now, is not made, and listed.

    Args:
        decisions: all decisions ever made, in any order.
        keys: exhibit (or ``exhibit#slot``) → keys of the sightings that it belongs to.

    """
    named: dict[tuple[str, str], Decision] = {}
    aside: set[str] = set()
    unclear: list[tuple[int, str]] = []
    for decision in standing(decisions):
        if decision.kind is DecisionKind.CLASSED:
            continue
        marks = (*decision.first, *decision.second)
        unclear += [(decision.position, mark) for mark in marks if _is_unclear(decision.kind, mark, keys)]
        if decision.kind is DecisionKind.SET_ASIDE:
            aside |= {key for mark in decision.first for key in _everybody(mark, keys)}
        named |= {(min(a, b), max(a, b)): decision for a in decision.first for b in decision.second}
    joined = _latest(named, DecisionKind.JOINED, keys)
    ordered = _latest(named, DecisionKind.KEPT_APART, keys)
    apart = [pair for pair, _ in ordered]
    return Rulings(
        joined=tuple(pair for pair, _ in joined if len(set(pair)) == _PAIRED),
        apart=tuple(pair for pair in apart if len(set(pair)) == _PAIRED),
        aside=frozenset(aside),
        impossible=tuple(pair for pair in apart if len(set(pair)) != _PAIRED),
        unclear=tuple(unclear),
        entries={pair: one.position for pair, one in (*ordered, *joined)},
    )


def _latest(
    named: Mapping[tuple[str, str], Decision], kind: DecisionKind, keys: Mapping[str, Sequence[str]]
) -> list[tuple[tuple[str, str], Decision]]:
    """Pairs of sightings of which the latest decision about two *marks* is of this kind, the oldest first.

    Two marks may be of one sighting: where one of them is kept apart, and another is joined, both stand here,
    and keeping apart wins. Only who names the same two marks again takes a decision back.
    """
    whose = _one_person if kind is DecisionKind.JOINED else _everybody
    found: dict[tuple[str, str], Decision] = {}
    for (one, other), decision in named.items():
        if decision.kind is kind:
            for a in whose(one, keys):
                for b in whose(other, keys):
                    pair = (min(a, b), max(a, b))
                    found[pair] = max(decision, found.get(pair, decision))
    return sorted(found.items(), key=lambda item: (item[1].position, item[0]))


def _everybody(mark: str, keys: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The sightings of a mark; where its slot is no more, all of its exhibit."""
    return keys.get(mark) or keys.get(mark.partition(SLOT)[0], ())


def _one_person(mark: str, keys: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The sighting of a mark; none where it stands for several."""
    found = keys.get(mark, ())
    return found if len(found) == 1 else ()


def _is_unclear(kind: DecisionKind, mark: str, keys: Mapping[str, Sequence[str]]) -> bool:
    """True when the exhibit is there, and not the slot; or when a join does not say which person of it."""
    return (
        len(keys.get(mark, ())) != 1
        and bool(_everybody(mark, keys))
        and (SLOT in mark or kind is DecisionKind.JOINED)
    )


def kept_apart(decisions: Iterable[Decision]) -> set[tuple[str, str]]:
    """Pairs of exhibits, in order, that people keep apart as a whole: they are no copies of one exposure."""
    return {
        (min(a, b), max(a, b))
        for decision in standing(decisions)
        if decision.kind is DecisionKind.KEPT_APART
        for a in decision.first
        for b in decision.second
        if SLOT not in a and SLOT not in b and a != b
    }


def classes_of(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Exhibit → the latest decision of its class; it is of the whole exhibit, whatever slot it names."""
    return {
        mark.partition(SLOT)[0]: decision
        for decision in standing(decisions)
        if decision.kind is DecisionKind.CLASSED
        for mark in decision.first
    }
