"""Engines: which one a command names."""

from dalil.core.errors import Refusal
from dalil.engine.contract import Engine
from dalil.engine.local import LocalEngine


class EngineUnknown(Refusal):
    """There is no engine {engine} in this version."""

    code = "engine-unknown"
    exit_status = 58
    remedy = "Leave --engine out, or write --engine local."


def choose(name: str, workers: int) -> Engine:
    """The engine called ``name`` with so many workers. Raises: EngineUnknown."""
    if name != "local":
        raise EngineUnknown(engine=name)
    return LocalEngine(workers)
