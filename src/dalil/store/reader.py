"""Reader: exhibits by digest, hashed again whenever they are read whole."""

import hashlib
import os
from collections.abc import Iterator
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
    remedy = "Restore the file from another copy of the vault, then run `dalil verify`."


class ExhibitChanged(Refusal):
    """The bytes under the name {digest} are not those that the name was made from."""

    code = "exhibit-changed"
    exit_status = 23
    remedy = "Restore the file from another copy of the vault, then run `dalil verify`."


class Reader:
    """Reads the store of one vault."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def has(self, digest: Digest) -> bool:
        """Whether the exhibit is there; says nothing about its bytes."""
        return os.path.exists(self._layout.exhibit(digest))

    def size_bytes(self, digest: Digest) -> int:
        """Size of an exhibit. Raises: ExhibitMissing."""
        try:
            return os.stat(self._layout.exhibit(digest)).st_size
        except FileNotFoundError as wrong:
            raise ExhibitMissing(digest=digest) from wrong

    def open(self, digest: Digest) -> BinaryIO:
        """Open an exhibit for reading. Its bytes are not checked here.

        Raises: ExhibitMissing; ExhibitChanged where a link or a pipe stands under its name.
        """
        try:
            return open(plain.open_plain(self._layout.exhibit(digest)), "rb")
        except FileNotFoundError as wrong:
            raise ExhibitMissing(digest=digest) from wrong
        except OSError as wrong:
            if wrong.errno not in plain.NOT_PLAIN:
                raise
            raise ExhibitChanged(digest=digest) from wrong

    def read(self, digest: Digest) -> bytes:
        """All bytes of an exhibit, checked against its name. Raises: ExhibitMissing, ExhibitChanged."""
        with self.open(digest) as file:
            content = file.read()
        if Digest.of(content) != digest:
            raise ExhibitChanged(digest=digest)
        return content

    def lines(self, digest: Digest) -> Iterator[bytes]:
        """Lines of a manifest or fact blob with their newlines, hashed on the way.

        Raises: ExhibitMissing; ExhibitChanged after the last line, so take nothing for true before the end.
        """
        state = hashlib.sha256()
        with self.open(digest) as file:
            for line in file:
                state.update(line)
                yield line
        if state.hexdigest() != digest.hex:
            raise ExhibitChanged(digest=digest)

    def digests(self) -> Iterator[tuple[str, str]]:
        """Every file under ``store/`` as (path, name), in order of name."""
        for folder, folders, names in os.walk(self._layout.store):
            folders.sort()
            for name in sorted(names):
                yield os.path.join(folder, name), name
