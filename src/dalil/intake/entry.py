"""Entry: what the operating system says of one name in a folder becomes an item."""

import os
import stat
from typing import Final

from dalil.core.pathname import to_text
from dalil.intake.item import Item, ItemKind
from dalil.intake.reading import SourceSpecial

_KINDS: Final = {
    stat.S_IFREG: ItemKind.FILE,
    stat.S_IFDIR: ItemKind.DIRECTORY,
    stat.S_IFLNK: ItemKind.LINK,
}
_SPECIAL: Final = {
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a character device",
    stat.S_IFBLK: "a block device",
}


def item_of(path: bytes, status: os.stat_result) -> Item:
    """The item of a file, folder or link; anything else is an item with the refusal ``source-special``."""
    kind = _KINDS.get(stat.S_IFMT(status.st_mode), ItemKind.OTHER)
    return Item(
        path,
        kind,
        status.st_size if kind is ItemKind.FILE else None,
        status.st_mtime_ns,
        mode=stat.S_IMODE(status.st_mode),
        identity=(status.st_dev, status.st_ino),
        refusal=SourceSpecial(path=to_text(path), detail=special(status)) if kind is ItemKind.OTHER else None,
    )


def special(status: os.stat_result) -> str:
    """What a thing is that is no file, folder or link, in words."""
    return _SPECIAL.get(stat.S_IFMT(status.st_mode), "of an unknown type")
