"""Rivals: hashes of others, each with the threshold that its makers name, on the same files."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

WORKER: Final = Path(__file__).with_name("rival_worker.py")


@dataclass(frozen=True, slots=True)
class Rival:
    """``hash``: what the worker calls it; ``bits_max``: from PDQ's paper, and imagededup's default."""

    name: str
    hash: str
    bits_max: int
    turned: bool = False


RIVALS: Final = (
    Rival("pdqhash ≤ 31", "pdqhash", 31),
    Rival("pdqhash ≤ 31, eight orientations", "pdqhash", 31, turned=True),
    Rival("imagehash pHash ≤ 10", "imagehash", 10),
    Rival("imagededup PHash ≤ 10", "imagededup", 10),
)


def tied(python: str, paths: Sequence[str]) -> dict[str, set[tuple[int, int]] | None]:
    """For each rival the pairs of ``paths`` (by place) that it ties; None where it does not run here."""
    asked = "".join(f"{path}\n" for path in paths)
    ran = subprocess.run(
        [python, "-I", str(WORKER)], input=asked, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        return dict.fromkeys((one.name for one in RIVALS), None)
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    return {one.name: _pairs(one, told) if one.hash in told[0] else None for one in RIVALS}


def _pairs(rival: Rival, told: Sequence[dict[str, list[str]]]) -> set[tuple[int, int]]:
    ways = np.array([[list(bytes.fromhex(one)) for one in each[rival.hash]] for each in told], dtype=np.uint8)
    upright = ways[:, 0]
    found: set[tuple[int, int]] = set()
    for way in range(ways.shape[1] if rival.turned else 1):
        for i, turned in enumerate(ways[:, way]):
            near = np.flatnonzero(np.bitwise_count(turned ^ upright).sum(axis=1) <= rival.bits_max)
            found.update((min(i, j), max(i, j)) for j in near.tolist() if j != i)
    return found
