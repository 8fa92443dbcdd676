"""Look: what the pages read of a vault beside its queries, never in the way of whoever writes to it."""

from dalil.catalog import connect, queries
from dalil.core.ladder import build_ladder
from dalil.flows.accuracy import told_accuracy
from dalil.flows.ladder import Ladder, holdings, ungrouped
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault
from dalil.store import lock
from dalil.store.lock import VaultBusy


def look(vault: Vault) -> None:
    """Connect to the catalog and bring it up to the log, unless somebody is writing: then the writer does.

    Raises: CatalogUnavailable.
    """
    connect.connect(vault.layout.catalog)
    try:
        with lock.exclusive(vault.layout):
            bring_up(vault)
    except VaultBusy:
        return


def ladder_seen(vault: Vault) -> Ladder:
    """The ladder at the position that the catalog follows now; projects nothing."""
    rungs = build_ladder(holdings())
    position = queries.custody.position()
    return Ladder(vault.config.id, position, rungs, told_accuracy(vault), ungrouped(vault))
