import itertools

import pytest

from dalil.core.joint import NumberStatus
from dalil.core.ladder import Holdings, LadderRow, Rung, build_ladder
from dalil.core.photograph import PhotographClass
from dalil.core.wording import CLASSES, LOSSES, ROLES, RUNGS, STATUSES, UNITS

SETTLED, PROPOSED = NumberStatus.SETTLED, NumberStatus.PROPOSED
HOLDINGS = Holdings(
    files=120,
    refused={"member-escapes": 2, "picture-truncated": 1},
    exhibits=100,
    not_photographs={"unreadable": 4, "not-a-picture": 6},
    exposures=80,
    unlabelled={"no-label": 20, "incident": 10},
    unplaced={"number-unread": 6, "set-aside": 1},
    may_be_another=tuple("abcdef"),
    individuals=(
        LadderRow(
            "I1", low=1, high=2, views=20, number_status=SETTLED, named=True, matched=True, confirmed=True
        ),
        LadderRow("I2", low=0, high=1, views=23, number_status=PROPOSED, named=True),
        LadderRow("I3", low=1, high=1, views=2, number_status=SETTLED),
        LadderRow("I4", low=1, high=1, views=0, number_status=NumberStatus.UNREAD),
    ),
)


def rung(name):
    return next(one for one in build_ladder(HOLDINGS) if one.name == name)


def test_the_rungs_stand_in_their_order():
    assert [one.name for one in build_ladder(HOLDINGS)] == list(RUNGS)


def test_every_rung_leads_to_the_next_by_its_losses_and_gains():
    rungs = build_ladder(HOLDINGS)
    for one, following in itertools.pairwise(rungs):
        assert one.next_value == following.value


def test_files_become_exhibits():
    files = rung("files")
    assert files.losses == (("duplicate", 17), ("member-escapes", 2), ("picture-truncated", 1))
    assert (files.value, rung("distinct-exhibits").value) == (120, 100)


def test_photographs_become_exposures_and_those_labelled_ones():
    assert rung("readable-photographs").losses == (("copy", 10),)
    assert rung("exposures").losses == (("incident", 10), ("no-label", 20))
    assert rung("labelled-exposures").value == 50


def test_exposures_become_individuals():
    labelled = rung("labelled-exposures")
    assert labelled.losses == (("further-view", 42), ("number-unread", 6), ("set-aside", 1))
    assert labelled.gains == (("joined-without-label", 1), ("several-in-one-frame", 2))


def test_individuals_have_a_low_and_a_high_count():
    individuals = rung("individuals")
    assert (individuals.low, individuals.value, individuals.high) == (3, 4, 11)
    assert individuals.losses == (("number-proposed", 1), ("number-unread", 1))


def test_a_name_without_a_settled_number_is_counted_and_said():
    settled = rung("with-settled-number")
    assert settled.losses == (("without-name", 1),)
    assert settled.gains == (("number-proposed", 1),)
    assert rung("with-name").value == 2


def test_the_last_rungs_wait_for_people():
    assert rung("matched").value == 1
    assert rung("confirmed-by-authority").losses == (("family-not-informed", 1),)
    assert rung("family-informed").value == 0


def test_a_rung_that_no_act_records_says_so_and_the_ladder_sums():
    rows = (
        LadderRow(
            "I5", low=1, high=1, views=1, number_status=SETTLED, named=True, matched=True, informed=True
        ),
        LadderRow("I6", low=1, high=1, views=1, number_status=SETTLED, named=True, matched=True),
    )
    unrecorded = frozenset({"confirmed-by-authority"})
    held = Holdings(files=2, exhibits=2, exposures=2, individuals=rows, unrecorded=unrecorded)
    matched, confirmed, informed = build_ladder(held)[-3:]
    assert (matched.recorded, confirmed.recorded, informed.recorded) == (True, False, True)
    assert matched.losses == (("not-recorded", 2),)
    assert confirmed.gains == (("not-recorded", 1),)
    assert informed.value == 1
    assert Rung.from_record(confirmed.to_record()) == confirmed


def test_an_empty_archive_has_a_ladder_of_zeroes():
    assert {one.value for one in build_ladder(Holdings(files=0, exhibits=0, exposures=0))} == {0}


def test_counts_that_do_not_fit_are_our_mistake():
    with pytest.raises(AssertionError):
        build_ladder(Holdings(files=1, exhibits=2, exposures=0))


def test_a_rung_comes_back_from_its_record():
    for one in build_ladder(HOLDINGS):
        assert Rung.from_record(one.to_record()) == one


def test_words_are_complete_in_both_languages():
    assert set(CLASSES) == {one.value for one in PhotographClass}
    assert set(STATUSES) == {one.value for one in NumberStatus}
    assert {words.unit for words in RUNGS.values()} == set(UNITS)
    for one in build_ladder(HOLDINGS):
        for code, _ in (*one.losses, *one.gains):
            assert code in LOSSES or code in {"member-escapes", "picture-truncated"}
    for table in (CLASSES, LOSSES, ROLES, STATUSES, UNITS):
        assert all(words.ar and words.en for words in table.values())
    for words in RUNGS.values():
        assert words.ar
        assert words.en
        assert words.ar_rule
        assert words.en_rule


def test_a_link_is_no_duplicate() -> None:
    kept = Holdings(files=5, links=2, exhibits=2, exposures=2, unlabelled={"no-label": 2})
    first = build_ladder(kept)[0]
    assert first.losses == (("duplicate", 1), ("link", 2))
