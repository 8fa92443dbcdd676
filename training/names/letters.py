"""Fit a correspondence of letters by expectation and maximisation, on weighted pairs of words."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dalil.core.names.correspondence import (
    TEXT_BITS,
    WRITTEN_MAX,
    Correspondence,
    Counts,
    Pairs,
    forward,
)
from dalil.core.names.tally import CODES, Floats, Ints, coded

SMOOTHING = (10.0, 30.0, 30.0)
LENGTH_SHARES = (0.25, 0.5, 0.18, 0.05, 0.02)
"""Where fitting begins: texts of 0–4 letters."""
COUNTED_MIN = 1e-6
"""A way that has no more than this of one pair is not counted."""
ROUNDS = 8
BLOCK = 4_000


def fit(
    pairs: Sequence[tuple[str, str]],
    weights: Sequence[float],
    given: str,
    written: str,
    *,
    kept_min: float = 0.1,
) -> Correspondence:
    """Count what letters write; texts that no context wrote ``kept_min`` times are left out at the end."""
    blocks = list(_blocks(pairs, weights, given, written))
    shares = np.zeros(CODES)
    for _, word in pairs:
        for code in coded(word, written):
            shares[code] += 1
    shares /= shares.sum()
    shares[shares == 0] = shares[shares > 0].min() / 10
    counts = Counts(np.zeros(0, np.int64), np.zeros(0), shares, np.array(LENGTH_SHARES))
    for turn in range(ROUNDS):
        model = Correspondence(given, written, counts, SMOOTHING)
        keys, values, logs = [], [], 0.0
        for block in blocks:
            unique, expected, log = _expected(model, *block)
            keys.append(unique)
            values.append(expected)
            logs += log
        every, where = np.unique(np.concatenate(keys), return_inverse=True)
        summed = np.bincount(where, np.concatenate(values))
        kept = summed > (kept_min if turn == ROUNDS - 1 else COUNTED_MIN)
        counts = Counts(every[kept], summed[kept], shares, counts.length_shares)
        print(f"  round {turn + 1}: {logs / sum(weights):.4f} a pair, {kept.sum()} counts", flush=True)
    return Correspondence(given, written, counts, SMOOTHING)


def _blocks(
    pairs: Sequence[tuple[str, str]], weights: Sequence[float], given: str, written: str
) -> list[tuple[Pairs, Floats]]:
    shapes: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, (one, other) in enumerate(pairs):
        shapes[len(one), len(other)].append(at)
    found = []
    for shape in sorted(shapes):
        for first in range(0, len(shapes[shape]), BLOCK):
            ats = shapes[shape][first : first + BLOCK]
            block = Pairs.of([(coded(pairs[at][0], given), coded(pairs[at][1], written)) for at in ats])
            found.append((block, np.array([weights[at] for at in ats])))
    return found


def _expected(model: Correspondence, block: Pairs, weights: Floats) -> tuple[Ints, Floats, float]:
    """How often each key is expected to have been written in a block, and the sum of weighted log P."""
    unique, where = np.unique(block.keys, return_inverse=True)
    where = where.reshape(block.keys.shape)
    chances = model.emission(unique >> TEXT_BITS, unique & ((1 << TEXT_BITS) - 1))[where]
    chances = np.where(block.possible[:, None, :, :], chances, 0.0)
    ahead, back = forward(block, chances), backward(chances)
    whole = ahead[block.last]
    can = whole > 0
    factor = np.where(can, weights / np.where(can, whole, 1.0), 0.0)
    shares = np.zeros(chances.shape)
    rows, places = chances.shape[1], chances.shape[2]
    for length in range(min(WRITTEN_MAX, places - 1) + 1):
        shares[:, :, length:, length] = (
            ahead[:, :rows, : places - length]
            * chances[:, :, length:, length]
            * back[:, 1:, length:]
            * factor[:, None, None]
        )
    expected = np.bincount(where.ravel(), shares.ravel(), len(unique))
    seen = expected > COUNTED_MIN
    return unique[seen], expected[seen], float((weights[can] * np.log(whole[can])).sum())


def backward(chances: npt.NDArray[np.float64]) -> Floats:
    """Sums over all ways to use up what is left; all words of a block are of one length."""
    count, rows, places, _ = chances.shape
    sums = np.zeros((count, rows + 1, places))
    sums[:, rows, places - 1] = 1.0
    for row in range(rows - 1, -1, -1):
        for length in range(min(WRITTEN_MAX, places - 1) + 1):
            sums[:, row, : places - length] += sums[:, row + 1, length:] * chances[:, row, length:, length]
    return sums
