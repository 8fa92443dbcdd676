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


class MatchWithdrawn(Refusal):
    """Match {match} was withdrawn with its claim."""

    code = "match-withdrawn"
    exit_status = 75
    remedy = "Nothing is to be decided: the source of the claim took it back."


class MatchUnknown(Refusal):
    """There is no match {match}."""

    code = "match-unknown"
    exit_status = 75
    remedy = "Run `dalil match` and take an id from its output."


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer of one person."""

    match: str
    actor: str
    answer: Answer
    reason: str = ""


def admit(history: Sequence[Decision], decision: Decision, *, is_withdrawn: bool = False) -> MatchState:
    """Return the state after ``decision``.

    Args:
        history: all earlier answers to the same match, in order.
        decision: the new one.
        is_withdrawn: whether the claim was withdrawn.

    Raises: SameActorAgain when that person has just this answer on record; MatchWithdrawn.

    """
    assert all(earlier.match == decision.match for earlier in history), "answers to another match"
    if is_withdrawn:
        raise MatchWithdrawn(match=decision.match)
    latest = _latest(history)
    if latest.get(actor.key(decision.actor)) is decision.answer:
        raise SameActorAgain(actor=decision.actor, answer=decision.answer, match=decision.match)
    return state_of([*history, decision])


def state_of(history: Sequence[Decision], *, is_withdrawn: bool = False) -> MatchState:
    """Return what ``history`` amounts to: each person counts once, with their latest answer."""
    if is_withdrawn:
        return MatchState.WITHDRAWN
    answers = list(_latest(history).values())
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
    return list(_latest(history).values()).count(Answer.YES)


def _latest(history: Sequence[Decision]) -> dict[str, Answer]:
    return {actor.key(decision.actor): decision.answer for decision in history}
