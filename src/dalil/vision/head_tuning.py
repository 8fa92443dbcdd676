"""Head tuning: a head that reads an archive better, from lines of it that people have read.

Gradient descent (Adam, Kingma and Ba 2015) on the likelihood of what people read (CTC, Graves et al. 2006),
and against every change of what is said elsewhere: ``usual``, the mean outer product of what the model sees
in the lines it was trained on, tells without those lines how far a changed head would move their characters.
A few hundred lines take seconds on one core. The same lines give the same head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dalil.vision.head import CLASSES, FEATURES, MEMBERS, STEPS_A_ROW, Head, Seen, part_of

Usual = NDArray[np.float32]
"""(members × (features + 1)) × (features + 1): for each member the mean of x xᵀ over rows of what it usually
sees, x having a last feature of 1."""

EPOCHS: Final = 8
_BATCH: Final = 32
_RATE: Final = 2e-3
PRICE: Final = 0.2
"""Price of moving the characters of usual lines, chosen by ``bench.reading.price`` (docs/methods/reading.md):
at 0.06 smeared strings cost 0.9 points elsewhere, from 0.2 on 0.1 at most, and a higher one teaches less."""
_SEED: Final = 20_261_127
_DECAY: Final = (0.9, 0.999)
_TINY: Final = 1e-8

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One line: what the members saw in it, and the classes that stand there in visual order."""

    seen: Seen
    classes: tuple[int, ...]

    @property
    def possible(self) -> bool:
        """Whether so many characters can be written along so many steps."""
        doubled = sum(a == b for a, b in zip(self.classes, self.classes[1:], strict=False))
        return len(self.classes) + doubled <= STEPS_A_ROW * len(self.seen)


def tuned(
    head: Head, lessons: Sequence[Lesson], usual: Usual, *, epochs: int = EPOCHS, price: float = PRICE
) -> Head:
    """Return the head after ``epochs`` times all lessons that are possible; the others teach nothing.

    Each member learns by itself. ``usual``: what the weights of this head usually see, as shipped with them;
    ``price``: what moving its characters costs.
    """
    own = [
        _descended(
            head.of(member).astype(np.float64),
            [Lesson(part_of(one.seen, member), one.classes) for one in lessons if one.possible],
            price * _of(usual, member),
            epochs,
        )
        for member in range(MEMBERS)
    ]
    return Head(np.concatenate(own).astype(np.float32))


def _descended(start: _Floats, lessons: Sequence[Lesson], dear: NDArray[Any], epochs: int) -> _Floats:
    """One member's last layer after all epochs; ``dear``: what it usually sees, times the price."""
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    order = np.random.default_rng(_SEED)
    step = 0
    for epoch in range(epochs):
        rate = _RATE * (1 - epoch / epochs)
        shuffled = order.permutation(len(lessons))
        for at in range(0, len(lessons), _BATCH):
            batch = [lessons[place] for place in shuffled[at : at + _BATCH]]
            slope = _slope(weights, batch) + 2 * (weights - start) @ dear
            step += 1
            mean = _DECAY[0] * mean + (1 - _DECAY[0]) * slope
            square = _DECAY[1] * square + (1 - _DECAY[1]) * slope**2
            fair_mean, fair_square = mean / (1 - _DECAY[0] ** step), square / (1 - _DECAY[1] ** step)
            weights = weights - rate * fair_mean / (np.sqrt(fair_square) + _TINY)
    return weights


def usual_of(seen: Sequence[Seen]) -> Usual:
    """The mean outer products of rows, for :func:`tuned`."""
    total, rows = np.zeros((MEMBERS * (FEATURES + 1), FEATURES + 1)), 0
    for each in seen:
        for member in range(MEMBERS):
            whole = _with_one(part_of(each, member))
            _of(total, member)[:] += whole.T @ whole
        rows += len(each)
    return np.asarray(total / max(rows, 1), dtype=np.float32)


