"""Loaded into the server of commands: small batches, and clusters of which nothing is waited for long."""

from dalil.engine.cluster_link import Waits
from dalil.flows import engines
from faults import small_examinations

__all__ = ["small_examinations"]

IDLE_SECONDS = 3
engines.WAITS = Waits(connect=20, workerless=5, idle=IDLE_SECONDS)
