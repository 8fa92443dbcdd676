"""Gold: labels whose text somebody knows test readers, while they are there, and never those who know."""

import pytest

from dalil.core.reading_queue import LabelReadAlready, LabelSettled
from dalil.core.transcription import Task, Transcription
from dalil.flows import gold as golden
from dalil.flows import rebuild, transcribe
from dalil.flows.gold import GoldNotYours, GoldWithoutReason
from dalil.flows.vault import TOOL
from flows.labelled_world import LabelledWorld

CARD = ("card", "9999")
MOVED = [[5, 5], [61, 5], [61, 25], [5, 25]]


@pytest.fixture
def office(tmp_path):
    made = LabelledWorld(tmp_path)
    made.examine([CARD, CARD], [CARD], [CARD])
    yield made
    assert rebuild.rebuild(made.path).same


def sets(office, actor, item, text="3659"):
    with office.writing(actor) as vault:
        golden.set_gold(vault, item, Transcription.typed([text]), "seen on paper")


def gold(office):
    return transcribe.waiting(office.seen())["gold"]


def given(office, actor):
    """Every label that is given until nothing waits, with its task."""
    found = []
    while asked := office.next(actor):
        found.append((asked.place.item, asked.task))
        office.reads(actor, asked.place.item, "3659")
    return found


def test_gold_whose_label_is_gone_is_given_to_nobody_and_counts_again_when_it_is_back(office):
    one = office.digests[0]
    sets(office, "samir", f"{one}:1")
    assert gold(office) == 1
    office.examine([CARD], digests=[one])
    assert gold(office) == 0
    for name in ("amal", "basem", "huda"):
        assert f"{one}:1" not in dict(given(office, name))
    office.examine([CARD, CARD], digests=[one])
    assert gold(office) == 1


def test_gold_of_a_label_that_is_found_elsewhere_tests_nobody(office):
    item = f"{office.digests[0]}:0"
    sets(office, "samir", item)
    office.examine([CARD, CARD], digests=office.digests[:1], box=MOVED)
    assert gold(office) == 0
    assert office.reads("samir", item, "3659").item == item, "another label, which nobody knows"
    for name in ("amal", "basem"):
        assert Task.GOLD not in dict(given(office, name)).values()
    told = {each.name: each.gold.of for each in transcribe.every_reader(office.seen("nobody who reads"))}
    assert set(told.values()) == {0}, "its text was never the known one"


def test_whoever_set_gold_before_another_is_never_given_it(office):
    item = f"{office.digests[0]}:0"
    sets(office, "amal", item)
    sets(office, "basem", item)
    assert gold(office) == 1
    for name in ("amal", "basem"):
        with pytest.raises(LabelReadAlready):
            office.reads(name, item, "3659")
        assert item not in dict(given(office, name)), "neither as a test nor as any other label"


def listed(office, actor=TOOL):
    found, withheld = golden.listed(office.seen(actor))
    return [(each.seen.item, each.standing.value) for each in found], withheld


def withdraws(office, actor, item, reason="the crop is too easy"):
    with office.writing(actor) as vault:
        return golden.withdraw(vault, item, reason)


def test_withdrawn_gold_tests_nobody_and_counts_for_nobody(office):
    item = f"{office.digests[0]}:0"
    for name in ("amal", "basem"):
        office.reads(name, item, "3659")
    sets(office, "samir", item)
    office.reads("huda", item, "1")
    told = {each.name: each.gold for each in transcribe.every_reader(office.seen("nobody who reads"))}
    assert (told["huda"].right, told["huda"].of, told["amal"].right) == (0, 1, 1)
    assert withdraws(office, "samir", item) == item
    assert gold(office) == 0
    told = {each.name: each.gold.of for each in transcribe.every_reader(office.seen("nobody who reads"))}
    assert set(told.values()) == {0}
    with pytest.raises(LabelSettled):
        office.reads("nadia", item, "3659")
    with pytest.raises(LabelReadAlready):
        office.reads("samir", item, "3659")
    assert item not in dict(given(office, "nadia"))
    with pytest.raises(GoldNotYours):
        withdraws(office, "samir", item)
    sets(office, "yusuf", item)
    assert gold(office) == 1
    assert listed(office)[0] == [(item, "withdrawn"), (item, "in-use")]


def test_only_who_set_gold_withdraws_it_and_nobody_finds_out_by_trying(office):
    known, plain = f"{office.digests[0]}:0", f"{office.digests[1]}:0"
    sets(office, "samir", known)
    for item in (known, plain):
        with pytest.raises(GoldNotYours):
            withdraws(office, "amal", item)
    for reason in ("", " ", "\u200b"):
        with pytest.raises(GoldWithoutReason):
            withdraws(office, "samir", known, reason)
    assert gold(office) == 1
    assert not office.events("gold-withdrawn")


def test_gold_is_listed_to_whom_it_cannot_test(office):
    settled, waits = f"{office.digests[0]}:0", f"{office.digests[1]}:0"
    for name in ("amal", "basem"):
        office.reads(name, settled, "3659")
    office.reads("amal", waits, "3659")
    for item in (settled, waits):
        sets(office, "samir", item)
    both = [(settled, "in-use"), (waits, "in-use")]
    assert listed(office) == (both, 0), "nobody is named: nothing is withheld"
    assert listed(office, "samir") == (both, 0)
    assert listed(office, "huda") == ([], 2), "both may be given to her"
    assert listed(office, "amal") == ([(settled, "in-use")], 1), "of the other a second reading is awaited"
    withdraws(office, "samir", waits)
    assert listed(office, "huda") == ([], 2), "it is no gold any more, but she may read it like any other"
    sets(office, "nadia", settled, "3689")
    assert listed(office)[0][0] == (settled, "superseded")
    (first, _, last), _ = golden.listed(office.seen(TOOL))
    assert (first.read_so.right, first.read_so.of, last.read_so.right) == (2, 2, 0)


def test_whoever_reads_and_then_sets_gold_is_not_tested_by_it(office):
    item = f"{office.digests[0]}:0"
    for name in ("amal", "basem"):
        office.reads(name, item, "3659")
    sets(office, "Amal", item)
    told = {each.name: each.gold.of for each in transcribe.every_reader(office.seen("nobody who reads"))}
    assert told == {"amal": 0, "basem": 1}
