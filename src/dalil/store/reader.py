"""Reader: exhibits by digest, hashed again whenever they are read whole."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.limits import MIB
from dalil.store import plain
from dalil.store.layout import Layout

CHUNK_BYTES: Final = MIB


class ExhibitMissing(Refusal):
    """Exhibit {digest} is named by the log but is not in the store."""

    code = "exhibit-missing"
    exit_status = 22
    ends_run = True
    remedy = "Restore the file from another copy of the vault, then run `dalil verify`."


class ExhibitChanged(Refusal):
    """The bytes under the name {digest} are not those that the name was made from."""

    code = "exhibit-changed"
    exit_status = 23
    ends_run = True
    remedy = "Restore the file from another copy of the vault, then run `dalil verify`."


class ExhibitUnreadable(Refusal):
    """Exhibit {digest} cannot be read from the disk: {detail}."""

    code = "exhibit-unreadable"
    exit_status = 22
    ends_run = True
    remedy = (
        "See that you may read the vault's folder, and check the disk; `dalil verify` names every such file."
    )


class Reader:
    """Reads the store of one vault."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def has(self, digest: Digest) -> bool:
        """Whether the exhibit is there; says nothing about its bytes."""
        return os.path.exists(self._layout.exhibit(digest))

    def size_bytes(self, digest: Digest) -> int:
        """Size of an exhibit. Raises: ExhibitMissing, ExhibitUnreadable."""
        with _named(digest):
            return os.stat(self._layout.exhibit(digest)).st_size

    def open(self, digest: Digest) -> BinaryIO:
        """Open an exhibit for reading. Its bytes are not checked here.

        Raises: ExhibitMissing, ExhibitUnreadable; ExhibitChanged where a link or pipe stands under its name.
        """
        with _named(digest):
            return open(plain.open_plain(self._layout.exhibit(digest)), "rb")

    def read(self, digest: Digest) -> bytes:
        """All bytes of an exhibit, checked against its name.

        Raises: ExhibitMissing, ExhibitUnreadable, ExhibitChanged.
        """
        with self.open(digest) as file, _named(digest):
            content = file.read()
        if Digest.of(content) != digest:
            raise ExhibitChanged(digest=digest)
        return content

    def lines(self, digest: Digest) -> Iterator[bytes]:
        """Lines of a manifest or fact blob, with their newlines. Raises as :meth:`chunks`."""
        return self._hashed(digest, lambda file: file.readline())

    def chunks(self, digest: Digest) -> Iterator[bytes]:
        """Bytes of an exhibit piece by piece, for it may be a disk.

        Raises: ExhibitMissing, ExhibitUnreadable; ExhibitChanged after the last piece, so take nothing for
        true before the end.
        """
        return self._hashed(digest, lambda file: file.read(CHUNK_BYTES))

    def _hashed(self, digest: Digest, next_of: Callable[[BinaryIO], bytes]) -> Iterator[bytes]:
        state = hashlib.sha256()
        with self.open(digest) as file:
            while True:
                with _named(digest):
                    piece = next_of(file)
                if not piece:
                    break
                state.update(piece)
                yield piece
        if state.hexdigest() != digest.hex:
            raise ExhibitChanged(digest=digest)

    def digests(self) -> Iterator[tuple[str, str]]:
        """Every file under ``store/`` as (path, name), in order of name."""
        for folder, folders, names in os.walk(self._layout.store):
            folders.sort()
            for name in sorted(names):
                yield os.path.join(folder, name), name


@contextlib.contextmanager
def _named(digest: Digest) -> Iterator[None]:
    """Turn the operating system's errors about an exhibit into refusals with codes."""
    try:
        yield
    except FileNotFoundError as wrong:
        raise ExhibitMissing(digest=digest) from wrong
    except OSError as wrong:
        if wrong.errno in plain.NOT_PLAIN:
            raise ExhibitChanged(digest=digest) from wrong
        raise ExhibitUnreadable(digest=digest, detail=wrong.strerror) from wrong
