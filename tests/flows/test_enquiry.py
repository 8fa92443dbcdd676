"""Enquiries: the steps of an answer, and what they change."""

import pytest

from dalil.flows import enquiry, shelf
from dalil.flows import ladder as laddering
from dalil.flows.enquiry import (
    EnquiryErased,
    EnquiryUnknown,
    IndividualUnknown,
    IndividualUnnamed,
    NeverNotified,
    Step,
    WishUnknown,
)
from dalil.flows.record import record

WORDS = {"asks": "a sister", "for": "محمد أحمد الحلبي", "contact": "0944", "wish": "face only"}


def opened(small, **words):
    with small.writing("officer") as vault:
        return enquiry.open_enquiry(vault, {**WORDS, **words})


def erased(small, index):
    """Erase what one entry keeps, as a family may ask."""
    (payload,) = next(event.payloads for at, event in small.reading().journal.events() if at == index)
    with small.writing("officer") as vault:
        record(vault, shelf.erasures(vault, [payload.hex], "the family asked"))
        shelf.finish_erasing(vault)


def test_what_an_enquiry_took_can_be_read_back_with_its_notes(small):
    identity = opened(small)
    with small.writing("officer") as vault:
        enquiry.take_step(vault, identity, Step.NOTIFIED, {"note": "by telephone"}, "I0001")
        enquiry.take_step(vault, identity, Step.CLOSED, {}, None)
    told = enquiry.tell(small.reading(), identity)
    assert [each.step for each in told.steps] == ["opened", "notified", "closed"]
    assert [each.words for each in told.steps] == [WORDS, {"note": "by telephone"}, {}]
    with pytest.raises(EnquiryUnknown):
        enquiry.tell(small.reading(), "E0009")


def test_what_was_erased_is_said_to_be(small):
    identity = opened(small)
    at = small.reading().journal.head().size
    with small.writing("officer") as vault:
        enquiry.take_step(vault, identity, Step.ANSWERED, {"note": "by telephone"}, None)
    erased(small, at)
    assert [each.words for each in enquiry.tell(small.reading(), identity).steps] == [WORDS, None]
    erased(small, at - 1)
    with pytest.raises(EnquiryErased):
        enquiry.tell(small.reading(), identity)


@pytest.mark.parametrize("wish", ["everything", "Nothing"])
def test_a_wish_that_is_none_of_the_three_is_refused(small, wish):
    with pytest.raises(WishUnknown):
        opened(small, wish=wish)
    assert opened(small, wish="") == "E0001"


def test_who_is_told_about_nobody_is_told_nothing(small):
    identity = opened(small)
    with small.writing("officer") as vault:
        with pytest.raises(IndividualUnnamed):
            enquiry.take_step(vault, identity, Step.NOTIFIED, {}, None)
        with pytest.raises(IndividualUnknown):
            enquiry.take_step(vault, identity, Step.NOTIFIED, {}, "I-NOBODY")


def test_what_was_recorded_by_mistake_lifts_no_embargo_and_counts_on_no_rung(small):
    identity = opened(small)
    other = opened(small)
    with small.writing("officer") as vault:
        with pytest.raises(NeverNotified):
            enquiry.take_step(vault, identity, Step.MISTAKEN, {}, "I0001")
        assert not enquiry.take_step(
            vault, identity, Step.NOTIFIED, {}, "I0001"
        )  # no match ties it to anybody
        assert enquiry.notified() == {"I0001"}
        enquiry.take_step(vault, identity, Step.MISTAKEN, {"note": "another number"}, "I0001")
    small.reading()
    assert enquiry.notified() == set()
    assert [row.informed for row in laddering.holdings().individuals] == [False, False, False]
    with small.writing("officer") as vault:
        enquiry.take_step(vault, other, Step.NOTIFIED, {}, "I0001")
        with pytest.raises(NeverNotified):
            enquiry.take_step(vault, identity, Step.MISTAKEN, {}, "I0001")
    small.reading()
    assert enquiry.notified() == {"I0001"}


def test_the_ladder_counts_an_individual_of_whom_a_notification_is_on_record(small):
    with small.writing("officer") as vault:
        identity = enquiry.open_enquiry(vault, {"asks": "a sister", "for": "محمد أحمد الحلبي"})
        enquiry.take_step(vault, identity, Step.SEARCHED, {}, "I0002")
        enquiry.take_step(vault, identity, Step.NOTIFIED, {}, "I0001")
    small.reading()
    counted = laddering.holdings().individuals
    assert [row.informed for row in counted] == [True, False, False]
