"""Resume: what an interrupted acquisition had already made durable, so that it is not read twice.

A list of manifest lines under ``cache/``, one for each file of the source that stands in the store. It may be
deleted at any time; then everything is read again, and the manifest comes out the same.
"""

import hashlib
import os
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.errors import BodyRefusal
from dalil.core.manifest import Line
from dalil.flows.vault import Vault
from dalil.intake.item import Item
from dalil.store.disk import Disk
from dalil.store.reader import Reader
from dalil.store.writer import Writer

FOUND: Final = "container"
"""The one fact of a line that stands in the bytes and not in the walk."""


class Done:
    """Files of one source that need not be read again. Holds a place in the list for each, not the line."""

    def __init__(self, path: str, disk: Disk, reader: Reader) -> None:
        self._path, self._disk, self._reader = path, disk, reader
        self._places: dict[bytes, tuple[int, int]] = {}
        self._list: int | None = None
        self._appending: int | None = None
        if os.path.exists(path):
            disk.truncate(path, _read_places(path, self._places))
            self._list = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    @classmethod
    def open(cls, vault: Vault, source: bytes) -> Self:
        """The list for ``source`` in this vault."""
        name = f"acquire-{hashlib.sha256(source).hexdigest()[:24]}.jsonl"
        return cls(os.path.join(vault.layout.cache, name), vault.world.disk, vault.reader)

    def find(self, item: Item, facts: Record) -> Line | None:
        """The line of ``item`` if it was kept, looks exactly the same now, and its bytes are in the store.

        ``facts`` are those that a line of it would hold. Safe in several threads at once.
        """
        place = self._places.get(_key(item.path, item.size_bytes)) if self._places else None
        if place is None or self._list is None:
            return None
        line = Line.parse(os.pread(self._list, place[1] - 1, place[0]))
        same = {key: value for key, value in line.facts.items() if key != FOUND} == facts
        same = same and (line.path, line.size_bytes) == (item.path, item.size_bytes)
        return line if same and line.digest is not None and self._reader.has(line.digest) else None

    def note(self, writer: Writer, encoded: bytes) -> None:
        """Remember a line, given with its newline, once the writer has made its bytes durable."""
        writer.when_durable(self._write, encoded)

    def _write(self, lines: list[bytes]) -> None:
        if self._appending is None:
            self._appending = self._disk.open_append(self._path)
        self._disk.write(self._appending, b"".join(lines), self._path)

    def close(self) -> None:
        """Close the list; it stays for the next run."""
        if self._list is not None:
            os.close(self._list)
            self._list = None
        if self._appending is not None:
            self._disk.close(self._appending, self._path)
            self._appending = None

    def forget(self) -> None:
        """The acquisition is sealed: the list has done its work."""
        self.close()
        self._disk.remove(self._path)


def _key(path: bytes, size_bytes: int | None) -> bytes:
    """A short stand-in for the path, so that a million of them fit into memory."""
    return hashlib.sha256(b"%d " % (size_bytes or 0) + path).digest()[:16]


def _read_places(path: str, places: dict[bytes, tuple[int, int]]) -> int:
    """Fill ``places`` with (start, length) of every whole line; return where the whole lines end."""
    whole_bytes = 0
    with open(path, "rb") as file:
        for raw in file:
            try:
                line = Line.parse(raw[:-1])
            except BodyRefusal:
                break  # this line was being written when the program died
            places[_key(line.path, line.size_bytes)] = (whole_bytes, len(raw))
            whole_bytes += len(raw)
    return whole_bytes
