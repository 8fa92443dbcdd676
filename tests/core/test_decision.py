import pytest

from dalil.core.decision import Decision, DecisionKind, classes_of, kept_apart, rule_on, standing
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


def said(decisions):
    return {mark: one.photograph_class for mark, one in classes_of(decisions).items()}


def test_the_class_that_was_decided_last_counts_and_joins_nobody():
    decisions = [
        Decision(1, DecisionKind.CLASSED, ("a", "b"), photograph_class="paper"),
        Decision(2, DecisionKind.CLASSED, ("a",), photograph_class="incident"),
    ]
    assert said(decisions) == {"a": "incident", "b": "paper"}
    assert said([*decisions, undone(3, 2)]) == {"a": "paper", "b": "paper"}
    assert rule_on(decisions, KEYS) == rule_on([], KEYS)


def test_what_was_kept_apart_or_set_aside_holds_for_all_of_a_frame_whose_numbers_are_read_anew():
    keys = {"a": ["a#3219", "a#417"], "a#3219": ["a#3219"], "a#417": ["a#417"], "b": ["b"]}
    apart = rule_on([Decision(1, DecisionKind.KEPT_APART, ("a#321",), ("b",))], keys)
    assert apart.apart == (("a#3219", "b"), ("a#417", "b"))
    assert apart.unclear == ((1, "a#321"),)
    aside = rule_on([Decision(1, DecisionKind.SET_ASIDE, ("a#321",))], {"a": ["a"]})
    assert (aside.aside, aside.unclear) == ({"a"}, ((1, "a#321"),))


def test_a_join_that_does_not_say_whom_is_not_made():
    keys = {"a": ["a#1", "a#2"], "a#1": ["a#1"], "a#2": ["a#2"], "b": ["b"]}
    for mark in ("a", "a#3"):
        rulings = rule_on([Decision(1, DecisionKind.JOINED, (mark,), ("b",))], keys)
        assert (rulings.joined, rulings.unclear) == ((), ((1, mark),))
    whole = rule_on([Decision(1, DecisionKind.JOINED, ("a#1",), ("b",))], keys)
    assert (whole.joined, whole.unclear) == ((("a#1", "b"),), ())


def test_exhibits_kept_apart_as_a_whole_are_no_copies():
    decisions = [
        Decision(1, DecisionKind.KEPT_APART, ("b", "a#1"), ("a", "c")),
        Decision(2, DecisionKind.KEPT_APART, ("d",), ("e",)),
        undone(3, 2),
    ]
    assert kept_apart(decisions) == {("a", "b"), ("b", "c")}
