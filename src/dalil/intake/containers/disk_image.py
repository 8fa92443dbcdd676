"""A disk image as The Sleuth Kit sees it: an open file, read at places that it asks for."""

from typing import Any, BinaryIO, Final

import pytsk3

from dalil.intake.containers.member import size_of

SECTOR_BYTES: Final = 512
TSK_ERRORS: Final = (OSError, ValueError)
"""What damaged images end in: the binding raises OSError; records that contradict themselves, ValueError."""

Entry = Any
"""A directory entry of the binding, which has no types of its own."""


class Image(pytsk3.Img_Info):  # type: ignore[misc] # the library has no types
    """The image. Read only; the file stays open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size_bytes = size_of(file)
        super().__init__(url="", type=pytsk3.TSK_IMG_TYPE_EXTERNAL)

    def close(self) -> None:
        """Called by the library; the file is its owner's to close."""

    def read(self, offset: int, size: int) -> bytes:
        """Called by the library, also beyond the end."""
        if not 0 <= offset < self._size_bytes:
            return b""
        self._file.seek(offset)
        return self._file.read(size)

    def get_size(self) -> int:
        """Called by the library."""
        return self._size_bytes

    def at(self, offset: int, size: int) -> bytes:
        """Bytes of the image, fewer at its end."""
        return self.read(offset, size)
