"""Plain: bytes of files in a vault that may come from anybody. No link is followed, no pipe waited for."""

import errno
import os
import stat
from typing import Final

NOT_PLAIN: Final = frozenset({errno.EINVAL, errno.ELOOP})
"""How :func:`open_plain` says that something stands there that is no plain file."""


def open_plain(path: str) -> int:
    """A descriptor of a plain file, for reading. Raises: OSError, also for anything that is no plain file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no plain file")
    return descriptor


def content_of(path: str) -> bytes:
    """All bytes of a plain file. Raises: OSError."""
    with open(open_plain(path), "rb") as file:
        return file.read()
