"""Shelf: many small personal records in few payloads, each of which can still be taken out alone.

An entry names its payloads one by one and has a bounded length, so a long list shares payloads among rows.
Taking a record out means: write the payload again without it, say so in the log, erase the old one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.catalog.queries import log
from dalil.core.canonical import Record
from dalil.core.custody.payload import SALT_BYTES, Payload
from dalil.core.digest import Digest
from dalil.core.event import Event
from dalil.core.record import as_record
from dalil.flows.vault import Vault

PAYLOADS_PER_ENTRY_MAX: Final = 800
"""Payloads that one entry names: 67 bytes each, in 65,535."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """Where each record went, and all payloads that were written."""

    places: Mapping[str, Digest]
    payloads: tuple[Digest, ...]


def put(vault: Vault, items: Sequence[tuple[str, Record]]) -> Shelved:
    """Write ``items`` (ASCII key, record) into payloads that one entry can name, one each where they fit."""
    size = max(1, -(-len(items) // PAYLOADS_PER_ENTRY_MAX))
    places: dict[str, Digest] = {}
    payloads: list[Digest] = []
    for at in range(0, len(items), size):
        chunk = dict(items[at : at + size])
        digest = _write(vault, chunk)
        payloads.append(digest)
        places |= dict.fromkeys(chunk, digest)
    return Shelved(places, tuple(payloads))


class Shelf:
    """Reads records from their payloads, where these were replaced by shorter ones too."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._replaced: dict[str, str | None] = {}
        for body in log.bodies("list-row-withdrawn"):
            self._replaced |= body.get("replaced", {})
        self._held: dict[str, Record] = {}

    def get(self, digest: str, key: str) -> Record | None:
        """Return the record ``key`` that was put into payload ``digest``; None when it was taken out."""
        newest = self.newest(digest)
        if newest is None:
            return None
        if newest not in self._held:
            self._held = {newest: self._items(newest)}  # rows come in order, so one is enough
        value = self._held[newest].get(key)
        return None if value is None else as_record(value, key)

    def newest(self, digest: str) -> str | None:
        """Return the payload that stands for ``digest`` now; None when all of it was taken out."""
        current: str | None = digest
        while current is not None and current in self._replaced:
            current = self._replaced[current]
        return current

    def without(self, keys_by_payload: Mapping[str, Iterable[str]]) -> dict[str, Digest | None]:
        """Write each payload again without some keys; return old → new, None where nothing is left."""
        gone: defaultdict[str, set[str]] = defaultdict(set)
        for digest, keys in keys_by_payload.items():
            newest = self.newest(digest)
            if newest is not None:
                gone[newest] |= set(keys)
        found: dict[str, Digest | None] = {}
        for digest, keys in sorted(gone.items()):
            kept = {
                key: as_record(value, key) for key, value in self._items(digest).items() if key not in keys
            }
            found[digest] = _write(self._vault, kept) if kept else None
        return found

    def _items(self, digest: str) -> Record:
        payloads = self._vault.payloads
        if not payloads.has(Digest(digest)):
            return {}
        return as_record(payloads.read(Digest(digest)).value.get("items"), "items")


def erasures(vault: Vault, digests: Iterable[str], reason: str) -> list[Event]:
    """Return the events that say these payloads are erased."""
    return [
        vault.event("payload-erased", (digest,), {"payload": digest, "reason": reason}) for digest in digests
    ]


def finish_erasing(vault: Vault) -> None:
    """Delete every payload that the log says is erased; also what a crash after the events left."""
    for body in log.bodies("payload-erased"):
        digest = Digest(body["payload"])
        if vault.payloads.has(digest):
            vault.payloads.erase(digest)


def _write(vault: Vault, items: Mapping[str, Record]) -> Digest:
    return vault.payloads.write(Payload(vault.world.random(SALT_BYTES), {"items": dict(items)}))
