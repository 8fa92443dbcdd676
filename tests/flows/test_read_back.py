"""Reading back one label: all that people read, how it stands, and nothing to who may still read it."""

import pytest

from dalil.core.reading import ReaderKind
from dalil.core.transcription import Transcription
from dalil.flows import gold, read_back, transcribe
from dalil.flows.read_back import LabelWithheld
from dalil.flows.vault import TOOL
from flows.labelled_world import LabelledWorld

CARD = ("card", "9999")


@pytest.fixture
def office(tmp_path):
    made = LabelledWorld(tmp_path)
    made.examine([CARD], [CARD], [CARD])
    return made


def shown(office, item, actor=TOOL):
    return read_back.read_back(office.seen(actor), item)


def objects(office, actor, item, said):
    with office.writing(actor) as vault:
        judged = Transcription.typed([said])
        transcribe.make(vault, item, judged, kind=ReaderKind.ADJUDICATOR, objects=True)


def test_how_a_label_stands_is_told_at_every_step(office):
    item = f"{office.digests[0]}:0"
    found = []

    def look():
        record = shown(office, item).to_record()
        found.append((record["standing"], (record["settled"] or {}).get("number")))

    look()
    for name, said in (("amal", "3659"), ("basem", "3689")):
        office.reads(name, item, said)
        look()
    office.reads("samir", item, "3659", adjudicates=True)
    look()
    objects(office, "nadia", item, "3689")
    look()
    office.reads("huda", item, "3659", adjudicates=True)
    look()
    open_, settled = ("open", None), ("settled", "3659")
    assert found == [open_, open_, ("adjudication", None), settled, ("objected", None), settled]
    readings = shown(office, item).to_record()["readings"]
    assert [each["reader"] for each in readings] == ["amal", "basem", "samir", "nadia", "huda"]
    assert [each["entry"] for each in readings] == sorted(each["entry"] for each in readings)
    assert {each["at"] for each in readings} == {"2023-11-14T22:13:20.000Z"}


def test_nothing_is_told_to_who_may_still_read_the_label_nor_to_who_waits_for_the_second_reader(office):
    item = f"{office.digests[0]}:0"
    office.reads("amal", item, "3659")
    for name in ("amal", "basem", "Basem", "samir"):
        with pytest.raises(LabelWithheld):
            shown(office, item, name)
    office.reads("basem", item, "3689")
    with pytest.raises(LabelWithheld):
        shown(office, item, "samir")
    office.reads("samir", item, "3659", adjudicates=True)
    for name in ("amal", "basem", "samir", "huda"):
        assert len(shown(office, item, name).readings) == 3


def test_while_a_copy_is_still_read_nothing_is_told_of_its_settled_twin(office):
    one, two, three = office.digests
    for name in ("amal", "basem"):
        office.reads(name, f"{one}:0", "3659")
    office.reads("amal", f"{two}:0", "3659")
    office.group([one, two], [three])
    for item in (f"{one}:0", f"{two}:0"):
        with pytest.raises(LabelWithheld):
            shown(office, item, "huda")
    office.reads("huda", f"{two}:0", "3659")
    assert shown(office, f"{one}:0", "huda").settled.value == "3659", "what is settled is no secret"


def test_gold_is_told_to_who_knows_it_and_is_one_secret_with_the_rest_for_who_does_not(office):
    item = f"{office.digests[0]}:0"
    for name in ("amal", "basem"):
        office.reads(name, item, "3659")
    with office.writing("samir") as vault:
        gold.set_gold(vault, item, Transcription.typed(["٣٦٥٩"]), "seen on paper")
    with pytest.raises(LabelWithheld):
        shown(office, item, "huda")
    for name in ("samir", "amal", TOOL):
        record = shown(office, item, name).to_record()
        assert (record["gold"]["number"], record["gold"]["set_by"]) == ("3659", "samir")
        assert record["gold"]["reason"] == "seen on paper"
    office.reads("huda", item, "1")
    assert shown(office, item, "huda").to_record()["readings"][-1]["task"] == "gold"
