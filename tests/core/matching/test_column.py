"""What is asked is weighed against each different thing once, and looked up for every entry."""

import numpy as np

from dalil.core.matching.column import Column, Stated


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
