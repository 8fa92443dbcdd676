"""The account of a match: for who has decided on it, or does not decide; never before an answer."""

import pytest

from dalil.core.matching.decision import Answer, MatchUnknown
from dalil.core.matching.waterfall import StepKind
from dalil.flows import decide, lists, match, rebuild, withdrawal
from dalil.flows.vault import TOOL
from dalil.flows.why import MatchBlind, MatchReasonsErased, why

LIST = """name,mother,birth_year
محمد أحمد الحلبي,فاطمة,1985
خالد وليد الأتاسي,هدى,1990
عكرمة ثابت الدروبي,سلمى,1970
"""


@pytest.fixture
def proposed(small):
    path = small.file("list.csv", LIST)
    with small.writing() as vault:
        lists.import_list(vault, path, source="families", columns={})
    return matched(small)


def matched(small):
    with small.writing("dalil/0") as vault:
        match.match(vault)
    return next(each.match.id for each in decide.matches(small.reading()) if each.match.claim == "L0001:1")


def answer(small, actor, match_id, said):
    with small.writing(actor) as vault:
        decide.decide(vault, match_id, Answer(said), "seen")


def asked(small, match_id, actor=TOOL):
    return why(small.reading(actor), match_id)


def test_who_may_still_decide_on_a_copy_of_the_row_sees_no_weight_of_either(small, proposed):
    path = small.file("copy.csv", LIST.replace("خالد", "عماد"))
    with small.writing() as vault:
        lists.import_list(vault, path, source="a newsroom", columns={})
    matched(small)
    copied = next(each.match.id for each in decide.matches(small.reading()) if each.match.claim == "L0002:1")
    answer(small, "amal", proposed, "yes")
    with pytest.raises(MatchBlind) as refused:
        asked(small, proposed, "amal")
    assert copied in str(refused.value)
    shown = {each.match.id: each.to_record(blind=False) for each in decide.matches(small.reading("amal"))}
    assert "chance_ppm" not in shown[proposed]
    answer(small, "amal", copied, "yes")
    assert asked(small, proposed, "amal").match.id == proposed


@pytest.mark.parametrize("said", [None, "cannot-tell", "need-more"])
def test_who_may_still_decide_sees_no_weight(small, proposed, said):
    if said:
        answer(small, "amal", proposed, said)
    answer(small, "basem", proposed, "yes")
    with pytest.raises(MatchBlind) as refused:
        asked(small, proposed, " AMAL")
    assert (refused.value.code, refused.value.exit_status) == ("match-blind", 75)


@pytest.mark.parametrize("said", ["yes", "no"])
def test_who_has_decided_sees_all_of_it_and_so_does_nobody_in_particular(small, proposed, said):
    answer(small, "amal", proposed, said)
    assert asked(small, proposed, "Amal") == asked(small, proposed)
    assert [each.subject for each in asked(small, proposed).waterfall.steps if each.kind is StepKind.LINE]


def test_it_ends_at_the_chance_that_is_printed_with_the_score(small, proposed):
    (shown,) = (each for each in decide.matches(small.reading(TOOL)) if each.match.id == proposed)
    chance = shown.to_record(blind=False)["chance_ppm"]
    told = asked(small, proposed).to_record()
    assert 1_000_000 / (1 + 2 ** (-told["end"] / 1_000)) == pytest.approx(chance, rel=0.001)
    assert (told["individual_name"], told["claim_name"]) == ("محمد أحمد الحلبي", "محمد أحمد الحلبي")
    assert told["start_en"] == "1 chance in 6"


def test_how_many_were_compared_is_a_fact_of_the_day_of_the_proposal(small, proposed):
    """Rows that were withdrawn later, or before another run, change nothing in it."""
    assert asked(small, proposed).waterfall.among == 3
    with small.writing() as vault:
        withdrawal.withdraw(vault, "L0001", 2, "the family asked")
    assert asked(small, proposed).waterfall.among == 3
    matched(small)
    assert asked(small, proposed).waterfall.among == 3
    before = asked(small, proposed)
    assert rebuild.rebuild(small.path).same
    assert asked(small, proposed) == before


def test_of_a_withdrawn_match_and_of_none_nothing_is_shown(small, proposed):
    with small.writing() as vault:
        withdrawal.withdraw(vault, "L0001", 1, "the family asked")
    with pytest.raises(MatchReasonsErased):
        asked(small, proposed)
    with pytest.raises(MatchUnknown):
        asked(small, "M0")
