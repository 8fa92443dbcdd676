"""A tree of 168 entries that are odd in their name, link target, time or kind, made on the real file system.

Grouped in folders by what is odd about them; the folders themselves are plain. Everything is made through
descriptors, so that paths may be longer than the kernel takes at once.
"""

import contextlib
import os
import socket
import stat
from dataclasses import dataclass

from hostile.odd_names import NAMES, SECOND, TARGETS, TIMES

PLAIN_TIME = 1_400_000_000 * SECOND
PATH_BYTES_MAX = 16 * 1024  # as docs/methods/containers.md states it


@dataclass(frozen=True)
class Planted:
    """One entry as it was made. ``code`` is the refusal that it must cost, empty where it must be kept."""

    kind: str
    mtime_ns: int
    mode: int
    content: bytes | None = None
    target: bytes | None = None
    code: str = ""
    odd: bool = True


class Planter:
    """Makes entries under a root and remembers them by path."""

    def __init__(self, root):
        self.root = root
        self.planted = {}

    def file(self, path, content=None, *, mtime_ns=PLAIN_TIME, mode=0o640, code=""):
        """A file whose content names its path, so that no two are the same."""
        content = b"content of " + path if content is None else content
        with self._above(path) as (above, name):
            descriptor = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, dir_fd=above)
            os.write(descriptor, content)
            os.close(descriptor)
            os.chmod(name, mode, dir_fd=above)
        self._note(path, Planted("file", mtime_ns, mode, content, code=code))

    def folder(self, path, *, mtime_ns=PLAIN_TIME, mode=0o750, odd=True):
        """A folder, unless it is there."""
        if path in self.planted:
            return
        with self._above(path) as (above, name):
            os.mkdir(name, dir_fd=above)
            os.chmod(name, mode, dir_fd=above)
        self._note(path, Planted("directory", mtime_ns, mode, odd=odd))

    def link(self, path, target, *, mtime_ns=PLAIN_TIME):
        """A symbolic link."""
        with self._above(path) as (above, name):
            os.symlink(target, name, dir_fd=above)
        self._note(path, Planted("link", mtime_ns, 0o777, target=target))

    def special(self, path, make):
        """Something that is no file; ``make`` is given a path."""
        with self._above(path):
            pass
        make(self.root + b"/" + path)
        mode = stat.S_IMODE(os.lstat(self.root + b"/" + path).st_mode)
        self._note(path, Planted("other", PLAIN_TIME, mode, code="source-special"))

    def hard_link(self, old, new):
        """Another name of a file."""
        os.link(self.root + b"/" + old, self.root + b"/" + new)
        self._note(new, self.planted[old])

    def finish(self):
        """Set every time, the deepest first, and return the entries by path."""
        for path, entry in sorted(self.planted.items(), reverse=True):
            with self._above(path) as (above, name):
                os.utime(name, ns=(PLAIN_TIME, entry.mtime_ns), dir_fd=above, follow_symlinks=False)
                kept = os.stat(name, dir_fd=above, follow_symlinks=False).st_mtime_ns
                assert kept == entry.mtime_ns, f"this file system does not keep the time of {path}"
        return self.planted

    def _note(self, path, entry):
        assert path not in self.planted, path
        self.planted[path] = entry

    @contextlib.contextmanager
    def _above(self, path):
        """A descriptor of the folder that ``path`` stands in, made where it is missing, and its last part."""
        above, _, name = path.rpartition(b"/")
        if above and above not in self.planted:
            self.folder(above, odd=False)
        descriptor = os.open(self.root, os.O_PATH | os.O_DIRECTORY)
        try:
            for part in above.split(b"/") if above else ():
                deeper = os.open(part, os.O_PATH | os.O_DIRECTORY, dir_fd=descriptor)
                os.close(descriptor)
                descriptor = deeper
            yield descriptor, name
        finally:
            os.close(descriptor)


def plant(root):
    """Make the tree in the empty folder ``root`` and return its entries by path, as bytes."""
    planter = Planter(root)
    for folder, names in NAMES.items():
        for name in names:
            planter.file(folder + b"/" + name)
    for name, target in TARGETS.items():
        planter.link(b"links/" + name, target)
    for name, moment in TIMES.items():
        planter.file(b"times/" + name, mtime_ns=moment)
    planter.link(b"times/link", b"1960", mtime_ns=-5)
    planter.folder(b"times/folder", mtime_ns=2**32 * SECOND + 7)
    plant_depths(planter)
    plant_kinds(planter)
    return planter.finish()


def plant_depths(planter):
    """Paths near the kernel's bound, beyond it, at ours and beyond ours."""
    planter.file(b"deep/near/" + padded(4095 - len(b"deep/near/")))
    planter.file(b"deep/many/" + b"d/" * 200 + b"end")
    planter.file(b"deep/bound/" + padded(PATH_BYTES_MAX - len(b"deep/bound/")))
    planter.file(b"deep/beyond/" + padded(PATH_BYTES_MAX + 1 - len(b"deep/beyond/")), code="path-too-long")


def padded(length):
    """A path of exactly ``length`` bytes."""
    path = (b"p" * 199 + b"/") * (length // 200) + b"p" * (length % 200)
    return path.removesuffix(b"/").ljust(length, b"p")


def plant_kinds(planter):
    """Rights, special files, holes, second names, empty things."""
    everyone = os.geteuid() == 0  # root reads what nobody may
    planter.file(b"rights/nobody", mode=0, code="" if everyone else "source-forbidden")
    planter.file(b"rights/setuid", mode=0o4755)
    planter.file(b"rights/only run", mode=0o111, code="" if everyone else "source-forbidden")
    planter.folder(b"rights/sticky", mode=0o1777)
    planter.special(b"special/fifo", os.mkfifo)
    planter.special(b"special/socket", listen)
    planter.file(b"kinds/sparse", b"")
    os.truncate(planter.root + b"/kinds/sparse", 3 * 2**20)
    planter.planted[b"kinds/sparse"] = Planted("file", PLAIN_TIME, 0o640, bytes(3 * 2**20))
    planter.file(b"kinds/first name")
    planter.hard_link(b"kinds/first name", b"kinds/second name")
    planter.file(b"kinds/empty", b"")
    planter.folder(b"kinds/empty folder")


def plant_device(root):
    """A character device; whether it could be made, which takes rights."""
    try:
        os.mknod(root + b"/special/device", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        return False
    return True


def listen(path):
    """A socket, made from inside its folder: its path may be too long for its kind of address."""
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(path)
    bound.close()
