"""Every figure of a vault is a count over rows, at any log position, and two positions differ by rows."""

import os
import shutil

import pytest

from dalil.catalog import queries
from dalil.core.photograph import PhotographClass
from dalil.core.standing import ChangeKind, Sum
from dalil.core.wording import RUNGS
from dalil.flows import listing, ruling
from dalil.flows.ladder import ladder
from dalil.flows.past import PositionUnknown
from dalil.flows.standings import RungUnknown, difference, rows
from flows.labelled_world import LabelledWorld

CARD, OTHER, TORN = ("card", "3659"), ("card", "4038"), ("card", "?")


@pytest.fixture
def office(tmp_path):
    """Three photographs, grouped; then two people read one of them otherwise, and it is grouped again."""
    world = LabelledWorld(tmp_path)
    world.examine([CARD], [CARD], [])
    world.regroup()
    for name in ("amal", "basem"):
        world.reads(name, f"{world.digests[1]}:0", "4038")
    world.regroup()
    return world


def size(office):
    return office.seen().journal.head().size


def figures(office, at=None):
    return [rung.to_record() for rung in ladder(office.path, at=at).rungs]


def test_at_every_position_every_rung_is_the_sum_of_its_rows(office):
    for position in range(1, size(office) + 1):
        for rung in ladder(office.path, at=position).rungs:
            counted = Sum.of(rows(office.path, rung.name, at=position))
            assert counted == Sum(rung.value, rung.low, rung.high, rung.losses, rung.gains), rung.name


def test_rows_are_named_by_what_the_rung_counts(office):
    assert [row.shown for row in rows(office.path, "files")] == ["0.png", "1.png", "2.png"]
    assert [row.subject for row in rows(office.path, "distinct-exhibits")] == sorted(office.digests)
    assert [row.lost for row in rows(office.path, "exposures")] == ["", "", "no-label"]
    assert {row.subject for row in rows(office.path, "individuals")} == set(queries.individual.ids())


def test_an_earlier_position_gives_the_ladder_of_that_day(office, tmp_path):
    assert figures(office, at=size(office)) == figures(office)
    fresh = LabelledWorld(tmp_path / "again")
    fresh.examine([CARD], [CARD], [])
    position = size(fresh)
    then = figures(fresh)
    fresh.regroup()
    assert figures(fresh) != then
    assert figures(fresh, at=position) == then
    assert ladder(fresh.path, at=position).position == position


def test_what_is_examined_and_not_grouped_is_no_copy(tmp_path):
    world = LabelledWorld(tmp_path)
    world.examine([CARD], [CARD], [])
    photographs = ladder(world.path).rung("readable-photographs")
    assert dict(photographs.losses) == {"not-grouped": 3}


def test_the_difference_of_two_positions_is_told_row_by_row(office):
    second = size(office)
    first = second - 3  # two readings and a grouping
    found = difference(office.path, first, second)
    assert (found.first, found.second) == (first, second)
    people = next(one for one in found.rungs if one.after.name == "individuals")
    assert (people.before.value, people.after.value) == (1, 2)
    assert [each.kind for each in people.changes].count(ChangeKind.NEW) == 1
    labelled = next(one for one in found.rungs if one.after.name == "labelled-exposures")
    assert [(each.kind, each.before.lost) for each in labelled.changes] == [(ChangeKind.GONE, "further-view")]
    unchanged = next(one for one in found.rungs if one.after.name == "files")
    assert unchanged.changes == ()
    assert difference(office.path, first).to_record() == found.to_record()


def test_the_difference_can_be_asked_backwards(office):
    second = size(office)
    there, back = difference(office.path, 2, second), difference(office.path, second, 2)
    for one, other in zip(there.rungs, back.rungs, strict=True):
        assert [each.before for each in one.changes] == [each.after for each in other.changes]


@pytest.mark.parametrize("position", [0, -1, 99])
def test_a_position_that_the_log_has_not_is_refused(office, position):
    with pytest.raises(PositionUnknown, match=f"there is no position {position}"):
        ladder(office.path, at=position)
    assert figures(office)


def test_a_rung_that_the_ladder_has_not_is_refused_with_those_that_it_has(office):
    with pytest.raises(RungUnknown) as refused:
        rows(office.path, "people")
    assert all(rung in str(refused.value) for rung in RUNGS)


def test_the_past_leaves_nothing_behind_and_the_catalog_as_it_was(office):
    before = figures(office)
    cache = office.seen().layout.cache
    difference(office.path, 1, 2)
    assert not [name for name in os.listdir(cache) if name.startswith("past-")]
    assert figures(office) == before


def test_a_vault_without_a_cache_has_a_past_too(office):
    shutil.rmtree(office.seen().layout.cache)
    assert figures(office, at=2)


def test_a_position_is_a_count_in_any_digits_or_a_day(office):
    assert figures(office, at="2023-11-14") == figures(office)  # the clock of this world stands still
    assert figures(office, at="٢") == figures(office, at=2)
    for named in ("2023-11-13", "2023-11", "yesterday", ""):
        with pytest.raises(PositionUnknown):
            ladder(office.path, at=named)


def test_photographs_and_individuals_are_listed_as_of_a_position(office):
    now, then = (
        [one.to_record() for one in listing.individuals(office.path, at=at)]
        for at in (None, size(office) - 3)
    )
    assert (len(now), len(then)) == (2, 1)
    assert then[0]["number"] == "3659"
    assert [one.individuals for one in listing.photographs(office.path, at=2)] == []
    assert len(list(listing.photographs(office.path))) == 3


def test_contradictions_are_listed_in_both_languages_with_where_the_photograph_lay(office):
    office.examine([CARD], [CARD, ("tape", "4038")], [])
    office.regroup()
    rows = [one.to_record() for one in listing.contradictions(office.path)]
    assert rows == sorted(rows, key=lambda one: (one["code"], one["subject"]))
    assert all(one["ar"] and one["en"] and one["detail"] for one in rows)
    assert all(bool(one["paths"]) == (len(one["subject"]) == 64) for one in rows)
    assert list(listing.contradictions(office.path, at=2)) == []


def test_a_difference_names_the_decisions_between_its_positions(office):
    before = size(office)
    with office.writing() as vault:
        entry = ruling.classify(vault, [office.digests[0]], PhotographClass.PAPER, "a form").position
    office.regroup()
    middle = size(office)
    with office.writing() as vault:
        ruling.undo(vault, entry, "it is a card")
    office.regroup()
    told = {
        (first, second): [
            (one.decision.kind.value, one.reason, one.counts)
            for one in difference(office.path, first, second).decisions
        ]
        for first, second in ((before, middle), (middle, None), (before, None), (1, before))
    }
    made, undone = ("classed", "a form", False), ("undone", "it is a card", True)
    assert told[before, middle] == [made]
    assert told[middle, None] == [undone]
    assert told[before, None] == [made, undone]
    assert told[1, before] == []
    assert difference(office.path, before, None).to_record()["decisions"][0]["reason"] == "a form"
