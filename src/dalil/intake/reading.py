"""Reading a source: what can go wrong with a disk that is not ours, and the code that says so."""

import errno
import io
from typing import Final

from dalil.core.errors import Refusal
from dalil.core.pathname import to_text


class SourceUnreadable(Refusal):
    """{path} cannot be read: {detail}."""

    code = "source-unreadable"
    exit_status = 20
    remedy = "Image the medium with a tool made for damaged disks, then acquire the image."


class SourceVanished(Refusal):
    """{path} was listed and is gone."""

    code = "source-vanished"
    exit_status = 21
    remedy = "See that nobody else works on the medium and that it stays connected; run the command again."


class SourceForbidden(Refusal):
    """{path} may not be read by this user."""

    code = "source-forbidden"
    exit_status = 22
    remedy = "Run the command as a user who may read the medium, or mount it so that this one may."


class SourceChanged(Refusal):
    """{path} changed while it was being taken in: {detail}."""

    code = "source-changed"
    exit_status = 23
    remedy = "Mount the medium read-only, or take an image, and run the command again."


class SourceSpecial(Refusal):
    """{path} is no file: {detail}."""

    code = "source-special"
    exit_status = 24
    remedy = "Nothing to take in. For a whole disk, make an image of it first and acquire the image."


class SourceLoop(Refusal):
    """{path} is a folder that holds itself."""

    code = "source-loop"
    exit_status = 25
    remedy = "A mount or a damaged file system shows a folder inside itself; its files are taken in once."


class LinkLoop(Refusal):
    """{path} is a link that leads back to itself."""

    code = "link-loop"
    exit_status = 25
    remedy = "Nothing stands behind it. Name the file that it was made for."


class PathTooLong(Refusal):
    """A path is longer than any file system of today makes it; it begins {path}."""

    code = "path-too-long"
    exit_status = 26
    remedy = "Acquire the deep folder as a source of its own."


PATH_SHOWN_BYTES: Final = 80
"""As much of a path that is too long is said."""
_VANISHED: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ESTALE})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM})


def refusal_of(error: OSError, path: bytes) -> Refusal:
    """Say what ``error`` means for ``path``: vanished, forbidden, now a link, too long, or unreadable."""
    shown = to_text(path)
    if error.errno in _VANISHED:
        return SourceVanished(path=shown)
    if error.errno in _FORBIDDEN:
        return SourceForbidden(path=shown)
    if error.errno == errno.ELOOP:
        return SourceChanged(path=shown, detail="it is a link now")
    if error.errno == errno.ENAMETOOLONG:
        return PathTooLong(path=to_text(path[:PATH_SHOWN_BYTES]))
    return SourceUnreadable(path=shown, detail=error.strerror or "unknown error")


class SourceFile(io.FileIO):
    """An open file of a source whose read errors are refusals. Unbuffered; seekable; read only."""

    def __init__(self, descriptor: int, *, path: bytes) -> None:
        super().__init__(descriptor, "rb", closefd=True)
        self._path = path

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to ``size`` bytes. Raises: SourceUnreadable and its kin."""
        try:
            return super().read(-1 if size is None else size) or b""
        except OSError as error:
            raise refusal_of(error, self._path) from error

    def readall(self) -> bytes:
        """Read the rest. Raises: SourceUnreadable and its kin."""
        try:
            return super().readall() or b""
        except OSError as error:
            raise refusal_of(error, self._path) from error

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        """Read into ``buffer`` and say how much. Raises: SourceUnreadable and its kin."""
        try:
            return super().readinto(buffer) or 0
        except OSError as error:
            raise refusal_of(error, self._path) from error
