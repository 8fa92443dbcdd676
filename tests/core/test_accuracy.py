"""Accuracy: what people settle on a label is held against what the machine read there."""

from hypothesis import given
from hypothesis import strategies as st

from dalil.core.accuracy import Accuracy, Checked
from dalil.core.reader import Share
from dalil.core.reading import Legibility, ReaderKind, Reading


def said(value: str, legibility: Legibility = Legibility.READ) -> Reading:
    return Reading("amal", ReaderKind.PERSON, value, legibility)


def checked(machine: str, people: Reading, *, accepted: bool = False) -> Checked:
    return Checked(machine, accepted, people)


def test_a_number_that_people_read_otherwise_is_wrong() -> None:
    assert checked("3659", said("3659")).right
    assert not checked("3659", said("5659")).right


def test_a_number_where_people_found_none_is_wrong() -> None:
    for nothing in (Legibility.NO_LABEL, Legibility.NO_NUMBER, Legibility.ILLEGIBLE, Legibility.SEVERAL):
        assert not checked("00", said("", nothing)).right


def test_a_number_that_people_read_in_part_is_right_where_it_agrees() -> None:
    assert checked("3659", said("36?9", Legibility.PARTIAL)).right
    assert not checked("3759", said("36?9", Legibility.PARTIAL)).right


def test_leading_zeros_make_no_error() -> None:
    assert checked("064", said("64")).right


@given(st.lists(st.tuples(st.booleans(), st.booleans())), st.integers(0, 9))
def test_what_is_accepted_is_counted_among_all(cases: list[tuple[bool, bool]], accepted: int) -> None:
    found = Accuracy.of(
        accepted,
        [checked("1", said("1" if right else "2"), accepted=sure) for right, sure in cases],
        stands=True,
    )
    assert found.all == Share(sum(right for right, _ in cases), len(cases))
    assert found.sure.of <= found.all.of
    assert found.all.missed.right + found.all.right == found.all.of
    assert found.to_record()["accepted"] == accepted


def test_a_success_counts_only_where_it_was_drawn_and_an_error_everywhere() -> None:
    cases = [("1", True), ("2", True), ("1", False), ("1", False), ("2", False)]
    found = Accuracy.of(0, [Checked("1", True, said(read), drawn) for read, drawn in cases], stands=True)
    assert (found.sure, found.drawn, found.tested) == (Share(3, 5), Share(1, 2), Share(1, 3))
