"""Payloads: erasable files named by digest (ADR 0001). Written before the entry that names them."""

import os

from dalil.core.custody.payload import Payload
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.store import plain
from dalil.store.claimed import Watch
from dalil.store.disk import Disk
from dalil.store.layout import Layout


class PayloadMissing(Refusal):
    """Payload {digest} is not there: it was erased, or the vault is incomplete."""

    code = "payload-missing"
    exit_status = 25
    remedy = "Run `dalil verify`: it tells erased payloads from missing ones."


class PayloadUnreadable(Refusal):
    """Payload {digest} cannot be read from the disk: {detail}."""

    code = "payload-unreadable"
    exit_status = 25
    remedy = (
        "See that you may read the vault's folder, and check the disk; `dalil verify` names every such file."
    )


class Payloads:
    """The payload folder of one vault. ``watch`` is there while it is held for writing."""

    def __init__(self, layout: Layout, disk: Disk, watch: Watch | None = None) -> None:
        self._layout, self._disk, self._watch = layout, disk, watch

    def write(self, payload: Payload) -> Digest:
        """Make ``payload`` durable and return its name."""
        if self._watch:
            self._watch.changing(payload.digest)
        self._disk.replace_file(self._layout.payload(payload.digest), bytes(payload), mode=0o600)
        return payload.digest

    def has(self, digest: Digest) -> bool:
        """Whether the payload is there."""
        return os.path.exists(self._layout.payload(digest))

    def read(self, digest: Digest) -> Payload:
        """Raises: PayloadMissing, PayloadUnreadable; BodyRefusal when its bytes are no payload."""
        try:
            content = plain.content_of(self._layout.payload(digest))
        except FileNotFoundError as wrong:
            raise PayloadMissing(digest=digest) from wrong
        except OSError as wrong:
            raise PayloadUnreadable(digest=digest, detail=wrong.strerror) from wrong
        if Digest.of(content) != digest:
            raise PayloadMissing(digest=digest)
        return Payload.parse(content)

    def erase(self, digest: Digest) -> None:
        """Delete the payload. The event that says so stands in the log before this is called."""
        if self._watch:
            self._watch.changing()
        path = self._layout.payload(digest)
        self._disk.remove(path)
        if os.path.isdir(os.path.dirname(path)):
            self._disk.sync_directory(os.path.dirname(path))
