"""Numbers in a file come back in order, each once, whatever a run or a step holds."""

from tempfile import TemporaryFile

import numpy as np
import pytest

from dalil.vision import runs
from dalil.vision.runs import Runs, steps


@pytest.mark.parametrize("run", [1, 7, 1 << 22])
@pytest.mark.parametrize("at_once", [1, 100, 1 << 24])
def test_all_numbers_come_back_in_order_each_once_and_no_range_is_parted(monkeypatch, run, at_once):
    monkeypatch.setattr(runs, "RUN", run)
    monkeypatch.setattr(runs, "READ_AT_ONCE", at_once)
    limits = np.array([0, 100, 130, 130, 900, 1_000])
    rng = np.random.default_rng(1)
    given = [rng.integers(0, 1_000, rng.integers(0, 60)) for _ in range(20)]
    with TemporaryFile() as file:
        kept = Runs(file, limits)
        for some in given:
            kept.add(some)
        pieces = list(kept.pieces())
    assert np.array_equal(np.concatenate(pieces), np.unique(np.concatenate(given)))
    where = [set(np.searchsorted(limits, piece, side="right").tolist()) for piece in pieces]
    assert sum(map(len, where)) == len(set().union(*where))


def test_nothing_kept_gives_nothing():
    with TemporaryFile() as file:
        assert not list(Runs(file, np.array([0, 10])).pieces())


def test_a_step_holds_what_it_may_or_one_task():
    assert list(steps(np.array([3, 3, 9, 1, 1, 1]), 6)) == [(0, 2), (2, 3), (3, 6)]
    assert list(steps(np.zeros(0, np.int64), 6)) == []
