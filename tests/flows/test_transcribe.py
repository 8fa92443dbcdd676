import pytest

from dalil.catalog.queries import reading as queries
from dalil.core.errors import BodyRefusal
from dalil.core.reading import ReaderKind
from dalil.core.reading_queue import LabelReadAlready, LabelSettled, Stage
from dalil.core.transcription import Task, Transcription
from dalil.flows import gold as golden
from dalil.flows import rebuild, transcribe
from dalil.flows.gold import GoldWithoutReason
from dalil.flows.person import ActorUnnamed
from dalil.flows.record import record
from dalil.flows.transcribe import LabelAmbiguous, LabelUnknown, ReadMeanwhile
from dalil.flows.vault import TOOL
from dalil.store import audit
from flows.labelled_world import LATER, LabelledWorld

CARD = ("card", "9999")
"""A machine's reading that nobody must be shown."""


@pytest.fixture
def office(tmp_path):
    made = LabelledWorld(tmp_path)
    yield made
    assert rebuild.rebuild(made.path).same


def emptied(office, actor, said="3659"):
    """Read until nothing waits; return what was given."""
    found = []
    while asked := office.next(actor):
        office.reads(actor, asked.place.item, said)
        found.append(asked.place.item)
    return found


def counts(office):
    return {name: count for name, count in transcribe.waiting(office.seen()).items() if count}


def test_two_people_read_everything_blind_and_the_log_holds_what_was_typed(office):
    office.examine([CARD], [CARD, ("tape", "215")], [])
    assert counts(office) == {"first": 3}
    given = emptied(office, "amal", " رقم ٣٦٥٩\nفرع ٢١٥")
    assert len(set(given)) == 3
    assert counts(office) == {"second": 3}
    asked = office.next("basem")
    assert "9999" not in str(asked.to_record())
    assert "3659" not in str(asked.to_record())
    emptied(office, "basem")
    assert counts(office) == {"settled": 3}
    bodies = [event.body for event in office.events("reading-made")]
    assert bodies[0]["lines"] == [" رقم ٣٦٥٩", "فرع ٢١٥"]
    assert bodies[0]["text"]["value"] == "3659"
    assert [body["task"] for body in bodies] == ["first"] * 3 + ["second"] * 3
    assert {body["text"]["kind"] for body in bodies} == {"person"}
    assert "9999" not in str(bodies)


def test_where_two_differ_a_third_is_shown_both_without_names(office):
    office.examine([CARD], [], [])
    (item,) = emptied(office, "amal")
    office.reads("basem", item, "-")
    for name in ("amal", "basem"):
        assert office.next(name) is None
    asked = office.next("samir")
    assert asked.adjudicates
    shown = asked.to_record()
    assert sorted(each["legibility"] for each in shown["readings"]) == ["illegible", "read"]
    assert "amal" not in str(shown)
    done = office.reads("samir", item, "3659", adjudicates=True)
    assert (done.reading.value, done.alone) == ("3659", False)
    assert counts(office) == {"settled": 1}
    assert office.events("reading-made")[-1].body["text"]["kind"] == "adjudicator"


def test_a_number_that_one_adjudicator_alone_reads_waits_for_another(office):
    office.examine([CARD], [], [])
    (item,) = emptied(office, "amal")
    office.reads("basem", item, "3650")
    assert office.reads("samir", item, "3689", adjudicates=True).alone
    assert counts(office) == {"adjudication": 1}
    assert transcribe.newest_of(office.seen("samir")).alone
    assert office.next("samir") is None
    asked = office.next("huda")
    assert (asked.adjudicates, asked.contested) == (True, True)
    assert not office.reads("huda", item, "3689", adjudicates=True).alone
    assert counts(office) == {"settled": 1}


def test_a_decision_that_comes_after_another_settled_the_label_is_refused_and_records_nothing(office):
    office.examine([CARD], [], [])
    (item,) = emptied(office, "amal")
    office.reads("basem", item, "3689")
    late = office.next("samir")
    office.reads("huda", item, "3659", adjudicates=True)
    with pytest.raises(LabelSettled):
        transcribe.may_answer(office.seen("samir"), late, kind=ReaderKind.ADJUDICATOR, shown=2)
    with pytest.raises(LabelSettled):
        office.reads("samir", item, "3689", adjudicates=True)
    assert len(office.events("reading-made")) == 3
    assert counts(office) == {"settled": 1}
    with office.writing("nadia") as vault:
        judged = Transcription.typed(["3689"])
        transcribe.make(vault, item, judged, kind=ReaderKind.ADJUDICATOR, objects=True)
    now = office.next("samir")
    with pytest.raises(ReadMeanwhile):
        transcribe.may_answer(office.seen("samir"), now, kind=ReaderKind.ADJUDICATOR, shown=2)
    office.reads("samir", item, "3689", adjudicates=True)
    assert len(office.events("reading-made")) == 5


def test_places_where_nothing_was_read_and_doubtful_skin_are_not_asked_for_but_may_be_read(office):
    office.examine([("card", "")], [("skin", "77?")], [("overlay", "7")])
    assert counts(office) == {"first": 1}
    office.reads("amal", f"{office.digests[0]}:0", "3659")
    assert counts(office) == {"first": 1, "second": 1}
    assert office.next("basem").place.item == f"{office.digests[0]}:0"


def test_of_several_copies_one_is_read_and_what_it_does_not_show(office):
    one, two, three = office.digests
    office.examine([CARD, ("overlay", "1")], [CARD], [CARD])
    office.group([two, one], [three])
    assert {item.partition(":")[0] for item in emptied(office, "amal")} == {one, two, three}
    read = {event.body["exhibit"] + str(event.body["region"]) for event in office.events("reading-made")}
    assert read == {one + "1", two + "0", three + "0"}


