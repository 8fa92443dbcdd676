"""Shards: numbered files of samples. Shard n depends on n alone, so a run is resumed and repeated piece by
piece.

python -m training.label_reader.shards FOLDER --first 0 --count 100
"""

import argparse
import os

import numpy as np

from dalil.vision.alphabet import ALPHABET

from .samples import Sampler

SHARD_SAMPLES = 2_048
_CLASS = {character: place + 1 for place, character in enumerate(ALPHABET)}


def write(folder: str, number: int) -> None:
    """Draw shard ``number`` and put it in place whole."""
    sampler = Sampler(1_000_003 * (number + 1))
    drawn = [sampler.draw() for _ in range(SHARD_SAMPLES)]
    path = f"{folder}/{number:05d}.npz"
    np.savez(
        path + ".part.npz",
        pixels=np.concatenate([image.ravel() for image, _ in drawn]),
        widths=np.array([image.shape[1] for image, _ in drawn], dtype=np.int32),
        classes=np.array([_CLASS[c] for _, text in drawn for c in text], dtype=np.uint8),
        lengths=np.array([len(text) for _, text in drawn], dtype=np.int32),
    )
    os.replace(path + ".part.npz", path)


def read(folder: str, number: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Strips (40×W uint8) and class sequences of a shard."""
    held = np.load(f"{folder}/{number:05d}.npz")
    widths, lengths = held["widths"], held["lengths"]
    pixels = np.split(held["pixels"], np.cumsum(widths)[:-1] * 40)
    classes = np.split(held["classes"], np.cumsum(lengths)[:-1])
    return [(p.reshape(40, w), c) for p, w, c in zip(pixels, widths, classes, strict=True)]


def main() -> None:
    """Write shards that are not there yet."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder")
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--count", type=int, default=100)
    given = asked.parse_args()
    os.makedirs(given.folder, exist_ok=True)
    for number in range(given.first, given.first + given.count):
        if not os.path.exists(f"{given.folder}/{number:05d}.npz"):
            write(given.folder, number)


if __name__ == "__main__":
    main()
