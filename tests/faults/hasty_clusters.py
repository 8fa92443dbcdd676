"""Loaded into the server of commands, never into a test: small batches, and clusters hardly waited for."""

from dalil.engine.cluster_link import Waits
from dalil.flows import engines
from faults import small_examinations
from faults.idle_seconds import IDLE_SECONDS

__all__ = ["small_examinations"]

engines.WAITS = Waits(connect=20, workerless=5, idle=IDLE_SECONDS)
