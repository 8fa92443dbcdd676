"""What the projection reads of a vault, given in by the flows so that the catalog knows no disk."""

from collections.abc import Iterator
from typing import Protocol

from dalil.core.canonical import Record
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.digest import Digest
from dalil.core.event import Event


class Source(Protocol):
    """The log and what it names."""

    def head(self) -> Checkpoint:
        """The newest checkpoint, its signature checked."""

    def root_at(self, size: int) -> bytes:
        """Root over the first ``size`` entries."""

    def events(self, start: int, size: int) -> Iterator[tuple[int, Event]]:
        """Events from index ``start`` up to ``size``."""

    def lines(self, digest: Digest) -> Iterator[bytes]:
        """Lines of a blob, with their newlines."""

    def payload(self, digest: Digest) -> Record | None:
        """A payload's value, None when it was erased."""
