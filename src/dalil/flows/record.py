"""Record: the single write path. Append the events, make them durable, project them, return a receipt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dalil.catalog import connect, project
from dalil.core.canonical import Record
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.event import Event
from dalil.flows.vault import Vault


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where the events stand: the index of the first, and the checkpoint that covers them all."""

    index: int
    checkpoint: Checkpoint


def record(vault: Vault, events: Sequence[Event]) -> Receipt:
    """Append ``events`` to the log and bring the catalog up to it.

    The log is the truth: if projecting fails after the append, the next command projects what is missing.
    """
    assert vault.signer, "the vault is open for reading"
    checkpoint = vault.journal.append(events, vault.signer)
    bring_up(vault)
    return Receipt(checkpoint.size - len(events), checkpoint)


def damage_of(wrong: BaseException) -> Refusal | None:
    """The refusal for an error that a damaged catalog caused, None for any other error."""
    return connect.damage_of(wrong)


def bring_up(vault: Vault) -> None:
    """Connect to the vault's catalog and project what it lacks. Raises: CatalogUnavailable."""
    connect.connect(vault.layout.catalog)
    project.catch_up(LogSource(vault))


class LogSource:
    """What the projection reads of ``vault``; implements :class:`dalil.catalog.project.Source`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def head(self) -> Checkpoint:
        """The newest checkpoint, its signature checked."""
        return self._vault.journal.head()

    def root_at(self, size: int) -> bytes:
        """Root over the first ``size`` entries."""
        return self._vault.journal.root_at(size)

    def events(self, start: int, size: int) -> Iterator[tuple[int, Event]]:
        """Events from index ``start`` up to ``size``."""
        return self._vault.journal.events(start, size)

    def lines(self, digest: Digest) -> Iterator[bytes]:
        """Lines of a blob, with their newlines."""
        return self._vault.reader.lines(digest)

    def payload(self, digest: Digest) -> Record | None:
        """A payload's value, None when it was erased."""
        payloads = self._vault.payloads
        return payloads.read(digest).value if payloads.has(digest) else None
