"""Pictures with landmarks, drawn into a folder: copies keep most, scenes share some, dark frames have few.

Bits of real descriptions depend on each other: two pieces of 32 bits are equal once in 2¹⁷ and not once in
2³². So a description is drawn as the signs of 256 mixtures of a few numbers, some of them turned round. Of
10,000 landmarks, two pieces agree once in 2 to the power of 17.3 and three once in 2 to twice 15.7, as in 78
real photographs (17.3 and 15.7).
"""

from pathlib import Path

import numpy as np
from bench.nearness.drawn import ALIKE, DARK, SCENE, drawn
from numpy.typing import NDArray

from dalil.vision.landmarks import COUNT_MAX, LANDMARK, LONGEST, SUBPIXELS, Landmarks

SHARED = 0.1
"""Of the landmarks of a scene that stand in each photograph of it."""
KEPT = 0.6
"""Of the landmarks of a photograph that stand in a copy."""
CUT, NEARER = 1.2, 1.1
"""How much larger things stand in a copy that was cut, and in photographs of one scene."""
NUMBERS, MIDDLE, TURNED = 8, 1.5, 5
"""What a description is mixed from; one bit of 2 to this power is turned round."""
HIGH = 384
AT_ONCE = 1_000


def draw(folder: Path, count: int, seed: int = 1) -> NDArray[np.int64]:
    """Write ``count`` pictures; the pairs (m × 2) of which the second was cut out of the first.

    Of copies that were not cut the hashes are near, in any orientation.
    """
    chance = np.random.default_rng(seed)
    hashes, pairs = drawn(count, seed)
    cut = pairs[: len(pairs) // 2]
    hashes[cut[:, 1]] = chance.integers(0, 256, (len(cut), 32), np.uint8)
    np.save(folder / "hashes.npy", hashes)
    sizes = np.full(count, COUNT_MAX)
    dark = chance.permutation(np.setdiff1d(np.arange(count), pairs))[: round(count * DARK)]
    sizes[dark] = chance.integers(0, 8, len(dark))
    np.save(folder / "sizes.npy", sizes)
    drawer = _Drawer(chance)
    scenes = drawer.landmarks(max(1, round(count * ALIKE) // SCENE))
    weights = 1 / np.arange(1, len(scenes) + 1)
    every = np.memmap(folder / "landmarks", LANDMARK, "w+", shape=(count, COUNT_MAX))
    for start in range(0, count, AT_ONCE):
        made = drawer.landmarks(min(AT_ONCE, count - start))
        alike = np.flatnonzero(chance.random(len(made)) < ALIKE)
        shown = scenes[chance.choice(len(scenes), len(alike), p=weights / weights.sum())]
        made[alike] = drawer.shown(shown, made[alike], SHARED, NEARER)
        every[start : start + AT_ONCE] = made
    # An original is no copy itself, so the order of copies is nothing.
    for some, scale in ((cut, CUT), (pairs[len(cut) :], 1.0)):
        for start in range(0, len(some), AT_ONCE):
            first, second = some[start : start + AT_ONCE].T
            every[second] = drawer.shown(every[first], every[second], KEPT, scale)
    every.flush()
    return cut


class _Drawer:
    """Draws landmarks; all of them are mixed in one way."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._chance = chance
        self._mixture = chance.standard_normal((NUMBERS, 256), np.float32)
        self._middle = chance.uniform(-MIDDLE, MIDDLE, 256).astype(np.float32)

    def landmarks(self, pictures: int) -> Landmarks:
        """Of pictures that have nothing in common."""
        made = np.zeros((pictures, COUNT_MAX), LANDMARK)
        for name, most in (("x", LONGEST * SUBPIXELS), ("y", HIGH * SUBPIXELS), ("angle", 256)):
            made[name] = self._chance.integers(0, most, made.shape)
        made["flags"] = self._chance.integers(0, 8, made.shape) + 128 * self._chance.integers(
            0, 2, made.shape
        )
        numbers = self._chance.standard_normal((made.size, NUMBERS), np.float32)
        bits = np.packbits(numbers @ self._mixture > self._middle, axis=1).reshape(*made.shape, 32)
        made["bits"] = bits ^ self._turned(bits.shape)
        return made

    def shown(self, landmarks: Landmarks, others: Landmarks, share: float, scale: float) -> Landmarks:
        """Some of ``landmarks``, moved and described a little otherwise, in place of ``others``."""
        moved = landmarks.copy()
        for name, side in (("x", LONGEST * SUBPIXELS), ("y", HIGH * SUBPIXELS)):
            away = self._chance.uniform(0, side * (scale - 1), (len(moved), 1))
            moved[name] = np.clip(moved[name] * scale - away, 0, side - 1)
        moved["bits"] ^= self._turned(moved["bits"].shape)
        kept = self._chance.random(landmarks.shape) < share
        return np.where(kept, moved, others)

    def _turned(self, shape: tuple[int, ...]) -> NDArray[np.uint8]:
        """Bits that are turned round."""
        return np.bitwise_and.reduce([self._chance.integers(0, 256, shape, np.uint8) for _ in range(TURNED)])
