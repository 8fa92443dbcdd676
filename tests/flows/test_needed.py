"""Need more: an answer that says what is needed, and is listed until the same person answers otherwise."""

import pytest

from dalil.core.matching.decision import Answer, MatchState, MatchUnknown, NeedUnsaid, SameActorAgain
from dalil.flows import decide, lists, match, needed, rebuild, withdrawal
from dalil.flows.list_comparison import ListUnknown
from dalil.flows.narrowed import Narrowed

LIST = "name,mother\nمحمد أحمد الحلبي,فاطمة\nخالد وليد الأتاسي,هدى\n"


@pytest.fixture
def asked(small):
    """Two matches of one list, of which amal and basem need something."""
    for name in ("list.csv", "other.csv"):
        path = small.file(name, LIST if name == "list.csv" else "name\nمحمد أحمد الحلبي\n")
        with small.writing() as vault:
            lists.import_list(vault, path, source="families", columns={})
    with small.writing("dalil/0") as vault:
        match.match(vault)
    first, second, third = (each.match.id for each in decide.matches(small.reading()))
    answer(small, "amal", first, "need-more", "the year of birth")
    answer(small, "basem", first, "need-more", "another photograph of the card")
    answer(small, "amal", third, "need-more", "what the number was")
    return first, second, third


def answer(small, actor, match_id, said, reason=""):
    with small.writing(actor) as vault:
        return decide.decide(vault, match_id, Answer(said), reason).state


def open_needs(small, **narrowed):
    found = needed.needed(small.reading(), Narrowed(**narrowed))
    return [(each.match.list, each.match.id, each.need.actor, each.need.reason) for each in found]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_need_more_says_what_is_needed_or_is_refused(small, asked, reason):
    with pytest.raises(NeedUnsaid) as refused:
        answer(small, "carine", asked[0], "need-more", reason)
    assert (refused.value.code, refused.value.exit_status) == ("decision-need-unsaid", 75)
    assert "--reason" in refused.value.remedy


def test_what_is_needed_is_listed_by_list_and_by_match(small, asked):
    first, second, third = asked
    year = ("L0001", first, "amal", "the year of birth")
    card = ("L0001", first, "basem", "another photograph of the card")
    number = ("L0002", third, "amal", "what the number was")
    assert open_needs(small) == [year, card, number]
    assert open_needs(small, list="L0002") == [number]
    assert open_needs(small, match=first) == [year, card]
    assert open_needs(small, match=second) == []
    with pytest.raises(ListUnknown):
        open_needs(small, list="L0009")
    with pytest.raises(MatchUnknown):
        open_needs(small, match="M0")
    (told, *_) = needed.needed(small.reading(), Narrowed())
    assert told.to_record() | {"asked_at": ""} == {
        "list": "L0001",
        "match": first,
        "claim": "L0001:1",
        "individual": "I0001",
        "state": "proposed",
        "needed": "the year of birth",
        "asked_by": "amal",
        "asked_at": "",
    }


@pytest.mark.parametrize("said", ["yes", "no", "cannot-tell"])
def test_a_need_closes_when_the_same_person_answers_otherwise(small, asked, said):
    answer(small, "carine", asked[0], said)
    assert len(open_needs(small)) == 3, "another person's answer closes nothing"
    answer(small, " AMAL ", asked[0], said)
    assert [actor for _, _, actor, _ in open_needs(small, list="L0001")] == ["basem"]


def test_who_needs_something_else_asks_again_and_the_newest_stands(small, asked):
    with pytest.raises(SameActorAgain):
        answer(small, "amal", asked[0], "need-more", " the year  of birth")
    state = answer(small, "amal", asked[0], "need-more", "the place of birth")
    assert state is MatchState.PROPOSED
    told = [reason for _, _, actor, reason in open_needs(small, list="L0001") if actor == "amal"]
    assert told == ["the place of birth"]


def test_a_need_outlives_another_run_and_a_rebuild_but_not_the_claim(small, asked):
    with small.writing("dalil/0") as vault:
        match.match(vault)
    before = open_needs(small)
    assert rebuild.rebuild(small.path).same
    assert open_needs(small) == before
    with small.writing() as vault:
        withdrawal.withdraw(vault, "L0001", 1, "the family asked")
    assert [each[0] for each in open_needs(small)] == ["L0002"]
