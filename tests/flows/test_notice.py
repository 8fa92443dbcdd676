"""A match that ends reaches everyone who was told: on the record, until each of them was."""

import pytest

from dalil.core.finding import sound
from dalil.core.matching.decision import Answer, MatchState, MatchUnknown
from dalil.core.matching.notice import Addressee, Kind
from dalil.flows import decide, enquiry, lists, match, notice, rebuild, verify, withdrawal
from dalil.flows.enquiry import Step
from dalil.flows.narrowed import Narrowed
from dalil.flows.notice import NoticeDay, NoticeUnknown, Told
from dalil.flows.person import ActorUnnamed
from flows.releasing import agreed, approved, ask, regrouped, sealed

LIST = "name,mother,birth year\nمحمد أحمد الحلبي,فاطمة,1984\nخالد وليد الأتاسي,هدى,1990\n"
COPY = "name,mother,birth year\nمحمد أحمد الحلبي,فاطمة,1984\n"
EVERYBODY = [
    ("person", "amal", None),
    ("person", "basem", None),
    ("enquiry", "E0001", None),
    ("release", "R0001", "محكمة"),
    ("list", "L0001", "families"),
    ("list", "L0002", "a commission"),
]


@pytest.fixture
def confirmed(small):
    """The match of L0001:1 with I0001, confirmed and told: to a family, in a bundle; L0002 has a copy."""
    imported(small, "list.csv", LIST, "families")
    imported(small, "copy.csv", COPY, "a commission")
    with small.writing("dalil/0") as vault:
        match.match(vault)
    first = next(each.match.id for each in decide.matches(small.reading()) if each.match.claim == "L0001:1")
    answer(small, "amal", first, "yes")
    answer(small, "basem", first, "yes")
    with small.writing("officer") as vault:
        enquiry.open_enquiry(vault, {"asks": "a sister"})
        enquiry.take_step(vault, "E0001", Step.NOTIFIED, {}, "I0001")
        enquiry.open_enquiry(vault, {"asks": "a brother of somebody else"})
        enquiry.take_step(vault, "E0002", Step.ANSWERED, {}, "I0002")
        enquiry.open_enquiry(vault, {"asks": "a cousin, who was told nothing yet"})
        enquiry.take_step(vault, "E0003", Step.SEARCHED, {}, "I0001")
    return first


@pytest.fixture
def released(small, confirmed):
    """The same, and a bundle with the individual has left."""
    agreed(small)
    done = ask(small)
    approved(small, done, "commission", "ministry")
    sealed(small, done)
    return confirmed


def imported(small, name, content, source):
    path = small.file(name, content)
    with small.writing() as vault:
        lists.import_list(vault, path, source=source, columns={})


def answer(small, actor, match_id, said):
    with small.writing(actor) as vault:
        return decide.decide(vault, match_id, Answer(said), "seen")


def withdrawn(small, row=1, actor="officer", **how):
    with small.writing(actor) as vault:
        return withdrawal.withdraw(vault, "L0001", row, "the family asked", **how)


def tell(small, match_id, kind, who, actor="officer", **told):
    with small.writing(actor) as vault:
        notice.tell(vault, match_id, Addressee(Kind(kind), who), Told(**told))


def shown(small, *, told=False, **narrowed):
    return notice.notices(small.reading(), Narrowed(**narrowed), told=told)


def untold(small, **narrowed):
    return [(each.notice.to.kind.value, each.notice.to.who, each.name) for each in shown(small, **narrowed)]


def test_a_withdrawn_row_reaches_everyone_who_was_told_of_its_match(small, released):
    assert untold(small) == []
    assert withdrawn(small).to_tell == len(EVERYBODY)
    assert untold(small) == EVERYBODY
    assert {each.match.state for each in shown(small)} == {MatchState.WITHDRAWN}
    (event,) = small.events("notice-due")
    assert event.about == (released, "I0001", "L0001:1")
    assert (event.body["cause"], len(event.body["to"])) == ("withdrawn", len(EVERYBODY))
    assert sound(verify.verify(small.path))


@pytest.mark.parametrize(
    ("change", "state", "people"),
    [
        (("amal", "no"), MatchState.DISPUTED, [("person", "basem", None)]),
        (("basem", "cannot-tell"), MatchState.HALF, [("person", "amal", None)]),
        (("carine", "no"), MatchState.DISPUTED, EVERYBODY[:2]),
    ],
)
def test_a_match_that_is_not_confirmed_any_more_reaches_them_too(small, released, change, state, people):
    actor, said = change
    done = answer(small, actor, released, said)
    assert (done.state, done.to_tell) == (state, len(people) + 4)
    assert untold(small) == people + EVERYBODY[2:]
    (cause,) = {each.notice.cause.value for each in shown(small)}
    assert cause == "unconfirmed"


