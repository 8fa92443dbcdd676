"""A tree of 168 entries that are odd in their name, link target, time or kind, made on the real file system.

Grouped in folders by what is odd about them; the folders themselves are plain. Everything is made through
descriptors, so that paths may be longer than the kernel takes at once.
"""

import contextlib
import os
import socket
import stat
from dataclasses import dataclass

ODD_COUNT = 168
SECOND = 10**9
PLAIN_TIME = 1_400_000_000 * SECOND
PATH_BYTES_MAX = 16 * 1024  # as docs/methods/containers.md states it

CONTROLS = [b"a%cb.jpg" % code for code in (*range(1, 32), 127)]
TERMINAL = [
    b"two\nlines.jpg",
    b"\n",
    b"\r",
    b"ends in a line\n",
    b"dos\r\nline",
    b"kept 5\rkept 9",
    b"\x1b[31mred\x1b[0m",
    b"\x1b]0;title\x07",
    b"\x1bc",
    "\x9b31mred".encode(),
    "a\x85b\u2028c\u2029d".encode(),
    b":skull: [bold]x[/bold]",
]
ENDS = [b" ", b"  before", b"after ", b"after.", b"...", b"after. . ", "\u00a0\u3000".encode(), b"\ttab\t"]
SHELL = [
    b"--help",
    b"-rf",
    b"'",
    b'"',
    b"`id`",
    b"$(id) ${HOME}",
    b"a;b&c|d<e>f",
    b"#",
    b"*?[a]{b}",
    b"\\",
    b"\\..\\up.jpg",
    b"C:\\x",
    b"%0A",
    b"%0D%25%",
    b"%s%n",
    b"..%2f..%2fx",
    b"=1+1",
    b'{"path":"x"}',
    b"<b>&amp;",
    b"!/member",
]
RESERVED = [b"CON", b"nul.jpg", b"lpt1.txt", b"._x.jpg", b"Icon\r", b"lost+found"]
NOT_UTF8 = [
    "صورة.jpg".encode("cp1256"),
    "Grüße".encode("latin-1"),
    "写真".encode("shift_jis"),
    b"\x80",
    b"\xff",
    b"cut \xd8",
    b"\xc0\xaf\xc0\xae",
    b"\xe0\x80\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xf8\x88\x80\x80\x80",
    "صورة ".encode() + b"\xe6\xd1",
]
TWINS = [
    name.encode()
    for name in (
        "\u00e9",
        "e\u0301",
        "\ud55c",
        "\u1112\u1161\u11ab",
        "Photo.JPG",
        "photo.jpg",
        "\u0130",
        "\u0131",
        "\ufffd",
    )
]
UNSEEN = [
    name.encode()
    for name in (
        "\u202egpj.exe",
        "\u2067b\u2069",
        "\u200ea\u200f\u061c",
        "a\u200bb",
        "می\u200cخواهم",
        "a\u200db",
        "\ufeffbom",
        "a\u00adb\u2060",
        "\ue000\uffff\U0010ffff",
        "\U000e0041",
        "a" + "\u0301" * 60,
    )
]
ARABIC = [
    name.encode()
    for name in (
        "صـــورة",
        "صُورَةٌ",
        "١٢-٠٤-٢٠١٩ شرطة",
        "۱۲۳",
        "أحمد",
        "احمد",
        "ﷺ ﻻ",
    )
]
WIDE = ["👨\u200d👩\u200d👧".encode(), "🇸🇾.jpg".encode(), "раураl".encode()]
LONG = [b"n" * 255, "ص".encode() * 127 + b"x", b"\xd5" * 255, "👁".encode() * 63 + b"xyz"]
NAMES = {
    b"controls": CONTROLS,
    b"terminal": TERMINAL,
    b"ends": ENDS,
    b"shell": SHELL,
    b"reserved": RESERVED,
    b"not utf-8": NOT_UTF8,
    b"twins": TWINS,
    b"unseen": UNSEEN,
    b"arabic": ARABIC,
    b"wide": WIDE,
    b"long": LONG,
}

TARGETS = {
    b"absolute": b"/etc/passwd",
    b"dangling": b"nothing there",
    b"itself": b"itself",
    b"one": b"two",
    b"two": b"one",
    b"up": b"../../../../../..",
    b"slash": b"../shell/",
    b"slashes": b"..//shell///#",
    b"not utf-8": "صورة".encode("cp1256"),
    b"\xff": b"\x80\xff",
    b"lines": b"a\nb\r\x1b[2J",
    b"turned": "\u202egpj".encode(),
    b"nfd": "e\u0301".encode(),
    b"device": b"/dev/zero",
    b"fifo": b"../special/fifo",
    b"longest": b"l" * 4095,
}

TIMES = {
    b"a nanosecond before 1970": -1,
    b"1960": -315_619_200 * SECOND + 5,
    b"1901": -(2**31) * SECOND,
    b"1970": 0,
    b"a nanosecond": 1,
    b"last of 31 bits": (2**31 - 1) * SECOND + 999_999_999,
    b"2038": 2**31 * SECOND + 1,
    b"2106": 2**32 * SECOND + 123_456_789,
    b"2242": 8_589_934_592 * SECOND + 1,
    b"beyond 63 bits": 2**63 + 1,
    b"2446": 15_032_385_535 * SECOND,
}
"""Modification times in nanoseconds; ext4 keeps 34 bits of seconds, from 1901 to 2446."""


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
