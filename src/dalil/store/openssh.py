"""OpenSSH: what can be told of a sealed private key without its passphrase (PROTOCOL.key of OpenSSH).

It decrypts nothing: of the encrypted part its size is known, and no more.
"""

import base64
import binascii
from typing import Final

from dalil.core.limits import KEY_ROUNDS_MAX

BEGIN: Final = b"-----BEGIN OPENSSH PRIVATE KEY-----"
END: Final = b"-----END OPENSSH PRIVATE KEY-----"
MAGIC: Final = b"openssh-key-v1\0"
TAG_BYTES: Final = {b"aes256-ctr": 0, b"aes256-cbc": 0, b"aes256-gcm@openssh.com": 16}
"""Ciphers that can be opened here, and the bytes that each adds after the encrypted part."""
BLOCK_BYTES: Final = 16
SECRET_BYTES_MIN: Final = 144
"""Two check numbers, kind, public and private key, an empty comment, and padding to whole blocks."""
ARMOUR_BYTES_MAX: Final = 76
"""One line of the armour; ssh-keygen writes 70, other programs up to this."""


class NotSealedError(ValueError):
    """The bytes are no private key under a passphrase; the text says why."""


def public_key(content: bytes) -> bytes:
    """The Ed25519 public key that stands in the clear in a sealed private key. Raises: NotSealedError."""
    rest = _after(_armoured(content), MAGIC)
    cipher, rest = _string(rest)
    kdf, rest = _string(rest)
    options, rest = _string(rest)
    if cipher not in TAG_BYTES or kdf != b"bcrypt":
        raise NotSealedError("it is under no passphrase, or under a cipher that is not known")
    salt, rounds = _string(options)
    if not salt or len(rounds) != 4 or not 0 < int.from_bytes(rounds, "big") <= KEY_ROUNDS_MAX:  # noqa: PLR2004
        raise NotSealedError("what is to be done with the passphrase is not in its form")
    public, rest = _string(_after(rest, (1).to_bytes(4, "big")))
    kind, public = _string(public)
    public, nothing = _string(public)
    if kind != b"ssh-ed25519" or len(public) != 32 or nothing:  # noqa: PLR2004 - Ed25519
        raise NotSealedError("it is no Ed25519 key")
    secret, tag = _string(rest)
    whole = len(secret) >= SECRET_BYTES_MIN and len(secret) % BLOCK_BYTES == 0
    if not whole or len(tag) != TAG_BYTES[cipher]:
        raise NotSealedError("its encrypted part is not of a key's size")
    return public


def _armoured(content: bytes) -> bytes:
    """What stands between the marks, all lines of one width but the last. Raises: NotSealedError."""
    lines = content.split(b"\n")
    if len(lines) < 4 or (lines[0], lines[-2], lines[-1]) != (BEGIN, END, b""):  # noqa: PLR2004 - and one between
        raise NotSealedError("it does not begin and end as such a key does")
    body = lines[1:-2]
    width = len(body[0])
    if width > ARMOUR_BYTES_MAX or {len(each) for each in body[:-1]} - {width} or len(body[-1]) > width:
        raise NotSealedError("its lines are not those of one text")
    joined = b"".join(body)
    try:
        raw = base64.b64decode(joined, validate=True)
    except binascii.Error as wrong:
        raise NotSealedError("it is not base64") from wrong
    if base64.b64encode(raw) != joined:
        raise NotSealedError("it is not base64 as it is written")
    return raw


def _after(content: bytes, beginning: bytes) -> bytes:
    if not content.startswith(beginning):
        raise NotSealedError("it is not in the form openssh-key-v1 with one key")
    return content[len(beginning) :]


def _string(content: bytes) -> tuple[bytes, bytes]:
    """A string after its length in 32 bits, and what follows it (RFC 4251 section 5)."""
    size = int.from_bytes(content[:4], "big")
    found = content[4 : 4 + size]
    if len(content) < 4 or len(found) != size:  # noqa: PLR2004 - 32 bits
        raise NotSealedError("it ends too early")
    return found, content[4 + size :]
