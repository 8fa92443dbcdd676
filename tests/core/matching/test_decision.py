import itertools

import pytest

from dalil.core.matching.conflict import Conflict, ConflictKind, Standing, conflicts
from dalil.core.matching.decision import (
    Answer,
    Decision,
    MatchState,
    MatchWithdrawn,
    SameActorAgain,
    admit,
    state_of,
)


def answers(*pairs):
    return [Decision("M1", actor, Answer(answer)) for actor, answer in pairs]


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ([], "proposed"),
        ([("amal", "yes")], "half"),
        ([("amal", "yes"), ("basem", "yes")], "confirmed"),
        ([("amal", "no"), ("basem", "no")], "rejected"),
        ([("amal", "yes"), ("basem", "no")], "disputed"),
        ([("amal", "yes"), ("basem", "yes"), ("carine", "no")], "disputed"),
        ([("amal", "cannot-tell"), ("basem", "need-more")], "proposed"),
        ([("amal", "yes"), ("basem", "cannot-tell")], "half"),
        ([("amal", "yes"), ("amal", "no"), ("basem", "no")], "rejected"),
    ],
)
def test_the_state_is_a_function_of_all_answers(given, state):
    assert state_of(answers(*given)) is MatchState(state)


@pytest.mark.parametrize("again", ["amal", "Amal", " AMAL "])
def test_one_person_never_confirms_alone(again):
    with pytest.raises(SameActorAgain) as refused:
        admit(answers(("amal", "yes")), Decision("M1", again, Answer.YES))
    assert refused.value.code == "decision-same-actor"


def test_a_person_may_change_their_mind_and_both_answers_stay():
    history = answers(("amal", "yes"), ("basem", "yes"))
    assert admit(history, Decision("M1", "amal", Answer.NO)) is MatchState.DISPUTED


def test_a_withdrawn_match_takes_no_answer():
    with pytest.raises(MatchWithdrawn):
        admit([], Decision("M1", "amal", Answer.YES), is_withdrawn=True)
    assert state_of([], is_withdrawn=True) is MatchState.WITHDRAWN


def test_two_different_people_are_needed_whatever_the_order():
    for order in itertools.permutations(
        answers(("amal", "yes"), ("basem", "yes"), ("carine", "cannot-tell"))
    ):
        assert state_of(order) is MatchState.CONFIRMED


def test_two_families_claiming_one_individual_are_visible():
    found = conflicts(
        [
            Standing("M1", "I1", "L:1", MatchState.CONFIRMED, 2),
            Standing("M2", "I1", "L:2", MatchState.HALF, 1),
            Standing("M3", "I2", "L:2", MatchState.CONFIRMED, 2),
            Standing("M4", "I3", "L:1", MatchState.REJECTED, 0),
        ]
    )
    assert found == (
        Conflict(ConflictKind.CLAIM_MATCHED_TWICE, "L:2", ("M2", "M3")),
        Conflict(ConflictKind.INDIVIDUAL_CLAIMED_TWICE, "I1", ("M1", "M2")),
    )


def test_a_half_rejected_match_is_no_conflict():
    assert not conflicts(
        [
            Standing("M1", "I1", "L:1", MatchState.HALF, 0),
            Standing("M2", "I1", "L:2", MatchState.CONFIRMED, 2),
        ]
    )
