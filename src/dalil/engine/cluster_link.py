"""Cluster link: a connection to the scheduler of a cluster, with every wait bounded.

Serves docs/spec/jail.md §8. Knows nothing of what is asked. Dask is known here, and to one line of
:mod:`dalil.engine.cluster_worker`; it is loaded when a connection is made, for that takes a second.
"""

import contextlib
import logging
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from dalil.core.limits import (
    CLUSTER_CONNECT_SECONDS_MAX,
    CLUSTER_IDLE_SECONDS_MAX,
    CLUSTER_RESULT_SECONDS_MAX,
    CLUSTER_WORKERLESS_SECONDS_MAX,
)
from dalil.engine.refusals import ClusterDiffers, ClusterLost, ClusterUnreachable

Asked: TypeAlias = Any
"""What dask calls a future; dask states no types of it."""
_LOOK_SECONDS: Final = 1
"""How long an answer is waited for before the cluster is looked at."""
_FETCH_SECONDS_MIN: Final = 4
"""How long a first try to fetch an answer lasts; each further one lasts twice as long."""
_TALK_SECONDS: Final = 10
"""The scheduler's answer to a question about itself."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long is waited, in seconds: for a connection, without any worker; and idle jails for their run."""

    connect: float = CLUSTER_CONNECT_SECONDS_MAX
    workerless: float = CLUSTER_WORKERLESS_SECONDS_MAX
    idle: float = CLUSTER_IDLE_SECONDS_MAX


class Link:
    """A connection. Made by :func:`linked`; not for several threads."""

    def __init__(self, client: Any, scheduler: str, waits: Waits) -> None:  # noqa: ANN401 - dask's
        self._client = client
        self._scheduler = scheduler
        self._waits = waits
        self._run = secrets.token_hex(8)
        self._count = 0
        self._deserted: float | None = None
        """Since when no worker was met."""

    def threads(self) -> dict[str, int]:
        """Workers by address, and how many questions each answers at once.

        Raises: ClusterUnreachable when the scheduler does not say.
        """
        try:
            found = self._client.nthreads(callback_timeout=_TALK_SECONDS)
        except (OSError, TimeoutError) as wrong:
            raise ClusterUnreachable(scheduler=self._scheduler, how="its scheduler fell silent") from wrong
        return {str(address): int(count) for address, count in found.items()}

    def ask(
        self, function: Callable[..., bytes], *arguments: object, rather: str = "", only: str = ""
    ) -> Asked:
        """Ask some worker, ``rather`` or ``only`` the one with that address. Raises: ClusterUnreachable."""
        from distributed.client import ClosedClientError

        self._count += 1
        try:
            return self._client.submit(
                function,
                *arguments,
                key=f"dalil-{self._run}-{self._count}",
                pure=False,
                workers=[rather or only] if rather or only else None,
                allow_other_workers=bool(rather),
            )
        except ClosedClientError as wrong:
            raise self._gone() from wrong

    def said(self, asked: Asked) -> bytes | None:
        """Wait for what a worker says; None when its workers vanished, and it must be asked again.

        Raises: ClusterUnreachable when the connection goes; ClusterLost when there is no worker for too long;
        ClusterDiffers when what was asked cannot be loaded there.
        """
        fetching = _FETCH_SECONDS_MIN
        while fetching <= CLUSTER_RESULT_SECONDS_MAX:
            try:
                wrong = asked.exception(timeout=_LOOK_SECONDS)
            except TimeoutError:
                self._look()
                continue
            try:
                return self._judged(asked, wrong, fetching)
            except (
                TimeoutError
            ):  # whoever had the answer vanished: somebody else is being asked; or a slow line
                fetching *= 2
        return None

    def each(self, function: Callable[..., bytes], *arguments: object) -> dict[str, bytes]:
        """What every worker says that answers within the time for a connection, by address.

        Raises: as :meth:`said`.
        """
        asked = {one: self.ask(function, *arguments, only=one) for one in self.threads()}
        deadline = time.monotonic() + self._waits.connect
        said: dict[str, bytes] = {}
        for address, one in asked.items():
            while time.monotonic() < deadline and address in self.threads():
                with contextlib.suppress(TimeoutError):
                    wrong = one.exception(timeout=_LOOK_SECONDS)
                    if (answer := self._judged(one, wrong, _FETCH_SECONDS_MIN)) is not None:
                        said[address] = answer
                    break
        return said

    def tell_all(self, function: Callable[[str], None], name: str) -> None:
        """Have every worker run ``function`` at once, if it can be reached; nobody waits long for it."""
        with contextlib.suppress(OSError, TimeoutError):
            self._client.run(function, name, on_error="ignore", callback_timeout=_TALK_SECONDS)

    def _judged(self, asked: Asked, wrong: BaseException | None, fetching: float) -> bytes | None:
        from distributed import KilledWorker

        if asked.status == "cancelled":
            raise self._gone()
        if wrong is None:
            return bytes(asked.result(timeout=fetching))
        if isinstance(wrong, KilledWorker):
            return None
        if isinstance(wrong, ImportError | AttributeError) or "deserialization" in str(wrong):
            raise ClusterDiffers(
                worker=self._scheduler, what="its scheduler lacks this version of Dalil"
            ) from wrong
        raise wrong

    def _look(self) -> None:
        if self.threads():
            self._deserted = None
            return
        self._deserted = self._deserted or time.monotonic()
        if time.monotonic() - self._deserted > self._waits.workerless:
            raise ClusterLost(scheduler=self._scheduler, how="no worker is left")

    def _gone(self) -> ClusterUnreachable:
        return ClusterUnreachable(scheduler=self._scheduler, how="the connection to its scheduler was lost")


def _client_class() -> Any:  # noqa: ANN401 - dask's
    """Dask's client, which is closed here and never by the collector of garbage.

    Its ``__del__`` waits for a lock that the thread may hold in which it happens to be collected: a run stood
    still when a client that had found no scheduler was collected while another one was being made.
    """
    import distributed

    class Client(distributed.Client):  # type: ignore[misc] # dask states no types
        def __del__(self) -> None:
            """Leave it: who made it closes it, and what found no scheduler holds nothing."""

    return Client


@contextlib.contextmanager
def linked(scheduler: str, waits: Waits) -> Iterator[Link]:
    """A connection to the scheduler at ``scheduler``, with at least one worker behind it.

    Raises: ClusterUnreachable.
    """
    import dask

    for name in ("distributed", "distributed.client"):  # what it would print, we say in a sentence
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # Exhibits travel inside what is asked: they are bounded, and must not be lost with a worker.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "16 GiB"})
    try:
        client = _client_class()(scheduler, timeout=waits.connect, set_as_default=False)
    except (OSError, TypeError) as wrong:  # the second one of an address with TLS and no certificate
        how = "its scheduler does not answer" if isinstance(wrong, OSError) else str(wrong)
        raise ClusterUnreachable(scheduler=scheduler, how=how) from wrong
    try:
        try:
            client.wait_for_workers(1, timeout=waits.connect)
        except (OSError, TimeoutError) as wrong:
            raise ClusterUnreachable(scheduler=scheduler, how="it has no worker") from wrong
        yield Link(client, scheduler, waits)
    finally:
        with contextlib.suppress(TimeoutError):
            client.close(timeout=_TALK_SECONDS)