def test_a_label_that_was_read_stays_when_its_photograph_turns_out_to_be_a_copy(office):
    one, two, three = office.digests
    office.examine([CARD], [CARD], [CARD])
    office.reads("amal", f"{one}:0", "3659")
    office.group([two, one], [three])
    assert counts(office) == {"first": 2, "second": 1}
    office.group([one], [two, three])
    assert counts(office) == {"first": 1, "second": 1}


def test_a_label_that_is_found_elsewhere_later_is_another_label(office):
    office.examine([CARD], [CARD], [])
    first, second = (f"{digest}:0" for digest in office.digests[:2])
    for item in (first, second):
        office.reads("amal", item, "3659")
    moved = [[5, 5], [61, 5], [61, 25], [5, 25]]
    office.examine([CARD], digests=office.digests[:1], box=moved)
    office.examine([CARD], digests=office.digests[1:2])
    assert counts(office) == {"first": 1, "second": 1}
    assert office.next("amal").place.item == first
    office.reads("amal", first, "3659")


def test_gold_tests_the_reader_and_moves_nothing(office):
    office.examine([CARD], [CARD], [CARD])
    item = f"{office.digests[0]}:0"
    for name in ("amal", "basem"):
        office.reads(name, item, "3659")
    with office.writing("samir") as vault:
        golden.set_gold(vault, item, Transcription.typed(["٣٦٥٩"]), "seen on the negative")
    with pytest.raises(LabelReadAlready):
        office.reads("samir", item, "3659")
    office.reads("huda", item, "1")
    assert office.events("reading-made")[-1].body["task"] == "gold"
    assert queries.counts()[Stage.SETTLED] == 1
    told = {each.name: each for each in transcribe.every_reader(office.seen("nobody who reads"))}
    assert (told["huda"].gold.right, told["huda"].gold.of) == (0, 1)
    assert (told["amal"].gold.right, told["amal"].gold.of) == (1, 1)
    for reason in (" ", "\u200b\u2060"):
        with pytest.raises(GoldWithoutReason), office.writing("samir") as vault:
            golden.set_gold(vault, item, Transcription.typed(["1"]), reason)


def test_gold_is_given_about_once_in_twenty_and_looks_like_any_other(tmp_path):
    office = LabelledWorld(tmp_path, photographs=40)
    office.examine(*[[CARD]] * 40)
    for digest in office.digests[:6]:
        with office.writing("samir") as vault:
            golden.set_gold(vault, f"{digest}:0", Transcription.typed(["3659"]), "drawn")
    gold = set()
    for _ in range(40):
        asked = office.next("amal")
        assert set(asked.to_record()) == {"item", "kind", "readings", "choices"}
        assert asked.to_record()["kind"] == "reading"
        gold |= {asked.place.item} if asked.task is Task.GOLD else set()
        office.reads("amal", asked.place.item, "3659")
    assert 1 <= len(gold) <= 6
    assert office.next("amal") is None


def test_what_was_passed_comes_last_and_is_no_event(office):
    office.examine([CARD], [CARD], [])
    first = office.next("amal").place.item
    second = office.next("amal", first).place.item
    assert first != second
    assert office.next("amal", first, second).place.item == first
    assert office.next("amal", first[:12] + first[64:]).place.item == second
    assert not office.events("reading-made")


def test_today_counts_the_readings_of_this_day_and_reader(office):
    office.examine([CARD], [CARD], [])
    emptied(office, "amal")
    assert transcribe.made_today(office.seen("Amal")) == 2
    assert transcribe.made_today(office.seen("basem")) == 0
    office.now += LATER
    assert transcribe.made_today(office.seen("amal")) == 0


def test_what_nobody_may_read_is_refused(office):
    office.examine([CARD], [CARD], [])
    item = f"{office.digests[0]}:0"
    for name in ("amal", "basem"):
        office.reads(name, item, "3659")
    with pytest.raises(LabelSettled):
        office.reads("samir", item, "3659")
    with pytest.raises(ActorUnnamed):
        office.next(TOOL)
    for odd in ("", "x", item + "0", f"{'0' * 64}:0", f"{office.digests[0]}:7", "../etc:0"):
        with pytest.raises(LabelUnknown):
            office.reads("samir", odd, "3659")
    assert len(office.events("reading-made")) == 2


def test_a_shortened_digest_must_name_one_exhibit(tmp_path):
    office = LabelledWorld(tmp_path, photographs=1)
    twins = ["ab" * 32, "abab" + "c" * 60]
    office.examine([CARD], [CARD], digests=twins)
    with pytest.raises(LabelAmbiguous):
        transcribe.find("abab:0")
    assert transcribe.find("ababa:0").exhibit == twins[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": {"kind": "path"}},
        {"text": {"kind": "machine"}},
        {"text": {"kind": "adjudicator", "reader": "basem"}},
        {"text": {"reader": "basem"}},
        {"reader": "basem"},
    ],
)
def test_a_reading_that_is_not_the_acting_person_s_own_is_refused_and_found(wrong, tmp_path):
    office = LabelledWorld(tmp_path)
    office.examine([CARD], [], [])
    (item,) = emptied(office, "amal")
    body = office.events("reading-made")[-1].body
    body |= {**wrong, "text": body["text"] | wrong.get("text", {})}
    with office.writing("amal") as vault, pytest.raises(BodyRefusal, match="a reading"):
        record(vault, [vault.event("reading-made", (item,), body)])
    found = audit.audit(office.seen().layout)
    assert [one.code for one in found if one.code == "log-entry-malformed"] == ["log-entry-malformed"]
    with pytest.raises(BodyRefusal):
        rebuild.rebuild(office.path)