def test_a_notice_stays_open_until_it_is_told_and_says_by_whom_and_when(small, confirmed):
    withdrawn(small)
    today = small.world("x").moment()[:10]
    with pytest.raises(ActorUnnamed):
        tell(small, confirmed, "enquiry", "E0001", actor=" ")
    tell(small, confirmed, "enquiry", "E0001", by="the lawyer", day=today, reason="by telephone")
    tell(small, confirmed, "person", " AMAL")
    assert untold(small) == [each for each in EVERYBODY if each[1] not in {"E0001", "amal", "R0001"}]
    given = {each.notice.to.who: each.to_record() for each in shown(small, told=True)}
    assert (given["E0001"]["told_by"], given["E0001"]["told_on"]) == ("the lawyer", today)
    assert given["amal"]["told_by"] == "officer"
    for kind, who in (("enquiry", "E0001"), ("enquiry", "E0002"), ("release", "R0001")):
        with pytest.raises(NoticeUnknown):
            tell(small, confirmed, kind, who)
    with pytest.raises(MatchUnknown):
        tell(small, "M0", "enquiry", "E0001")


@pytest.mark.parametrize("day", ["2020-01-31", "2999-01-31", "31.1.2026", "20260131", "2026-02-30"])
def test_nobody_was_told_on_a_day_that_is_none_or_before_or_to_come(small, confirmed, day):
    withdrawn(small)
    with pytest.raises(NoticeDay):
        tell(small, confirmed, "enquiry", "E0001", day=day)


def test_nothing_is_lost_by_another_run_or_a_rebuild(small, confirmed):
    withdrawn(small)
    tell(small, confirmed, "enquiry", "E0001")
    before = untold(small), [each.to_record() for each in shown(small, told=True)]
    with small.writing("dalil/0") as vault:
        match.match(vault)
    assert rebuild.rebuild(small.path).same
    assert (untold(small), [each.to_record() for each in shown(small, told=True)]) == before


def test_who_was_told_of_one_end_is_told_again_of_the_next(small, confirmed):
    answer(small, "amal", confirmed, "no")
    tell(small, confirmed, "enquiry", "E0001")
    answer(small, "amal", confirmed, "yes")
    answer(small, "amal", confirmed, "cannot-tell")
    told = [each.notice.to.who for each in shown(small)]
    assert sorted(told) == ["E0001", "L0001", "L0002", "basem"], "each once"
    tell(small, confirmed, "person", "basem")
    assert "basem" not in {each.notice.to.who for each in shown(small)}, "telling settles both ends"


def test_only_those_hear_who_can_have_been_told(small, confirmed):
    """L0001:2 was answered with no alone; a row without a match tells nobody."""
    second = next(each.match.id for each in decide.matches(small.reading()) if each.match.claim == "L0001:2")
    answer(small, "amal", second, "no")
    assert withdrawn(small, row=2).to_tell == 1
    assert untold(small, match=second) == [("person", "amal", None)]
    assert untold(small, list="L0002") == []


@pytest.mark.parametrize("copies", [True, False])
def test_the_source_of_a_copy_hears_whether_the_copy_goes_along_or_stays(small, confirmed, copies):
    withdrawn(small, copies=copies)
    assert ("list", "L0002", "a commission") in untold(small, match=confirmed)
    bodies = [event.body for event in small.events("list-row-withdrawn")]
    assert [body.get("with") for body in bodies] == (["L0001:1", None] if copies else [None])


def test_a_withdrawal_that_was_stopped_goes_on_and_reaches_the_same(small, confirmed):
    """Only the copy was withdrawn when it stopped: the list that had it hears of the row's match, too."""
    with small.writing("officer") as vault:
        withdrawal._withdraw(vault, "L0002:1", "the family asked", "L0001:1", {"L0001", "L0002"})
    assert withdrawn(small).rows == ("L0001:1",)
    assert ("list", "L0002", "a commission") in untold(small, match=confirmed)


def test_a_family_that_was_told_of_an_id_hears_when_the_individual_has_another_one(small, confirmed):
    def renamed(lines):
        for line in lines:
            if line["kind"] == "individual" and line["id"] == "I0001":
                line["id"] = "I0009"
        marks = {"founding": small.digests[0], "marks": [small.digests[0]]}
        lines.append({"kind": "identifier", "id": "I0001", "became": "I0009", **marks})
        lines.append({"kind": "identifier", "id": "I0009", "became": "", **marks})

    regrouped(small, renamed)
    with small.writing("officer") as vault:
        enquiry.take_step(vault, "E0003", Step.ANSWERED, {}, "I0009")
    withdrawn(small)
    assert {each[1] for each in untold(small) if each[0] == "enquiry"} == {"E0001", "E0003"}


def test_more_addressees_than_an_entry_holds_stand_in_several(small, confirmed, monkeypatch):
    monkeypatch.setattr("dalil.flows.notice.PER_ENTRY_MAX", 2)
    assert withdrawn(small).to_tell == len(EVERYBODY) - 1
    assert [len(event.body["to"]) for event in small.events("notice-due")] == [2, 2, 1]
    assert len(untold(small)) == len(EVERYBODY) - 1
