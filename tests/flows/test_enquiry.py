"""Enquiries: the steps of an answer, and what they change."""

from dalil.flows import enquiry
from dalil.flows import ladder as laddering
from dalil.flows.enquiry import Step


def test_the_ladder_counts_an_individual_of_whom_a_notification_is_on_record(small):
    with small.writing("officer") as vault:
        identity = enquiry.open_enquiry(vault, {"asks": "a sister", "for": "محمد أحمد الحلبي"})
        enquiry.take_step(vault, identity, Step.SEARCHED, {}, "I0002")
        enquiry.take_step(vault, identity, Step.NOTIFIED, {}, "I0001")
    small.reading()
    counted = laddering.holdings().individuals
    assert [row.informed for row in counted] == [True, False, False]
