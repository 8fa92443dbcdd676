"""A rival for chains: a weighted sum over consonant skeletons, mother, year and place; see the worker.

nomenklatura's logic-v2 is no rival here: at a fraction of a millisecond a pair, one query in a list of
160,000 takes it half a minute. Kin it is asked about, pair by pair (:mod:`bench.names.kin`).
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.names.asking import Answered
from bench.names.chains import Drawn, Finder, drawn
from bench.names.rivals import Unmeasured, answer

NAME: Final = "skeletons, mother, year, place"
WORKER: Final = Path(__file__).with_name("chain_worker.py")
LEARNED_SEED, LEARNED_ENTRIES, LEARNED_QUERIES = 100, 20_000, 2_000
"""A draw of its own, that nobody is asked for in."""

Weights = list[float]


def learned(*, latin: bool) -> Weights | Unmeasured:
    """Weights for one script of what is asked."""
    one = drawn(LEARNED_SEED, LEARNED_ENTRIES, LEARNED_QUERIES, latin=latin)
    asked = [row for row in one.asked if row["id"] in one.present]
    told = answer(WORKER, {"learn": {"asked": asked, "listed": one.listed}})
    return told if isinstance(told, Unmeasured) else told["weights"]


def finder(weights: Weights | Unmeasured) -> Finder:
    """Seconds are those of asking, start and all; learning is not counted."""

    def find(one: Drawn) -> Answered | Unmeasured:
        if isinstance(weights, Unmeasured):
            return weights
        started = time.monotonic()
        told = answer(WORKER, {"weights": weights, "asked": one.asked, "listed": one.listed})
        if isinstance(told, Unmeasured):
            return told
        return Answered(told["found"], time.monotonic() - started)

    return find


def scores(
    weights: Weights | Unmeasured, pairs: Sequence[tuple[dict[str, str], dict[str, str]]]
) -> list[float] | Unmeasured:
    """The sum of each pair of rows."""
    if isinstance(weights, Unmeasured):
        return weights
    told = answer(WORKER, {"weights": weights, "pairs": pairs})
    return told if isinstance(told, Unmeasured) else told["scores"]
