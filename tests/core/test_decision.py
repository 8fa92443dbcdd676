import pytest

from dalil.core.decision import Decision, DecisionKind, classes_of, rule_on, standing
from dalil.core.errors import BodyRefusal

KEYS = {name: [name] for name in "abcd"}


def joined(position, *pair):
    return Decision(position, DecisionKind.JOINED, (pair[0],), (pair[1],))


def apart(position, *pair):
    return Decision(position, DecisionKind.KEPT_APART, (pair[0],), (pair[1],))


def undone(position, undoes):
    return Decision(position, DecisionKind.UNDONE, undoes=undoes)


def test_of_two_decisions_about_a_pair_the_later_counts():
    assert rule_on([joined(1, "a", "b"), apart(2, "b", "a")], KEYS).apart == (("a", "b"),)
    assert rule_on([apart(1, "a", "b"), joined(2, "a", "b")], KEYS).joined == (("a", "b"),)


def test_undoing_is_a_later_decision_and_can_be_undone():
    decisions = [joined(1, "a", "b"), undone(2, 1)]
    assert standing(decisions) == ()
    assert standing([*decisions, undone(3, 2)]) == (decisions[0],)


def test_a_split_keeps_every_pair_apart():
    split = Decision(1, DecisionKind.KEPT_APART, ("a", "b"), ("c", "d"))
    assert len(rule_on([split], KEYS).apart) == 4


def test_copies_of_one_exposure_cannot_be_kept_apart():
    rulings = rule_on([apart(1, "a", "b")], {"a": ["x"], "b": ["x"]})
    assert rulings.impossible == (("x", "x"),)
    assert rulings.apart == ()


def test_exhibits_that_are_not_grouped_are_passed_over():
    assert rule_on([joined(1, "a", "z")], KEYS).joined == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": DecisionKind.JOINED, "first": ("a",)},
        {"kind": DecisionKind.SET_ASIDE},
        {"kind": DecisionKind.SET_ASIDE, "first": ("a",), "second": ("b",)},
        {"kind": DecisionKind.UNDONE},
        {"kind": DecisionKind.CLASSED, "first": ("a",)},
        {"kind": DecisionKind.SET_ASIDE, "first": ("a",), "photograph_class": "paper"},
        {"kind": DecisionKind.JOINED, "first": ("a",), "second": ("b",), "undoes": 3},
    ],
)
def test_a_decision_that_does_not_say_what_about_is_refused(fields):
    with pytest.raises(BodyRefusal):
        Decision(1, **fields)


def body(kind, first=(), second=(), undoes=-1, **more):
    subjects = {"first": [*first], "second": [*second], "undoes": undoes, **more}
    return {"decision": kind, "subjects": subjects, "reason": "seen"}


def test_a_body_of_an_unknown_kind_is_none_of_ours():
    assert not Decision.is_one(body("buried", "a"))
    with pytest.raises(BodyRefusal):
        Decision.from_body(1, body("buried", "a"))
    with pytest.raises(BodyRefusal):
        Decision.from_body(1, {**body("joined"), "subjects": []})


def test_decisions_come_from_their_bodies():
    assert Decision.from_body(1, body("joined", "a", "b")) == joined(1, "a", "b")
    assert Decision.from_body(2, body("undone", undoes=1)) == undone(2, 1)
    classed = Decision.from_body(3, body("classed", "a", **{"class": "paper"}))
    assert classed == Decision(3, DecisionKind.CLASSED, ("a",), photograph_class="paper")


def test_the_class_that_was_decided_last_counts_and_joins_nobody():
    decisions = [
        Decision(1, DecisionKind.CLASSED, ("a", "b"), photograph_class="paper"),
        Decision(2, DecisionKind.CLASSED, ("a",), photograph_class="incident"),
    ]
    assert classes_of(decisions) == {"a": "incident", "b": "paper"}
    assert classes_of([*decisions, undone(3, 2)]) == {"a": "paper", "b": "paper"}
    assert rule_on(decisions, KEYS) == rule_on([], KEYS)
