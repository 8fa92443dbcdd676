"""Plain: bytes of files that may come from anybody. No pipe is waited for, nothing read without end."""

import errno
import os
import stat
from typing import Final

NOT_PLAIN: Final = frozenset({errno.EINVAL, errno.ELOOP})
"""How :func:`open_plain` says that something stands there that is no plain file."""


def open_plain(path: str) -> int:
    """A descriptor of a plain file, for reading; no link is followed.

    Raises: OSError, also for anything that is no plain file.
    """
    return _regular(path, os.O_NOFOLLOW)


def content_of(path: str, bytes_max: int | None = None) -> bytes:
    """All bytes of a plain file; no link is followed. Raises: OSError, also beyond ``bytes_max``."""
    return _whole(open_plain(path), bytes_max)


def content_given(path: str, bytes_max: int) -> bytes:
    """All bytes of a plain file that a person named, or a link leads to. Raises: OSError, as above."""
    return _whole(_regular(path, 0), bytes_max)


def _regular(path: str, flags: int) -> int:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no plain file")
    return descriptor


def _whole(descriptor: int, bytes_max: int | None) -> bytes:
    with open(descriptor, "rb") as file:
        if bytes_max is None:
            return file.read()
        content = file.read(bytes_max + 1)
    if len(content) > bytes_max:
        raise OSError(errno.EFBIG, f"it is longer than {bytes_max} bytes")
    return content
