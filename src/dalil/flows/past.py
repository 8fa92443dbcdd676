"""Past: the catalog as the log stood at an earlier position; and another vault's, without touching its own.

The catalog is a shadow of the log (ADR 0002), so a shadow of its first entries is the catalog of that day. It
is made in a temporary file of SQLite beside the vault's own, whatever database the vault uses, and removed.
Payloads that were erased since are not there.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator

from dalil.catalog import connect, project
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.errors import Refusal
from dalil.flows.record import LogSource, bring_up
from dalil.flows.vault import Vault


class PositionUnknown(Refusal):
    """The log has {size} entries: there is no position {position}."""

    code = "position-unknown"
    exit_status = 43
    remedy = "Give a number from 1 to that; the custody page and `dalil figures` say positions."


class PastSource(LogSource):
    """The first ``size`` entries of a log."""

    def __init__(self, vault: Vault, size: int) -> None:
        super().__init__(vault)
        self._size = size

    def head(self) -> Checkpoint:
        """What a checkpoint of that size says."""
        return Checkpoint(super().head().origin, self._size, self.root_at(self._size))


@contextlib.contextmanager
def seen_at(vault: Vault, position: int | None) -> Iterator[int]:
    """Have queries answer as of ``position`` entries, or of all where it is None; yields the position.

    Raises: PositionUnknown, CatalogUnavailable.
    """
    size = vault.journal.head().size
    if position is None or position == size:
        bring_up(vault)
        yield size
        return
    if not 0 < position < size:
        raise PositionUnknown(size=size, position=position)
    with apart(vault, position):
        yield position


@contextlib.contextmanager
def apart(vault: Vault, size: int, *, beside: Vault | None = None) -> Iterator[None]:
    """Have queries answer of the first ``size`` entries of ``vault``, and of ``beside``, or it, afterwards.

    Nothing of either vault's own catalog is touched. Raises: CatalogUnavailable.
    """
    at_home = beside or vault
    with tempfile.TemporaryDirectory(prefix="past-", dir=_room(at_home)) as folder:
        try:
            connect.connect(os.path.join(folder, "catalog.sqlite3"), url="")
            project.catch_up(PastSource(vault, size))
            yield
        finally:
            connect.connect(at_home.layout.catalog)


def _room(vault: Vault) -> str | None:
    """The vault's cache, where it can be written; else the system's own place for temporary files."""
    return vault.layout.cache if os.access(vault.layout.cache, os.W_OK) else None
