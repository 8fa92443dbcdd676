"""Entries about a match, told in a sentence: who answered what, who has to hear; never to who is blind."""

import html
import re

import pytest

from dalil.core.matching.decision import Answer
from dalil.flows import decide, withdrawal
from dalil.flows import vault as vaults
from dalil.web import summary
from flows.small_world import SmallWorld
from web.browsing import Served
from web.test_match_page import proposed, world

pytestmark = pytest.mark.xdist_group("web")


@pytest.fixture
def answered(tmp_path):
    """A match to which amal says yes, and basem that he cannot tell."""
    made = SmallWorld(tmp_path)
    made.match = proposed(made.path, made.folder)["L0001:1"]
    says(made, "basem", Answer.CANNOT_TELL)
    return made


def says(made, actor, answer):
    with vaults.writing(made.path, world(actor)) as vault:
        decide.decide(vault, made.match, answer, "")


def told(made, language, *options):
    """The text of every entry's page, by its number."""
    size = made.reading().journal.head().size
    with Served(made.path, *options) as server:
        pages = [server.guest().get(f"/{language}/custody/entries/{at}/").text for at in range(size)]
    return [html.unescape(" ".join(re.sub("<[^>]*>", "", page).split())) for page in pages]


def one(pages, sentence):
    return any(sentence in page for page in pages)


def test_an_answer_is_told_with_what_it_is_and_what_is_still_to_come(answered):
    pages = told(answered, "ar")
    assert one(pages, f"جواب amal عن التطابق {answered.match}: نعم، ويلزم جواب شخص ثانٍ. السبب: seen")
    assert one(pages, f"جواب basem عن التطابق {answered.match}: لا يمكن الجزم، ويلزم جواب شخص ثانٍ.")
    assert not one(pages, "السبب: </p>")
    says(answered, "basem", Answer.YES)
    pages = told(answered, "en", "--as", "amal")
    assert one(pages, f"basem answers the match {answered.match}: yes; two people say yes.")


def test_who_may_still_decide_is_told_no_answer_but_their_own_and_not_how_the_match_stands(answered):
    """Also of their own entry: that it is half decided says that somebody else answered."""
    pages = told(answered, "ar", "--as", "Basem")
    assert not one(pages, "جواب amal عن التطابق")
    assert one(pages, f"جواب basem عن التطابق {answered.match}: لا يمكن الجزم.")
    ours = next(page for page in pages if "جواب basem" in page)
    assert not re.search(r"ويلزم جواب|half|\bstate\b", ours)


def test_of_a_match_that_ended_it_says_how_and_who_has_to_hear(answered):
    says(answered, "basem", Answer.YES)
    with vaults.writing(answered.path, world("carine")) as vault:
        withdrawal.withdraw(vault, "L0001", 1, "they asked", copies=False)
    pages = told(answered, "ar")
    ended = f"انتهى التطابق {answered.match} بسحب بلاغه. يجب إبلاغ: "
    (page,) = (page for page in pages if ended in page)
    said = page.partition(ended)[2].partition(".")[0]
    assert {"amal", "basem"} <= set(said.split("، "))
    erased = [page for page in pages if "السبب: سُحب السطر من القائمة بطلب صاحبه" in page]
    assert erased


@pytest.mark.parametrize(
    ("kind", "body", "ar"),
    [
        (
            "enquiry-step",
            {"enquiry": "E0001", "step": "notified", "individual": "I0001"},
            "أُبلغت العائلة عن الفرد I0001 (الاستعلام E0001).",
        ),
        ("enquiry-step", {"enquiry": "E0001", "step": "opened"}, "فُتح الاستعلام E0001."),
        ("enquiry-step", {"enquiry": "E0001", "step": "new"}, "خطوة في الاستعلام E0001."),
        (
            "notice-due",
            {"match": "M1", "cause": "unconfirmed", "to": [{"kind": "list", "who": "L0001"}]},
            "لم يعد التطابق M1 مؤكداً. يجب إبلاغ: صاحب القائمة L0001.",
        ),
        ("payload-erased", {"reason": "they asked"}, "مُحي محتوى قابل للمحو. السبب: they asked"),
        (
            "payload-erased",
            {"reason": withdrawal.ROW_WITHDRAWN},
            "مُحي محتوى قابل للمحو. السبب: سُحب السطر من القائمة بطلب صاحبه",
        ),
    ],
)
def test_a_step_a_notice_and_a_reason_of_ours_are_said_in_arabic(kind, body, ar):
    assert re.sub("<[^>]*>", "", summary.of(kind, body, "ar")) == ar
    english = re.sub("<[^>]*>", "", summary.of(kind, body, "en"))
    assert not re.search("[\u0621-\u064a]", english)
