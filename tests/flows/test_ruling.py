"""People decide whom photographs show; machines keep to it, and every decision can be undone."""

import pytest

from dalil.catalog import queries
from dalil.core.photograph import PhotographClass
from dalil.flows import rebuild, ruling
from dalil.flows.named import DigestShort, IndividualRetired, NobodyNamed, OneOfSeveral, register
from dalil.flows.person import ActorUnnamed
from dalil.flows.ruling import DecisionStands, DecisionUnknown, DecisionWithoutReason, NothingToDecide
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


def test_an_individual_that_is_gone_says_where_its_photographs_are_now(office):
    first, last = of(office, office.digests[0]), of(office, office.digests[3])
    entry = decides(office, ruling.join, first, last)
    (left,) = people(office)
    (gone,) = {first, last} - {left}
    decides(office, ruling.undo, entry)
    held = office.digests[0] if gone == first else office.digests[3]
    with pytest.raises(IndividualRetired, match=of(office, held)):
        decides(office, ruling.set_aside, [gone])


@pytest.fixture
def copied(tmp_path):
    """Four photographs of 3659; the first two are copies of one exposure."""
    made = LabelledWorld(tmp_path, photographs=4, name=DAY)
    made.alike = True
    made.examine(*[[("card", "3659")]] * 2, digests=made.digests[:2])
    made.alike = False
    made.examine(*[[("card", "3659")]] * 2, digests=made.digests[2:])
    made.regroup()
    return made


@pytest.mark.parametrize("act", ["split", "apart", "aside"])
def test_copies_go_along_with_the_photograph_that_is_named(copied, act):
    first, copy, *others = copied.digests
    identity = of(copied, first)
    if act == "split":
        decides(copied, ruling.split, identity, [first])
    elif act == "apart":
        decides(copied, ruling.keep_apart, first, others[0])
    else:
        decides(copied, ruling.set_aside, [first])
    (made,) = ruling.decisions(copied.seen())
    assert set(made.decision.first) == {first, copy}
    assert {first, copy}.isdisjoint(made.decision.second)
    sides = [held for held in people(copied).values() if first in held or copy in held]
    assert all({first, copy} <= held for held in sides)
    assert len(sides) == (0 if act == "aside" else 1)
    assert others[0] not in set().union(*sides)


def test_a_copy_is_on_no_other_side_than_its_exposure(copied):
    first, copy, *_ = copied.digests
    with pytest.raises(NothingToDecide):
        decides(copied, ruling.keep_apart, first, copy)


@pytest.mark.parametrize("digits", [4, 7])
def test_a_number_on_a_label_is_no_digest(office, digits):
    with pytest.raises(DigestShort):
        decides(office, ruling.set_aside, [office.digests[0][:digits]])
    decides(office, ruling.set_aside, [office.digests[0][:8].upper()])


def test_half_of_a_join_is_not_taken_back_by_keeping_two_of_its_photographs_apart(office):
    first, second, _, last = office.digests
    entry = decides(office, ruling.join, of(office, first), of(office, last))
    with pytest.raises(DecisionStands, match=str(entry)):
        decides(office, ruling.keep_apart, first, last)
    decides(office, ruling.undo, entry)
    apart = decides(office, ruling.keep_apart, first, second)
    with pytest.raises(DecisionStands, match=str(apart)):
        decides(office, ruling.join, first, second)


def test_of_several_people_one_is_named_by_the_number_on_the_label(tmp_path):
    made = LabelledWorld(tmp_path, photographs=2, name=DAY)
    made.examine([("card", "3659"), ("card", "4038")], [("card", "4038")])
    made.regroup()
    frame, alone = made.digests
    for named in (frame, f"{frame}#9", f"{frame}#", f"{alone}#4038"):
        with pytest.raises(OneOfSeveral):
            decides(made, ruling.keep_apart, named, alone)
    decides(made, ruling.keep_apart, f"{frame[:8]}#٤٠٣٨", alone)
    assert [held for held in people(made).values() if alone in held] == [{alone}]


def test_what_is_kept_apart_stays_so_when_the_frame_no_longer_shows_several(tmp_path):
    made = LabelledWorld(tmp_path, photographs=2, name=DAY)
    made.examine([("card", "3659"), ("card", "4038")], [("card", "3659")])
    made.regroup()
    frame, alone = made.digests
    apart = decides(made, ruling.keep_apart, f"{frame}#3659", alone)
    decides(made, ruling.classify, [frame], PhotographClass.NO_LABEL)
    with pytest.raises(DecisionStands, match=str(apart)):
        decides(made, ruling.join, frame, alone)


def test_the_other_of_a_frame_may_be_joined_though_one_is_kept_apart(tmp_path):
    made = LabelledWorld(tmp_path, photographs=2, name=DAY)
    made.examine([("card", "3659"), ("card", "4038")], [("card", "1174")])
    made.regroup()
    frame, alone = made.digests
    decides(made, ruling.keep_apart, f"{frame}#3659", alone)
    decides(made, ruling.join, f"{frame}#4038", alone)
    assert {frame, alone} in people(made).values()


def test_an_undoing_stands_in_the_chain_of_every_photograph_that_it_is_about(office):
    first, last = office.digests[0], office.digests[3]
    entry = decides(office, ruling.keep_apart, first, last)
    undoing = decides(office, ruling.undo, entry)
    again = decides(office, ruling.undo, undoing)
    office.seen()
    for digest in (first, last):
        chain = {one.index for one in queries.custody.of_exhibit(digest)}
        assert {entry, undoing, again} <= chain


def test_what_a_decision_changed_is_said(office):
    first, last = of(office, office.digests[0]), of(office, office.digests[3])
    before = register(office.seen())
    decides(office, ruling.join, first, last)
    told = {one.id: (one.before, one.after) for one in ruling.changed(before, office.seen())}
    assert sorted(told.values()) == [(1, 0), (3, 4)]
    assert ruling.changed(register(office.seen()), office.seen()) == ()


def test_a_photograph_that_people_say_bears_no_label_speaks_for_nobody(office):
    last = office.digests[3]
    decides(office, ruling.classify, [last], PhotographClass.NO_LABEL)
    assert last not in set().union(*people(office).values())
    decides(office, ruling.classify, [last], PhotographClass.LABELLED_INDIVIDUAL)
    assert of(office, last)


def test_of_two_classes_of_one_exposure_the_later_counts(copied):
    first, copy, *_ = copied.digests
    for digest, said in ((copy, "incident"), (first, "paper"), (copy, "no-label")):
        decides(copied, ruling.classify, [digest], PhotographClass(said))
        copied.seen()
        assert queries.photograph.by_digest(first).to_record()["class"] == said
