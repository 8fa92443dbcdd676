"""Lock: one writer at a time. An advisory lock (flock) on ``dalil.toml``; it ends with its process."""

import contextlib
import fcntl
import os
from collections.abc import Iterator

from dalil.core.errors import Refusal
from dalil.store.layout import Layout


class VaultBusy(Refusal):
    """Another program is writing to the vault {vault}."""

    code = "vault-busy"
    exit_status = 24
    remedy = "Wait until the other command has ended, then run this one again."


@contextlib.contextmanager
def exclusive(layout: Layout) -> Iterator[None]:
    """Hold the vault for writing. Raises: VaultBusy, at once."""
    descriptor = os.open(layout.config, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as wrong:
            raise VaultBusy(vault=layout.root) from wrong
        yield
    finally:
        os.close(descriptor)
