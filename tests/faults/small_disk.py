"""A small file system of our own, made full and given room again: in memory, or ext4 in a file."""

import contextlib
import os
import shutil
import subprocess
import tempfile

PIECE_BYTES = 4096


class SmallDisk:
    """Mounted at ``path`` while it is used as a context manager. Raises: MountError."""

    def __init__(self, kind, folder, size_bytes):
        self.path = os.path.join(folder, kind)
        self.image = f"{self.path}.img"
        self._ballast = os.path.join(self.path, "ballast")
        os.makedirs(self.path)
        if kind == "ext4":
            with open(self.image, "wb") as file:
                file.truncate(size_bytes)
            # No reserve: what root can write, a person can.
            run("mkfs.ext4", "-q", "-F", "-m", "0", self.image)
            self._mount = ("-o", "loop", self.image)
        else:
            self._mount = ("-t", "tmpfs", "-o", f"size={size_bytes},mode=755", "none")

    def __enter__(self):
        run("mount", *self._mount, self.path)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.path], check=True)

    def again(self):
        """The same file system, to be read only; nothing of it is in memory."""
        self._mount = ("-o", "loop,ro", self.image)
        return self

    def leave(self, size_bytes):
        """Fill it but for about ``size_bytes``."""
        self.free()
        os.sync()  # what is deleted on ext4 is free once its journal says so
        with open(self._ballast, "wb", buffering=0) as file:
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(PIECE_BYTES))
            file.truncate(max(0, file.tell() - size_bytes))

    def free(self):
        """Give all room back."""
        if os.path.exists(self._ballast):
            os.unlink(self._ballast)

    def emptied(self):
        """Remove everything on it."""
        for name in set(os.listdir(self.path)) - {"lost+found"}:
            path = os.path.join(self.path, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


class MountError(Exception):
    """This machine does not let us make or mount a file system."""


def run(*command):
    try:
        ran = subprocess.run(command, capture_output=True, check=False, text=True)
    except FileNotFoundError as missing:
        raise MountError(f"there is no {command[0]}") from missing
    if ran.returncode:
        raise MountError(f"{command[0]}: {ran.stderr.strip()}")


def mountable():
    """Whether we may mount anything at all."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with SmallDisk("tmpfs", folder, PIECE_BYTES):
                return True
        except MountError:
            return False
