"""Accuracy: the machine's numbers are counted against what people settled, wherever the count is shown."""

import pytest

from dalil.core.reader import Share
from dalil.flows import rebuild
from dalil.flows.accuracy import accuracy
from dalil.flows.ladder import ladder
from flows.labelled_world import LabelledWorld


@pytest.fixture
def office(tmp_path):
    made = LabelledWorld(tmp_path)
    yield made
    assert rebuild.rebuild(made.path).same


def settle(office, digest, said):
    for name in ("amal", "basem"):
        office.reads(name, f"{digest}:0", said)


def test_only_what_two_people_settled_is_counted(office):
    one, two, three = office.digests
    office.examine([("card", "3659")], [("card", "3659")], [("card", "3659")])
    settle(office, one, "3659")
    settle(office, two, "5659")
    office.reads("amal", f"{three}:0", "5659")
    found = accuracy(office.seen())
    assert found.all == Share(1, 2)
    assert ladder(office.path).to_record()["machine_readings"]["checked"]["right"] == 1


def test_a_number_read_where_people_find_no_label_is_wrong(office):
    one, _, _ = office.digests
    office.examine([("card", "77")], [], [])
    settle(office, one, "-")
    assert accuracy(office.seen()).all == Share(0, 1)


def test_labels_without_a_whole_number_check_nothing(office):
    one, two, _ = office.digests
    office.examine([("card", "36?9")], [("card", "شرطة")], [])
    settle(office, one, "3659")
    settle(office, two, "شرطة")
    assert accuracy(office.seen()).all == Share(0, 0)
