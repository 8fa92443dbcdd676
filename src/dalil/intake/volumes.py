"""Volumes: the first sectors by which disks, file systems and ISO images are known."""

import zlib
from typing import Final

from dalil.intake import signatures as known
from dalil.intake.signatures import Kind

SECTOR_BYTES: Final = 512
_BOOT_MARK: Final = b"\x55\xaa"
_MBR_ENTRIES: Final = range(446, 510, 16)
_FAT_TYPES: Final = (b"FAT12   ", b"FAT16   ", b"FAT32   ", b"FAT     ")


def volume_kind(head: bytes, *, size_bytes: int) -> Kind | None:
    """Say which volume begins with ``head``: an ISO image, a file system, a partitioned disk, or none.

    An image that is both an ISO and a partitioned disk (a hybrid) is an ISO: its files stand there.
    """
    if is_iso(head):
        return known.ISO9660
    if head[32769:32774] == b"BEA01":
        return known.UDF
    if is_filesystem(head):
        return known.FILESYSTEM
    if _is_gpt(head) or _is_mbr(head, size_bytes):
        return known.DISK
    return None


def is_iso(head: bytes) -> bool:
    """ECMA-119 §8: a volume descriptor at sector 16."""
    return head[32769:32774] == b"CD001" and head[32768:32769] in (b"\0", b"\1", b"\2", b"\3", b"\xff")


def is_filesystem(head: bytes) -> bool:
    """FAT, exFAT, NTFS by their boot sectors; ext2/3/4 and HFS+ by their superblocks at 1024."""
    boot = head[:SECTOR_BYTES]
    if boot[3:11] in (b"NTFS    ", b"EXFAT   ") and boot[510:512] == _BOOT_MARK:
        return True
    return _is_fat(boot) or _is_ext(head[1024:2048]) or head[1024:1028] in (b"H+\x00\x04", b"HX\x00\x05")


def _is_fat(boot: bytes) -> bool:
    """Microsoft FAT specification: plausible BIOS parameter block under a jump instruction."""
    if len(boot) < SECTOR_BYTES or boot[510:512] != _BOOT_MARK or boot[0] not in (0xEB, 0xE9):
        return False
    bytes_per_sector = int.from_bytes(boot[11:13], "little")
    per_cluster, reserved, tables = boot[13], int.from_bytes(boot[14:16], "little"), boot[16]
    labelled = boot[54:62] in _FAT_TYPES or boot[82:90] in _FAT_TYPES
    return (
        bytes_per_sector in (512, 1024, 2048, 4096)
        and per_cluster > 0
        and per_cluster & (per_cluster - 1) == 0
        and reserved > 0
        and tables in (1, 2)
        and (labelled or boot[21] >= 0xF0)  # noqa: PLR2004 - media descriptors begin there
    )


def _is_ext(superblock: bytes) -> bool:
    """The magic 0xEF53 with a block size and a state that exist."""
    return (
        superblock[56:58] == b"\x53\xef"
        and int.from_bytes(superblock[24:28], "little") <= 6  # noqa: PLR2004 - 64 KiB blocks
        and int.from_bytes(superblock[0:4], "little") > 0
    )


def _is_gpt(head: bytes) -> bool:
    """UEFI 2.10 §5.3.2: the header in sector 1 (512 or 4,096 bytes) carries its own CRC."""
    for start in (512, 4096):
        header = head[start : start + 92]
        if header[:8] == b"EFI PART" and int.from_bytes(header[12:16], "little") == len(header):
            blank = header[:16] + bytes(4) + header[20:]
            return zlib.crc32(blank) == int.from_bytes(header[16:20], "little")
    return False


def _is_mbr(head: bytes, size_bytes: int) -> bool:
    """The boot mark, and at least one partition, each within the disk and marked plainly."""
    if head[510:512] != _BOOT_MARK:
        return False
    entries = [head[start : start + 16] for start in _MBR_ENTRIES]
    used = [entry for entry in entries if entry[4] != 0]
    sectors = -(-size_bytes // SECTOR_BYTES)
    return bool(used) and all(
        entry[0] in (0, 0x80)
        and 0 < int.from_bytes(entry[8:12], "little") < sectors
        and int.from_bytes(entry[12:16], "little") > 0
        for entry in used
    )
