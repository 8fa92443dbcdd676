"""Rebuild: drop the catalog, replay log and store, and compare the digest of every table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dalil.catalog import connect, digests, project
from dalil.catalog.connect import CatalogDamaged
from dalil.flows.record import LogSource, bring_up
from dalil.flows.vault import Vault
from dalil.store import lock


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Digests of every table before and after; none before where the catalog was damaged."""

    before: Mapping[str, str]
    after: Mapping[str, str]

    @property
    def same(self) -> bool:
        """Whether nothing but the log made the tables."""
        return self.before == self.after


def rebuild(path: str, *, progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Rebuild the catalog of the vault at ``path``.

    Raises: NotAVault, VaultBusy, CatalogUnavailable; what reading the store and the log refuses.
    """
    vault = Vault.open(path)
    with lock.exclusive(vault.layout):
        before = _before(vault)
        try:
            project.rebuild(LogSource(vault), progress=progress)
            whole = connect.sound_anew()
        except CatalogDamaged:
            whole = False
        if not whole:  # tables may be dropped in a file that is whole, and not in this one
            _discard(vault)
            project.rebuild(LogSource(vault), progress=progress)
        return Rebuilt(before, digests.tables())


def _before(vault: Vault) -> dict[str, str]:
    """Digests of the tables as they stand; what is damaged is removed, for the log holds all of it."""
    try:
        bring_up(vault)
        if connect.sound():
            return digests.tables()
    except CatalogDamaged:
        pass
    _discard(vault)
    return {}


def _discard(vault: Vault) -> None:
    connect.discard(vault.layout.catalog)
    connect.connect(vault.layout.catalog)
