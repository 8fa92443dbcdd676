"""A world for flows that leaves little but keys to chance: a clock that is told, drawn bytes, any disk."""

import random

from dalil.flows.vault import TOOL, World
from dalil.store.disk import Disk
from dalil.testing.clock import Clock


def simulated(
    *, disk: Disk | None = None, clock: Clock | None = None, actor: str = TOOL, seed: int = 0
) -> World:
    """A world with bytes drawn from ``seed`` and no passphrase, so a vault's key stands in the clear."""
    return World(
        now=clock or Clock(),
        random=random.Random(seed).randbytes,
        disk=disk or Disk(),
        actor=actor,
        passphrase=lambda: None,
        new_passphrase=lambda: None,
    )
