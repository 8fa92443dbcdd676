"""Laws of the ladder: it sums, its range holds its value, and the order of rows does not matter."""

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dalil.core.joint import NumberStatus
from dalil.core.ladder import OF_PEOPLE, Holdings, LadderRow, Rung, build_ladder, standings_of_people
from dalil.core.standing import Standing, Sum, changes

ROWS = st.lists(
    st.builds(
        LadderRow,
        id=st.uuids().map(str),
        low=st.integers(0, 1),
        high=st.integers(1, 4),
        views=st.integers(0, 9),
        number_status=st.sampled_from(NumberStatus),
        named=st.booleans(),
        matched=st.booleans(),
        confirmed=st.booleans(),
        informed=st.booleans(),
    ),
    max_size=12,
).map(tuple)
CODED = st.dictionaries(st.sampled_from(["number-unread", "set-aside", "no-label"]), st.integers(0, 9))


@st.composite
def holdings(draw):
    rows, unplaced, unlabelled, lost, refused = (draw(ROWS), *(draw(CODED) for _ in range(4)))
    frames = sum(row.views for row in rows)
    placed = draw(st.integers(0, frames))
    exposures = placed + sum(unplaced.values()) + sum(unlabelled.values())
    photographs = exposures + draw(st.integers(0, 9))
    exhibits = photographs + sum(lost.values())
    return Holdings(
        files=exhibits + draw(st.integers(0, 9)) + sum(refused.values()),
        exhibits=exhibits,
        exposures=exposures,
        refused=refused,
        not_photographs=lost,
        unlabelled=unlabelled,
        unplaced=unplaced,
        may_be_another=tuple(str(number) for number in range(unplaced.get("number-unread", 0))),
        individuals=rows,
    )


@given(holdings())
def test_every_rung_is_the_one_before_without_losses_and_with_gains(held):
    rungs = build_ladder(held)
    for one, following in itertools.pairwise(rungs):
        losses, gains = Counter(dict(one.losses)), Counter(dict(one.gains))
        assert one.value - losses.total() + gains.total() == following.value
        assert all(count > 0 for _, count in (*one.losses, *one.gains))


@given(holdings())
def test_the_value_lies_between_low_and_high(held):
    assert all(one.low <= one.value <= one.high for one in build_ladder(held))


@given(holdings(), st.randoms())
def test_the_order_of_rows_does_not_matter(held, random):
    rows = list(held.individuals)
    random.shuffle(rows)
    shuffled = Holdings(
        **{name: getattr(held, name) for name in held.__slots__} | {"individuals": tuple(rows)}
    )
    assert build_ladder(shuffled) == build_ladder(held)


@given(holdings())
def test_rungs_come_back_from_their_records(held):
    rungs = build_ladder(held)
    assert tuple(Rung.from_record(one.to_record()) for one in rungs) == rungs


@given(holdings())
def test_rungs_of_individuals_are_counts_over_rows(held):
    for rung in build_ladder(held):
        if rung.name in OF_PEOPLE:
            rows = list(standings_of_people(rung.name, held))
            assert Sum.of(rows) == Sum(rung.value, rung.low, rung.high, rung.losses, rung.gains)
            assert len({one.key for one in rows}) == len(rows)


STANDINGS = st.lists(
    st.builds(
        Standing,
        subject=st.sampled_from("abcdef"),
        value=st.integers(0, 1),
        high=st.integers(1, 3),
        lost=st.sampled_from(["", "copy", "paper"]),
        gained=st.sampled_from(["", "joined-without-label"]),
    ),
    unique_by=lambda one: one.key,
)


@given(STANDINGS, STANDINGS)
def test_what_changed_leads_from_the_one_position_to_the_other(before, after):
    rows = {one.key: one for one in before}
    for change in changes(before, after):
        if change.before:
            assert rows.pop(change.before.key) == change.before
        if change.after:
            rows[change.after.key] = change.after
    assert sorted(rows.values()) == sorted(after)


@given(STANDINGS)
def test_nothing_changes_between_equal_positions(rows):
    assert list(changes(rows, list(reversed(rows)))) == []
