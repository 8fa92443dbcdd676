"""Engines: which one a command names, and what the log says of it."""

import re
from typing import Final

from dalil.core.errors import Refusal
from dalil.engine.cluster import ClusterEngine
from dalil.engine.cluster_link import Waits
from dalil.engine.contract import Engine
from dalil.engine.local import LocalEngine

LOCAL: Final = "local"
WAITS: Final = Waits()
_CLUSTER: Final = re.compile(r"(dask|dask\+tls)://((?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+):[0-9]{1,5})")
_TRANSPORTS: Final = {"dask": "tcp", "dask+tls": "tls"}


class EngineUnknown(Refusal):
    """There is no engine {engine} in this version."""

    code = "engine-unknown"
    exit_status = 58
    remedy = (
        "Leave --engine out, or write --engine local, or name the scheduler of a cluster: "
        "--engine dask://HOST:8786, or --engine dask+tls://HOST:8786."
    )


def choose(name: str, workers: int) -> Engine:
    """The engine called ``name``; ``workers`` are those of this machine. Raises: EngineUnknown."""
    if name == LOCAL:
        return LocalEngine(workers)
    cluster = _CLUSTER.fullmatch(name)
    if cluster is None:
        raise EngineUnknown(engine=name)
    return ClusterEngine(f"{_TRANSPORTS[cluster[1]]}://{cluster[2]}", WAITS)


def recorded(name: str, workers: int) -> str:
    """What the log says of an engine: its kind, and never the name of a machine."""
    return f"{LOCAL}:{workers}" if name == LOCAL else name.partition(":")[0]
