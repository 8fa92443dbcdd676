"""Ruling: a person decides whom photographs show; machines keep to it in every later grouping.

Load: the individuals as they stand. Decide: whether what is named can be decided about. Record: one
``decision-made``, which names exhibits, so that it holds when groups change. Undoing is a later decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dalil.catalog import queries
from dalil.core.canonical import Json, Record
from dalil.core.decision import SLOT, Decision, DecisionKind, undone
from dalil.core.errors import Refusal
from dalil.core.individual_id import KnownId
from dalil.core.photograph import PhotographClass
from dalil.core.visible import says_something
from dalil.flows.named import marks, register
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault


class DecisionWithoutReason(Refusal):
    """Nothing says why this is decided."""

    code = "decision-without-reason"
    exit_status = 88
    remedy = "Say why, in a sentence: --reason."


class NothingToDecide(Refusal):
    """{named}: both sides share a photograph or its copy, or it is not a part of that individual."""

    code = "nothing-to-decide"
    exit_status = 88
    remedy = "Name two different ones; to split an individual, name some of its photographs and not all."


class DecisionStands(Refusal):
    """Entry {entry} decided the contrary about some of these, and still counts."""

    code = "decision-stands"
    exit_status = 88
    remedy = "Undo that entry first (`dalil group undo`): half of a decision would cross the people it names."


class DecisionUnknown(Refusal):
    """Entry {entry} of the log is no decision that counts."""

    code = "decision-unknown"
    exit_status = 88
    remedy = "`dalil group decisions` lists those that count, with their entries."


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision as it stands in the log: where, when, by whom, why, and whether it counts."""

    decision: Decision
    at: str
    actor: str
    reason: str
    counts: bool

    def to_record(self) -> Record:
        """The object that ``dalil group decisions --json`` prints for it."""
        one = self.decision
        return {
            "entry": one.position,
            "decision": one.kind.value,
            "first": [*one.first],
            "second": [*one.second],
            "class": one.photograph_class or None,
            "undoes": one.undoes if one.undoes >= 0 else None,
            "at": self.at,
            "by": self.actor,
            "reason": self.reason,
            "counts": self.counts,
        }


def join(vault: Vault, one: str, other: str, reason: str) -> Decision:
    """Decide that two individuals, or photographs, show one person.

    Raises: NobodyNamed, IndividualRetired,
    DigestAmbiguous, NothingToDecide, ActorUnnamed, DecisionWithoutReason.
    """
    return _paired(vault, DecisionKind.JOINED, one, other, reason)


def keep_apart(vault: Vault, one: str, other: str, reason: str) -> Decision:
    """Decide that two individuals, or photographs, show two people, for ever."""
    return _paired(vault, DecisionKind.KEPT_APART, one, other, reason)


def split(vault: Vault, identity: str, photographs: Sequence[str], reason: str) -> Decision:
    """Decide that some photographs of an individual show another person than its others.

    Raises: NothingToDecide where they are all of it, or not of it; and as :func:`join`.
    """
    bring_up(vault)
    held, named = marks(vault, identity), _all_marks(vault, photographs)
    # A frame of several people is named by its digest, and stands in the individual with its slot.
    leaving = {mark for mark in held if mark in named or mark.partition(SLOT)[0] in named}
    exhibits = {mark.partition(SLOT)[0] for mark in held}
    if not leaving or leaving == held or any(mark.partition(SLOT)[0] not in exhibits for mark in named):
        raise NothingToDecide(named=" ".join((identity, *photographs)))
    return _decide(
        vault, Decision(0, DecisionKind.KEPT_APART, _sorted(leaving), _sorted(held - leaving)), reason
    )


def set_aside(vault: Vault, photographs: Sequence[str], reason: str) -> Decision:
    """Decide that photographs belong to no individual."""
    bring_up(vault)
    return _decide(
        vault, Decision(0, DecisionKind.SET_ASIDE, _sorted(_all_marks(vault, photographs))), reason
    )


def classify(vault: Vault, photographs: Sequence[str], said: PhotographClass, reason: str) -> Decision:
    """Decide the class of photographs."""
    bring_up(vault)
    first = _sorted(_all_marks(vault, photographs))
    return _decide(vault, Decision(0, DecisionKind.CLASSED, first, photograph_class=said.value), reason)


def undo(vault: Vault, entry: int, reason: str) -> Decision:
    """Decide that the decision at ``entry`` counts no more; undoing an undoing brings it back.

    Raises: DecisionUnknown; ActorUnnamed, DecisionWithoutReason.
    """
    bring_up(vault)
    made = {one.decision.position: one.decision for one in decisions(vault) if one.counts}
    if entry not in made:
        raise DecisionUnknown(entry=entry)
    about = made[entry]
    while about.kind is DecisionKind.UNDONE:
        about = next(one.decision for one in decisions(vault) if one.decision.position == about.undoes)
    decision = Decision(0, DecisionKind.UNDONE, undoes=entry)
    return _decide(vault, decision, reason, named=(*about.first, *about.second))


