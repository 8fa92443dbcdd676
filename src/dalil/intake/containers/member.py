"""Member: one entry of a container and its bytes, and what can be wrong with either.

Container readers get one open file, write nothing, open nothing and run nothing. Names are never used as
places: the store names files by digest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from dalil.core import limits
from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.intake.item import Item, ItemKind, naming_notes


class ContainerDamaged(Refusal):
    """The container breaks off or contradicts itself: {detail}."""

    code = "container-damaged"
    exit_status = 27
    remedy = "Members read before the damage are kept. Look for another copy of the container."


class ContainerBomb(Refusal):
    """Reading stops: the container unpacks to more than {limit}."""

    code = "container-bomb"
    exit_status = 28
    remedy = "Members read before are kept. If it is genuine, raise the bound in core/limits.py by decision."


class ContainerUnsupported(Refusal):
    """The container is of a form that is not read: {detail}."""

    code = "container-unsupported"
    exit_status = 29
    remedy = "It is kept whole. Unpack it with its own program and acquire the result as well."


class ContainerEncrypted(Refusal):
    """The container's table of contents is encrypted."""

    code = "container-encrypted"
    exit_status = 29
    remedy = "It is kept whole. Unpack it with its password and acquire the result as well."


class MemberDamaged(Refusal):
    """{path} is damaged in its container: {detail}."""

    code = "member-damaged"
    exit_status = 27
    remedy = "The container is kept whole. Look for another copy of it."


class MemberEncrypted(Refusal):
    """{path} is encrypted in its container."""

    code = "member-encrypted"
    exit_status = 29
    remedy = "The container is kept whole. Unpack it with its password and acquire the result as well."


class MemberUnsupported(Refusal):
    """{path} is packed in a way that is not read: {detail}."""

    code = "member-unsupported"
    exit_status = 29
    remedy = "The container is kept whole. Unpack it with its own program and acquire the result as well."


class MemberOverlaps(Refusal):
    """{path} shares its packed bytes with another member."""

    code = "member-overlaps"
    exit_status = 28
    remedy = "Honest programs write no such container. It is kept whole; look at it by hand."


class MemberSpecial(Refusal):
    """{path} is no file: {detail}."""

    code = "member-special"
    exit_status = 24
    remedy = "Nothing to take in."


class MemberNameTooLong(Refusal):
    """A member's name is longer than any file system makes it; it begins {path}."""

    code = "member-name-too-long"
    exit_status = 26
    remedy = "The container is kept whole; look at it by hand."


_SHOWN_BYTES: Final = 200


@dataclass(frozen=True, slots=True)
class Member:
    """One entry and its content. ``chunks`` is consumed, or left, before the next member is asked for.

    Chunks hold at most 1 MiB. Iterating them may raise a refusal: what came before it is then no whole file.
    """

    item: Item
    chunks: Iterator[bytes]


def refused(item: Item, refusal: Refusal) -> Member:
    """A member that is known, and cannot be had."""
    return Member(replace(item, refusal=refusal), iter(()))


def bare(item: Item) -> Member:
    """A member without content: a folder or a link."""
    return Member(item, iter(()))


def named(path: bytes, kind: ItemKind, *notes: str) -> Item:
    """An item under ``path`` with the notes that its name deserves; too long a name is a refusal."""
    words = (*naming_notes(path), *notes)
    if len(path) > limits.PATH_BYTES_MAX:
        shown = path[:_SHOWN_BYTES]
        refusal = MemberNameTooLong(path=to_text(shown))
        return Item(shown, ItemKind.OTHER, notes=words, refusal=refusal)
    return Item(path, kind, notes=words)


def damaged(item: Item, detail: object) -> MemberDamaged:
    """Say that ``item`` cannot be read whole."""
    return MemberDamaged(path=to_text(item.path), detail=str(detail))


def read_exactly(file: BinaryIO, size: int, *, what: str) -> bytes:
    """Read ``size`` bytes of a container's own structure. Raises: ContainerDamaged when they end early."""
    content = file.read(size)
    if len(content) != size:
        raise ContainerDamaged(detail=f"{what} ends early")
    return content


def cut(content: bytes) -> Iterator[bytes]:
    """Yield ``content`` in pieces of at most 1 MiB."""
    for start in range(0, len(content), limits.CHUNK_BYTES_MAX):
        yield content[start : start + limits.CHUNK_BYTES_MAX]


def size_of(file: BinaryIO) -> int:
    """Size of an open container, in bytes."""
    return file.seek(0, 2)
