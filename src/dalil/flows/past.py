"""Past: the catalog as the log stood at an earlier position; and another vault's, without touching its own.

The catalog is a shadow of the log (ADR 0002), so a shadow of its first entries is the catalog of that day. It
is made in a temporary file of SQLite beside the vault's own, whatever database the vault uses, and removed.
Payloads that were erased since are not there.
"""

import contextlib
import datetime as dt
import itertools
import os
import re
import tempfile
from collections.abc import Iterator
from typing import Final

from dalil.catalog import connect, project
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.errors import Refusal
from dalil.core.script import fold_digits
from dalil.flows.record import LogSource, bring_up
from dalil.flows.vault import Vault

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class PositionUnknown(Refusal):
    """The log has {size} entries: there is no position {position}."""

    code = "position-unknown"
    exit_status = 43
    remedy = "Give a number from 1 to that, as `dalil figures` says it, or a day of UTC, such as 2026-11-27."


class PastSource(LogSource):
    """The first ``size`` entries of a log."""

    def __init__(self, vault: Vault, size: int) -> None:
        super().__init__(vault)
        self._size = size

    def head(self) -> Checkpoint:
        """What a checkpoint of that size says."""
        return Checkpoint(super().head().origin, self._size, self.root_at(self._size))


At = int | str | None
"""A position: how many entries count, or the day (UTC) at whose end it was; None: all of them."""


@contextlib.contextmanager
def seen_at(vault: Vault, at: At) -> Iterator[int]:
    """Have queries answer as of a position of the log; yields it.

    Raises: PositionUnknown, CatalogUnavailable.
    """
    size = vault.journal.head().size
    position = _position(vault, at, size)
    if position == size:
        bring_up(vault)
        yield size
        return
    with apart(vault, position):
        yield position


def _position(vault: Vault, at: At, size: int) -> int:
    named = fold_digits(str(size if at is None else at)).strip()
    position = int(named) if named.isdecimal() else 0
    if _DAY.match(named) and _is_day(named):
        days = (event.at[: len(named)] for _, event in vault.journal.events())
        position = sum(1 for _ in itertools.takewhile(lambda day: day <= named, days))
    if not 0 < position <= size:
        raise PositionUnknown(size=size, position=at)
    return position


def _is_day(named: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(named))
    except ValueError:
        return False


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
