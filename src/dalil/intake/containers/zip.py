"""ZIP: members by the directory; where that is gone, by their local headers from the front.

Own reader, because the standard library's refuses a whole archive for one name that is not UTF-8, cuts names
at NUL, and takes shared packed bytes for several files.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from dalil.core.pathname import to_text
from dalil.intake.containers.member import (
    Member,
    MemberEncrypted,
    MemberOverlaps,
    bare,
    damaged,
    refused,
)
from dalil.intake.containers.zip_content import content, read_local
from dalil.intake.containers.zip_directory import find_directory, overlapping
from dalil.intake.containers.zip_entry import ZipEntry
from dalil.intake.containers.zip_member import item_of, link_member, with_local
from dalil.intake.containers.zip_sequence import members_from_front
from dalil.intake.item import Item, ItemKind


def members(file: BinaryIO) -> Iterator[Member]:
    """Yield every member in the directory's order; names are the directory's raw bytes.

    Raises: ContainerDamaged after the last member, when the directory is gone or damaged;
    ContainerUnsupported for one volume of several.
    """
    directory = find_directory(file)
    if directory is None:
        yield from members_from_front(file)
        return
    try:
        shared = overlapping(directory)
    except ValueError:
        yield from members_from_front(file)
        return
    for ordinal, entry in enumerate(directory.entries()):
        yield _member(file, replace(entry, offset=entry.offset + directory.shift), shared=ordinal in shared)


def _member(file: BinaryIO, entry: ZipEntry, *, shared: bool) -> Member:
    item = item_of(entry)
    if item.refusal is not None:
        return bare(item)
    if shared:
        return refused(item, MemberOverlaps(path=to_text(entry.name)))
    if entry.encrypted:
        return refused(item, MemberEncrypted(path=to_text(entry.name)))
    try:
        header = read_local(file, entry.offset)
    except (ValueError, OverflowError) as wrong:
        return refused(item, damaged(item, wrong))
    return _with_content(file, entry, header, with_local(item, entry, header))


def _with_content(file: BinaryIO, entry: ZipEntry, header: ZipEntry, item: Item) -> Member:
    if item.kind is ItemKind.DIRECTORY:
        return bare(item)
    chunks = content(file, entry, start=entry.offset + header.length, item=item)
    if item.kind is ItemKind.LINK:
        return link_member(item, entry, chunks)
    return Member(item, chunks)
