"""Resume: what an interrupted acquisition had already made durable, so that it is not read twice.

A list of manifest lines under ``cache/``, one for each file of the source that stands in the store. It may be
deleted at any time; then everything is read again, and the manifest comes out the same.
"""

import hashlib
import os
from typing import Self

from dalil.core.errors import BodyRefusal
from dalil.core.manifest import Line
from dalil.flows.vault import Vault
from dalil.intake.item import Item
from dalil.store.disk import Disk
from dalil.store.reader import Reader
from dalil.store.writer import Writer


class Done:
    """Files of one source that need not be read again."""

    def __init__(self, path: str, disk: Disk, reader: Reader) -> None:
        self._path, self._disk, self._reader = path, disk, reader
        self._known, whole_bytes = _read(path)
        if whole_bytes is not None:
            disk.truncate(path, whole_bytes)
        self._pending: list[bytes] = []
        self._descriptor: int | None = None

    @classmethod
    def open(cls, vault: Vault, source: bytes) -> Self:
        """The list for ``source`` in this vault."""
        name = f"acquire-{hashlib.sha256(source).hexdigest()[:24]}.jsonl"
        return cls(os.path.join(vault.layout.cache, name), vault.world.disk, vault.reader)

    def find(self, item: Item) -> Line | None:
        """The line of ``item`` if it was kept, looks the same now, and its bytes are in the store."""
        if not self._known:
            return None
        line = self._known.get(_key(item.path, item.size_bytes, item.to_record().get("mtime_ns")))
        held = line is not None and line.digest is not None and self._reader.has(line.digest)
        return line if held else None

    def note(self, writer: Writer, line: Line) -> None:
        """Remember ``line`` once the writer has made its bytes durable."""
        if not self._pending:
            writer.when_durable(self._write)
        self._pending.append(line.encode() + b"\n")

    def _write(self) -> None:
        if self._descriptor is None:
            self._descriptor = self._disk.open_append(self._path)
        self._disk.write(self._descriptor, b"".join(self._pending), self._path)
        self._pending.clear()

    def close(self) -> None:
        """Close the list; it stays for the next run."""
        if self._descriptor is not None:
            self._disk.close(self._descriptor, self._path)
            self._descriptor = None

    def forget(self) -> None:
        """The acquisition is sealed: the list has done its work."""
        self.close()
        self._disk.remove(self._path)


def _key(path: bytes, size_bytes: int | None, mtime_ns: object) -> bytes:
    """A short stand-in for the path, so that a million of them fit into memory."""
    return hashlib.sha256(b"%d %s " % (size_bytes or 0, str(mtime_ns).encode()) + path).digest()[:16]


def _read(path: str) -> tuple[dict[bytes, Line], int | None]:
    """Lines by key, and where the whole ones end; None when there is no list."""
    known: dict[bytes, Line] = {}
    if not os.path.exists(path):
        return known, None
    whole_bytes = 0
    with open(path, "rb") as file:
        for raw in file:
            try:
                line = Line.parse(raw[:-1])
            except BodyRefusal:
                break  # this line was being written when the program died
            whole_bytes += len(raw)
            known[_key(line.path, line.size_bytes, line.facts.get("mtime_ns"))] = line
    return known, whole_bytes
