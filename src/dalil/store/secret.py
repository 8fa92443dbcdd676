"""Secret: random bytes in a file of their own that only the owner reads, made once."""

import os
import secrets
from typing import Final

from dalil.store.disk import Disk
from dalil.store.plain import content_of

BYTES: Final = 32
_MODE: Final = 0o600


def secret_at(path: str, disk: Disk) -> bytes:
    """The secret at ``path``; made, and on the disk to stay, where there is none.

    Raises: DiskFull, and what else a disk refuses.
    """
    if not os.path.lexists(path):
        disk.replace_file(path, secrets.token_bytes(BYTES), mode=_MODE)
    return content_of(path, BYTES)
