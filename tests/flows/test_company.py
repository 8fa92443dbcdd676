"""A frame that shows two people with one label each, told by the frames before and behind it."""

import hashlib

from dalil.catalog import queries
from dalil.catalog.queries.photograph_list import PhotographFilter
from dalil.core.photograph import PhotographClass
from dalil.flows import ruling
from flows.labelled_world import LabelledWorld, drawn

FIRST, BOTH, SECOND = ("3659",), ("3659", "4038"), ("4038",)


def a_row(folder, *shown):
    """Photographs that follow one another in a folder; of two numbers the second is on a tape."""
    made = LabelledWorld(folder, photographs=len(shown), name="2019-04-12")
    row = [hashlib.sha256(drawn(number)).hexdigest() for number in range(len(shown))]
    labels = dict(zip(row, ([*zip(("card", "tape"), each, strict=False)] for each in shown), strict=True))
    made.examine(*(labels[digest] for digest in made.digests))
    made.regroup()
    return made, row


def shown(made):
    """Whom each photograph shows: numbers by digest."""
    made.seen()
    found = {}
    for one in queries.individual.every():
        for member in one.members:
            found.setdefault(member.digest, set()).add(one.number)
    return found


def test_near_frames_tell_that_two_labels_are_two_peoples(tmp_path):
    made, (before, both, behind) = a_row(tmp_path, FIRST, BOTH, SECOND)
    assert shown(made) == {before: {"3659"}, both: {"3659", "4038"}, behind: {"4038"}}
    assert queries.photograph.by_digest(both).to_record()["class"] == "several-people"


def test_the_frame_tells_of_each_and_a_list_of_the_rung_holds_it(tmp_path):
    made, (_, both, _) = a_row(tmp_path, FIRST, BOTH, SECOND)
    made.seen()
    told = queries.photograph.by_digest(both).fields["people"]
    assert [one["detainee_number"] for one in told] == ["3659", "4038"]
    listed = queries.photograph_list.listing(PhotographFilter(labelled=True, once=True), 1)
    assert len(listed.rows) == 3


def test_without_them_two_labels_are_one_persons_in_dispute(tmp_path):
    made, (_, both, _) = a_row(tmp_path, FIRST, BOTH, FIRST)
    assert queries.photograph.by_digest(both).to_record()["class"] == "labelled-individual"
    assert len(shown(made)[both]) == 1


def test_whom_people_say_is_one_person_is_one_though_two_cards_bear_two_numbers(tmp_path):
    made = LabelledWorld(tmp_path, photographs=1, name="2019-04-12")
    made.examine([("card", "3659"), ("card", "4038")])
    made.regroup()
    (both,) = made.digests
    assert shown(made) == {both: {"3659", "4038"}}
    with made.writing() as vault:
        ruling.classify(vault, [both], PhotographClass.LABELLED_INDIVIDUAL, "one body, two cards")
    made.regroup()
    assert shown(made)[both] == {None}, "one person whose number is in dispute"


def test_people_who_see_one_person_are_believed(tmp_path):
    made, (_, both, _) = a_row(tmp_path, FIRST, BOTH, SECOND)
    with made.writing() as vault:
        ruling.classify(vault, [both], PhotographClass.LABELLED_INDIVIDUAL, "one body, a card and a tape")
    made.regroup()
    assert queries.photograph.by_digest(both).to_record()["class"] == "labelled-individual"
    assert len(shown(made).get(both, {"nobody"})) == 1
