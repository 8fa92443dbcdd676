"""Draw ``ntfs.img.xz``: an NTFS volume with what its own records say better than a library passes on.

Needs ntfs-3g and a machine with FUSE, so its result is kept beside it: ``python make_ntfs.py MOUNTPOINT``.
"""

import lzma
import os
import struct
import subprocess
import sys
import tempfile

TIMES = {b"early": -5_000_000_000 * 10**9 + 700, b"late": 5_000_000_000 * 10**9 + 123_456_700}
SYMLINK, JUNCTION, PACKED_BY_WINDOWS = 0xA000000C, 0xA0000003, 0x80000017


def reparse(tag, body):
    return struct.pack("<IHH", tag, len(body), 0) + body


def symlink(target):
    raw = target.encode("utf-16-le")
    return reparse(SYMLINK, struct.pack("<HHHHI", 0, len(raw), 0, len(raw), 1) + raw)


def junction(target):
    raw = target.encode("utf-16-le")
    return reparse(JUNCTION, struct.pack("<HHHH", 0, len(raw), len(raw) + 2, 0) + raw + bytes(4))


def fill(root):
    put(root + "/صور/الأولى.jpg".encode(), b"photograph one")
    os.setxattr(root + "/صور/الأولى.jpg".encode(), b"user.Zone.Identifier", b"[ZoneTransfer]\r\nZoneId=3\r\n")
    os.setxattr(root + "/صور".encode(), b"user.onfolder", b"a stream on a folder")
    put(root + b"/a", b"linked")
    os.link(root + b"/a", root + b"/b")
    for name, moment in TIMES.items():
        put(root + b"/" + name, name)
        os.utime(root + b"/" + name, ns=(moment, moment))
    put(root + b"/symlink", b"")
    os.setxattr(root + b"/symlink", b"system.ntfs_reparse_data", symlink("..\\صور"))
    os.mkdir(root + b"/junction")
    os.setxattr(root + b"/junction", b"system.ntfs_reparse_data", junction("\\??\\C:\\x"))
    put(root + b"/packed", b"x" * 10)
    os.setxattr(root + b"/packed", b"system.ntfs_reparse_data", reparse(PACKED_BY_WINDOWS, b"abcd"))
    for name in (b"lone\xed\xa0\x80half", b"caret^name", b"e\xcc\x81", b"\xc3\xa9"):
        put(root + b"/" + name, name)
    put(root + b"/deleted", b"gone")
    os.unlink(root + b"/deleted")
    with open(root + b"/sparse", "wb") as out:
        out.truncate(300_000)
        out.seek(200_000)
        out.write(b"behind a hole")


def put(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)


def main(mountpoint):
    with tempfile.NamedTemporaryFile() as image:
        image.truncate(2 * 1024 * 1024)
        subprocess.run(["mkfs.ntfs", "-q", "-F", "-f", "-c", "4096", image.name], check=True)
        subprocess.run(["ntfs-3g", image.name, mountpoint], check=True)
        try:
            fill(os.fsencode(mountpoint))
        finally:
            subprocess.run(["umount", mountpoint], check=True)
        with open(image.name, "rb") as made:
            packed = lzma.compress(made.read(), preset=9 | lzma.PRESET_EXTREME)
    with open(os.path.join(os.path.dirname(__file__), "ntfs.img.xz"), "wb") as out:
        out.write(packed)


if __name__ == "__main__":
    main(sys.argv[1])
