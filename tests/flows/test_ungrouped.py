"""What people settled since the newest grouping is said on the ladder, and tells no reader of one answer."""

import pytest

from dalil.flows.ladder import ladder, ungrouped
from flows.labelled_world import LabelledWorld

CARD = ("card", "3659")


@pytest.fixture
def office(tmp_path):
    return LabelledWorld(tmp_path)


def item(office, place):
    return f"{office.digests[place]}:0"


def test_settled_labels_wait_for_the_next_grouping_and_are_counted(office):
    office.examine([CARD], [CARD], [CARD])
    for name in ("amal", "basem"):
        office.reads(name, item(office, 0), "3659")
    office.reads("amal", item(office, 1), "3659")
    assert ladder(office.path).to_record()["settled_since"] == 1
    office.regroup()
    assert ladder(office.path).ungrouped == 0
    office.reads("basem", item(office, 1), "3650")
    assert ladder(office.path).ungrouped == 0
    office.reads("huda", item(office, 1), "3659", adjudicates=True)
    assert ladder(office.path).ungrouped == 1


def test_who_reads_is_not_told_whether_the_last_answer_settled_a_label(office):
    office.examine([CARD], [CARD], [CARD])
    for place in (0, 1):
        office.reads("amal", item(office, place), "3659")
    for place, said in ((0, "3659"), (1, "3650")):
        office.reads("basem", item(office, place), said)
        assert ungrouped(office.seen("basem")) == 0
    assert ungrouped(office.seen("huda")) == 1
