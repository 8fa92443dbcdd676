"""Disk images: the file systems of each partition, or a bare file system, through The Sleuth Kit.

A partition is a folder ``p1``, ``p2`` … in the order of the partition table; what has no file system that is
read (swap, encrypted or unknown) is that folder with a refusal.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import pytsk3

from dalil.intake.containers.disk_image import SECTOR_BYTES, TSK_ERRORS, Image
from dalil.intake.containers.disk_walk import members_of
from dalil.intake.containers.member import ContainerDamaged, Member, MemberUnsupported, bare, named
from dalil.intake.item import ItemKind


def members_of_filesystem(file: BinaryIO) -> Iterator[Member]:
    """Yield the members of a bare file system. Raises: ContainerDamaged."""
    try:
        yield from members_of(Image(file), start=0, prefix=b"")
    except TSK_ERRORS as wrong:
        raise ContainerDamaged(detail=_first_line(wrong)) from wrong


def members_of_disk(file: BinaryIO) -> Iterator[Member]:
    """Yield each partition as a folder, and its members under it. Raises: ContainerDamaged."""
    image = Image(file)
    try:
        volume = pytsk3.Volume_Info(image)
        sector_bytes = int(volume.info.block_size) or SECTOR_BYTES
        allocated = int(pytsk3.TSK_VS_PART_FLAG_ALLOC)
        starts = [int(part.start) for part in volume if int(part.flags) == allocated]
    except TSK_ERRORS as wrong:
        raise ContainerDamaged(detail=_first_line(wrong)) from wrong
    for number, start in enumerate(starts, 1):
        yield from _partition(image, b"p%d" % number, start=start * sector_bytes)


def _partition(image: Image, name: bytes, *, start: int) -> Iterator[Member]:
    item = named(name, ItemKind.DIRECTORY)
    first = True
    try:
        for member in members_of(image, start=start, prefix=name + b"/"):
            if first:
                yield bare(item)
                first = False
            yield member
    except TSK_ERRORS as wrong:
        refusal = MemberUnsupported(
            path=name.decode(), detail=f"no file system that is read: {_first_line(wrong)}"
        )
        yield bare(replace(item, refusal=refusal))
        return
    if first:
        yield bare(item)


def _first_line(wrong: Exception) -> str:
    return str(wrong).splitlines()[0] if str(wrong) else type(wrong).__name__
