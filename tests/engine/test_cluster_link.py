"""Where there is no cluster that is said in time, and nothing is left of the try."""

import gc
import time

import pytest

from dalil.engine.cluster import ClusterEngine
from dalil.engine.cluster_link import Waits
from dalil.engine.contract import Work
from dalil.engine.refusals import ClusterUnreachable

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]

ECHO = Work("engine.misbehaving:echo")
NOBODY = "tcp://127.0.0.1:9"


def test_a_scheduler_that_is_not_there_is_refused_in_time():
    started = time.monotonic()
    with pytest.raises(ClusterUnreachable, match="does not answer"):
        list(ClusterEngine(NOBODY, Waits(connect=1)).map(ECHO, [({}, b"")]))
    assert time.monotonic() - started < 20


@pytest.mark.timeout(60)
def test_a_client_that_found_nobody_is_collected_anywhere():
    """The collector may run in a thread that holds the lock with which dask makes and ends clients."""
    from distributed import Client
    from distributed.utils import LoopRunner

    with pytest.raises(ClusterUnreachable) as refused:
        ClusterEngine(NOBODY, Waits(connect=1)).protections()
    assert refused.value.__cause__, "what failed holds the client, which is not collected yet"
    client = next(one for one in gc.get_objects() if isinstance(one, Client))
    with LoopRunner._lock:
        client.__del__()


def test_an_address_with_tls_and_no_certificates_is_refused():
    with pytest.raises(ClusterUnreachable, match="TLS"):
        ClusterEngine("tls://127.0.0.1:9", Waits(connect=1)).protections()
