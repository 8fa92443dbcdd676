"""What people read on labels: on the photograph's page, and among its witnesses."""

import re

import pytest

from dalil.core.reading import SURE_PPM, ReaderKind
from dalil.core.transcription import Transcription
from dalil.flows import transcribe
from flows.labelled_world import LabelledWorld
from web.browsing import Served
from web.reading_html import Page

pytestmark = pytest.mark.xdist_group("web")

LABELS = ("3659", "3770", "3881", "3992", "4103", "4214")
READ = ("agreed", "several", "decided", "second", "differ", "accepted")
"""What became of each label, in the order of the photographs."""
SAID = {
    "agreed": {"ar": "محسوم: اتفق قارئان", "en": "settled: two readers agree"},
    "several": {"ar": "في القصاصة أكثر من وسم", "en": "no number is taken from it"},
    "decided": {"ar": "محسوم: فصل في الخلاف قارئ آخر", "en": "settled by adjudication"},
    "second": {"ar": "ينتظر قارئاً ثانياً", "en": "waits for a second reader"},
    "differ": {"ar": "ينتظر من يفصل بين القراءات", "en": "waits for an adjudicator"},
    "accepted": {"ar": "لم يقرأه أحد", "en": "Nobody has read it"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Six photographs of six people, each with one card."""
    made = LabelledWorld(tmp_path_factory.mktemp("people-read"), len(LABELS))
    made.examine(*([("card", text)] for text in LABELS[:5]), digests=made.digests[:5])
    made.examine([("card", LABELS[5])], digests=made.digests[5:], confidence=SURE_PPM)
    items = dict(zip(READ, (f"{digest}:0" for digest in made.digests), strict=True))
    for label, *said in (
        ("agreed", "٣٦٥٩", "٣٦٥٩"),
        ("several", "2", "2"),
        ("decided", "3881", "3887"),
        ("second", "2"),
        ("differ", "4103", "4109"),
    ):
        for name, text in zip(("amal", "basem"), said, strict=False):
            made.reads(name, items[label], text)
    made.reads("nadia", items["decided"], "3887", adjudicates=True)
    made.regroup()
    return made


@pytest.fixture(scope="module")
def pages(office):
    with Served(office.path) as served, Served(office.path, "--as", "samir") as read:
        yield served.guest(), read.guest()


def photograph(visitor, office, label, language="en"):
    return visitor.get(f"/{language}/photographs/{office.digests[READ.index(label)]}/").text


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("label", READ)
def test_a_label_says_what_became_of_it(pages, office, label, language):
    looker, _ = pages
    text = photograph(looker, office, label, language)
    assert not Page(text).mistakes
    assert SAID[label][language] in text
    others = {each for each in READ if each != label} - ({"agreed"} if label == "several" else set())
    assert not [other for other in others if SAID[other][language] in text]


def test_every_reading_stands_with_its_reader_and_leads_to_its_entry(pages, office):
    looker, _ = pages
    text = photograph(looker, office, "decided")
    assert [len(re.findall(rf"\b{name}\b", text)) > 0 for name in ("amal", "basem", "nadia")] == [True] * 3
    for event, name in zip(("3881", "3887"), ("amal", "basem"), strict=True):
        assert re.search(rf"{event}.*?entries/\d+/\"><bdi[^>]*>.*?{name}", text, re.DOTALL)
    assert "read blind" in text
    assert "adjudicated" in text


def test_where_readers_found_several_labels_it_is_said_before_and_after_it_is_settled(pages, office):
    looker, _ = pages
    assert "a number comes only from another label" in photograph(looker, office, "several")
    assert "what the machine read settles no number" in photograph(looker, office, "second")


def test_what_people_settled_is_a_witness_without_a_percentage(pages, office):
    looker, _ = pages
    (fields,) = re.findall(
        r'aria-labelledby="fields".*?</table>', photograph(looker, office, "agreed"), re.DOTALL
    )
    (row,) = [each for each in fields.split("<tr>") if "as people settled it" in each]
    assert "3659" in row
    assert "%" not in row
    (machine,) = re.findall(
        r'aria-labelledby="fields".*?</table>', photograph(looker, office, "second"), re.DOTALL
    )
    assert "98.5%" in machine, "a bare number alone on a card is held for people"


def test_what_people_read_is_withheld_from_who_may_still_read_it(pages, office):
    _, reader = pages
    for label in ("second", "differ"):
        text = photograph(reader, office, label)
        assert "Read by people" not in text
        assert not [each for each in ("3992", "4103", "4109", "amal ") if f">{each}" in text], label
        assert SAID[label]["en"] not in text
    for label in ("agreed", "several", "decided"):
        assert SAID[label]["en"] in photograph(reader, office, label)


def test_a_settled_label_is_withheld_while_another_one_of_the_exposure_waits(tmp_path):
    made = LabelledWorld(tmp_path, 1)
    made.examine([("card", "3659"), ("overlay", "3659")])
    for name in ("amal", "basem"):
        made.reads(name, f"{made.digests[0]}:0", "3659")
    with Served(made.path, "--as", "samir") as read, Served(made.path) as served:
        address = f"/en/photographs/{made.digests[0]}/"
        assert "3659" in served.guest().get(address).text
        assert "3659" not in read.guest().get(address).text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_writing_on_skin_is_shown_when_it_is_asked_for(tmp_path, language):
    made = LabelledWorld(tmp_path, 1)
    made.examine([("skin", "٣٦٥٩٣")], confidence=SURE_PPM)
    for name, text in (("amal", "3659"), ("basem", "3689")):
        made.reads(name, f"{made.digests[0]}:0", text)
    with Served(made.path, "--as", "samir") as read:
        pages = [read.guest().get(f"/{language}/reading/")]
    made.regroup()
    with Served(made.path) as served:
        looker = served.guest()
        pages.append(looker.get(f"/{language}/photographs/{made.digests[0]}/"))
        listed = looker.get(f"/{language}/photographs/").text
    for text in (each.text for each in pages):
        page = Page(text)
        assert not page.mistakes
        (around,) = [
            above for name, told, above in page.elements if name == "img" and "/label/0.png" in told["src"]
        ]
        assert ("details", {"class": "skin"}) in around
    assert "/label/0.png" not in listed


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_objection_is_called_one_and_what_was_settled_since_the_grouping_waits_for_the_next(
    tmp_path, language
):
    made = LabelledWorld(tmp_path, 1)
    made.examine([("card", "3659")])
    item = f"{made.digests[0]}:0"
    for name in ("amal", "basem"):
        made.reads(name, item, "3659")
    later = {"ar": "التجميع التالي", "en": "next grouping"}[language]
    objected = {"ar": "اعتراض على ما حُسم", "en": "objection to what was settled"}[language]
    seen = []
    with Served(made.path) as served:
        looker = served.guest()
        for step in (lambda: None, made.regroup, lambda: objects(made, "nadia", item, "3689")):
            step()
            text = looker.get(f"/{language}/photographs/{made.digests[0]}/").text
            assert not Page(text).mistakes
            seen.append((later in text, objected in text))
    assert seen == [(True, False), (False, False), (False, True)]


def objects(made, name, item, text):
    with made.writing(name) as vault:
        transcribe.make(vault, item, Transcription.typed([text]), kind=ReaderKind.ADJUDICATOR, objects=True)
