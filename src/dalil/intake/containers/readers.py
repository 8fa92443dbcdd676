"""Readers: which container formats are opened, and how. One budget holds over all of them."""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from dalil.core.errors import Refusal
from dalil.intake.containers import compressed, disk, iso, sevenzip, tar
from dalil.intake.containers import zip as zip_container
from dalil.intake.containers.budget import within_budget
from dalil.intake.containers.member import ContainerUnsupported, Member, size_of
from dalil.intake.signatures import Family, Kind

Reader = Callable[[BinaryIO], Iterator[Member]]

READERS: Final[dict[str, Reader]] = {
    "zip": zip_container.members,
    "tar": tar.members,
    "7z": sevenzip.members,
    "iso9660": iso.members,
    "disk": disk.members_of_disk,
    "filesystem": disk.members_of_filesystem,
    **compressed.READERS,
}
"""Readers by :func:`dalil.intake.identify.identify`'s format."""


def is_container(kind: Kind) -> bool:
    """True for what holds files: also for formats that are then refused as unsupported (RAR, VMDK).

    Papers and programs that are ZIP files inside (OOXML, ODF, EPUB, JAR, APK) are no containers here.
    """
    return kind.family is Family.CONTAINER


def members(file: BinaryIO, form: str) -> Iterator[Member]:
    """Yield the members of ``file``, a container of the format ``form``, within the budget.

    Raises: ContainerUnsupported, ContainerDamaged, ContainerBomb, ContainerEncrypted; members before stand.
    """
    if form not in READERS:
        raise ContainerUnsupported(detail=f"format {form}")
    yield from within_budget(READERS[form](file), packed_bytes=size_of(file))


def preload() -> None:
    """Run every reader once on nothing, so that a jailed process has loaded all it will need."""
    for form in READERS:
        try:
            for member in members(io.BytesIO(bytes(1024)), form):
                list(member.chunks)
        except Refusal:
            continue  # a refusal is what a thousand zeroes deserve
