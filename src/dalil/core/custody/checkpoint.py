"""Checkpoint: the signed head of the log, as C2SP tlog-checkpoint specifies. No extension lines."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final, Self

from dalil.core.custody.note import NoteMalformed

_SIZE: Final = re.compile(r"(0|[1-9][0-9]{0,17})\Z")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Which log, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The note text that is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a note's text. Raises: NoteMalformed, also for extension lines, which we never write."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3]:  # noqa: PLR2004 - three lines and what follows the last newline
            raise NoteMalformed(detail="a checkpoint has three lines")
        origin, size, encoded = lines[:3]
        try:
            root = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as wrong:
            raise NoteMalformed(detail="the root hash is not base64") from wrong
        if not origin or not _SIZE.match(size) or len(root) != 32:  # noqa: PLR2004 - SHA-256
            raise NoteMalformed(detail="origin, size or root hash is not in its form")
        if base64.b64encode(root).decode("ascii") != encoded:
            raise NoteMalformed(detail="the root hash's base64 has stray bits")
        return cls(origin, int(size), root)
