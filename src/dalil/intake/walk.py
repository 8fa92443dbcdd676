"""Walk: every entry of a source, once, in one order, following no link.

Names are bytes. What cannot be taken (a device, a folder that may not be read, an entry that vanished) is an
item with a refusal, and the walk goes on. Nothing is opened but folders; nothing is changed, not even access
times where the kernel permits that.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dalil.core import limits
from dalil.core.errors import Refusal
from dalil.core.pathname import to_text
from dalil.intake.descent import Descent, listing
from dalil.intake.entry import item_of, special
from dalil.intake.item import Item, ItemKind
from dalil.intake.reading import PATH_SHOWN_BYTES, PathTooLong, SourceChanged, SourceSpecial, refusal_of


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
    check(source)
    status = _status(source)
    if stat.S_ISREG(status.st_mode):
        yield item_of(os.path.basename(source), status)
    else:
        with Descent(source) as descent:
            yield from _walk_folder(descent, source)


def check(source: bytes) -> None:
    """Refuse a source that is neither a folder nor a file. Raises: as :func:`walk`."""
    status = _status(source)
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise SourceSpecial(path=to_text(source), detail=special(status))


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
        return Item(shown, ItemKind.OTHER, refusal=PathTooLong(path=to_text(shown[:PATH_SHOWN_BYTES]))), None
    try:
        descriptor = descent.descriptor()
        status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
        item = item_of(path, status)
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


def identity(source: bytes) -> tuple[int, int]:
    """Device and inode of the source itself. Raises: SourceVanished, SourceForbidden, SourceUnreadable."""
    status = _status(source)
    return status.st_dev, status.st_ino


def insist(source: bytes, known: tuple[int, int]) -> None:
    """Insist that the source is still there and still the one it was: a medium may be pulled out meanwhile.

    Raises: SourceChanged; SourceVanished, SourceForbidden, SourceUnreadable.
    """
    if identity(source) != known:
        raise SourceChanged(path=to_text(source), detail="something else stands in its place")


def _status(source: bytes) -> os.stat_result:
    try:
        return os.stat(source)
    except OSError as error:
        raise refusal_of(error, source) from error
