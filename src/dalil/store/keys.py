"""Keys: the log's private key under a passphrase, and Ed25519 (RFC 8032) by the `cryptography` library.

A private key stands sealed in the OpenSSH format under a passphrase (ADR 0009; `ssh-keygen -y` opens it) or,
only where a vault was made so, in the clear with mode 0600; then every verify says it.
"""

import os
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dalil.core.custody.note import Algorithm, NoteMalformed, VerifierKey
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.limits import KEY_FILE_BYTES_MAX
from dalil.store import openssh, plain
from dalil.store.disk import Disk
from dalil.store.layout import Layout


class KeyLocked(Refusal):
    """The key {path} is under a passphrase: {detail}."""

    code = "key-locked"
    exit_status = 27
    remedy = "Set DALIL_PASSPHRASE to the passphrase, or run the command in a terminal to be asked."


class KeyMissing(Refusal):
    """The key {path} is missing or is not a key."""

    code = "key-missing"
    exit_status = 28
    remedy = (
        "Restore the keys folder from a copy. Without the private key a vault can be read and verified only."
    )


KDF_ROUNDS: Final = 64
"""Rounds of bcrypt-pbkdf: four times what ssh-keygen does, about half a second. The same on every machine:
a cost that is measured when the key is made can be too high for the machine that must open it."""


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` over ``message`` was made with the key whose public half is ``public``."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key and its name. The key itself is not shown."""

    key: VerifierKey
    _private: Ed25519PrivateKey

    def __call__(self, message: bytes) -> bytes:
        """Sign ``message``: 64 bytes."""
        return self._private.sign(message)

    def derived(self, purpose: bytes) -> bytes:
        """A secret of 32 bytes that only the holder of this key can make again (HKDF-SHA-256, RFC 5869)."""
        kdf = HKDF(hashes.SHA256(), length=32, salt=None, info=b"dalil\0" + purpose)
        return kdf.derive(self._private.private_bytes_raw())


def make(name: str, algorithm: Algorithm = Algorithm.ED25519) -> Signer:
    """Make a new key from the operating system's randomness."""
    return _signer(name, algorithm, Ed25519PrivateKey.generate())


def write(path_clear: str, path_sealed: str, signer: Signer, disk: Disk, *, passphrase: str | None) -> None:
    """Write a private key: sealed where a passphrase is given, in the clear (0600) where not."""
    private = signer._private  # noqa: SLF001 - this file alone handles private keys
    if passphrase:
        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH
        lock = form.encryption_builder().kdf_rounds(KDF_ROUNDS).build(passphrase.encode())
        disk.replace_file(path_sealed, private.private_bytes(encoding, form, lock), mode=0o600)
    else:
        disk.replace_file(path_clear, _pkcs8(private), mode=0o600)


def load(path_clear: str, path_sealed: str, key: VerifierKey, *, passphrase: str | None) -> Signer:
    """Open a private key and check that it is the one that ``key`` names. Raises: KeyLocked, KeyMissing."""
    path = standing(path_clear, path_sealed)
    content = _content(path)
    if path == path_sealed:
        check_sealed(path, key)
        private = _unsealed(path, content, passphrase)
    else:
        private = _clear(path, content)
    signer = _signer(key.name, key.algorithm, private)
    if signer.key != key:
        raise KeyMissing(path=path)
    return signer


def standing(path_clear: str, path_sealed: str) -> str:
    """Which of both is gone by: the sealed key, where anything stands under its name."""
    return path_sealed if os.path.lexists(path_sealed) else path_clear


def check_sealed(path: str, key: VerifierKey) -> None:
    """See that a sealed key is in its form and, as far as no passphrase is needed, that of ``key``.

    Raises: KeyMissing.
    """
    try:
        public = openssh.public_key(_content(path))
    except openssh.NotSealedError as wrong:
        raise KeyMissing(path=path) from wrong
    if public != key.public:
        raise KeyMissing(path=path)


def check_clear(path: str, key: VerifierKey) -> None:
    """See that a key in the clear is that of ``key``, and its file as it was written. Raises: KeyMissing."""
    content = _content(path)
    private = _clear(path, content)
    if _signer(key.name, key.algorithm, private).key != key or _pkcs8(private) != content:
        raise KeyMissing(path=path)


def _content(path: str) -> bytes:
    """Bytes of a private key: a plain file, or a link to one, of a size that one has. Raises: KeyMissing."""
    try:
        return plain.content_given(path, KEY_FILE_BYTES_MAX)
    except OSError as wrong:
        raise KeyMissing(path=path) from wrong


def _unsealed(path: str, content: bytes, passphrase: str | None) -> Ed25519PrivateKey:
    try:
        private = serialization.load_ssh_private_key(content, (passphrase or "").encode())
    except (ValueError, TypeError) as wrong:
        given = "the one given does not open it, or its encrypted part is damaged"
        raise KeyLocked(path=path, detail=given if passphrase else "none was given") from wrong
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyMissing(path=path)
    return private


def _clear(path: str, content: bytes) -> Ed25519PrivateKey:
    try:
        private = serialization.load_pem_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as wrong:
        raise KeyMissing(path=path) from wrong
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyMissing(path=path)
    return private


def _pkcs8(private: Ed25519PrivateKey) -> bytes:
    """A private key in the clear, as it is written."""
    clear = serialization.NoEncryption()
    return private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, clear)


def read_verifier(path: str) -> VerifierKey:
    """Read a verifier key from a text file. Raises: KeyMissing."""
    try:
        return VerifierKey.parse(plain.content_given(path, KEY_FILE_BYTES_MAX).decode("utf-8"))
    except (OSError, ValueError, NoteMalformed) as wrong:
        raise KeyMissing(path=path) from wrong


def partner_path(layout: Layout, cosigner: str) -> str:
    """Where the verifier key ``cosigner`` (text) of a partner stands in a vault."""
    return os.path.join(layout.partner_keys, f"{Digest.of(cosigner.encode()).hex[:16]}.vkey")


def _signer(name: str, algorithm: Algorithm, private: Ed25519PrivateKey) -> Signer:
    public = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return Signer(VerifierKey(name, algorithm, public), private)