def _of(usual: NDArray[Any], member: int) -> NDArray[Any]:
    """One member's part of :data:`Usual`."""
    return usual[member * (FEATURES + 1) : (member + 1) * (FEATURES + 1)]


def _with_one(seen: Seen) -> _Floats:
    return np.hstack([seen.astype(np.float64), np.ones((len(seen), 1))])


def _slope(weights: _Floats, batch: Sequence[Lesson]) -> _Floats:
    """Gradient of the mean loss a character with respect to the weights."""
    rows = max(len(lesson.seen) for lesson in batch)
    seen = np.zeros((len(batch), rows, FEATURES + 1))
    for place, lesson in enumerate(batch):
        seen[place, : len(lesson.seen)] = _with_one(lesson.seen)
    said = (seen @ weights.T).reshape(len(batch), rows * STEPS_A_ROW, CLASSES)
    said -= said.max(axis=2, keepdims=True)
    chances = np.exp(said)
    chances /= chances.sum(axis=2, keepdims=True)
    steps = np.array([len(lesson.seen) * STEPS_A_ROW for lesson in batch])
    wrong = chances - shares(chances, steps, [lesson.classes for lesson in batch])
    wrong[np.arange(wrong.shape[1]) >= steps[:, None]] = 0
    lengths = np.array([max(len(lesson.classes), 1) for lesson in batch])
    wrong /= (lengths * len(batch))[:, None, None]
    slope: _Floats = wrong.reshape(-1, STEPS_A_ROW * CLASSES).T @ seen.reshape(-1, FEATURES + 1)
    return slope


def shares(chances: _Floats, steps: NDArray[np.int64], truths: Sequence[tuple[int, ...]]) -> _Floats:
    """Return how likely each class is at each step (N × T × classes), if the truth is written there.

    The forward and backward algorithm over all ways to write it, scaled at every step. ``steps``: how many
    of the T steps belong to each line.
    """
    count, length = chances.shape[:2]
    width = 2 * max(map(len, truths)) + 1
    marks = np.zeros((count, width), dtype=np.int64)
    skips, ends = np.zeros((count, width)), np.zeros((count, width))
    for place, truth in enumerate(truths):
        marks[place, 1 : 2 * len(truth) : 2] = truth
        for at in range(1, len(truth)):
            skips[place, 2 * at + 1] = truth[at] != truth[at - 1]
        ends[place, max(0, 2 * len(truth) - 1) : 2 * len(truth) + 1] = 1
    spoken = np.take_along_axis(chances, np.broadcast_to(marks[:, None], (count, length, width)), axis=2)
    forward = np.zeros((length, count, width))
    forward[0, :, :2] = spoken[:, 0, :2]
    for step in range(1, length):
        before = forward[step - 1]
        forward[step] = _scaled((before + _moved(before, 1) + skips * _moved(before, 2)) * spoken[:, step])
    found = np.zeros_like(chances)
    back = ends
    for step in range(length - 1, -1, -1):
        both = forward[step] * back
        both /= np.maximum(both.sum(axis=1, keepdims=True), _TINY**30)
        for place in range(width):
            found[np.arange(count), step, marks[:, place]] += both[:, place]
        here = back * spoken[:, step]
        earlier = _scaled(here + _moved(here, -1) + _moved(skips * here, -2))
        # Beyond its own end a line has nothing: it begins, backwards, with its last characters.
        back = np.where((step < steps)[:, None], earlier, ends)
    return found


def _moved(values: _Floats, by: int) -> _Floats:
    """Values moved along by ``by`` places, with nothing where none come from."""
    out = np.zeros_like(values)
    if by > 0:
        out[:, by:] = values[:, :-by]
    else:
        out[:, :by] = values[:, -by:]
    return out


def _scaled(values: _Floats) -> _Floats:
    return np.asarray(values / np.maximum(values.max(axis=1, keepdims=True), _TINY**30), dtype=np.float64)
