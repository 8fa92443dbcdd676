"""Walk: every entry of a source, once, in one order, following no link.

Names are bytes. What cannot be taken (a device, a folder that may not be read, an entry that vanished) is an
item with a refusal, and the walk goes on. Nothing is opened but folders; nothing is changed, not even access
times where the kernel permits that.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dalil.core import limits
from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.intake.descent import Descent, listing, open_quietly
from dalil.intake.item import Item, ItemKind
from dalil.intake.reading import PathTooLong, SourceChanged, SourceFile, SourceSpecial, refusal_of

_SPECIAL: Final = {
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a character device",
    stat.S_IFBLK: "a block device",
}
_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


@dataclass(slots=True)
class _Frame:
    """A folder on the way down: the beginning of its items' paths, and the names still to be met."""

    prefix: bytes
    names: Iterator[bytes]


def walk(source: bytes) -> Iterator[Item]:
    """Yield every entry under ``source``: parents before children, names of one folder sorted as bytes.

    A source that is one file is one item, named by its last component. The root folder itself is no item.
    Memory holds the names of the folders on the way down, not those of the whole tree.
    Raises: SourceVanished, SourceForbidden, SourceUnreadable or SourceSpecial when the source itself is no
    folder or file that can be read; never for an entry inside it.
    """
    status = _status(source)
    if stat.S_ISREG(status.st_mode):
        yield _item(os.path.basename(source), status)
    elif stat.S_ISDIR(status.st_mode):
        with Descent(source) as descent:
            yield from _walk_folder(descent, source)
    else:
        raise SourceSpecial(path=to_text(source), detail=_special(status))


def _walk_folder(descent: Descent, source: bytes) -> Iterator[Item]:
    names, refusal = listing(descent.descriptor(), source)
    if refusal is not None:
        raise refusal
    frames = [_Frame(b"", iter(names))]
    while frames:
        name = next(frames[-1].names, None)
        if name is None:
            frames.pop()
            descent.leave()
            continue
        path = frames[-1].prefix + name
        item, below = _meet(descent, name, path)
        yield item
        if below is not None:
            frames.append(_Frame(path + b"/", iter(below)))


def _meet(descent: Descent, name: bytes, path: bytes) -> tuple[Item, list[bytes] | None]:
    """Return the item of one entry and, for a folder that was entered, the names inside it."""
    if len(path) > limits.PATH_BYTES_MAX:
        shown = path[: limits.PATH_BYTES_MAX]
        return Item(shown, ItemKind.OTHER, refusal=PathTooLong(path=to_text(shown[:80]))), None
    try:
        descriptor = descent.descriptor()
        status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
        item = _item(path, status)
        if item.kind is ItemKind.LINK:
            return replace(item, target=os.readlink(name, dir_fd=descriptor)), None
    except OSError as error:
        return Item(path, ItemKind.OTHER, refusal=refusal_of(error, path)), None
    except Refusal as refusal:
        return Item(path, ItemKind.OTHER, refusal=refusal), None
    if item.kind is ItemKind.DIRECTORY:
        return _enter(descent, name, item)
    return item, None


def _enter(descent: Descent, name: bytes, item: Item) -> tuple[Item, list[bytes] | None]:
    device = descent.device
    try:
        descent.enter(name, path=item.path)
    except Refusal as refusal:
        return replace(item, refusal=refusal), None
    names, broken = listing(descent.descriptor(), item.path)
    notes = ("mount-point",) if descent.device != device else ()
    return replace(item, refusal=broken, notes=notes), names


def open_file(source: bytes, item: Item) -> SourceFile:
    """Open the bytes of a file that :func:`walk` met, and insist that it is still that file.

    No link is followed on the way, nothing blocks, and the access time stays where the kernel permits.
    Raises: SourceChanged when inode, size or time differ from the walk; SourceVanished, SourceForbidden,
    SourceUnreadable.
    """
    assert item.kind is ItemKind.FILE, f"{item.kind} has no bytes to open"
    try:
        descriptor = _open_below(source, item.path)
    except OSError as error:
        raise refusal_of(error, item.path) from error
    now = _item(item.path, os.fstat(descriptor))
    listed = (item.kind, item.identity, item.size_bytes, item.mtime_ns)
    if (now.kind, now.identity, now.size_bytes, now.mtime_ns) != listed:
        os.close(descriptor)
        raise SourceChanged(path=to_text(item.path), detail="it is not the file that was listed")
    return SourceFile(descriptor, path=item.path)


def read_chunks(opened: SourceFile, item: Item) -> Iterator[bytes]:
    """Yield the whole content in chunks of at most 1 MiB, and insist on the size that was listed.

    Raises: SourceChanged when the file grew or shrank meanwhile; SourceUnreadable and its kin.
    """
    assert item.size_bytes is not None, "a file of a walk has a size"
    left = item.size_bytes
    while chunk := opened.read(limits.CHUNK_BYTES_MAX):
        left -= len(chunk)
        if left < 0:
            break
        yield chunk
    if left != 0:
        raise SourceChanged(path=to_text(item.path), detail="its size changed while it was read")


def _open_below(source: bytes, path: bytes) -> int:
    if not stat.S_ISDIR(_status(source).st_mode):
        return open_quietly(source, _FILE & ~os.O_NOFOLLOW)
    folder = os.open(source, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        *above, last = path.split(b"/")
        for name in above:
            flags = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
            deeper = os.open(name, flags, dir_fd=folder)
            os.close(folder)
            folder = deeper
        return open_quietly(last, _FILE, descriptor=folder)
    finally:
        os.close(folder)


def _status(source: bytes) -> os.stat_result:
    try:
        return os.stat(source)
    except OSError as error:
        raise refusal_of(error, source) from error


def _item(path: bytes, status: os.stat_result) -> Item:
    identity = (status.st_dev, status.st_ino)
    mode, mtime = stat.S_IMODE(status.st_mode), status.st_mtime_ns
    if stat.S_ISREG(status.st_mode):
        return Item(path, ItemKind.FILE, status.st_size, mtime, mode=mode, identity=identity)
    if stat.S_ISDIR(status.st_mode):
        return Item(path, ItemKind.DIRECTORY, None, mtime, mode=mode, identity=identity)
    if stat.S_ISLNK(status.st_mode):
        return Item(path, ItemKind.LINK, None, mtime, mode=mode, identity=identity)
    refusal = SourceSpecial(path=to_text(path), detail=_special(status))
    return Item(path, ItemKind.OTHER, None, mtime, mode=mode, identity=identity, refusal=refusal)


def _special(status: os.stat_result) -> str:
    return _SPECIAL.get(stat.S_IFMT(status.st_mode), "of an unknown type")
