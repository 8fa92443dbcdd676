"""What a reader is told of counts says nothing of a single answer; who reads nothing is told all of it."""

import pytest

from dalil.flows import told, transcribe
from dalil.flows.accuracy import told_accuracy
from dalil.flows.ahead import ahead
from flows.labelled_world import LabelledWorld

CARD = ("card", "3659")


def office_of(folder, photographs=3):
    made = LabelledWorld(folder, photographs)
    made.examine(*[[CARD]] * photographs)
    return made


def everything_told(office, actor):
    """All that the program tells this person of how people and the machine read."""
    seen = office.seen(actor)
    return transcribe.every_reader(seen), told_accuracy(seen), ahead(seen), told.untold(seen)


@pytest.mark.parametrize("answer", ["3659", "3689", "-"])
def test_what_is_told_after_an_answer_is_the_same_whatever_was_answered(answer, tmp_path):
    found = []
    for name, said in (("one", "3659"), ("other", answer)):
        (tmp_path / name).mkdir()
        office = office_of(tmp_path / name)
        first, second, third = (f"{digest}:0" for digest in office.digests)
        office.reads("basem", first, "3659")
        office.reads("basem", second, "3659")
        office.reads("amal", first, "3659")
        office.reads("huda", third, "3659")
        office.reads("amal", second, said)
        found.append(everything_told(office, "amal"))
    assert found[0] == found[1]


def test_counts_step_when_twenty_are_read_and_hold_all_until_then(tmp_path):
    office = office_of(tmp_path, 22)
    items = [f"{digest}:0" for digest in office.digests]
    for item in items:
        office.reads("basem", item, "3659")
    before = transcribe.every_reader(office.seen("amal"))
    for place, item in enumerate(items[:21], start=1):
        office.reads("amal", item, "3689" if place == 7 else "3659")
        seen = office.seen("amal")
        checked = told_accuracy(seen).all
        if place < 20:
            assert (transcribe.every_reader(seen), checked.of) == (before, 0)
        else:
            (amal, _) = transcribe.every_reader(seen)
            assert (amal.readings, amal.agreement.right, amal.agreement.of) == (20, 19, 20)
            assert (checked.right, checked.of) == (19, 19)
        assert told.untold(seen) == place % 20


def test_who_reads_nothing_is_told_all_of_it(tmp_path):
    office = office_of(tmp_path)
    for digest in office.digests:
        for name in ("amal", "basem"):
            office.reads(name, f"{digest}:0", "3659")
    for name in ("dalil/0", "an operator"):
        readers, machine = transcribe.every_reader(office.seen(name)), told_accuracy(office.seen(name))
        assert [each.readings for each in readers] == [3, 3], name
        assert machine.all.of == 3


def test_what_is_left_is_counted_for_whom_it_waits(tmp_path):
    office = office_of(tmp_path)
    first, second, third = (f"{digest}:0" for digest in office.digests)
    for item in (first, second, third):
        office.reads("amal", item, "3659")
    left = ahead(office.seen("amal"))
    assert (left.first, left.second, left.adjudication, left.untold) == (0, 3, 0, 3)
    office.reads("basem", first, "3689")
    left = ahead(office.seen("amal"))
    assert (left.second, left.adjudication, left.untold) == (2, 0, 3), "not yet: others still read"
    for item in (second, third):
        office.reads("basem", item, "3659")
    left = ahead(office.seen("amal"))
    assert (left.second, left.adjudication, left.untold) == (0, 1, 0), "all is read: nothing to lead"
