"""Signed notes: a text and signature lines under it, as C2SP signed-note specifies.

Signing and verifying are given in as functions, so that this file decides and never touches a key.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Self

from dalil.core.errors import Refusal

Verify = Callable[[bytes, bytes, bytes], bool]
"""``verify(public_key, message, signature)``: Ed25519 (RFC 8032) as given by the edge."""
Sign = Callable[[bytes], bytes]
"""``sign(message)``: 64 bytes of Ed25519 signature."""

NOTE_BYTES_MAX: Final = 1_000_000
SIGNATURES_MAX: Final = 64
_DASH: Final = "\u2014 "


class NoteMalformed(Refusal):
    """The signed note is malformed: {detail}."""

    code = "note-malformed"
    exit_status = 31
    remedy = "Take the note again from whoever signed it; a note is copied whole, byte for byte."


class Algorithm(IntEnum):
    """Signature type bytes that we make and accept (C2SP signed-note, *Signature types*)."""

    ED25519 = 0x01
    COSIGNATURE = 0x04


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key by its name, as text ``name+hash+base64`` (vkey)."""

    name: str
    algorithm: Algorithm
    public: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or any(letter.isspace() for letter in self.name):
            raise NoteMalformed(detail=f"key name {self.name!r} is empty or holds a space or a plus")
        if len(self.public) != 32:  # noqa: PLR2004 - RFC 8032 §5.1.5: 32 octets
            raise NoteMalformed(detail="an Ed25519 public key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        """First four bytes of SHA-256(name ‖ newline ‖ type ‖ key)."""
        kind = bytes([self.algorithm])
        return hashlib.sha256(self.name.encode() + b"\n" + kind + self.public).digest()[:4]

    def __str__(self) -> str:
        material = base64.b64encode(bytes([self.algorithm]) + self.public).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{material}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a vkey. Raises: NoteMalformed, also when its hash is not the key's."""
        name, _, rest = text.strip().partition("+")
        hashed, _, material = rest.partition("+")
        try:
            raw = base64.b64decode(material, validate=True)
            key = cls(name, Algorithm(raw[0]), raw[1:])
        except (binascii.Error, ValueError, IndexError) as wrong:
            raise NoteMalformed(detail=f"{text[:120]!r} is not a verifier key") from wrong
        if key.key_id.hex() != hashed:
            raise NoteMalformed(detail=f"the hash in the verifier key of {name} is not that of the key")
        return key


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line under a note: who says they signed, with which key, and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.signature).decode('ascii')}"

    def by(self, key: VerifierKey) -> bool:
        """Whether the line claims to be made with ``key``."""
        return self.name == key.name and self.key_id == key.key_id


@dataclass(frozen=True, slots=True)
class Note:
    """A text, ending in a newline, and the signature lines under it."""

    text: str
    signatures: tuple[SignatureLine, ...]

    def __post_init__(self) -> None:
        if not self.text.endswith("\n"):
            raise NoteMalformed(detail="the text does not end in a newline")

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(f"{line}\n" for line in self.signatures)).encode()

    def signed_by(self, key: VerifierKey, verify: Verify) -> bool | None:
        """True or False when ``key`` signed well or badly; None when no line claims to be its.

        A known key's bad signature beside a good one is bad (C2SP signed-note, *Signatures*).
        """
        lines = [line for line in self.signatures if line.by(key)]
        if not lines:
            return None
        return all(_valid(line, key, self.text, verify) for line in lines)

    def with_signatures(self, lines: Iterable[SignatureLine]) -> "Note":
        """The same text with further lines below those it has; a line already there is not repeated."""
        return Note(self.text, tuple(dict.fromkeys((*self.signatures, *lines))))


def sign(text: str, key: VerifierKey, signer: Sign) -> SignatureLine:
    """Sign ``text`` with the Ed25519 key behind ``signer``, whose public half is ``key``."""
    assert key.algorithm is Algorithm.ED25519, "cosignatures carry a time: use cosign"
    return SignatureLine(key.name, key.key_id, signer(text.encode()))


def cosign(text: str, key: VerifierKey, signer: Sign, *, at_seconds: int) -> SignatureLine:
    """Cosign a checkpoint's text at a POSIX time (C2SP tlog-cosignature, Ed25519)."""
    assert key.algorithm is Algorithm.COSIGNATURE, "a cosigner's key has type 0x04"
    signature = signer(_cosigned(text, at_seconds))
    return SignatureLine(key.name, key.key_id, at_seconds.to_bytes(8, "big") + signature)


def parse(content: bytes) -> Note:
    """Split a note at its last empty line. Raises: NoteMalformed."""
    if len(content) > NOTE_BYTES_MAX:
        raise NoteMalformed(detail="it is longer than a million bytes")
    try:
        whole = content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise NoteMalformed(detail="it is not UTF-8") from wrong
    if any(letter < " " and letter != "\n" for letter in whole):
        raise NoteMalformed(detail="it holds a control character")
    text, gap, below = whole.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise NoteMalformed(detail="no empty line stands between text and signatures")
    lines = below[:-1].split("\n")
    if len(lines) > SIGNATURES_MAX:
        raise NoteMalformed(detail=f"it has more than {SIGNATURES_MAX} signatures")
    return Note(text + "\n", tuple(parse_line(line) for line in lines))


def parse_line(line: str) -> SignatureLine:
    """Read one signature line. Raises: NoteMalformed."""
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NoteMalformed(detail="a signature is not base64") from wrong
    if not line.startswith(_DASH) or not name or len(raw) < 5:  # noqa: PLR2004 - key ID and one byte
        raise NoteMalformed(detail=f"not a signature line: {line[:80]!r}")
    if base64.b64encode(raw).decode("ascii") != encoded:
        raise NoteMalformed(detail="a signature's base64 has stray bits")
    return SignatureLine(name, raw[:4], raw[4:])


def _valid(line: SignatureLine, key: VerifierKey, text: str, verify: Verify) -> bool:
    if key.algorithm is Algorithm.ED25519:
        return verify(key.public, text.encode(), line.signature)
    if len(line.signature) != 72:  # noqa: PLR2004 - eight bytes of time, 64 of signature
        return False
    at_seconds = int.from_bytes(line.signature[:8], "big")
    return verify(key.public, _cosigned(text, at_seconds), line.signature[8:])


def _cosigned(text: str, at_seconds: int) -> bytes:
    return f"cosignature/v1\ntime {at_seconds}\n{text}".encode()
