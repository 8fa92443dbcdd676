"""People decide whom photographs show; machines keep to it, and every decision can be undone."""

import pytest

from dalil.catalog import queries
from dalil.core.photograph import PhotographClass
from dalil.flows import rebuild, ruling
from dalil.flows.person import ActorUnnamed
from dalil.flows.ruling import (
    DecisionUnknown,
    DecisionWithoutReason,
    IndividualRetired,
    NobodyNamed,
    NothingToDecide,
)
from flows.labelled_world import LabelledWorld

DAY = "12.04.2019_x"


@pytest.fixture
def office(tmp_path):
    """Three photographs of 3659 and one of 4038, in one folder."""
    made = LabelledWorld(tmp_path, photographs=4, name=DAY)
    made.examine(*[[("card", "3659")]] * 3, [("card", "4038")])
    made.regroup()
    yield made
    assert rebuild.rebuild(made.path).same


def people(office):
    office.seen()
    return {
        one.id: {each["digest"] for each in one.to_record()["members"]} for one in queries.individual.every()
    }


def of(office, digest):
    return next(identity for identity, held in people(office).items() if digest in held)


def decides(office, act, *what, reason="seen on paper", actor="amal"):
    with office.writing(actor) as vault:
        made = act(vault, *what, reason)
    office.regroup()
    return made.position


def test_a_join_holds_until_it_is_undone_and_an_undone_undoing_brings_it_back(office):
    first, last = office.digests[0], office.digests[3]
    apart = sorted(map(sorted, people(office).values()))
    entry = decides(office, ruling.join, of(office, first), of(office, last))
    assert len(people(office)) == 1
    undoing = decides(office, ruling.undo, entry)
    assert sorted(map(sorted, people(office).values())) == apart
    decides(office, ruling.undo, undoing)
    assert len(people(office)) == 1
    assert [one.counts for one in ruling.decisions(office.seen())] == [True, False, True]


def test_a_split_parts_photographs_and_examining_again_does_not_bring_them_back(office):
    first = office.digests[0]
    identity = of(office, first)
    decides(office, ruling.split, identity, [first[:8]])
    assert of(office, first) != of(office, office.digests[1])
    assert of(office, office.digests[1]) == identity, "who stays keeps the name"
    office.examine(*[[("card", "3659")]] * 3, [("card", "4038")])
    office.regroup()
    assert of(office, first) != of(office, office.digests[1])


def test_what_is_kept_apart_or_set_aside_belongs_to_others_or_to_nobody(office):
    first, second, third, last = office.digests
    decides(office, ruling.keep_apart, first, second)
    assert of(office, first) != of(office, second)
    decides(office, ruling.set_aside, [third, last])
    assert {third, last}.isdisjoint(set().union(*people(office).values()))


def test_a_class_that_people_decide_counts_for_the_ladder(office):
    last = office.digests[3]
    decides(office, ruling.classify, [last], PhotographClass.INCIDENT)
    office.seen()
    seen = queries.photograph.by_digest(last)
    assert seen.to_record()["class"] == "incident"
    assert last not in set().union(*people(office).values())


@pytest.mark.parametrize(
    ("act", "what", "refused"),
    [
        (ruling.join, ("I-000000", "I-111111"), NobodyNamed),
        (ruling.join, ("abcd" * 16, "beef" * 16), NobodyNamed),
        (ruling.undo, (0,), DecisionUnknown),
    ],
)
def test_what_is_not_there_cannot_be_decided_about(office, act, what, refused):
    with pytest.raises(refused):
        decides(office, act, *what)


def test_one_and_the_same_cannot_be_joined_nor_a_whole_individual_split_off(office):
    identity = of(office, office.digests[0])
    for act, what in (
        (ruling.join, (identity, office.digests[0])),
        (ruling.split, (identity, office.digests[:3])),
        (ruling.split, (identity, office.digests[3:])),
    ):
        with pytest.raises(NothingToDecide):
            decides(office, act, *what)


def test_nobody_decides_without_a_name_and_a_reason(office):
    with pytest.raises(ActorUnnamed):
        decides(office, ruling.set_aside, office.digests[:1], actor="")
    with pytest.raises(DecisionWithoutReason):
        decides(office, ruling.set_aside, office.digests[:1], reason=" \u200f")
    assert ruling.decisions(office.seen()) == ()


def test_an_individual_that_was_joined_away_says_what_it_became(office):
    first, last = of(office, office.digests[0]), of(office, office.digests[3])
    decides(office, ruling.join, first, last)
    (left,) = people(office)
    (gone,) = {first, last} - {left}
    with pytest.raises(IndividualRetired) as refused:
        decides(office, ruling.set_aside, [gone])
    assert left in refused.value.sentence
