"""Payload: the erasable part of an event. Serves ADR 0001.

A payload is canonical JSON ``{"salt": …, "value": …}``. Its name is the SHA-256 of those bytes. The salt, 32
random bytes given by the edge, makes the name say nothing about the value to one who guesses values.
"""

import base64
from dataclasses import dataclass
from typing import Final, Self

from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal

SALT_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Payload:
    """Personal fields of one event, with their salt."""

    salt: bytes
    value: Record

    def __post_init__(self) -> None:
        assert len(self.salt) == SALT_BYTES, "a salt has 32 bytes"

    def __bytes__(self) -> bytes:
        fields: dict[str, Json] = {"salt": base64.b64encode(self.salt).decode("ascii"), "value": self.value}
        return canonical.encode(fields)

    @property
    def digest(self) -> Digest:
        """The payload's name."""
        return Digest.of(bytes(self))

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read a payload. Raises: BodyRefusal."""
        record = canonical.decode_record(content)
        salt, value = record.get("salt"), record.get("value")
        if not isinstance(salt, str) or not isinstance(value, dict):
            raise BodyRefusal(detail="a payload holds a salt and a value")
        raw = base64.b64decode(salt)
        if len(raw) != SALT_BYTES:
            raise BodyRefusal(detail="a payload's salt has 32 bytes")
        return cls(raw, value)