def decisions(vault: Vault) -> tuple[Ruling, ...]:
    """Return every decision ever made about whom photographs show, in the order of the log."""
    bring_up(vault)
    made = [
        (Decision.from_body(index, body), str(body["reason"]))
        for index, body in queries.log.indexed("decision-made")
        if Decision.is_one(body)
    ]
    told = queries.log.told([one.position for one, _ in made])
    gone = undone(one for one, _ in made)
    rulings = []
    for one, reason in made:
        at, actor, _ = told[one.position]
        rulings.append(Ruling(one, at, actor, reason, counts=one.position not in gone))
    return tuple(rulings)


def rulings_about(vault: Vault, photographs: Iterable[str]) -> tuple[Ruling, ...]:
    """Decisions that name one of these exhibits and count, the newest first; what was undone is left out."""
    wanted = set(photographs)
    return tuple(
        one
        for one in reversed(decisions(vault))
        if one.counts
        and one.decision.kind is not DecisionKind.UNDONE
        and wanted & {mark.partition(SLOT)[0] for mark in (*one.decision.first, *one.decision.second)}
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """An individual of which a grouping changed the photographs: how many it had and has; what is read."""

    id: str
    before: int
    after: int
    agency: str
    number: str

    def to_record(self) -> Record:
        """For ``--json``."""
        return {"id": self.id, "photographs_before": self.before, "photographs_after": self.after}


def changed(before: Iterable[KnownId], vault: Vault) -> tuple[Changed, ...]:
    """Return the individuals that are not as they were registered ``before``."""
    held = {one.id: one.marks for one in before if not one.retired}
    now = {one.id: one.marks for one in register(vault) if not one.retired}
    found = []
    for identity in sorted(held.keys() | now.keys()):
        old, new = held.get(identity, frozenset()), now.get(identity, frozenset())
        if old != new:
            seen = queries.individual.by_id(identity)
            read = (seen.agency or "", seen.number or "") if seen else ("", "")
            found.append(Changed(identity, len(old), len(new), *read))
    return tuple(found)


def _paired(vault: Vault, kind: DecisionKind, one: str, other: str, reason: str) -> Decision:
    bring_up(vault)
    first, second = (marks(vault, named, one_person=True) for named in (one, other))
    if first & second:
        raise NothingToDecide(named=f"{one} {other}")
    _insist_on_no_contrary(vault, kind, first, second)
    return _decide(vault, Decision(0, kind, _sorted(first), _sorted(second)), reason)


def _insist_on_no_contrary(vault: Vault, kind: DecisionKind, first: set[str], second: set[str]) -> None:
    """Raises: DecisionStands where one in force joins what is to be kept apart, or the other way round."""
    now = {mark for one in register(vault) if not one.retired for mark in one.marks}
    for one in (ruling.decision for ruling in decisions(vault) if ruling.counts):
        if one.kind not in (DecisionKind.JOINED, DecisionKind.KEPT_APART) or one.kind is kind:
            continue
        ours, theirs = set(one.first), set(one.second)
        straight = _may_meet(first, ours, now) and _may_meet(second, theirs, now)
        if straight or (_may_meet(first, theirs, now) and _may_meet(second, ours, now)):
            raise DecisionStands(entry=one.position)


def _may_meet(named: set[str], decided: set[str], now: set[str]) -> bool:
    """Whether a mark named now may be of somebody whom a decision named: of several people, by the number.

    A decision whose number is read otherwise now may have meant any of them.
    """
    return any(
        one == other
        or (
            one.partition(SLOT)[0] == other.partition(SLOT)[0]
            and (SLOT not in one or SLOT not in other or other not in now)
        )
        for one in named
        for other in decided
    )


def _decide(vault: Vault, decision: Decision, reason: str, named: Sequence[str] = ()) -> Decision:
    """Record ``decision``; its position is where it stands. ``named``: whom an undoing is about.

    Raises: ActorUnnamed, DecisionWithoutReason.
    """
    person(vault)
    if not says_something(reason):
        raise DecisionWithoutReason
    subjects: dict[str, Json] = {
        "first": [*decision.first],
        "second": [*decision.second],
        "undoes": decision.undoes,
    }
    if decision.photograph_class:
        subjects["class"] = decision.photograph_class
    body: Record = {"decision": decision.kind.value, "subjects": subjects, "reason": reason}
    marks_named = (*decision.first, *decision.second, *named)
    about = dict.fromkeys(mark.partition(SLOT)[0] for mark in marks_named)
    record(vault, [vault.event("decision-made", tuple(about), body)])
    return replace(decision, position=queries.log.newest_index("decision-made"))


def _all_marks(vault: Vault, named: Iterable[str]) -> set[str]:
    return {mark for one in named for mark in marks(vault, one)}


def _sorted(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(marks))
