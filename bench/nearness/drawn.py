"""Drawn hashes with an archive's skew: alike scenes, dark frames, copies in any orientation; from a seed.

Random hashes are the easy case, for each band of them is as rare as any other. In an archive the same room
and the same wall come back thousands of times, and dark frames share the shape of the lens' shadow.
"""

import numpy as np
from numpy.typing import NDArray

from dalil.vision.fingerprint import oriented_hashes
from dalil.vision.orientation import Orientation

Hashes = NDArray[np.uint8]
ALIKE, DARK, COPIES = 0.45, 0.06, 0.15
"""Shares of the hashes; the rest shows something of its own."""
SCENE = 200
"""Photographs of one scene, in the mean; sizes follow Zipf's law."""
COPY_BITS = 20


def drawn(count: int, seed: int = 1) -> tuple[Hashes, NDArray[np.int64]]:
    """``count`` hashes (n × 32), and the pairs (m × 2) of which the second is a copy of the first."""
    chance = np.random.default_rng(seed)
    hashes = chance.integers(0, 256, (count, 32), dtype=np.uint8)
    alike, dark, copies = (round(count * share) for share in (ALIKE, DARK, COPIES))
    scenes = chance.integers(0, 256, (max(1, alike // SCENE), 32), dtype=np.uint8)
    weights = 1 / np.arange(1, len(scenes) + 1)
    chosen = chance.choice(len(scenes), size=alike, p=weights / weights.sum())
    hashes[:alike] = _changed(chance, scenes[chosen], chance.uniform(0.12, 0.3, alike))
    shadow = np.repeat(chance.integers(0, 256, (1, 32), dtype=np.uint8), dark, axis=0)
    hashes[alike : alike + dark] = _changed(chance, shadow, chance.uniform(0.15, 0.35, dark))
    originals = chance.integers(0, count - copies, copies)
    made = _changed(chance, hashes[originals], np.full(copies, COPY_BITS / 512))
    turns = chance.integers(0, len(Orientation), copies)
    for turn in Orientation:
        made[turns == turn] = oriented_hashes(made[turns == turn], turn)
    hashes[count - copies :] = made
    order = chance.permutation(count)
    place = np.argsort(order)
    pairs = np.stack([place[originals], place[np.arange(count - copies, count)]], axis=1)
    return np.ascontiguousarray(hashes[order]), pairs


def _changed(chance: np.random.Generator, hashes: Hashes, share: NDArray[np.float64]) -> Hashes:
    """Each bit turned round with the probability ``share`` of its hash; a part at a time."""
    out = np.empty_like(hashes)
    for start in range(0, len(hashes), 1 << 15):
        part = slice(start, start + (1 << 15))
        flips = chance.random((len(hashes[part]), 256), dtype=np.float32) < share[part, None]
        out[part] = hashes[part] ^ np.packbits(flips, axis=1)
    return out
