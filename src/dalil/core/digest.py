"""Digest: the name of some bytes. SHA-256 (FIPS 180-4), written as 64 lower-case hex digits."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from dalil.core.errors import BodyRefusal

_HEX: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """SHA-256 of whole bytes. Equal digests mean equal bytes; ordering is by hex text."""

    hex: str

    def __post_init__(self) -> None:
        if not _HEX.match(self.hex):
            raise BodyRefusal(detail=f"{self.hex[:80]!r} is not a SHA-256 in lower-case hex")

    @classmethod
    def of(cls, content: bytes | memoryview) -> Self:
        """Digest of ``content``."""
        return cls(hashlib.sha256(content).hexdigest())

    @classmethod
    def of_chunks(cls, chunks: Iterable[bytes]) -> Self:
        """Digest of the concatenation of ``chunks``, never held together in memory."""
        state = hashlib.sha256()
        for chunk in chunks:
            state.update(chunk)
        return cls(state.hexdigest())

    @property
    def raw(self) -> bytes:
        """The 32 bytes."""
        return bytes.fromhex(self.hex)

    @property
    def short(self) -> str:
        """The first twelve hex digits, for people; never for deciding."""
        return self.hex[:12]

    def __str__(self) -> str:
        return self.hex
