"""Chance: named, seeded streams, so that drawing one thing never disturbs how another is drawn."""

import hashlib
import random
from collections.abc import Sequence
from typing import Final, TypeVar

import numpy as np

Thing = TypeVar("Thing")

_SEPARATOR: Final = "\x1f"


def stream(*parts: object) -> random.Random:
    """Return a stream of the standard library's generator that depends on ``parts`` alone."""
    return random.Random(_SEPARATOR.join(map(str, parts)))


def grain(*parts: object) -> np.random.Generator:
    """Return a numpy generator (PCG64) that depends on ``parts`` alone; for textures."""
    digest = hashlib.sha256(_SEPARATOR.join(map(str, parts)).encode("utf-8")).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def weighted(chance: random.Random, things: Sequence[tuple[Thing, int]]) -> Thing:
    """Return one of ``things``, each drawn in proportion to its whole-number weight."""
    at = chance.randrange(sum(weight for _, weight in things))
    for thing, weight in things:
        at -= weight
        if at < 0:
            return thing
    raise AssertionError("weights are positive")
