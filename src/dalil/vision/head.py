"""Head: the last layers of the line models, from what was seen at a step to the chances of its characters.

They alone are changed when the reader is tuned to an archive (:mod:`dalil.vision.head_tuning`): what the
models see stays as it was trained, and what they call it may move. A head belongs to one set of weights.
"""

import io
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from dalil.vision.alphabet import ALPHABET
from dalil.vision.beam import Table

Seen = NDArray[np.float32]
"""Rows × (members × features): what the members see along a strip, one row for four pixels."""

MEMBERS: Final = 2
"""Line models of one make, each trained from a beginning of its own: what one misreads, the other seldom
misreads alike (deep ensembles, Lakshminarayanan et al. 2017)."""
FEATURES: Final = 256
STEPS_A_ROW: Final = 2
"""Steps, of two pixels each, that one row of what was seen speaks of."""
CLASSES: Final = len(ALPHABET) + 1
_LARGEST: Final = 1e6
"""Numbers of a head, and of what is seen, are below it by far."""
_SAID: Final = STEPS_A_ROW * CLASSES
_SHAPE: Final = (MEMBERS * _SAID, FEATURES + 1)


@dataclass(frozen=True, slots=True)
class Head:
    """``weights``: (members × 2 × classes) × (features + 1) float32; the last column is always added."""

    weights: NDArray[np.float32]

    def of(self, member: int) -> NDArray[np.float32]:
        """The last layer of one member: (2 × classes) × (features + 1)."""
        return self.weights[member * _SAID : (member + 1) * _SAID]

    def table(self, part: Seen, member: int) -> Table:
        """Logarithmic probabilities (steps × classes) of what one member saw (:func:`part_of`)."""
        own = self.of(member)
        said = part @ own[:, :-1].T + own[:, -1]
        steps = said.reshape(-1, CLASSES)
        steps = steps - steps.max(axis=1, keepdims=True)
        return np.asarray(steps - np.log(np.exp(steps).sum(axis=1, keepdims=True)), dtype=np.float32)

    def tables(self, seen: Seen) -> list[Table]:
        """Those of every member, of what they saw along one strip."""
        return [self.table(part_of(seen, member), member) for member in range(MEMBERS)]

    def to_bytes(self) -> bytes:
        """The head as an ``.npy`` file (NumPy's format, version 1)."""
        return to_npy(self.weights)

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Read what :meth:`to_bytes` wrote. Raises: ValueError where it is none, or of another model."""
        return cls(from_npy(content, _SHAPE))


def part_of(seen: Seen, member: int) -> Seen:
    """What one member saw: rows × features."""
    return seen[:, member * FEATURES : (member + 1) * FEATURES]


def seen_to_bytes(seen: Seen) -> bytes:
    """What was seen, row after row, for :func:`seen_from_bytes`."""
    return np.ascontiguousarray(seen, dtype="<f4").tobytes()


def seen_from_bytes(content: bytes) -> Seen:
    """Read what :func:`seen_to_bytes` wrote. Raises: ValueError where it is no whole rows of numbers."""
    return _bounded(np.frombuffer(content, dtype="<f4").reshape(-1, MEMBERS * FEATURES))


def to_npy(values: NDArray[np.float32]) -> bytes:
    """An array as an ``.npy`` file."""
    out = io.BytesIO()
    np.save(out, np.ascontiguousarray(values, dtype="<f4"), allow_pickle=False)
    return out.getvalue()


def from_npy(content: bytes, shape: tuple[int, int]) -> NDArray[np.float32]:
    """An array of that shape from an ``.npy`` file. Raises: ValueError, also where a number is none."""
    # Byte for byte as we write it: what a file claims of itself is compared and never parsed.
    blank = to_npy(np.zeros(shape, dtype=np.float32))
    begin = len(blank) - 4 * shape[0] * shape[1]
    if len(content) != len(blank) or content[:begin] != blank[:begin]:
        raise ValueError(f"no array of {shape[0]} × {shape[1]} numbers of 32 bits")
    values = np.frombuffer(content, dtype="<f4", offset=begin).reshape(shape)
    return _bounded(values)


def _bounded(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same. Raises: ValueError where a number is none, or so large that sums of it would be none."""
    if not values.size or not bool((np.abs(values) < _LARGEST).all()):
        raise ValueError("it holds numbers that are none")
    return values
