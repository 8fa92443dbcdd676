"""Junk: what operating systems and viewers leave between photographs."""

import random
from collections.abc import Sequence
from typing import Final

from dalil.testing.drawing.happening import Unit

OLE_HEAD: Final = bytes.fromhex("d0cf11e0a1b11ae1")
"""First bytes of a compound file, as Thumbs.db is."""


def junk(units: Sequence[Unit], count: int, chance: random.Random) -> list[tuple[bytes, bytes]]:
    """Return ``count`` (path, content) pairs in the archive's folders, or fewer if folders are few."""
    folders = sorted({unit.folder for unit in units})
    made: dict[bytes, bytes] = {}
    for _ in range(count * 4):
        if len(made) == count:
            break
        folder = chance.choice(folders)
        name, content = chance.choice(KINDS)(chance)
        made.setdefault(folder + b"/" + name, content)
    return sorted(made.items())


def _thumbs(chance: random.Random) -> tuple[bytes, bytes]:
    return b"Thumbs.db", OLE_HEAD + bytes(16) + chance.randbytes(chance.randrange(3_000, 9_000))


def _desktop(_chance: random.Random) -> tuple[bytes, bytes]:
    return b"desktop.ini", "[.ShellClassInfo]\r\nLocalizedResourceName=صور\r\n".encode("utf-16")


def _store(chance: random.Random) -> tuple[bytes, bytes]:
    return b".DS_Store", b"\x00\x00\x00\x01Bud1" + chance.randbytes(6_140)


def _note(_chance: random.Random) -> tuple[bytes, bytes]:
    return "ملاحظات.txt".encode(), "تم النسخ على القرص الخارجي\r\n".encode("cp1256")


KINDS: Final = (_thumbs, _thumbs, _desktop, _store, _note)
