"""Claimed: payloads that no entry names are removed by the next command that writes (docs/spec/vault.md).

So are those that an entry says are erased: whoever said so was stopped before they were. A small file in the
cache says that all payloads were named, by which log, and what the payload folders looked like. While it
fits, nothing is read but entries since then. It is withdrawn before the first payload of a command is
written, and put back once entries name what was written. Where it is missing or does not fit, the whole log
is read, proved against its signed head, and what it does not name goes. Only the holder of the lock comes
here.
"""

import contextlib
import os
from collections.abc import Iterator

from dalil.core.custody import merkle
from dalil.core.custody.note import NoteMalformed
from dalil.core.custody.unclaimed import Known, believable, erased_in, named_in, unclaimed
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.store import plain
from dalil.store.audit.standing import names_in
from dalil.store.disk import Disk, DiskFailed, named_failures
from dalil.store.journal import Journal
from dalil.store.layout import Layout
from dalil.store.tiles import LogDamaged


class Watch:
    """What one command does to payloads, and what was known before. ``clean``: all others are named."""

    def __init__(self, layout: Layout, disk: Disk) -> None:
        self._layout, self._disk = layout, disk
        self.known = _known(layout)
        self.clean = self.known is not None and self.known.folders == _mark(layout)
        self.changed = False
        self.written: set[str] = set()

    def changing(self, written: Digest | None = None) -> None:
        """Called before a payload is written or erased: from here on a crash leaves word of it."""
        if not self.changed and self.known is not None:
            self.say(Known(self.known.size, self.known.root, ""))
        self.changed = True
        if written:
            self.written.add(written.hex)

    def say(self, known: Known) -> None:
        """Leave word durably."""
        self._disk.replace_file(self._layout.payloads_claimed, bytes(known))
        self.known = known


@contextlib.contextmanager
def watching(layout: Layout, disk: Disk, journal: Journal) -> Iterator[Watch]:
    """Remove what no entry names, let a command write, and see that all it wrote is named, or goes.

    A log that cannot be read frees nothing, and whoever appends to it is told. Raises: DiskFull, DiskFailed,
    when what is to go cannot be removed. What fails afterwards is left to the next command.
    """
    watch = Watch(layout, disk)
    with contextlib.suppress(LogDamaged, NoteMalformed):
        if not watch.clean or _erasure_waits(watch, layout, journal):
            _tidy(watch, layout, disk, journal)
    try:
        yield watch
    finally:
        if watch.changed:
            with contextlib.suppress(Refusal):
                _settle(watch, layout, disk, journal)


def _erasure_waits(watch: Watch, layout: Layout, journal: Journal) -> bool:
    """Whether an entry since then says that a payload is erased that still stands."""
    assert watch.known is not None, "where nothing is known everything is looked at"
    if journal.head().size == watch.known.size:
        return False
    erased = map(erased_in, journal.entries(watch.known.size))
    return any(os.path.lexists(layout.payload(Digest(each))) for each in erased if each)


def _settle(watch: Watch, layout: Layout, disk: Disk, journal: Journal) -> None:
    """Where entries since then name all that was written, say so; otherwise look at everything."""
    if watch.clean and watch.known is not None:
        named = {name for entry in journal.entries(watch.known.size) for name in named_in(entry)}
        if watch.written <= named:
            head = journal.head()
            watch.say(Known(head.size, head.root.hex(), _mark(layout)))
            return
    _tidy(watch, layout, disk, journal)


def _tidy(watch: Watch, layout: Layout, disk: Disk, journal: Journal) -> None:
    """Remove every payload that the whole, proved log does not name; nothing where it is not believable."""
    watch.clean = False
    head, named, leaves = journal.head(), set[str](), list[bytes]()
    erased = set[str | None]()
    for entry in journal.entries():
        leaves.append(merkle.leaf_hash(entry))
        named |= named_in(entry)
        erased.add(erased_in(entry))
    if not believable(head, leaves, watch.known, _attached(layout)):
        return
    gone = unclaimed(_standing(layout), named - erased)
    for path in gone:
        disk.remove(os.path.join(layout.payloads, path))
    for folder in sorted({os.path.dirname(path) for path in gone}):
        disk.sync_directory(os.path.join(layout.payloads, folder))
    watch.say(Known(head.size, head.root.hex(), _mark(layout)))
    watch.clean = True


def _known(layout: Layout) -> Known | None:
    try:
        return Known.parse(plain.content_of(layout.payloads_claimed))
    except OSError:
        return None


def _folders(layout: Layout) -> list[os.DirEntry[str]]:
    try:
        with named_failures(layout.payloads), os.scandir(layout.payloads) as found:
            folders = [each for each in found if each.is_dir(follow_symlinks=False)]
    except DiskFailed:
        if os.path.lexists(layout.payloads):
            raise
        return []
    return sorted(folders, key=lambda each: each.name)


def _mark(layout: Layout) -> str:
    """What changes when a name is made or removed below the payload folder: the times of its folders."""
    times = [f"{each.name} {each.stat(follow_symlinks=False).st_mtime_ns}" for each in _folders(layout)]
    return Digest.of("\n".join(times).encode()).hex


def _standing(layout: Layout) -> Iterator[str]:
    """Plain files in the folders of payloads, relative; no link is followed."""
    for folder in _folders(layout):
        with named_failures(folder.path), os.scandir(folder) as files:
            for each in files:
                if each.is_file(follow_symlinks=False):
                    yield f"{folder.name}/{each.name}"


def _attached(layout: Layout) -> list[int]:
    """Sizes of the heads that time-stamps and partners' cosignatures were given for."""
    names = (name for folder in (layout.cosigned, layout.timestamps) for name in names_in(folder))
    sizes = (name.partition(".")[0] for name in names)
    return [int(size) for size in sizes if size.isascii() and size.isdigit()]
