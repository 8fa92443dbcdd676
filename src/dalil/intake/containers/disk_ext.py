"""ext2, ext3 and ext4: exact times and the marks of packed content, from the inode itself.

Linux kernel documentation, "ext4 Data Structures and Algorithms": superblock, group descriptors, inode.
"""

import struct
from typing import Final

from dalil.core.errors import Refusal
from dalil.intake.containers.disk_dialect import Dialect
from dalil.intake.containers.disk_image import Entry, Image
from dalil.intake.containers.member import MemberEncrypted, MemberUnsupported

_SUPERBLOCK: Final = 1024
_META_GROUPS, _WIDE = 0x10, 0x80
_ENCRYPTED, _INLINE = 0x800, 0x10000000
_TIMES: Final = (("accessed", 8, 140), ("changed", 12, 132), ("modified", 16, 136), ("created", 144, 148))
"""Where each time stands in an inode, and where its upper bits and nanoseconds do."""


class ExtDialect(Dialect):
    """An ext file system. Inodes of 128 bytes hold whole seconds only."""

    def __init__(self, image: Image, *, start: int) -> None:
        super().__init__(image, start=start)
        block = image.at(start + _SUPERBLOCK, 1024)
        self._block_bytes = 1024 << min(int.from_bytes(block[24:28], "little"), 6)
        self._inodes_per_group = int.from_bytes(block[40:44], "little")
        features = int.from_bytes(block[96:100], "little")
        revision = int.from_bytes(block[76:80], "little")
        self._inode_bytes = int.from_bytes(block[88:90], "little") if revision else 128
        wide = features & _WIDE
        self._descriptor_bytes = max(32, int.from_bytes(block[254:256], "little")) if wide else 32
        self._first_block = int.from_bytes(block[20:24], "little")
        self._readable = self._inodes_per_group > 0 and not features & _META_GROUPS
        self._last: tuple[int, bytes] = (-1, b"")

    def times(self, entry: Entry) -> dict[str, int]:
        """Signed seconds, with two more bits and nanoseconds where the inode has room for them."""
        inode = self._inode(entry)
        if inode is None:
            return super().times(entry)
        extra_bytes = int.from_bytes(inode[128:130], "little") if len(inode) > 128 else 0  # noqa: PLR2004 - the first inodes
        times = {}
        for word, place, more in _TIMES:
            if place >= 128 and more + 4 > 128 + extra_bytes:  # noqa: PLR2004
                continue
            (seconds,) = struct.unpack_from("<i", inode, place)
            extra = int.from_bytes(inode[more : more + 4], "little") if more + 4 <= 128 + extra_bytes else 0
            if seconds or extra:
                times[word] = (seconds + ((extra & 3) << 32)) * 10**9 + (extra >> 2)
        return times

    def trouble(self, entry: Entry, path: str) -> Refusal | None:
        """Encrypted files, and small ones that lie inside their inode, are not read right."""
        inode = self._inode(entry)
        flags = int.from_bytes(inode[32:36], "little") if inode is not None else 0
        if flags & _ENCRYPTED:
            return MemberEncrypted(path=path)
        if flags & _INLINE:
            return MemberUnsupported(path=path, detail="its content lies inside its inode")
        return None

    def _inode(self, entry: Entry) -> bytes | None:
        number = int(entry.info.meta.addr)
        if not self._readable or number < 1:
            return None
        if self._last[0] != number:
            self._last = (number, self._read_inode(number))
        inode = self._last[1]
        return inode if len(inode) == self._inode_bytes else None

    def _read_inode(self, number: int) -> bytes:
        group, place = divmod(number - 1, self._inodes_per_group)
        table = (self._first_block + 1) * self._block_bytes + group * self._descriptor_bytes
        descriptor = self.image.at(self.start + table, self._descriptor_bytes)
        block = int.from_bytes(descriptor[8:12], "little")
        if self._descriptor_bytes >= 64:  # noqa: PLR2004 - 64-bit descriptors
            block |= int.from_bytes(descriptor[40:44], "little") << 32
        offset = self.start + block * self._block_bytes + place * self._inode_bytes
        return self.image.at(offset, self._inode_bytes)
