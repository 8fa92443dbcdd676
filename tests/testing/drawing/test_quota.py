"""Rare things come by quota."""

import pytest

from dalil.testing.drawing.quota import Quota


@pytest.mark.parametrize("share", [0.0, 0.02, 0.1, 0.5, 0.95])
def test_things_happen_as_often_as_wished(share):
    quota = Quota(3)
    count = sum(quota.happens("thing", share) for _ in range(4_000))
    assert abs(count - 4_000 * share) <= 4 + 0.05 * 4_000 * share


def test_the_first_time_comes_soon():
    for seed in range(20):
        quota = Quota(seed)
        assert any(quota.happens("thing", 0.02) for _ in range(41))


def test_turns_count_from_zero():
    quota = Quota(1)
    assert [quota.turn("a"), quota.turn("a"), quota.turn("b")] == [0, 1, 0]
