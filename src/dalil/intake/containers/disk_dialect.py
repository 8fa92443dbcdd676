"""Dialects: what a file system's own records say that The Sleuth Kit passes on only in part.

It turns times outside 1970 to 2106 into others, shows letters that are no Unicode as ``^``, and reads FAT's
local times in the zone of the machine it runs on. The dialects of FAT, NTFS and ext read those facts from
the image itself. This one, for the rest (HFS+, exFAT), takes what the library says.
"""

import calendar
import time
from typing import Final

import pytsk3

from dalil.core import limits
from dalil.core.errors import Refusal
from dalil.intake.containers.disk_image import Entry, Image

_TIMES: Final = (("modified", "mtime"), ("accessed", "atime"), ("changed", "ctime"), ("created", "crtime"))


class Dialect:
    """A file system in an image, beginning at ``start`` bytes."""

    local_times = False

    def __init__(self, image: Image, *, start: int) -> None:
        self.image, self.start = image, start

    def is_internal(self, entry: Entry) -> bool:
        """True for what the file system keeps for itself and shows in its folders."""
        return int(entry.info.name.type) in (
            int(pytsk3.TSK_FS_NAME_TYPE_VIRT),
            int(pytsk3.TSK_FS_NAME_TYPE_VIRT_DIR),
        )

    def name(self, entry: Entry, parent: int) -> tuple[bytes, bool]:
        """The entry's name in the folder ``parent``, and whether it is exact."""
        del parent
        name = bytes(entry.info.name.name)
        return name, b"^" not in name

    def times(self, entry: Entry) -> dict[str, int]:
        """Every time that the file system keeps, in nanoseconds."""
        meta = entry.info.meta
        times = {}
        for word, attribute in _TIMES:
            seconds, part = int(getattr(meta, attribute)), int(getattr(meta, attribute + "_nano"))
            if seconds and self.local_times:
                times[f"{word}-local"] = calendar.timegm(time.localtime(seconds)) * 10**9 + part
            elif seconds:
                times[word] = seconds * 10**9 + part
        return times

    def target(self, entry: Entry) -> bytes | None:
        """A symbolic link's target; None when it cannot be read."""
        meta = entry.info.meta
        if meta.link is not None:
            return bytes(meta.link)
        size_bytes = int(meta.size)
        if not 0 < size_bytes <= limits.PATH_BYTES_MAX:
            return None
        return bytes(entry.read_random(0, size_bytes))

    def is_link(self, entry: Entry) -> bool:
        """True for a symbolic link, or what stands for one."""
        return int(entry.info.meta.type) == int(pytsk3.TSK_FS_META_TYPE_LNK)

    def trouble(self, entry: Entry, path: str) -> Refusal | None:
        """Why the library would give other bytes than the file's own, if it would."""
        del entry, path
        return None


class ExfatDialect(Dialect):
    """exFAT keeps local times."""

    local_times = True
