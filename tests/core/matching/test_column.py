"""What is asked is weighed against each different thing once, and looked up for every entry."""

import numpy as np
import pytest

from dalil.core.matching.column import Column, Stated, greatest


def test_an_entry_has_the_weight_of_what_it_states():
    column = Column.of(["a", None, "b", "a"], {"a": 0, "b": 1})
    assert column.spread(np.array([5, 7, 0], np.int32)).tolist() == [5, 0, 7, 5]
    assert column.stated.tolist() == [True, False, True, True]


def test_each_different_thing_is_weighed_once_and_nothing_stated_weighs_nothing():
    asked = []

    def weight(year):
        asked.append(year)
        return year - 1900

    stated = Stated([1960, None, 1985, 1960])
    assert stated.weighed(weight).tolist() == [60, 0, 85, 60]
    assert asked == [1960, 1985]


def test_nobody_may_state_anything():
    assert Stated([None, None]).weighed(lambda _: 1).tolist() == [0, 0]
    assert Stated([]).weighed(lambda _: 1).tolist() == []


@pytest.mark.parametrize("count", [1, 3, 20, 500])
def test_the_greatest_are_those_of_a_whole_sort(count):
    chance = np.random.default_rng(7)
    for spread in (10, 20_000, 200_000):
        weights = chance.integers(-spread, spread, 300).astype(np.int32)
        assert greatest(weights, count).tolist() == np.argsort(-weights, kind="stable")[:count].tolist()


def test_of_no_weights_none_is_the_greatest():
    assert len(greatest(np.empty(0, np.int32), 5)) == 0
