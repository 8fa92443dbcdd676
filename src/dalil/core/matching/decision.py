"""Decisions: people answer a proposed match, each for themselves; two different people are needed.

A machine proposes and never answers. Answers are never forgotten: a person who changes their mind answers
again, and both answers stay in the record. What the answers amount to is a function of all of them in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core import actor
from dalil.core.errors import Refusal

PEOPLE_MIN: Final = 2
"""People who must agree. One person, or one score, never makes a match."""


class Answer(StrEnum):
    """What a person can say about a proposed match."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot-tell"
    NEED_MORE = "need-more"
    """Something is asked for, and the answer says what; it is open until this person answers otherwise."""


class MatchState(StrEnum):
    """What the answers so far amount to."""

    PROPOSED = "proposed"
    """Nobody said yes or no yet."""
    HALF = "half"
    """One person said yes or no; another must answer."""
    CONFIRMED = "confirmed"
    """Two different people said yes and nobody said no."""
    REJECTED = "rejected"
    """Two different people said no and nobody said yes."""
    DISPUTED = "disputed"
    """Someone said yes and someone no: both stay visible."""
    WITHDRAWN = "withdrawn"
    """The claim was withdrawn by its source; nothing can be decided any more."""


class SameActorAgain(Refusal):
    """{actor} has answered {answer} to match {match} already."""

    code = "decision-same-actor"
    exit_status = 75
    remedy = "A second person must answer; an answer is changed only by giving another one."


class NeedUnsaid(Refusal):
    """What is needed to decide on match {match} is not said."""

    code = "decision-need-unsaid"
    exit_status = 75
    remedy = (
        "Say in a sentence what is needed, and name nobody in it: --reason. `dalil matches --needed` lists "
        "what is asked for until you answer otherwise."
    )


class MatchWithdrawn(Refusal):
    """Match {match} was withdrawn with its claim."""

    code = "match-withdrawn"
    exit_status = 75
    remedy = "Nothing is to be decided: the source of the claim took it back."


class MatchUnknown(Refusal):
    """There is no match {match}."""

    code = "match-unknown"
    exit_status = 75
    remedy = "Take an id from `dalil matches --vault V`; `dalil match --vault V` proposes what it lists."


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer of one person. ``at``: when, as the log has it; empty for one that is not recorded yet."""

    match: str
    actor: str
    answer: Answer
    reason: str = ""
    at: str = ""

    def repeats(self, earlier: "Decision | None") -> bool:
        """Whether it says what ``earlier`` said; who needs something else than before says something new."""
        return (
            earlier is not None
            and earlier.answer is self.answer
            and (self.answer is not Answer.NEED_MORE or earlier.reason.split() == self.reason.split())
        )


def admit(history: Sequence[Decision], decision: Decision, *, is_withdrawn: bool = False) -> MatchState:
    """Return the state after ``decision``.

    Args:
        history: all earlier answers to the same match, in order.
        decision: the new one.
        is_withdrawn: whether the claim was withdrawn.

    Raises: MatchWithdrawn; NeedUnsaid for *need more* without words; SameActorAgain when that person has just
    this answer on record.

    """
    assert all(earlier.match == decision.match for earlier in history), "answers to another match"
    if is_withdrawn:
        raise MatchWithdrawn(match=decision.match)
    if decision.answer is Answer.NEED_MORE and not decision.reason.strip():
        raise NeedUnsaid(match=decision.match)
    if decision.repeats(_latest(history).get(actor.key(decision.actor))):
        raise SameActorAgain(actor=decision.actor, answer=decision.answer, match=decision.match)
    return state_of([*history, decision])


def state_of(history: Sequence[Decision], *, is_withdrawn: bool = False) -> MatchState:
    """Return what ``history`` amounts to: each person counts once, with their latest answer."""
    if is_withdrawn:
        return MatchState.WITHDRAWN
    answers = [each.answer for each in _latest(history).values()]
    yes, no = answers.count(Answer.YES), answers.count(Answer.NO)
    if yes and no:
        return MatchState.DISPUTED
    if yes >= PEOPLE_MIN:
        return MatchState.CONFIRMED
    if no >= PEOPLE_MIN:
        return MatchState.REJECTED
    return MatchState.HALF if yes or no else MatchState.PROPOSED


def approvals(history: Sequence[Decision]) -> int:
    """Return how many people say yes as things stand."""
    return [each.answer for each in _latest(history).values()].count(Answer.YES)


def has_decided(history: Sequence[Decision], who: str) -> bool:
    """Whether ``who`` says yes or no as things stand; who cannot tell or needs more may still decide."""
    latest = _latest(history).get(actor.key(who))
    return latest is not None and latest.answer in {Answer.YES, Answer.NO}


def needs(history: Sequence[Decision]) -> list[Decision]:
    """Return what is asked for and still open: the newest answer of each person who says *need more*."""
    return [each for each in _latest(history).values() if each.answer is Answer.NEED_MORE]


def _latest(history: Sequence[Decision]) -> dict[str, Decision]:
    return {actor.key(decision.actor): decision for decision in history}
