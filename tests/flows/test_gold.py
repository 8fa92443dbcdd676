"""Gold: labels whose text somebody knows test readers, while they are there, and never those who know."""

import pytest

from dalil.core.reading_queue import LabelReadAlready
from dalil.core.transcription import Task, Transcription
from dalil.flows import gold as golden
from dalil.flows import rebuild, transcribe
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
    told = {each.name: each.gold.of for each in transcribe.every_reader(office.seen())}
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
