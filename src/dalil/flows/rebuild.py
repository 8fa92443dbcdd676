"""Rebuild: drop the catalog, replay log and store, and compare the digest of every table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dalil.catalog import digests, project
from dalil.flows.record import LogSource, bring_up
from dalil.flows.vault import Vault
from dalil.store import lock


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Digests of every table before and after."""

    before: Mapping[str, str]
    after: Mapping[str, str]

    @property
    def same(self) -> bool:
        """Whether nothing but the log made the tables."""
        return self.before == self.after


def rebuild(path: str, *, progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Rebuild the catalog of the vault at ``path``. Raises: NotAVault, VaultBusy, CatalogUnavailable."""
    vault = Vault.open(path)
    with lock.exclusive(vault.layout):
        bring_up(vault)
        before = digests.tables()
        project.rebuild(LogSource(vault), progress=progress)
        return Rebuilt(before, digests.tables())
