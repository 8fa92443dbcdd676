"""From a table of character probabilities to the likeliest strings, each with its whole probability.

Prefix beam search (Hannun et al. 2014) proposes strings; the forward algorithm (Graves et al. 2006, §4.1)
then gives each its full posterior, the sum over every way to write it. The product of the best characters is
no confidence: it says nothing about a character that was passed over.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float32]
"""Steps × classes: natural logarithms of probabilities; class 0 is the blank."""

BEAM_WIDTH: Final = 12
"""Prefixes kept at each step: beyond it, the n-best of measured crops no longer changed."""
_EXTENSION_MIN: Final = 3e-3
"""A character less likely than this at a step is not tried there."""
_SILENT: Final = 0.998
"""Where the blank is likelier than this, no prefix grows."""

_Prefix = tuple[int, ...]


def plainest(table: Table, classes: frozenset[int] | None = None) -> tuple[int, ...]:
    """Return the class sequence of the likeliest character at every step; ``classes``: as for ``propose``."""
    if classes is not None:
        table = np.where(_allowed(table, classes), table, -np.inf)
    best = table.argmax(axis=1)
    kept = best[np.concatenate([[True], best[1:] != best[:-1]])]
    return tuple(int(one) for one in kept if one)


def _allowed(table: Table, classes: frozenset[int]) -> NDArray[np.bool_]:
    """Which columns may be emitted: the classes, and the blank always."""
    allowed = np.zeros(table.shape[1], dtype=bool)
    allowed[[0, *classes]] = True
    return allowed


def propose(
    table: Table, classes: frozenset[int] | None = None, width: int = BEAM_WIDTH
) -> list[tuple[int, ...]]:
    """Return the class sequences of the best ``width`` prefixes, best first; ties: smaller first.

    ``classes`` limits what may be emitted (the blank is always allowed): the search never leaves the list.
    """
    chances, _ = _shortened(np.exp(table.astype(np.float64)))
    if classes is not None:
        chances[:, ~_allowed(table, classes)] = 0.0
    beams: dict[_Prefix, tuple[float, float]] = {(): (1.0, 0.0)}
    for row in chances:
        if row[0] >= _SILENT:
            beams = {prefix: (blank + spoken, 0.0) for prefix, (blank, spoken) in beams.items()}
            continue
        tried = np.flatnonzero(row[1:] >= _EXTENSION_MIN) + 1
        beams = _step(beams, row, [int(one) for one in tried])
        best = sorted(beams.items(), key=lambda item: (-(item[1][0] + item[1][1]), item[0]))[:width]
        total = sum(blank + spoken for _, (blank, spoken) in best) or 1.0
        beams = {prefix: (blank / total, spoken / total) for prefix, (blank, spoken) in best}
    return sorted(beams, key=lambda prefix: (-sum(beams[prefix]), prefix))


def _step(
    beams: dict[_Prefix, tuple[float, float]], row: NDArray[np.float64], tried: Sequence[int]
) -> dict[_Prefix, tuple[float, float]]:
    """Advance every prefix by one step: (ends in blank, ends in its last character)."""
    grown: dict[_Prefix, list[float]] = {}
    still = float(row[0])
    for prefix, (blank, spoken) in beams.items():
        whole = blank + spoken
        here = grown.setdefault(prefix, [0.0, 0.0])
        here[0] += whole * still
        last = prefix[-1] if prefix else 0
        if last:
            here[1] += spoken * float(row[last])
        for one in tried:
            further = grown.setdefault((*prefix, one), [0.0, 0.0])
            further[1] += (blank if one == last else whole) * float(row[one])
    return {prefix: (pair[0], pair[1]) for prefix, pair in grown.items()}


def posterior(table: Table, sequences: Sequence[tuple[int, ...]]) -> NDArray[np.float64]:
    """Return the probability of each class sequence by the forward algorithm, scaled per step."""
    if not sequences:
        return np.zeros(0)
    longest = 2 * max(map(len, sequences)) + 1
    marks = np.zeros((len(sequences), longest), dtype=np.int64)
    skips = np.zeros((len(sequences), longest), dtype=bool)
    for place, sequence in enumerate(sequences):
        marks[place, 1 : 2 * len(sequence) : 2] = sequence
        for at in range(1, len(sequence)):
            skips[place, 2 * at + 1] = sequence[at] != sequence[at - 1]
    chances, silence = _shortened(np.exp(table.astype(np.float64)))
    return _forward(chances, marks, skips, np.array([len(s) for s in sequences])) * silence


def _shortened(chances: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Drop silent steps that follow a silent step; their silence multiplies every string alike."""
    silent = chances[:, 0] >= _SILENT
    again = np.concatenate([[False], silent[1:] & silent[:-1]])
    return chances[~again], float(np.prod(chances[again, 0]))


def _forward(
    chances: NDArray[np.float64],
    marks: NDArray[np.int64],
    skips: NDArray[np.bool_],
    lengths: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Sum over all alignments; ``marks`` are the sequences with blanks between (Graves' l')."""
    count, width = marks.shape
    state = np.zeros((count, width + 2))
    state[:, 2] = chances[0, 0]
    if width > 1:
        state[:, 3] = np.where(lengths > 0, chances[0, marks[:, 1]], 0.0)
    logarithm = np.zeros(count)
    for row in chances[1:]:
        moved = state[:, 2:] + state[:, 1:-1] + np.where(skips, state[:, :-2], 0.0)
        state[:, 2:] = moved * row[marks]
        scale = np.maximum(state.max(axis=1), 1e-300)
        state /= scale[:, None]
        logarithm += np.log(scale)
    each = np.arange(count)
    ends = state[each, 2 + 2 * lengths] + np.where(lengths > 0, state[each, 1 + 2 * lengths], 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.exp(np.log(ends) + logarithm), dtype=np.float64)
