import pytest

from dalil.core.number import digits_apart, is_partial, number_key, same_number, turned


def test_leading_zeros_do_not_tell_numbers_apart():
    assert number_key("0417") == number_key("417")
    assert number_key("0") == "0"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("3659", "3659", True), ("36?9", "3659", True), ("36?9", "3?59", True), ("36?9", "3658", False),
     ("36?", "3659", False), ("0417", "417", True)],
)  # fmt: skip
def test_a_partly_read_number_fits_what_it_can_be(first, second, same):
    assert same_number(first, second) is same
    assert same_number(second, first) is same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("⋮659", "3659", True), ("⋮659", "13659", True), ("⋮659", "659", False), ("⋮659", "3658", False),
     ("36⋮", "3659", True), ("36⋮", "36", False), ("⋮65⋮", "3659", True), ("⋮59", "36⋮", True),
     ("⋮6?9", "36?9", True), ("⋮", "4", True)],
)  # fmt: skip
def test_a_cut_number_fits_every_number_that_goes_on(first, second, same):
    assert same_number(first, second) is same
    assert same_number(second, first) is same
    assert is_partial(first)


def test_the_distance_counts_changed_lost_and_added_digits():
    assert digits_apart("3659", "3659") == 0
    assert digits_apart("3659", "3859") == 1
    assert digits_apart("3659", "365") == 1
    assert digits_apart("36?9", "3659") == 0


@pytest.mark.parametrize(
    ("written", "upside_down"),
    [("9861", "1986"), ("٧٨١", "178"), ("۷۸", "78"), ("3659", None), ("٣", None), ("", None)],
)
def test_a_card_upside_down_may_be_another_number(written, upside_down):
    assert turned(written) == upside_down
