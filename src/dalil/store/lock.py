"""Lock: one writer at a time. An advisory lock (flock) on ``dalil.toml``; it ends with its process.

Until that stands, whoever makes the vault holds its folder in the same way.
"""

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


class LockUnknown(Refusal):
    """The file system of the vault {vault} knows no locks: {detail}."""

    code = "lock-unknown"
    exit_status = 24
    remedy = (
        "Move the vault to a disk of this machine, or have the share mounted with locks. Nothing was written."
    )


@contextlib.contextmanager
def exclusive(layout: Layout) -> Iterator[None]:
    """Hold the vault for writing. Raises: VaultBusy, at once; LockUnknown."""
    with _held(layout.config, layout):
        yield


@contextlib.contextmanager
def making(layout: Layout) -> Iterator[None]:
    """Hold a folder in which a vault is being made and no ``dalil.toml`` stands yet. Raises: as above."""
    with _held(layout.root, layout):
        yield


@contextlib.contextmanager
def _held(path: str, layout: Layout) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as wrong:
            raise VaultBusy(vault=layout.root) from wrong
        except OSError as wrong:  # ENOLCK, EOPNOTSUPP: without a lock, two commands could write one log
            raise LockUnknown(vault=layout.root, detail=wrong.strerror) from wrong
        yield
    finally:
        os.close(descriptor)
